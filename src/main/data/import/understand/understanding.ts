import type { DateOrder, ImportField, ImportKind, ImportOptions } from '@shared/contract/imports';
import { IMPORT_FIELDS } from '@shared/contract/imports';
import type { CurrencyCode, IsoDate } from '@shared/domain/model';
import type { Table } from '../rows';
import { type DateColumn, readDateColumn } from './dates';
import { datevHead } from './datev';
import { findHeaderRow } from './header';
import { splitCurrency } from './header-currency';
import { guessKind } from './kind';
import { layoutKey, type RememberedLayout } from './layout';
import { hasLineColumns } from './line-rows';
import { findListDate } from './list-date';
import { type Mapping, mapColumns } from './mapping';
import { type DecimalMark, findDecimal } from './numbers';
import { NOTHING_CHANGED, type Problem } from './problem';

/** Everything found out about a file from its cells alone. */
export interface Understanding {
  /** Index into the table's rows. */
  headerIndex: number;
  headers: string[];
  layout: string;
  kind: ImportKind;
  mapping: Mapping;
  /** Order of slashed dates by column; columns without any are missing. */
  orders: ReadonlyMap<number, DateOrder>;
  /** Columns whose true dates had day and month swapped by a spreadsheet, as somebody confirmed by naming their order. */
  turned: ReadonlySet<number>;
  /** The file's order for the report: of its slashed dates, else year first; null without dates. */
  dates: DateOrder | null;
  decimal: DecimalMark | null;
  /** Currencies that stand in the names of amount columns. */
  headerCurrencies: Partial<Record<ImportField, CurrencyCode>>;
  /** One number may stand in several rows, one for each line of the invoice. */
  hasLineColumns: boolean;
  /** Customers and suppliers in one list, told apart by their account numbers. */
  hasSuppliers: boolean;
  /** From title lines or the file name. */
  listDate: IsoDate | null;
  problems: Problem[];
}

const DATE_FIELDS = ['issue_date', 'due_date', 'paid_date', 'payment_date'] as const;
const AMOUNT_FIELDS = ['amount', 'open_amount', 'payment_amount', 'credit_limit'] as const;

/** Understands a file read into rows. Explicit options win over what was remembered of the layout, that over what is found. */
export function understand(
  table: Table,
  fileName: string,
  options: ImportOptions,
  remembered: (layout: string) => RememberedLayout | null,
): Understanding {
  const headerIndex = findHeaderRow(table.rows, options.map ?? {}) ?? 0;
  const headers = (table.rows[headerIndex] ?? []).map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const layout = layoutKey(headers);
  const known = remembered(layout) ?? {};
  const data = table.rows.slice(headerIndex + 1);
  const titles = table.rows.slice(0, headerIndex);
  const found = mapColumns(headers, data, null, options.map ?? {}).mapping;
  const said = titles.map((cells) => cells.join(' '));
  const guessed = options.kind ?? known.kind ?? guessKind(found, fileName, said);
  const kind = guessed ?? 'open-items';
  const explicit = { ...known.maps?.[kind], ...options.map };
  const { mapping, problems: missing } = mapColumns(headers, data, kind, explicit);
  takePlainPaidDate(kind, headers, mapping, found);

  const problems: Problem[] = [];
  const datev = datevHead(table.rows[0], fileName);
  if (datev !== null && datev !== 'accounts') problems.push(datev);
  if (!data.some((row) => row.some((cell) => cell.trim() !== '')))
    problems.push({
      code: 'file_empty',
      message: `${fileName} has no rows below its column names. ${NOTHING_CHANGED}; export the list again.`,
    });
  for (const { field, header } of missing)
    problems.push({
      code: 'mapping_incomplete',
      message: `${fileName} has no column "${header}" for the ${fieldWords(field)}. ${NOTHING_CHANGED}; its columns are: ${headers.filter(Boolean).join(', ')}.`,
    });
  const absent = absentFields(kind, mapping);
  if (absent.length > 0)
    problems.push({
      code: 'mapping_incomplete',
      message: `${fileName} ${guessed ? `was taken for a list of ${kind.replace('-', ' ')}` : 'was not recognised (a list of open items was tried)'}, but no column was found for the ${absent.map(fieldWords).join(' and the ')}. ${NOTHING_CHANGED}; say which column it is, or another kind. Its columns are: ${headers.filter(Boolean).join(', ')}.`,
    });

  const { orders, turned, dates } = readOrders(data, headers, mapping, options.dates, known.dates, fileName, problems);
  return {
    headerIndex,
    headers,
    layout,
    kind,
    mapping,
    orders,
    turned,
    dates,
    decimal: findDecimal(cellsOf(data, mapping, AMOUNT_FIELDS)),
    headerCurrencies: currenciesOf(headers, mapping),
    hasLineColumns: hasLineColumns(headers),
    hasSuppliers: datev === 'accounts',
    listDate: datev === null ? findListDate(titles, fileName, dates) : null,
    problems,
  };
}

