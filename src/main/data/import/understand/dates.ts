import type { DateOrder } from '@shared/contract/imports';
import { fromDay, isIsoDate } from '@shared/domain/dates';
import type { IsoDate } from '@shared/domain/model';
import { ownCopy } from '../own-copy';

/** How day, month and year of `01/02/2026` are told apart in one column. */
export interface DateColumn {
  /** The order its slashed or hyphenated dates are read in; null when it has none, or none that can be told. */
  order: DateOrder | null;
  /** Some of the cells that read differently in either order, though nothing in the column says which. */
  ambiguous: string[];
  /** Cells that say day first beside others that say month first. */
  contradicting: boolean;
  /** One cell of each notation when there are several; ISO and compact dates beside one other notation are no mix. */
  mixed: string[];
  /**
   * A cell whose day and month look swapped: a spreadsheet that expects the other order turns 03/04 into a date, with the parts
   * swapped, and leaves 13/04 as text. Then no true date has a day above 12, and every text has. Null when it does not look so.
   */
  swapped: string | null;
  /** Share of the filled cells that look like a date at all. */
  share: number;
}

/** Beside each other in one cell: what separates the parts, and the three of them. */
const NUMERIC = /^(\d{1,4})([./\- ])(\d{1,2})\2(\d{1,4})(?:[T ,].*)?$/;
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:\.0+)?$/;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;
/** Excel's serial numbers count from 1899-12-30 (its 1900 had a 29 February), which is this epoch day. */
const SERIAL_EPOCH = -25_569;
/** 1954-10-03 … 2119-01-01: below and above a five-digit number is taken for something else. */
const SERIAL_RANGE = [20_000, 80_000] as const;

/** First letters of month names in English, German, French, Spanish, Portuguese, Italian and Dutch, without accents. */
const MONTHS: readonly RegExp[] = [
  /^(jan|jän|ene|gen)/,
  /^(feb|fev|fév)/,
  /^(mar(?!ie)|mär|maar|mrt|mae|mrz)/,
  /^(apr|avr|abr)/,
  /^(may|mai|mei|mag)/,
  /^(jun|juin|giu)/,
  /^(jul|juil|lug)/,
  /^(aug|aou|ago|aoû)/,
  /^(sep|set)/,
  /^(oct|okt|out|ott)/,
  /^(nov)/,
  /^(dec|dez|dic|déc)/,
];

/**
 * Decides the order of a column by evidence over all its cells. Dates with dots are day first (nobody writes 12.31.2026), ISO
 * and compact dates and month names need no decision and stand beside any other notation.
 */
export function readDateColumn(cells: Iterable<string>): DateColumn {
  const evidence = new DateEvidence();
  for (const cell of cells) evidence.add(cell);
  return evidence.decide();
}

/** What the 1904 system of old Macintosh workbooks counts less. */
export const DAYS_TO_1904 = 1462;

/** A day number of the 1904 system as one of the usual; other cells as they are. */
export function from1904(raw: string): string {
  const serial = SERIAL.exec(raw.trim());
  return serial ? String(Number(serial[1]) + DAYS_TO_1904) : raw;
}

/** Cells of which it is remembered that they were judged: a long column has few different dates. */
const JUDGED = 20_000;
/** Cells kept to be shown. */
const SHOWN = 5;

/** Gathers what the cells of one column say of their dates, in bounded memory however many there are. */
export class DateEvidence {
  #filled = 0;
  #dates = 0;
  #dayFirst = false;
  #monthFirst = false;
  /** A slashed cell that could be read either way, also one whose day and month are equal. */
  #open = false;
  readonly #ambiguous: string[] = [];
  readonly #notations = new Map<string, string>();
  #trueDates = false;
  /** A true date with a day up to 12; '' once there was one above. */
  #low: string | null = null;
  readonly #judged = new Map<string, boolean>();

  add(raw: string): void {
    const cell = raw.trim();
    if (cell === '') return;
    this.#filled++;
    let isDate = this.#judged.get(cell);
    if (isDate === undefined) {
      isDate = this.#judge(cell);
      if (this.#judged.size < JUDGED) this.#judged.set(ownCopy(cell), isDate);
    }
    if (isDate) this.#dates++;
  }

  decide(): DateColumn {
    const contradicting = this.#dayFirst && this.#monthFirst;
    const order = contradicting ? null : this.#dayFirst ? 'dmy' : this.#monthFirst ? 'mdy' : null;
    const swapped = this.#trueDates && this.#low !== '' && order !== null && !this.#open;
    return {
      order,
      ambiguous: order === null ? this.#ambiguous : [],
      contradicting,
      mixed: this.#notations.size > 1 ? [...this.#notations.values()] : [],
      swapped: swapped ? this.#low : null,
      share: this.#filled === 0 ? 0 : this.#dates / this.#filled,
    };
  }

  /** Whether it is a date at all; notes what it says of the others. */
  #judge(cell: string): boolean {
    const parts = NUMERIC.exec(cell);
    const [, first = '', separator = '', second = '', third = ''] = parts ?? [];
    if (parts === null || first.length === 4 || separator === '.') {
      const date = parseDate(cell, null);
      if (date === null) return false;
      const notation = notationOf(cell, parts !== null, first.length === 4);
      if (notation !== null) this.#note(notation, cell);
      if (first.length === 4 || notation === 'serial') this.#noteTrueDate(cell, date);
      return true;
    }
    if (third.length === 3 || first.length === 3) return false;
    const [a, b] = [Number(first), Number(second)];
    if (a > 31 || b > 31 || (a > 12 && b > 12) || a === 0 || b === 0) return false;
    this.#note(separator, cell);
    if (a > 12) this.#dayFirst = true;
    else if (b > 12) this.#monthFirst = true;
    else {
      this.#open = true;
      if (a !== b && this.#ambiguous.length < SHOWN) this.#ambiguous.push(ownCopy(cell));
    }
    return true;
  }

  #note(notation: string, cell: string): void {
    if (!this.#notations.has(notation)) this.#notations.set(notation, ownCopy(cell));
  }

  #noteTrueDate(cell: string, date: IsoDate): void {
    this.#trueDates = true;
    if (Number(date.slice(8)) > 12) this.#low = '';
    else this.#low ??= ownCopy(cell);
  }
}

