import type { Item, ItemRef } from '../model';

/** One text per item of a customer; the separator cannot occur in a number that came from a file. */
export function refKey(ref: ItemRef): string {
  return `${ref.number}\u0000${ref.discriminator}`;
}

/** A customer's items by `refKey`. */
export function itemsByRef(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [refKey(item), item]));
}

/** An item and what took its place, one after the other. */
export function lineOf(item: Item, byRef: ReadonlyMap<string, Item>): Item[] {
  const line = [item];
  for (let last = item; ; ) {
    const by = last.settlements.find((settlement) => settlement.by !== undefined)?.by;
    const next = by && byRef.get(refKey(by));
    if (next === undefined || line.includes(next)) return line;
    line.push(next);
    last = next;
  }
}

/** Oldest due date first, items without one last, then by number; for sorting, the same on every machine. */
export function oldestFirst(a: Item, b: Item): number {
  return order(a) < order(b) ? -1 : 1;
}

function order(item: Item): string {
  return `${item.dueOn ?? '~'}\u0000${refKey(item)}`;
}
