import { code, day, flag, id, isObject, json, key, minor, moment, orNull, text, type ValueRule, whole } from './values';

/**
 * Ledger rows as they stand in an exchange file: one line a row, positions as listed. Columns are only added at the end; what
 * a later version appends is kept with the row as it came (`extra`) and sent on.
 */
export interface LedgerSpec {
  table: string;
  /** First word of the line. */
  letter: string;
  columns: readonly (readonly [name: string, rule: ValueRule])[];
  /** How many of the columns the first format had. The others may be missing in a line, and are left out while they are null. */
  first: number;
}

const words = orNull(text(1000));
const optionalDay = orNull(day);
const terms = orNull(whole(0, 100_000));

export const BATCH = {
  table: 'import_batch',
  letter: 'b',
  columns: [
    ['source', key],
    ['kind', text(40)],
    ['complete', flag],
    ['list_date', day],
    ['imported_on', day],
    ['imported_at', moment],
    ['user_id', id],
    ['file_name', text(1000)],
    ['file_hash', text(200)],
    ['report', json(900_000, isObject)],
    ['states_open', orNull(flag)],
  ],
  first: 10,
} as const satisfies LedgerSpec;

/** The natural key comes first; a row belongs to the customer, or item, of the line above it. */
export const CUSTOMER = {
  table: 'customer',
  letter: 'c',
  columns: [
    ['source', key],
    ['key', key],
    ['name', text(1000)],
    ['country', words],
    ['industry', words],
    ['credit_limit_minor', orNull(minor)],
    ['credit_limit_currency', orNull(code)],
    ['terms_days', terms],
  ],
  first: 8,
} as const satisfies LedgerSpec;

export const ITEM = {
  table: 'item',
  letter: 'i',
  columns: [
    ['number', key],
    ['discriminator', key],
    ['type', text(40)],
    ['currency', code],
    ['amount_minor', minor],
    ['issued_on', optionalDay],
    ['due_on', optionalDay],
    ['terms_days', terms],
    ['fallback_terms_days', terms],
    ['listed_on', day],
    ['disputed', flag],
    ['po_number', words],
    ['listed_open_minor', orNull(minor)],
  ],
  first: 12,
} as const satisfies LedgerSpec;

export const SETTLEMENT = {
  table: 'settlement',
  letter: 's',
  columns: [
    ['kind', text(40)],
    ['natural', text(2000)],
    ['on_date', day],
    ['after_date', optionalDay],
    ['minor', minor],
    ['reason', orNull(text(40))],
    ['reference', words],
    ['method', words],
  ],
  first: 8,
} as const satisfies LedgerSpec;

/** How many columns at the start make the natural key. */
export const KEY_COLUMNS = 2;