/** What a date is written in, beside which another is a mix; null for ISO and compact dates, which stand beside any one. */
function notationOf(cell: string, numeric: boolean, yearFirst: boolean): string | null {
  if (yearFirst || COMPACT.test(cell)) return null;
  if (numeric) return '.';
  return SERIAL.test(cell) ? 'serial' : 'words';
}

/** A true date (year first, or a serial number) that a spreadsheet got by swapping day and month, swapped back; others as they are. */
export function turnBack(raw: string, date: IsoDate): IsoDate {
  const cell = raw.trim();
  if (!/^\d{4}[./\- ]/.test(cell) && !SERIAL.test(cell)) return date;
  return compose(Number(date.slice(0, 4)), Number(date.slice(8)), Number(date.slice(5, 7))) ?? date;
}

/**
 * Reads one date. `order` is that of slashed dates; with null (undecided, or all alike) day and month must be equal or one
 * of them above 12. A time of day behind the date is dropped. Null when it is no date or does not exist (30 February).
 */
export function parseDate(raw: string, order: DateOrder | null): IsoDate | null {
  const cell = raw.trim();
  const numeric = NUMERIC.exec(cell);
  if (numeric) return fromNumeric(numeric, order);
  const compact = COMPACT.exec(cell);
  if (compact) return compose(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const serial = SERIAL.exec(cell);
  if (serial) {
    const n = Number(serial[1]);
    return n >= SERIAL_RANGE[0] && n <= SERIAL_RANGE[1] ? fromDay(n + SERIAL_EPOCH) : null;
  }
  return fromWords(cell);
}

function fromNumeric(match: RegExpExecArray, order: DateOrder | null): IsoDate | null {
  const [, first = '', separator, second = '', third = ''] = match;
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (first.length === 4) return third.length <= 2 ? compose(a, b, c) : null;
  if (order === 'ymd' && first.length === 2 && third.length <= 2) return compose(fullYear(first), b, c);
  if (third.length !== 2 && third.length !== 4) return null;
  const year = fullYear(third);
  if (separator === '.') return compose(year, b, a) ?? (order === 'mdy' ? compose(year, a, b) : null);
  if (order === 'mdy') return compose(year, a, b);
  if (order === 'dmy') return compose(year, b, a);
  if (a > 12) return compose(year, b, a);
  if (b > 12) return compose(year, a, b);
  return a === b ? compose(year, a, b) : null;
}

/** `Jan 28 2021`, `28-Jan-21`, `January 28, 2021`, `28. März 2021`, `28 de enero de 2021`. */
function fromWords(cell: string): IsoDate | null {
  const text = cell.toLowerCase().replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[, ]+/, '');
  const match =
    /^(\d{1,2})(?:st|nd|rd|th|er|º)?[. \-/]*(?:de |d')?\s*(\p{L}{3,})\.?[ \-/,.]*(?:de |del )?\s*(\d{4}|\d{2})(?:[ ,T].*)?$/u.exec(
      text,
    );
  if (match) return compose(fullYear(match[3] ?? ''), monthOf(match[2] ?? ''), Number(match[1]));
  const other = /^(\p{L}{3,})\.?[ \-/]*(\d{1,2})(?:st|nd|rd|th)?[ \-/,]+(\d{4}|\d{2})(?:[ ,T].*)?$/u.exec(text);
  if (other) return compose(fullYear(other[3] ?? ''), monthOf(other[1] ?? ''), Number(other[2]));
  return null;
}

function monthOf(word: string): number {
  return MONTHS.findIndex((month) => month.test(word)) + 1;
}

/** Two digits: 00–69 are this century, 70–99 the last, as in POSIX. */
function fullYear(text: string): number {
  const n = Number(text);
  return text.length === 4 ? n : n < 70 ? 2000 + n : 1900 + n;
}

function compose(year: number, month: number, day: number): IsoDate | null {
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : null;
}
