import type { ImportField, ImportOptions } from '@shared/contract/imports';
import type { CurrencyCode, IsoDate, ItemType, Minor } from '@shared/domain/model';
import { isCurrencyCode } from '@shared/domain/money';
import { unguarded } from '../lists/guard';
import { ownCopy } from './own-copy';
import { from1904, parseDate, turnBack } from './understand/dates';
import { currencyIn, readAmount } from './understand/numbers';
import { headerWords } from './understand/synonyms';
import type { Understanding } from './understand/understanding';

/** Thrown while one row is read or applied: that row is rejected, the others go on. */
export class RowReject {
  /** Null when the row as a whole is at fault. */
  readonly field: ImportField | null;
  readonly value: string;
  readonly reason: string;

  constructor(field: ImportField | null, value: string, reason: string) {
    this.field = field;
    this.value = value;
    this.reason = reason;
  }
}

/** What programs print for no date. */
const NO_DATE = /^(0000-00-00([ T].*)?|00[./-]00[./-]0000|[-–—]+|n\/a)$/i;
/** What a cell shows whose formula failed, in English, German, French and Spanish spreadsheets. */
const SHEET_ERROR = /^#(N\/A|NV|N\/D|REF!|BEZUG!|DIV\/0!|VALUE!|WERT!|VALEUR!|VALOR!|NAME\?|NOM\?|NUM!|ZAHL!|NULL!)$/i;

/** Different texts of a column of which it is remembered how they were read. */
const REMEMBERED = 20_000;
const HASH = 35;
const EQUALS = 61;
/** Below it, every character is in NFC. */
const FIRST_COMBINING = 0x300;

function cleanText(cell: string): string {
  const trimmed = unguarded(cell.trim()).trim();
  const formula = trimmed.charCodeAt(0) === EQUALS ? /^="(.*)"$/.exec(trimmed) : null;
  const text = formula ? (formula[1] ?? '') : trimmed;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= FIRST_COMBINING) return text.normalize('NFC').trim();
  return formula ? text.trim() : text;
}

/** Reads the cells of one file's rows by field, in the notations found for the file. */
export class RowReader {
  readonly understanding: Understanding;
  /** The currency said for the whole file, or null. */
  readonly givenCurrency: CurrencyCode | null;
  readonly #baseCurrency: CurrencyCode | null;
  /** The row read last and those of its cells that were asked for, by column: most are asked for several times. */
  #row: readonly string[] | null = null;
  readonly #texts: (string | undefined)[];
  /** Dates read before, by column; a file has few different ones. */
  readonly #dates = new Map<number, Map<string, IsoDate>>();
  readonly #currencies = new Map<string, CurrencyCode>();

  constructor(understanding: Understanding, options: ImportOptions, baseCurrency: CurrencyCode | null) {
    this.understanding = understanding;
    this.givenCurrency = options.currency ?? null;
    this.#baseCurrency = baseCurrency;
    this.#texts = new Array(understanding.headers.length).fill(undefined);
  }

  /** For rows that name none: the one given, else the portfolio's. */
  get fallbackCurrency(): CurrencyCode | null {
    return this.givenCurrency ?? this.#baseCurrency;
  }

  has(field: ImportField): boolean {
    return this.understanding.mapping[field] !== undefined;
  }

  /** Trimmed, in NFC, out of Excel's `="007"` and of the apostrophe that keeps a spreadsheet from running it; '' when blank or when there is no such column. Case and leading zeros are kept. */
  text(cells: readonly string[], field: ImportField): string {
    const column = this.understanding.mapping[field];
    if (column === undefined) return '';
    if (this.#row !== cells) {
      this.#row = cells;
      this.#texts.fill(undefined);
    }
    let text = this.#texts[column];
    if (text === undefined) {
      text = cleanText(cells[column] ?? '');
      this.#texts[column] = text;
    }
    return text;
  }

  date(cells: readonly string[], field: ImportField): IsoDate | null {
    const value = this.text(cells, field);
    if (value === '') return null;
    const column = this.understanding.mapping[field] as number;
    let known = this.#dates.get(column);
    if (known === undefined) {
      known = new Map();
      this.#dates.set(column, known);
    }
    const found = known.get(value);
    if (found !== undefined) return found;
    if (NO_DATE.test(value)) return null;
    if (SHEET_ERROR.test(value)) throw new RowReject(field, value, 'is an error of the spreadsheet, not a date');
    const read = parseDate(
      this.understanding.since1904 ? from1904(value) : value,
      this.understanding.orders.get(column) ?? null,
    );
    if (read === null) throw new RowReject(field, value, 'is not a date that exists');
    const date = this.understanding.turned.has(column) ? turnBack(value, read) : read;
    if (known.size < REMEMBERED) known.set(ownCopy(value), ownCopy(date));
    return date;
  }

