import type { IsoDate } from './model';

/*
 * Calendar dates as text and as epoch day numbers (0 = 1970-01-01). Day numbers come from whole-number arithmetic on the
 * proleptic Gregorian calendar, never from a timestamp, so no time zone can move a date (rules: Time).
 */

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS_IN_400_YEARS = 146_097;
/** Days from 0000-03-01, where the arithmetic starts its years, to 1970-01-01. */
const EPOCH_SHIFT = 719_468;
const ZERO = 48;
const HYPHEN = 45;

/** What comes in is of these years: no desk works beyond them, and terms and windows can be added without leaving the calendar. */
const YEARS = { first: 1900, last: 2200 };

/**
 * Whether the text is a real calendar date `YYYY-MM-DD` of the years 1900 to 2200. Everything that is typed, imported or
 * exchanged must be; the arithmetic below goes further, from 0001 to 9999.
 */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  return (
    year >= YEARS.first &&
    year <= YEARS.last &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

/**
 * Epoch day number of a date. Whole days; the difference of two is a number of calendar days.
 * @throws RangeError when the text is not shaped like a date; whether the day exists is `isIsoDate`'s question.
 */
export function toDay(date: IsoDate): number {
  const month = digits(date, 5, 2);
  const day = digits(date, 8, 2);
  if (
    date.length !== 10 ||
    date.charCodeAt(4) !== HYPHEN ||
    date.charCodeAt(7) !== HYPHEN ||
    !(month >= 1 && month <= 12)
  ) {
    throw new RangeError(`not a calendar date: ${date}`);
  }
  const year = month > 2 ? digits(date, 0, 4) : digits(date, 0, 4) - 1;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_400_YEARS + dayOfEra - EPOCH_SHIFT;
}

/**
 * Date of an epoch day number.
 * @throws RangeError outside 0001-01-01 … 9999-12-31, or for a fraction.
 */
export function fromDay(n: number): IsoDate {
  if (!Number.isInteger(n) || n < -719_162 || n > 2_932_896) throw new RangeError(`no calendar date for day ${n}`);
  const shifted = n + EPOCH_SHIFT;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return compose(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** The date n calendar days later; earlier for a negative n. */
export function addDays(date: IsoDate, n: number): IsoDate {
  return fromDay(toDay(date) + n);
}

/** Calendar days from one date to another: `to − from`, negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toDay(to) - toDay(from);
}

/** The same day n months later (earlier for a negative n), or that month's last day where it is shorter: 31 January + 1 = 28 February. */
export function addMonths(date: IsoDate, n: number): IsoDate {
  const months = digits(date, 0, 4) * 12 + digits(date, 5, 2) - 1 + n;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  if (!Number.isInteger(n) || year < 1 || year > 9999)
    throw new RangeError(`no calendar date ${n} months after ${date}`);
  return compose(year, month, Math.min(digits(date, 8, 2), daysInMonth(year, month)));
}

/** The last day of the date's month. */
export function endOfMonth(date: IsoDate): IsoDate {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 2);
  return compose(year, month, daysInMonth(year, month));
}

/** Weekday number, 0 Sunday … 6 Saturday. */
export function weekday(date: IsoDate): number {
  return weekdayOfDay(toDay(date));
}

/** Weekday number of an epoch day, 0 Sunday … 6 Saturday. */
export function weekdayOfDay(n: number): number {
  return ((n % 7) + 11) % 7;
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) value = value * 10 + text.charCodeAt(i) - ZERO;
  return value;
}

function compose(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}
