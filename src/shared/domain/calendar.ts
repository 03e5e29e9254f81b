import { fromDay, toDay, weekdayOfDay } from './dates';
import type { Calendar, IsoDate } from './model';

/*
 * Business days of the portfolio's one calendar (rules: Calendar): every day that is neither a weekend weekday nor
 * closed. All functions that search a business day throw a RangeError when all seven weekdays are weekend.
 */

/** Whether the day is open for business. */
export function isBusinessDay(cal: Calendar, date: IsoDate): boolean {
  return isOpen(cal, toDay(date), date);
}

/** The first business day strictly after the date. */
export function nextBusinessDay(cal: Calendar, date: IsoDate): IsoDate {
  return addBusinessDays(cal, date, 1);
}

/** The date itself when it is a business day, else the first one after it. */
export function onOrAfterBusinessDay(cal: Calendar, date: IsoDate): IsoDate {
  assertSomeDayOpen(cal);
  return isBusinessDay(cal, date) ? date : nextBusinessDay(cal, date);
}

/**
 * The n-th business day after the date; n = 0 is that very day, also when it is closed (rules: Commitments, "n = 0 on a
 * closed day is that day").
 * @throws RangeError for a negative or fractional n.
 */
export function addBusinessDays(cal: Calendar, date: IsoDate, n: number): IsoDate {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of business days: ${n}`);
  assertSomeDayOpen(cal);
  if (n === 0) return date;
  let day = toDay(date);
  for (let left = n; ; ) {
    day += 1;
    const candidate = fromDay(day);
    if (isOpen(cal, day, candidate)) left -= 1;
    if (left === 0) return candidate;
  }
}

/**
 * Number of business days in (from, to]: how many had to pass to get from one date to the other; 0 when `to` is not later.
 * Inverse of `addBusinessDays` for results that are business days.
 */
export function businessDaysBetween(cal: Calendar, from: IsoDate, to: IsoDate): number {
  assertSomeDayOpen(cal);
  const first = toDay(from) + 1;
  const last = toDay(to);
  if (last < first) return 0;
  const weeks = Math.floor((last - first + 1) / 7);
  let count = weeks * (7 - cal.weekend.size);
  for (let day = first + weeks * 7; day <= last; day++) if (!cal.weekend.has(weekdayOfDay(day))) count += 1;
  for (const closed of cal.closed) {
    if (closed > from && closed <= to && !cal.weekend.has(weekdayOfDay(toDay(closed)))) count -= 1;
  }
  return count;
}

function isOpen(cal: Calendar, day: number, date: IsoDate): boolean {
  return !cal.weekend.has(weekdayOfDay(day)) && !cal.closed.has(date);
}

function assertSomeDayOpen(cal: Calendar): void {
  if (cal.weekend.size >= 7) throw new RangeError('the calendar has no business day');
}
