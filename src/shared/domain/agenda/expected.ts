import { addDays, daysBetween } from '../dates';
import type { IsoDate, Item } from '../model';
import { settledInFullOn } from '../open-amount';

/** Fewer paid items say nothing about a habit. Source: rules "expected by". */
const PAID_ITEMS_NEEDED = 6;
/** Quarter days: a habit whose middle half spreads over more than 15 days is none. */
const WIDEST_RANGE = 15 * 4;

/**
 * How many days after the due date this customer's money is expected: median of the days late of its items paid in full plus
 * half their interquartile range, rounded up to whole days; null without a habit (fewer than 6 paid items with due dates, or
 * an interquartile range over 15 days). Quartiles are interpolated as spreadsheets do (QUARTILE.INC), so that the number can be
 * checked by hand. Source: rules "Agenda", gates.
 */
export function usualDaysLate(items: readonly Item[], asOf: IsoDate): number | null {
  const daysLate: number[] = [];
  for (const item of items) {
    if (item.dueOn === null) continue;
    const paid = settledInFullOn(item, asOf);
    if (paid !== null) daysLate.push(daysBetween(item.dueOn, paid.score));
  }
  if (daysLate.length < PAID_ITEMS_NEEDED) return null;
  daysLate.sort((a, b) => a - b);
  const range = quartile(daysLate, 3) - quartile(daysLate, 1);
  if (range > WIDEST_RANGE) return null;
  return Math.ceil((2 * quartile(daysLate, 2) + range) / 8);
}

/** The k-th quartile in quarter days: whole numbers for whole days, so nothing is rounded on the way. */
function quartile(sorted: readonly number[], k: 1 | 2 | 3): number {
  const position = (sorted.length - 1) * k;
  const index = Math.floor(position / 4);
  const low = sorted[index] ?? 0;
  const high = sorted[index + 1] ?? low;
  return low * 4 + (position % 4) * (high - low);
}

/** The day by which all of these due dates are usually paid: the latest of them plus the habit; null when one is already past it. */
export function expectedBy(dueDates: readonly IsoDate[], usual: number, asOf: IsoDate): IsoDate | null {
  let latest: IsoDate | null = null;
  for (const due of dueDates) {
    const expected = addDays(due, usual);
    if (expected <= asOf) return null;
    if (latest === null || expected > latest) latest = expected;
  }
  return latest;
}
