import { Refusal } from '@shared/contract/errors';
import { toDay } from '@shared/domain/dates';
import { currencyExponent, minorToDecimal } from '@shared/domain/money';
import type { Cell, Column, List, ListRow } from './list';
import { DATE_STYLE, FIXED_PARTS, HEADER_STYLE, styleOfDigits, workbookXml } from './workbook-parts';
import { xmlText } from './xml';
import type { ZipEntry } from './zip';

/** Rows of a sheet, the header among them. */
const SHEET_ROWS = 1_048_576;
/** Characters of a cell. */
const CELL_TEXT = 32_767;
/** A spreadsheet keeps 15 digits of a number. */
const DIGITS = 15;
/** Day numbers count from 30 December 1899; Excel's own calendar is right from 1 March 1900 on. */
const EPOCH = 25_569;
const FIRST_RIGHT_DAY = 61;
const PIECE = 64 * 1024;
const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`;
const VIEW =
  '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>';

/**
 * A list as the parts of an .xlsx workbook: real numbers in the digits of their currency, real dates, texts that are never run as a
 * formula, a header that stays in sight, and a filter over all columns. The rows go through one by one (ADR 0015).
 * @param most rows a sheet takes, the header among them.
 */
export function* workbookOf(
  title: string,
  columns: List['columns'],
  rows: Iterable<ListRow>,
  most = SHEET_ROWS,
): Generator<ZipEntry> {
  const written = { rows: 0 };
  for (const [name, text] of Object.entries(FIXED_PARTS)) yield { name, content: bytes([text]) };
  yield { name: 'xl/worksheets/sheet1.xml', content: bytes(sheet(columns, rows, most, written)) };
  // It names the rows: written when they are counted.
  yield { name: 'xl/workbook.xml', content: bytes([workbookXml(title, rangeOf(columns, written.rows))]) };
}

function* sheet(
  columns: List['columns'],
  rows: Iterable<ListRow>,
  most: number,
  written: { rows: number },
): Generator<string> {
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  yield `${HEAD}${VIEW}<cols>${widths.join('')}</cols><sheetData>`;
  const letters = columns.map((_, i) => columnLetters(i));
  const line = (cells: readonly string[]) => {
    written.rows++;
    return `<row r="${written.rows}">${cells.join('')}</row>`;
  };
  const place = (i: number) => `${letters[i]}${written.rows + 1}`;
  yield line(columns.map(({ name }, i) => textCell(place(i), name, HEADER_STYLE)));
  for (const { cells, currency } of rows) {
    if (written.rows >= most) throw tooManyRows(most);
    yield line(cells.map((cell, i) => cellOf(place(i), cell, columns[i]?.kind, currency)));
  }
  yield `</sheetData><autoFilter ref="${rangeOf(columns, written.rows)}"/></worksheet>`;
}

function cellOf(place: string, cell: Cell, kind: Column<never>['kind'] | undefined, currency: string | null): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return kind === 'date' ? dateCell(place, cell) : textCell(place, cell);
  if (kind !== 'amount') return `<c r="${place}"><v>${cell}</v></c>`;
  const decimal = minorToDecimal(cell, currency ?? '');
  // More digits than a spreadsheet keeps: as text it stays exact.
  if (String(Math.abs(cell)).length > DIGITS) return textCell(place, decimal);
  return `<c r="${place}" s="${styleOfDigits(currencyExponent(currency ?? ''))}"><v>${decimal}</v></c>`;
}

function dateCell(place: string, date: string): string {
  const day = toDay(date) + EPOCH;
  return day < FIRST_RIGHT_DAY ? textCell(place, date) : `<c r="${place}" s="${DATE_STYLE}"><v>${day}</v></c>`;
}

function textCell(place: string, text: string, style = 0): string {
  const short = text.length > CELL_TEXT ? `${text.slice(0, CELL_TEXT - 1)}…` : text;
  return `<c r="${place}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${xmlText(short)}</t></is></c>`;
}

function rangeOf(columns: List['columns'], rows: number): string {
  return `A1:${columnLetters(columns.length - 1)}${rows}`;
}

/** 0 is A, 26 is AA. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

async function* bytes(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

function tooManyRows(most: number): Refusal {
  return new Refusal(
    'file_too_large',
    `These are more rows than the ${(most - 1).toLocaleString('en')} a sheet of a workbook takes below its header. No file was written; save the list as CSV (.csv), or only some customers of it.`,
  );
}
