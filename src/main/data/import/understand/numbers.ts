import type { CurrencyCode, Minor } from '@shared/domain/model';
import { currencyExponent, isCurrencyCode, parseAmount } from '@shared/domain/money';

export type DecimalMark = '.' | ',';

const SIGNS: Readonly<Record<string, CurrencyCode>> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  US$: 'USD',
  Kč: 'CZK',
  zł: 'PLN',
};
/** Spaces, no-break spaces and the apostrophes the Swiss group with. */
const GROUPING = /[\s\u00a0\u202f\u2009'’]/g;

const PLAIN = /^-?\d[\d.,]*$/;
const MINUS = 45;

/** A cell taken apart: sign, currency and the digits with their points and commas. */
interface Bare {
  negative: boolean;
  currency: CurrencyCode | null;
  digits: string;
}

/** Takes off currency, sign (leading, trailing, in parentheses, `CR`) and spaces; null when something else is left. */
function bare(raw: string): Bare | null {
  // Nearly every cell of a list is a plain number, which needs none of the rest.
  if (PLAIN.test(raw))
    return raw.charCodeAt(0) === MINUS
      ? { negative: true, currency: null, digits: raw.slice(1) }
      : { negative: false, currency: null, digits: raw };
  let text = raw.trim().replace(/[\u2212\u2013]/g, '-');
  let negative = false;
  const bracketed = /^\((.*)\)$/.exec(text);
  if (bracketed) {
    negative = true;
    text = (bracketed[1] ?? '').trim();
  }
  const credit = /\s*\b(CR|DR)\.?$/i.exec(text);
  if (credit) {
    if (credit[1]?.toUpperCase() === 'CR') negative = !negative;
    text = text.slice(0, credit.index);
  }
  let currency: CurrencyCode | null = null;
  text = text.replace(
    /US\$|\p{Sc}|(?<![\p{L}])[A-Z]{3}(?![\p{L}])|(?<![\p{L}])(Kč|zł|kr|Fr)\.?(?![\p{L}])/gu,
    (sign) => {
      currency = SIGNS[sign] ?? (isCurrencyCode(sign) ? sign : currency);
      return isCurrencyCode(sign) || !/^[A-Z]{3}$/.test(sign) ? '' : sign;
    },
  );
  text = text.replace(GROUPING, '');
  const inner = /^\((.*)\)$/.exec(text);
  if (inner) {
    negative = !negative;
    text = inner[1] ?? '';
  }
  const signed = /^([+-]?)([\d.,]+)(-?)$/.exec(text);
  if (signed === null) return null;
  if (signed[1] === '-' && signed[3] === '-') return null;
  if (signed[1] === '-' || signed[3] === '-') negative = !negative;
  return { negative, currency, digits: signed[2] ?? '' };
}

/** What one cell says about the decimal mark; null when it says nothing. */
function evidence(digits: string): DecimalMark | null {
  const point = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const at = Math.max(point, comma);
  if (at < 0) return null;
  const mark: DecimalMark = point >= 0 ? '.' : ',';
  const other: DecimalMark = point >= 0 ? ',' : '.';
  if (digits.indexOf(mark) !== at) return other;
  const [before, after] = [digits.slice(0, at), digits.slice(at + 1)];
  // Three digits behind one to three digits may be thousands as well as decimals: no evidence.
  if (after.length === 3 && before.length <= 3 && before.length > 0 && !before.startsWith('0')) return null;
  return mark;
}

/** The decimal mark of amount columns by evidence over all their cells; null when no cell tells. `1.234` alone says nothing. */
export function findDecimal(cells: Iterable<string>): DecimalMark | null {
  const found = new DecimalEvidence();
  for (const cell of cells) found.add(cell);
  return found.decide();
}

/** Gathers what amounts say of their decimal mark. */
export class DecimalEvidence {
  #points = 0;
  #commas = 0;

  add(cell: string): void {
    const taken = bare(cell);
    const found = taken && evidence(taken.digits);
    if (found === '.') this.#points++;
    else if (found === ',') this.#commas++;
  }

  decide(): DecimalMark | null {
    if (this.#points === 0 && this.#commas === 0) return null;
    return this.#points >= this.#commas ? '.' : ',';
  }
}

/** Whether a cell is a number with or without a currency, in whatever notation. */
export function looksNumeric(cell: string): boolean {
  return bare(cell) !== null;
}

/** The currency a cell names with its amount ("1 200 EUR", "£5"); null for none, and for `$`, which many use. */
export function currencyIn(cell: string): CurrencyCode | null {
  return bare(cell)?.currency ?? null;
}

export type ParsedAmount = { ok: true; minor: Minor } | { ok: false; reason: string };

/**
 * Reads an amount exactly into minor units. `decimal` is the file's mark; null when nothing in the file told it, then a
 * three-digit group is thousands unless the currency has three decimals. Decimals beyond those of the currency must be zeros.
 */
export function readAmount(cell: string, decimal: DecimalMark | null, currency: CurrencyCode): ParsedAmount {
  const plain = decimal === null ? null : plainAmount(cell, decimal, currencyExponent(currency));
  if (plain !== null) return { ok: true, minor: plain };
  const taken = bare(cell);
  if (taken === null) return { ok: false, reason: 'is not an amount' };
  const mark = decimal ?? undecidedMark(taken.digits, currency);
  const group = mark === '.' ? ',' : '.';
  const [whole = '', fraction = '', ...more] = taken.digits.split(mark);
  if (more.length > 0 || fraction.includes(group) || !groupedRight(whole, group))
    return { ok: false, reason: `does not fit the file's decimal ${mark === '.' ? 'point' : 'comma'}` };
  const exponent = currencyExponent(currency);
  if (/[1-9]/.test(fraction.slice(exponent)))
    return { ok: false, reason: `has more decimals than ${currency} (${exponent})` };
  const digits = whole.replaceAll(group, '') || '0';
  const kept = fraction.slice(0, exponent);
  const minor = parseAmount(`${taken.negative ? '-' : ''}${digits}${kept ? `.${kept}` : ''}`, currency);
  return minor === null ? { ok: false, reason: 'is too large' } : { ok: true, minor };
}

/** An amount of digits with no more than the decimal mark among them, digit by digit: most are; null for any other, and for long ones. */
function plainAmount(cell: string, decimal: DecimalMark, exponent: number): Minor | null {
  const negative = cell.charCodeAt(0) === MINUS;
  const mark = decimal.charCodeAt(0);
  let minor = 0;
  let decimals = -1;
  let i = negative ? 1 : 0;
  if (cell.length - i > 14 || cell.length === i) return null;
  for (; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if (code === mark && decimals < 0 && i > 0) decimals = 0;
    else if (code < 48 || code > 57) return null;
    else {
      if (decimals >= 0) decimals++;
      minor = minor * 10 + code - 48;
    }
  }
  if (decimals > exponent) return null;
  for (let rest = Math.max(0, decimals); rest < exponent; rest++) minor *= 10;
  return negative && minor !== 0 ? -minor : minor;
}

function undecidedMark(digits: string, currency: CurrencyCode): DecimalMark {
  const mark: DecimalMark = digits.includes(',') ? ',' : '.';
  if (currencyExponent(currency) === 3) return mark;
  return mark === ',' ? '.' : ',';
}

/** "1.234.567" and, as in India, "12,34,567"; "12.34" with the point as thousands is not. */
function groupedRight(whole: string, group: string): boolean {
  if (!whole.includes(group)) return true;
  const [first = '', ...rest] = whole.split(group);
  return (
    first.length >= 1 &&
    first.length <= 3 &&
    rest.every((g) => g.length === 2 || g.length === 3) &&
    rest.at(-1)?.length === 3
  );
}
