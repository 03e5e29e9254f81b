import { Refusal } from '@shared/contract/errors';
import { toDay } from '@shared/domain/dates';
import { minorToDecimal } from '@shared/domain/money';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Cell, Column, List, ListRow } from './list';

/** Rows of a sheet, the header among them. */
const SHEET_ROWS = 1_048_576;
/** Characters of a cell. */
const CELL_TEXT = 32_767;
/** A spreadsheet keeps 15 digits of a number. */
const DIGITS = 15;
/** Day numbers count from 30 December 1899; Excel's own calendar is right from 1 March 1900 on. */
const EPOCH = 25_569;
const FIRST_RIGHT_DAY = 61;

type Kind = Column<never>['kind'];
/** A column has one format for all its currencies: two decimals, and up to four where the currency has them. */
const FORMATS: Partial<Record<Kind, string>> = { date: 'yyyy-mm-dd', amount: '#,##0.00##' };

/**
 * A list as an .xlsx workbook: real numbers and dates, texts that are never run as a formula, and a header that stays in sight. The rows
 * go through one by one.
 * @param most rows a sheet takes, the header among them.
 * @throws Refusal `file_too_large` for more rows.
 */
export function workbookOf(
  title: string,
  columns: List['columns'],
  rows: Iterable<ListRow>,
  most = SHEET_ROWS,
): AsyncIterable<Uint8Array> {
  return writeXlsxStream(plainRows(columns, rows, most), {
    name: title,
    freezePane: { rows: 1 },
    columns: columns.map(({ name, kind, width }) => {
      const numFmt = FORMATS[kind];
      return { header: name, width, ...(numFmt && { style: { numFmt } }) };
    }),
  });
}

function* plainRows(
  columns: List['columns'],
  rows: Iterable<ListRow>,
  most: number,
): Generator<(string | number | null)[]> {
  let written = 1;
  for (const { cells, currency } of rows) {
    if (++written > most) throw tooManyRows(most);
    yield cells.map((cell, i) => cellOf(cell, columns[i]?.kind, currency));
  }
}

function cellOf(cell: Cell, kind: Kind | undefined, currency: string | null): string | number | null {
  if (cell === null) return null;
  if (typeof cell === 'string') return kind === 'date' ? dayNumber(cell) : cellText(cell);
  if (kind !== 'amount') return cell;
  const decimal = minorToDecimal(cell, currency ?? '');
  // More digits than a spreadsheet keeps: as text it stays exact.
  return String(Math.abs(cell)).length > DIGITS ? decimal : Number(decimal);
}

function dayNumber(date: string): string | number {
  const day = toDay(date) + EPOCH;
  return day < FIRST_RIGHT_DAY ? date : day;
}

/** A text as a cell holds it: line breaks as `\n`; characters that XML does not take, and what looks like their spelling, as `_x0007_`. */
function cellText(text: string): string {
  const whole = text
    .replace(/\r\n?/g, '\n')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (char) => `_x${code(char)}_`);
  return whole.length > CELL_TEXT ? `${whole.slice(0, CELL_TEXT - 1)}…` : whole;
}

function code(char: string): string {
  return char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}

function tooManyRows(most: number): Refusal {
  return new Refusal(
    'file_too_large',
    `These are more rows than the ${(most - 1).toLocaleString('en')} a sheet of a workbook takes below its header. No file was written; save the list as CSV (.csv), or only some customers of it.`,
  );
}
