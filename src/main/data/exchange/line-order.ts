import { compareText } from '@shared/exchange/order';

/** Kinds of lines in their order; customers, items and settlements stand among each other. */
const RANK = { b: 1, c: 2, i: 2, s: 2, r: 3, p: 4, a: 5, x: 6 } as const;
export type LineKind = keyof typeof RANK;
/** What begins anew under each line. */
const BELOW: Partial<Record<LineKind, readonly LineKind[]>> = { c: ['i', 's'], i: ['s'] };
const ABOVE: Partial<Record<LineKind, LineKind>> = { i: 'c', s: 'i' };

/**
 * Lines stand in one order, children under their parent, and rise strictly within their kind: nothing stands twice, and the same
 * records have one spelling.
 */
export class LineOrder {
  #rank = 0;
  readonly #last = new Map<LineKind, readonly string[]>();

  /** What is wrong with the place of a line with this key; null when nothing is. */
  problem(kind: LineKind, key: readonly string[]): string | null {
    const before = this.#last.get(kind);
    const above = ABOVE[kind];
    if (RANK[kind] < this.#rank) return 'stands out of order';
    if (above !== undefined && !this.#last.has(above)) return 'stands under nothing';
    if (before !== undefined && !rises(before, key)) return 'stands twice or out of order';
    this.#rank = RANK[kind];
    this.#last.set(kind, key);
    for (const below of BELOW[kind] ?? []) this.#last.delete(below);
    return null;
  }
}

function rises(before: readonly string[], key: readonly string[]): boolean {
  for (let i = 0; i < key.length; i++) {
    const order = compareText(before[i] as string, key[i] as string);
    if (order !== 0) return order < 0;
  }
  return false;
}
