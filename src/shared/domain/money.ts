import type { CurrencyCode, Minor, Money } from './model';

/*
 * Money is integer minor units beside an ISO 4217 code (rules: Money). Exponents and codes are the standard's own and written
 * down here: `Intl` takes its digits from locale data, which gives the forint or the rupiah no minor unit at all and changes with the
 * runtime, while a stored 120000 must mean the same in the app, on the command line and on a colleague's machine.
 */

const CODES = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
  CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG
  HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
  MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
  SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV
  WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL`.split(/\s+/),
);
const EXPONENTS = new Map<CurrencyCode, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

const formatters = new Map<string, Intl.NumberFormat>();

/** Number of decimal digits of the currency's minor unit (ISO 4217): 0 for JPY, 2 for EUR, 3 for KWD; 2 for an unknown code. */
export function currencyExponent(code: CurrencyCode): number {
  return EXPONENTS.get(code) ?? 2;
}

/** Whether the text is a currency code of ISO 4217, upper case; codes retired since 2020 still count, funds and metals do not. */
export function isCurrencyCode(text: string): boolean {
  return CODES.has(text);
}

/**
 * Reads a plain decimal number ("1200.00", "-3.5") exactly into minor units. Null for anything else: signs other than a leading
 * minus, thousands marks, more decimals than the currency has, amounts beyond 2^53 − 1 minor units.
 */
export function parseAmount(text: string, currency: CurrencyCode): Minor | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const exponent = currencyExponent(currency);
  if (fraction.length > exponent) return null;
  const minor = Number(whole + fraction.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** The amount as a plain decimal with a point and all decimals of its currency: 120000 EUR is "1200.00". Inverse of `parseAmount`. */
export function minorToDecimal(minor: Minor, currency: CurrencyCode): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const decimal = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return minor < 0 ? `-${decimal}` : decimal;
}

/** The amount with its currency as the locale writes it. Exact: the formatter is given the decimal text, never a fraction in binary. */
export function formatMoney(money: Money, locale = 'en', options: Intl.NumberFormatOptions = {}): string {
  return format(money.minor, money.currency, locale, { style: 'currency', currency: money.currency, ...options });
}

/** The amount as the locale writes numbers, with all decimals of its currency and without its symbol, for columns headed by it. */
export function formatMinor(minor: Minor, currency: CurrencyCode, locale = 'en'): string {
  return format(minor, currency, locale, {});
}

/**
 * `numerator ÷ denominator` to the nearest integer, halves toward +∞: 15.5 → 16, −12.5 → −12 (rules: Collection score, "rounded
 * half-up"; O21). Exact for all safe integers; above them (sums of absurd amounts) as near as a float gets, because one such
 * row must not take the day's list away.
 * @throws RangeError unless both are whole numbers and the denominator is positive.
 */
export function roundHalfUp(numerator: number, denominator: number): number {
  if (!Number.isInteger(numerator) || !Number.isInteger(denominator) || denominator <= 0) {
    throw new RangeError(`no ratio of whole numbers: ${numerator} ÷ ${denominator}`);
  }
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator))
    return Math.floor(numerator / denominator + 0.5);
  const rest = ((numerator % denominator) + denominator) % denominator;
  const below = (numerator - (numerator % denominator)) / denominator - (numerator % denominator < 0 ? 1 : 0);
  return below + (rest >= denominator - rest ? 1 : 0) + 0;
}

/** One sum per currency, in order of the currency code; currencies that cancel out stay, with 0. */
export function sumByCurrency(moneys: Iterable<Money>): Money[] {
  const sums = new Map<CurrencyCode, Minor>();
  for (const { currency, minor } of moneys) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function format(minor: Minor, currency: CurrencyCode, locale: string, options: Intl.NumberFormatOptions): string {
  const exponent = currencyExponent(currency);
  const key = `${locale}\n${exponent}\n${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(locale, {
      minimumFractionDigits: Math.min(exponent, options.maximumFractionDigits ?? exponent),
      maximumFractionDigits: exponent,
      ...options,
    });
    formatters.set(key, formatter);
  }
  return formatter.format(minorToDecimal(minor, currency) as Intl.StringNumericLiteral);
}