  /** Null when blank. */
  amount(cells: readonly string[], field: ImportField, currency: CurrencyCode): Minor | null {
    const value = this.text(cells, field);
    if (value === '') return null;
    if (value.charCodeAt(0) === HASH && SHEET_ERROR.test(value))
      throw new RowReject(field, value, 'is an error of the spreadsheet, not an amount');
    const read = readAmount(value, this.understanding.decimal, currency);
    if (!read.ok) throw new RowReject(field, value, read.reason);
    return read.minor;
  }

  /** The row's currency: its own, the one given for the file, the portfolio's; null for none. */
  currency(cells: readonly string[], amounts: readonly ImportField[]): CurrencyCode | null {
    return this.ownCurrency(cells, amounts) ?? this.fallbackCurrency;
  }

  /** The currency in the row's column, beside one of its amounts, or in the name of an amount's column. */
  ownCurrency(cells: readonly string[], amounts: readonly ImportField[]): CurrencyCode | null {
    const value = this.text(cells, 'currency');
    // A dollar sign is used by many: it says no more than a blank cell.
    if (value !== '' && value !== '$') {
      const known = this.#currencies.get(value);
      if (known !== undefined) return known;
      const code = value.toUpperCase();
      const named = isCurrencyCode(code) ? ownCopy(code) : currencyIn(`1 ${value}`);
      if (named === null) throw new RowReject('currency', value, 'is not a currency code');
      if (this.#currencies.size < REMEMBERED) this.#currencies.set(ownCopy(value), named);
      return named;
    }
    for (const field of amounts) {
      const named = currencyIn(this.text(cells, field));
      if (named !== null) return named;
    }
    for (const field of amounts) {
      const named = this.understanding.headerCurrencies[field];
      if (named !== undefined && this.text(cells, field) !== '') return named;
    }
    return null;
  }

  /** "30", "Net 30", "30 Tage netto", "due on receipt"; the longest count of days of "2/10 net 30". Null when blank or without days. */
  termsDays(cells: readonly string[]): number | null {
    const value = this.text(cells, 'terms_days');
    if (value === '') return null;
    const counts = [...value.matchAll(/\d+(?:[.,]0+)?/g)].map(([n]) => Number.parseInt(n, 10));
    if (counts.length === 0)
      return /receipt|immediate|sofort|comptant|contado|vista|contant|contanti|direct/i.test(value) ? 0 : null;
    const days = Math.max(...counts);
    if (days > 3650) throw new RowReject('terms_days', value, 'is not a number of days');
    return days;
  }

  flag(cells: readonly string[], field: ImportField): boolean {
    const said = this.text(cells, field);
    if (said === '') return false;
    const value = headerWords(said);
    return (
      value !== '' &&
      !/^(no|n|nein|non|nao|nee|0|false|falsch|faux|falso|none|not disputed|open|ok|resolved|closed)$/.test(value)
    );
  }

  tags(cells: readonly string[]): string[] {
    return [
      ...new Set(
        this.text(cells, 'tags')
          .split(/[,;|]/)
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ''),
      ),
    ].sort();
  }

  /** The customer's key, or his name where the file has no key. */
  customer(cells: readonly string[]): { key: string; name: string | null } {
    const name = this.text(cells, 'customer_name');
    const key = this.has('customer_key') ? this.text(cells, 'customer_key') : name;
    return { key, name: name === '' ? null : name };
  }
}

const CREDIT_TYPES =
  /\b(credit|credits|credit note|credit memo|creditnote|creditmemo|cn|cm|gutschrift|gutschriften|avoir|note de credit|abono|nota de credito|nota credito|nota di credito|creditnota|creditfactuur|arccredit|accreccredit|dg|out refund|refund)\b/;
const PAYMENT_TYPES =
  /\b(payment|unapplied|unapplied payment|unapplied cash|on account|receipt|prepayment|overpayment|deposit|zahlung|akonto|anzahlung|uberzahlung|acompte|paiement|trop percu|anticipo|pago|pagamento|acconto|vooruitbetaling|betaling|dz)\b/;

/** What an item is by its type column and its sign; a credit stated with a positive amount is turned negative. */
export function itemSense(type: string, amount: Minor): { type: ItemType; turn: boolean } {
  const said = saidType(type);
  if (said === 'invoice') return { type: amount < 0 ? 'credit_note' : 'invoice', turn: false };
  return { type: said, turn: amount > 0 };
}

const saidTypes = new Map<string, ItemType>();
function saidType(type: string): ItemType {
  if (type === '') return 'invoice';
  let said = saidTypes.get(type);
  if (said === undefined) {
    const words = headerWords(type);
    said = PAYMENT_TYPES.test(words) ? 'unapplied_payment' : CREDIT_TYPES.test(words) ? 'credit_note' : 'invoice';
    if (saidTypes.size > REMEMBERED) saidTypes.clear();
    saidTypes.set(ownCopy(type), said);
  }
  return said;
}
