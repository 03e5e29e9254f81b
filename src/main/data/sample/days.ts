import { isBusinessDay } from '@shared/domain/calendar';
import { addDays, fromDay, toDay } from '@shared/domain/dates';
import type { Calendar, IsoDate } from '@shared/domain/model';
import type { SampleDates } from './model';

/** The days on which euro payments stand still (TARGET calendar): right for a portfolio that spans many countries. */
export function closedDaysBetween(from: IsoDate, to: IsoDate): { date: IsoDate; label: string }[] {
  const days: { date: IsoDate; label: string }[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    const easter = easterSunday(year);
    days.push(
      { date: `${year}-01-01`, label: "New Year's Day" },
      { date: addDays(easter, -2), label: 'Good Friday' },
      { date: addDays(easter, 1), label: 'Easter Monday' },
      { date: `${year}-05-01`, label: 'Labour Day' },
      { date: `${year}-12-25`, label: 'Christmas Day' },
      { date: `${year}-12-26`, label: 'Boxing Day' },
    );
  }
  return days;
}

/** Anonymous Gregorian computus. */
function easterSunday(year: number): IsoDate {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const corrected = (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30;
  const moon = corrected - (corrected + 11 * golden > 318 ? 1 : 0);
  const march21 = toDay(`${String(year).padStart(4, '0')}-03-21`);
  const fullMoon = march21 + moon;
  // The Sunday strictly after the full moon; day 3 of the epoch was a Sunday.
  return fromDay(fullMoon + 7 - ((fullMoon - 3 + 7 * 100_000) % 7));
}

/** The n-th business day before the date; n = 0 is the date itself, or the business day before it where it is closed. */
export function businessDaysBefore(calendar: Calendar, date: IsoDate, n: number): IsoDate {
  let day = date;
  while (!isBusinessDay(calendar, day)) day = addDays(day, -1);
  for (let left = n; left > 0; ) {
    day = addDays(day, -1);
    if (isBusinessDay(calendar, day)) left -= 1;
  }
  return day;
}

/** History is two weeks, the list before one week older than the last list, which is of the business day before today. */
export function sampleDates(calendar: Calendar, today: IsoDate): SampleDates {
  const last = businessDaysBefore(calendar, addDays(today, -1), 0);
  return {
    last,
    before: businessDaysBefore(calendar, addDays(last, -7), 0),
    history: businessDaysBefore(calendar, addDays(last, -14), 0),
  };
}