/** The effective mapping by column name, for the report and the next file of the layout. */
export function namedMapping(understanding: Understanding): Partial<Record<ImportField, string>> {
  const named: Partial<Record<ImportField, string>> = {};
  for (const field of IMPORT_FIELDS) {
    const column = understanding.mapping[field];
    if (column !== undefined) named[field] = understanding.headers[column] ?? '';
  }
  return named;
}

function* cellsOf(
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  fields: readonly ImportField[],
): Generator<string> {
  for (const field of fields) {
    const column = mapping[field];
    if (column === undefined) continue;
    for (const row of rows) {
      const cell = row[column];
      if (cell) yield cell;
    }
  }
}

function currenciesOf(headers: readonly string[], mapping: Mapping): Partial<Record<ImportField, CurrencyCode>> {
  const named: Partial<Record<ImportField, CurrencyCode>> = {};
  for (const field of AMOUNT_FIELDS) {
    const column = mapping[field];
    const { currency } = splitCurrency(column === undefined ? '' : (headers[column] ?? ''));
    if (currency !== null) named[field] = currency;
  }
  return named;
}

/** In a list of items "payment date" is when the item was paid. */
function takePlainPaidDate(kind: ImportKind, headers: readonly string[], mapping: Mapping, found: Mapping): void {
  if (kind !== 'open-items' && kind !== 'invoices') return;
  const column = found.payment_date;
  if (column === undefined || mapping.paid_date !== undefined || headers[column] === undefined) return;
  if (!Object.values(mapping).includes(column)) mapping.paid_date = column;
}

/** `customer_key` as people say it: "customer number". */
function fieldWords(field: string): string {
  return field
    .replace(/^customer_key$/, 'customer_number')
    .replaceAll('_', ' ')
    .replace('po ', 'PO ');
}

/** What a file of a kind cannot do without and has no column for. */
export function absentFields(kind: ImportKind, mapping: Mapping): string[] {
  const has = (field: ImportField) => mapping[field] !== undefined;
  const absent: string[] = [];
  const customer = has('customer_key') || has('customer_name');
  if (!customer && kind !== 'payments') absent.push('customer_key');
  if (kind === 'contacts') {
    if (!has('contact_name') && !has('email')) absent.push('contact_name');
    return absent;
  }
  if (kind === 'customers') return absent;
  if (!has('item_number')) absent.push('item_number');
  if (kind === 'payments') {
    if (!has('payment_amount')) absent.push('payment_amount');
    if (!has('payment_date')) absent.push('payment_date');
  } else if (!has('amount') && !has('open_amount')) absent.push('amount');
  return absent;
}

function readOrders(
  data: readonly (readonly string[])[],
  headers: readonly string[],
  mapping: Mapping,
  explicit: DateOrder | undefined,
  remembered: DateOrder | undefined,
  fileName: string,
  problems: Problem[],
): { orders: Map<number, DateOrder>; turned: Set<number>; dates: DateOrder | null } {
  const turned = new Set<number>();
  const orders = new Map<number, DateOrder>();
  let anyDate = false;
  for (const field of DATE_FIELDS) {
    const column = mapping[field];
    if (column === undefined) continue;
    const read = readDateColumn(cellsOf(data, mapping, [field]));
    anyDate ||= read.share > 0;
    const question = dateQuestion(read);
    // An answer remembered of the layout holds for its order, never for cells a spreadsheet has damaged.
    const known = read.swapped === null && remembered !== 'ymd' ? remembered : undefined;
    const order = explicit ?? (question === null ? read.order : known);
    if (order) orders.set(column, order);
    if (read.swapped !== null && explicit === read.order) turned.add(column);
    if (question !== null && order === undefined)
      problems.push({
        code: 'dates_ambiguous',
        message: `The column "${headers[column]}" of ${fileName} ${question.what}. ${NOTHING_CHANGED}; ${question.ask}.`,
      });
  }
  const slashed = [...orders.values()].find((order) => order !== 'ymd');
  return { orders, turned, dates: slashed ?? explicit ?? (anyDate ? 'ymd' : null) };
}

/** What has to be asked about a column of dates, and the answers there are; null when it can be read as it is. */
function dateQuestion(read: DateColumn): { what: string; ask: string } | null {
  const ask = 'say which it is';
  if (read.swapped !== null) {
    const order = read.order === 'mdy' ? 'mdy' : 'dmy';
    return {
      what: `was damaged by a spreadsheet, it seems: it holds true dates with days up to 12 only (such as ${read.swapped}) beside texts with the ${order === 'mdy' ? 'month' : 'day'} first that are no dates there; day and month of the true dates may be swapped`,
      ask: `say “${order === 'mdy' ? 'month' : 'day'} first” to have them turned back, “year first” to take them as they stand, or export the list again and import it without opening it in between`,
    };
  }
  if (read.contradicting) return { what: 'holds dates with the day first beside dates with the month first', ask };
  if (read.mixed.length > 0)
    return { what: `holds dates in several notations (${read.mixed.slice(0, 3).join(', ')})`, ask };
  if (read.ambiguous.length > 0)
    return { what: `can be read with the day or the month first (such as ${read.ambiguous[0]})`, ask };
  return null;
}
