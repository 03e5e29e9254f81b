import { toDay } from './dates';
import type { CurrencyCode, IsoDate, Item, Minor } from './model';
import { openMinor } from './open-amount';
import type { AgingRow, Bucket } from './results';

/**
 * The columns of the aging table for the given upper edges in days past due (default 30, 60, 90): current, one per edge, the
 * open-ended last one, then the items without a due date and the credits (rules: Aging).
 * @throws RangeError unless the edges are whole, ascending and each at least 1.
 */
export function bucketsFor(edges: readonly number[]): Bucket[] {
  const buckets: Bucket[] = [{ key: 'current', label: 'Current', from: null, to: 0 }];
  let from = 1;
  for (const to of edges) {
    if (!Number.isInteger(to) || to < from)
      throw new RangeError(`bucket edges must be ascending whole days: ${edges.join(', ')}`);
    buckets.push({ key: `d${from}_${to}`, label: from === to ? `${to}` : `${from}–${to}`, from, to });
    from = to + 1;
  }
  buckets.push({ key: `d${from}_plus`, label: `${from}+`, from, to: null });
  buckets.push({ key: 'noDueDate', label: 'No due date', from: null, to: null });
  buckets.push({ key: 'credits', label: 'Credits', from: null, to: null });
  return buckets;
}

/** Days past due at the as-of date: calendar days, negative before the due date, 0 on it; null without a due date. */
export function daysPastDue(item: Item, asOf: IsoDate): number | null {
  return item.dueOn === null ? null : toDay(asOf) - toDay(item.dueOn);
}

/**
 * Key of the column an item's open amount stands in. Credit notes, unapplied payments and overpaid invoices are credits
 * whatever their dates; due today is not overdue (rules: Aging; O22).
 * @param open the item's open amount at the as-of date, minor units.
 */
export function bucketOf(item: Item, open: Minor, asOf: IsoDate, edges: readonly number[]): string {
  if (open < 0 || item.type !== 'invoice') return 'credits';
  const days = daysPastDue(item, asOf);
  if (days === null) return 'noDueDate';
  if (days <= 0) return 'current';
  let from = 1;
  for (const to of edges) {
    if (days <= to) return `d${from}_${to}`;
    from = to + 1;
  }
  return `d${from}_plus`;
}

/**
 * One row per currency in which something is open at the as-of date, in order of the currency code. Every bucket is present;
 * their sum is the balance (rules: Aging, "Invariant"). Settlements after the as-of date do not count (O23).
 */
export function agingOf(items: readonly Item[], asOf: IsoDate, edges: readonly number[]): AgingRow[] {
  const rows = new Map<CurrencyCode, { currency: CurrencyCode; buckets: Record<string, Minor>; balance: Minor }>();
  for (const item of items) {
    const open = openMinor(item, asOf);
    if (open === 0) continue;
    let row = rows.get(item.currency);
    if (row === undefined) {
      const buckets = Object.fromEntries(bucketsFor(edges).map((bucket) => [bucket.key, 0]));
      row = { currency: item.currency, buckets, balance: 0 };
      rows.set(item.currency, row);
    }
    const key = bucketOf(item, open, asOf, edges);
    row.buckets[key] = (row.buckets[key] ?? 0) + open;
    row.balance += open;
  }
  return [...rows.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
