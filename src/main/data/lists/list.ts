import type { ListKind } from '@shared/contract/lists';
import type { CurrencyCode, Minor } from '@shared/domain/model';
import type { Bucket } from '@shared/domain/results';

/** A text or date as it is, a count, or an amount in minor units of the row's currency; null for nothing. */
export type Cell = string | number | null;

export interface Column<Row> {
  name: string;
  kind: 'text' | 'date' | 'count' | 'amount';
  /** In characters, for a workbook. */
  width: number;
  of: (row: Row) => Cell;
}

/** A table for a spreadsheet: a header and rows, each in one currency or none. No total rows: in a pivot they would count twice. */
export interface List {
  what: ListKind;
  columns: readonly Omit<Column<never>, 'of'>[];
  rows: Generator<ListRow>;
  /** How many rows there will be, where that can be told. */
  total: number | null;
}

export interface ListRow {
  cells: readonly Cell[];
  currency: CurrencyCode | null;
  /** The row's part of the list's sum; null where nothing is summed. */
  minor: Minor | null;
}

interface Source<Row> {
  rows: Iterable<Row>;
  total: number | null;
  currencyOf: (row: Row) => CurrencyCode | null;
  /** What is summed per currency. */
  minorOf: (row: Row) => Minor | null;
}

/** Rows of any kind as a list of these columns, made one by one when they are asked for. */
export function listOf<Row>(what: ListKind, columns: readonly Column<Row>[], source: Source<Row>): List {
  const { rows, total, currencyOf, minorOf } = source;
  return {
    what,
    columns,
    total,
    rows: (function* () {
      for (const row of rows)
        yield { cells: columns.map((column) => column.of(row)), currency: currencyOf(row), minor: minorOf(row) };
    })(),
  };
}

/** Name of a bucket's column and of the bucket in a cell; never such that a spreadsheet takes it for a date (`1-30`). */
export function bucketName({ key, from, to }: Bucket): string {
  if (key === 'current') return 'Current';
  if (key === 'noDueDate') return 'No due date';
  if (key === 'credits') return 'Credits';
  return to === null ? `Overdue ${from}+` : `Overdue ${from}-${to}`;
}
