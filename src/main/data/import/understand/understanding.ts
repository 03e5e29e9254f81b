import type { DateOrder, ImportField, ImportKind, ImportOptions } from '@shared/contract/imports';
import { IMPORT_FIELDS } from '@shared/contract/imports';
import type { CurrencyCode, IsoDate } from '@shared/domain/model';
import type { Row, Table } from '../rows';
import { type DateColumn, DateEvidence, from1904 } from './dates';
import { datevHead } from './datev';
import { findHeaderRow } from './header';
import { splitCurrency } from './header-currency';
import { guessKind } from './kind';
import { layoutKey, type RememberedLayout } from './layout';
import { hasLineColumns } from './line-rows';
import { findListDate } from './list-date';
import { type Mapping, mapColumns } from './mapping';
import { DecimalEvidence, type DecimalMark } from './numbers';
import { NOTHING_CHANGED, type Problem } from './problem';

/** Everything found out about a file from its cells alone. */
export interface Understanding {
  /** Line of the file that holds the column names; the rows are below it. */
  headerLine: number;
  /** Rows below the header, blank ones and totals included. */
  rowCount: number;
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
  /** Day numbers count from 1904. */
  since1904: boolean;
  /** From title lines or the file name. */
  listDate: IsoDate | null;
  problems: Problem[];
}

const DATE_FIELDS = ['issue_date', 'due_date', 'paid_date', 'payment_date'] as const;
const AMOUNT_FIELDS = ['amount', 'open_amount', 'payment_amount', 'credit_limit'] as const;

/**
 * Understands a file read into rows: header, columns and kind from its first rows, the notations of dates and amounts from the whole of
 * their columns (`onRow` is told of each row, and may throw to stop). Explicit options win over what was remembered of the layout,
 * that over what is found.
 */
export function understand(
  table: Table,
  fileName: string,
  options: ImportOptions,
  remembered: (layout: string) => RememberedLayout | null,
  onRow: () => void = () => {},
): Understanding {
  const problems: Problem[] = [];
  const headerIndex = headerOf(table.head, fileName, options, problems);
  const header = table.head[headerIndex];
  const headers = (header?.cells ?? []).map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const layout = layoutKey(headers);
  const known = remembered(layout) ?? {};
  const first = table.head.slice(headerIndex + 1).map((row) => row.cells);
  const titles = table.head.slice(0, headerIndex).map((row) => row.cells);
  const found = mapColumns(headers, first, null, options.map ?? {}).mapping;
  const said = titles.map((cells) => cells.join(' '));
  const guessed = options.kind ?? known.kind ?? guessKind(found, fileName, said);
  const kind = guessed ?? 'open-items';
  const explicit = { ...known.maps?.[kind], ...options.map };
  const { mapping, problems: missing } = mapColumns(headers, first, kind, explicit);
  takePlainPaidDate(kind, headers, mapping, found);
  const columns = survey(table, header?.line ?? 0, mapping, onRow);

  const datev = datevHead(table.head[0]?.cells, fileName);
  if (datev !== null && datev !== 'accounts') problems.push(datev);
  if (!columns.filled)
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

  const { orders, turned, dates } = readOrders(columns.dates, headers, options.dates, known.dates, fileName, problems);
  return {
    headerLine: header?.line ?? 0,
    rowCount: columns.rows,
    headers,
    layout,
    kind,
    mapping,
    orders,
    turned,
    dates,
    decimal: options.decimal ?? columns.decimal,
    headerCurrencies: currenciesOf(headers, mapping),
    hasLineColumns: hasLineColumns(headers),
    hasSuppliers: datev === 'accounts',
    since1904: table.since1904,
    listDate: datev === null ? findListDate(titles, fileName, dates) : null,
    problems,
  };
}

/** Index of the header among the first rows: the line somebody named, else the one that looks like it. */
function headerOf(head: readonly Row[], fileName: string, options: ImportOptions, problems: Problem[]): number {
  const { headerRow } = options;
  if (headerRow !== undefined) {
    const named = head.findIndex(({ line }) => line === headerRow);
    if (named >= 0) return named;
    problems.push({
      code: 'mapping_incomplete',
      message: `${fileName} has no row that begins in line ${headerRow}, or it stands too far down for column names. ${NOTHING_CHANGED}; name another line.`,
    });
  }
  const rows = head.map((row) => row.cells);
  return findHeaderRow(rows, options.map ?? {}) ?? 0;
}

/** What only the whole of a column tells. */
interface Columns {
  rows: number;
  /** Some row has a filled cell. */
  filled: boolean;
  dates: ReadonlyMap<number, DateColumn>;
  decimal: DecimalMark | null;
}

/** Goes once through all rows below the header. */
function survey(table: Table, headerLine: number, mapping: Mapping, onRow: () => void): Columns {
  const columnsOf = (fields: readonly ImportField[]) =>
    fields.map((field) => mapping[field]).filter((column) => column !== undefined);
  const dates = columnsOf(DATE_FIELDS).map((column) => ({ column, evidence: new DateEvidence() }));
  const amounts = columnsOf(AMOUNT_FIELDS);
  const decimal = new DecimalEvidence();
  let rows = 0;
  let filled = false;
  for (const { line, cells } of table.rows()) {
    if (line <= headerLine) continue;
    rows++;
    onRow();
    filled ||= cells.some((cell) => cell.trim() !== '');
    for (const { column, evidence } of dates) {
      const cell = cells[column];
      if (cell) evidence.add(table.since1904 ? from1904(cell) : cell);
    }
    for (const column of amounts) {
      const cell = cells[column];
      if (cell) decimal.add(cell);
    }
  }
  const decided = new Map(dates.map(({ column, evidence }) => [column, evidence.decide()]));
  return { rows, filled, dates: decided, decimal: decimal.decide() };
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
  columns: ReadonlyMap<number, DateColumn>,
  headers: readonly string[],
  explicit: DateOrder | undefined,
  remembered: DateOrder | undefined,
  fileName: string,
  problems: Problem[],
): { orders: Map<number, DateOrder>; turned: Set<number>; dates: DateOrder | null } {
  const turned = new Set<number>();
  const orders = new Map<number, DateOrder>();
  let anyDate = false;
  for (const [column, read] of columns) {
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
