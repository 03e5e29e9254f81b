import { itemsByRef, lineOf, refKey } from '../commitments/item-ref';
import type { Commitment, CustomerBook, Item, ItemRef, Settlement } from '../model';
import { standingFalls } from '../open-amount';

/** Later than any date of a portfolio: what stands in the end. */
const EVER = '9999-12-31';

/**
 * A customer's items with the links between those that took each other's place (rules: Vanished items). What is recorded is only
 * how the old one was closed: *replaced*, by which number. From it follows here that the new one
 *
 * - is as old as the oldest it replaced: it keeps the earlier due date;
 * - exists from the day the old one was closed, so that no day counts both;
 * - names what it replaced (`replaces`).
 *
 * Of the closing, what exceeds the new one's amount was credited. A link holds while the closing stands: an old item that came back,
 * or whose heir is not known in this copy (yet), stands for itself. Without replaced items the same array is returned.
 */
export function linkReplacements(items: readonly Item[]): readonly Item[] {
  const byRef = itemsByRef(items);
  const heirOf = new Map<Item, { closing: Settlement; heir: Item }>();
  for (const item of items) {
    const closing = replacedBy(item);
    const heir = closing?.by && byRef.get(refKey(closing.by));
    if (closing && heir && heir !== item && heir.currency === item.currency) heirOf.set(item, { closing, heir });
  }
  if (heirOf.size === 0) return items.some((item) => item.settlements.some((s) => s.by)) ? items.map(unlinked) : items;
  for (const item of [...heirOf.keys()].filter((one) => runsInCircles(one, heirOf))) heirOf.delete(item);

  const oldOf = new Map<Item, Item[]>();
  for (const [old, { heir }] of heirOf) oldOf.set(heir, [...(oldOf.get(heir) ?? []), old]);
  const room = new Map<Item, number>();
  return items.map((item) => {
    const link = heirOf.get(item);
    const olds = [...ancestors(item, oldOf)];
    let linked = link ? split(item, link.closing, link.heir, room) : unlinked(item);
    for (const old of olds) {
      if (old.dueOn !== null && (linked.dueOn === null || old.dueOn < linked.dueOn))
        linked = { ...linked, dueOn: old.dueOn };
      const since = heirOf.get(old)?.closing.on;
      if (since !== undefined && since > linked.knownFrom) linked = { ...linked, knownFrom: since };
    }
    if (olds.length === 0) return linked;
    return { ...linked, replaces: olds.map(({ number, discriminator, dueOn }) => ({ number, discriminator, dueOn })) };
  });
}

/**
 * A customer's book in which what was agreed on a replaced item also names the item that took its place: promises and
 * disputes go on there. Its items are linked already.
 */
export function inheritReplaced(book: CustomerBook): CustomerBook {
  if (book.commitments.length + book.disputes.length === 0) return book;
  if (!book.items.some((item) => item.replaces !== undefined)) return book;
  const byRef = itemsByRef(book.items);
  return {
    ...book,
    commitments: book.commitments.map((commitment) => ({
      ...commitment,
      items: widened(commitment.items, byRef, (ref): Commitment['items'][number] => ({ ...ref, openMinor: 0 })),
    })),
    disputes: book.disputes.map((dispute) => ({ ...dispute, items: widened(dispute.items, byRef, (ref) => ref) })),
  };
}

/** The refs, each followed by those that took its place. */
function widened<Ref extends ItemRef>(
  refs: readonly Ref[],
  byRef: ReadonlyMap<string, Item>,
  make: (ref: ItemRef) => Ref,
): readonly Ref[] {
  const known = new Set(refs.map(refKey));
  const result: Ref[] = [];
  for (const ref of refs) {
    result.push(ref);
    const item = byRef.get(refKey(ref));
    for (const { number, discriminator } of item ? lineOf(item, byRef).slice(1) : []) {
      const next = { number, discriminator };
      if (known.has(refKey(next))) continue;
      known.add(refKey(next));
      result.push(make(next));
    }
  }
  return result.length === refs.length ? refs : result;
}

/** The closing by which the item was replaced, while it stands. */
function replacedBy(item: Item): Settlement | undefined {
  if (!item.settlements.some((settlement) => settlement.by !== undefined)) return undefined;
  return standingFalls(item, EVER).find(({ settlement }) => settlement.by !== undefined)?.settlement;
}

function runsInCircles(item: Item, heirOf: ReadonlyMap<Item, { heir: Item }>): boolean {
  const seen = new Set<Item>();
  for (let at: Item | undefined = item; at !== undefined; at = heirOf.get(at)?.heir) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function* ancestors(item: Item, oldOf: ReadonlyMap<Item, readonly Item[]>): Generator<Item> {
  for (const old of oldOf.get(item) ?? []) {
    yield old;
    yield* ancestors(old, oldOf);
  }
}

/** A closing without a known heir is a closing like any other. */
function unlinked(item: Item): Item {
  if (!item.settlements.some((settlement) => settlement.by !== undefined)) return item;
  return { ...item, settlements: item.settlements.map(({ by: _, ...settlement }) => settlement) };
}

/** Parts the closing into what the heir took over and what was credited on the way. */
function split(item: Item, closing: Settlement, heir: Item, room: Map<Item, number>): Item {
  const sign = Math.sign(closing.minor);
  const left = room.get(heir) ?? Math.abs(heir.amountMinor);
  const taken = Math.sign(heir.amountMinor) === sign ? Math.min(Math.abs(closing.minor), left) : 0;
  room.set(heir, left - taken);
  const credited = Math.abs(closing.minor) - taken;
  const { by: _, ...rest } = closing;
  const parts: Settlement[] = [
    { ...closing, minor: sign * taken },
    ...(credited > 0 ? [{ ...rest, reason: 'credited' as const, minor: sign * credited }] : []),
  ];
  const settlements = unlinked({ ...item, settlements: item.settlements.filter((one) => one !== closing) }).settlements;
  const at = item.settlements.indexOf(closing);
  return { ...item, settlements: [...settlements.slice(0, at), ...parts, ...settlements.slice(at)] };
}
