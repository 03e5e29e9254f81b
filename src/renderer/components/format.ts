import type { CurrencyCode, IsoDate, Minor, Money } from '@shared/domain/model';
import { format, parseISO } from 'date-fns';

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: CurrencyCode, withCurrency: boolean): Intl.NumberFormat {
  const key = `${currency}${withCurrency}`;
  const known = formatters.get(key);
  if (known) return known;
  const digits = currencyDigits(currency);
  const made = new Intl.NumberFormat(undefined, {
    ...(withCurrency ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {}),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formatters.set(key, made);
  return made;
}

const digitsOf = new Map<CurrencyCode, number>();

/** Decimal places of a currency: EUR 2, JPY 0, KWD 3. */
export function currencyDigits(currency: CurrencyCode): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    try {
      digits =
        new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      digits = 2;
    }
    digitsOf.set(currency, digits);
  }
  return digits;
}

/** Minor units as decimal text, exact: (123456, 'EUR') → "1234.56". */
export function decimalText(minor: Minor, currency: CurrencyCode): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0 ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}

/** Amount in the reader's locale, with a real minus sign. */
export function amountText(minor: Minor, currency: CurrencyCode, withCurrency = true): string {
  const exact = decimalText(minor, currency) as Intl.StringNumericLiteral;
  return formatter(currency, withCurrency).format(exact).replace('-', '−');
}

export function moneyListText(sums: readonly Money[]): string {
  return sums.length === 0 ? '–' : sums.map((sum) => amountText(sum.minor, sum.currency)).join(' · ');
}

/** Display only: what is ticked or listed on the screen, per currency in order of appearance. */
export function sumByCurrency(amounts: readonly Money[]): Money[] {
  const sums = new Map<CurrencyCode, Minor>();
  for (const { currency, minor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

/** "Thu 26 Nov"; the year only where it is another than the reference day's. */
export function dateText(date: IsoDate, reference?: IsoDate): string {
  const sameYear = reference === undefined || date.slice(0, 4) === reference.slice(0, 4);
  return format(parseISO(date), sameYear ? 'EEE d MMM' : 'EEE d MMM yyyy');
}

/** "16 Aug": for columns of dates, where weekdays are noise. */
export function shortDateText(date: IsoDate, reference?: IsoDate): string {
  const sameYear = reference === undefined || date.slice(0, 4) === reference.slice(0, 4);
  return format(parseISO(date), sameYear ? 'd MMM' : 'd MMM yy');
}

export const exactDateText = (date: IsoDate): string => format(parseISO(date), 'EEEE d MMMM yyyy');

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;
