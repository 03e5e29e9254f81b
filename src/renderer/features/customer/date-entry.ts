import { addDays, isIsoDate, weekday } from '@shared/domain/dates';
import type { IsoDate } from '@shared/domain/model';

const WEEKDAYS: Record<string, number> = { su: 0, mo: 1, tu: 2, we: 3, th: 4, fr: 5, sa: 6 };
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A date as it is typed on the phone, seen from `asOf`: "26.11", "26/11/26", "26 nov", "26" (day before month, the next such
 * day), "thu" (the next Thursday after asOf), "+3", "today", "tomorrow", ISO. Null when it is not understood.
 */
export function parseDateEntry(typed: string, asOf: IsoDate): IsoDate | null {
  const text = typed.trim().toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ');
  if (text === '') return null;
  if (isIsoDate(text)) return text;
  if (text === 'today') return asOf;
  if (text === 'tomorrow') return addDays(asOf, 1);
  const later = /^\+ ?(\d{1,3})( ?d(ays?)?)?$/.exec(text);
  if (later) return addDays(asOf, Number(later[1]));
  const weeks = /^\+ ?(\d{1,2}) ?w(eeks?)?$/.exec(text);
  if (weeks) return addDays(asOf, Number(weeks[1]) * 7);

  const day = weekdayOf(text);
  if (day !== null) return addDays(asOf, ((day - weekday(asOf) + 6) % 7) + 1);

  // A weekday in front of a date is decoration: "Thu 26 Nov" is what this field itself shows.
  const rest = text.replace(/^[a-z]{2,9}\.? (?=\d)/, (word) => (weekdayOf(word.trim()) === null ? word : ''));
  const numbers = /^(\d{1,2})[./-] ?(\d{1,2})([./-] ?(\d{2}|\d{4})?)?$/.exec(rest);
  if (numbers) return inYear(Number(numbers[1]), Number(numbers[2]), numbers[4], asOf);
  const dayFirst = /^(\d{1,2})\.? ?([a-z]{3,9})\.? ?(\d{2}|\d{4})?$/.exec(rest);
  const monthFirst = /^([a-z]{3,9})\.? ?(\d{1,2})(?: (\d{2}|\d{4}))?$/.exec(rest);
  const [dayPart, monthPart, yearPart] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : monthFirst
      ? [monthFirst[2], monthFirst[1], monthFirst[3]]
      : [];
  if (dayPart && monthPart) {
    const month = monthOf(monthPart);
    return month === null ? null : inYear(Number(dayPart), month, yearPart, asOf);
  }
  const alone = /^(\d{1,2})\.?$/.exec(rest);
  return alone ? nextDayOfMonth(Number(alone[1]), asOf) : null;
}

/** "10:30", "1030", "10.30", "9h", "9" → "HH:MM"; null when it is not an hour of the day. */
export function parseHourEntry(typed: string): string | null {
  const parts = /^(\d{1,2})(?:[:.h ]?(\d{2}))? ?h?$/.exec(typed.trim().toLowerCase());
  if (!parts) return null;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const LONG_WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function weekdayOf(text: string): number | null {
  const word = text.replace(/\.$/, '');
  const day = WEEKDAYS[word.slice(0, 2)];
  return day !== undefined && LONG_WEEKDAYS[day]?.startsWith(word) ? day : null;
}

function monthOf(word: string): number | null {
  const index = MONTHS.indexOf(word.slice(0, 3));
  return index < 0 ? null : index + 1;
}

const iso = (year: number, month: number, day: number): IsoDate | null => {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDate(date) ? date : null;
};

/** Without a year: this year's, or next year's where this year's lies more than 60 days back (people speak of what comes). */
function inYear(day: number, month: number, yearText: string | undefined, asOf: IsoDate): IsoDate | null {
  if (yearText) return iso(yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText), month, day);
  const year = Number(asOf.slice(0, 4));
  const thisYear = iso(year, month, day);
  if (thisYear !== null && thisYear >= addDays(asOf, -60)) return thisYear;
  return iso(year + 1, month, day) ?? thisYear;
}

function nextDayOfMonth(day: number, asOf: IsoDate): IsoDate | null {
  if (day < 1 || day > 31) return null;
  const wanted = String(day).padStart(2, '0');
  for (let ahead = 0; ahead <= 62; ahead += 1) {
    const date = addDays(asOf, ahead);
    if (date.slice(8) === wanted) return date;
  }
  return null;
}
