import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';
import { Refusal } from '@shared/contract/errors';
import { fromDay } from '@shared/domain/dates';
import type { Sheet } from './sheets';
import { DAYS_TO_1904, parseDate } from './understand/dates';
import { currencyIn, type DecimalMark, findDecimal } from './understand/numbers';
import { checkZip } from './zip-check';

/** Cells of one workbook, blank ones of wide rows counted; more would not fit the memory of the data process. */
const MAX_CELLS = 30_000_000;
/** A number has 15 digits in a spreadsheet; what is longer was rounded when it was typed or saved. */
const MAX_DIGITS = 15;
/** Excel's serial numbers count from 1899-12-30 (its 1900 had a 29 February), which is this epoch day. */
const SERIAL_EPOCH = -25_569;
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

/** Loaded when the first workbook is read: the library takes longer to load than most commands to run. */
let library: typeof Xlsx | null = null;
function xlsx(): typeof Xlsx {
  library ??= createRequire(import.meta.url)('@e965/xlsx') as typeof Xlsx;
  return library;
}

/**
 * Reads the sheets of an .xlsx workbook as rows of text: dates as `YYYY-MM-DD`, formulas as the value they last had, errors as
 * `#N/A` and the like, a currency of the number format behind its number, a value merged over several rows in each of them. Amounts that
 * stand there as text tell the decimal mark all numbers are written with, unless `decimal` says it.
 * Refused with `file_unreadable` (cut short, damaged, protected by a password, too large when unpacked) or `file_binary`
 * (another kind of file), before the workbook is parsed.
 */
export function readSheets(name: string, bytes: Uint8Array, decimal?: DecimalMark): Sheet[] {
  checkWorkbook(name, bytes);
  let book: Xlsx.WorkBook;
  try {
    book = xlsx().read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    });
  } catch (error) {
    throw unreadable(name, `is damaged (${error instanceof Error ? error.message : 'unknown error'})`);
  }
  const since1904 = book.Workbook?.WBProps?.date1904 === true;
  let cells = 0;
  return book.SheetNames.map((sheetName, i) => {
    const sheet = book.Sheets[sheetName] as Xlsx.DenseWorkSheet | undefined;
    const data = sheet?.['!data'] ?? [];
    data.forEach((row) => {
      cells += row?.length ?? 0;
    });
    if (cells > MAX_CELLS) throw unreadable(name, 'is too large for a workbook; save the list as CSV');
    if (sheet) spreadMerges(data, sheet['!merges'] ?? []);
    const hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0;
    return { name: sheetName, hidden, since1904, ...rowsOf(data, since1904, decimal) };
  });
}

function checkWorkbook(name: string, bytes: Uint8Array): void {
  const zip = checkZip(bytes);
  if (!zip.ok) {
    if (zip.why === 'too_large') throw unreadable(name, 'is too large when unpacked; save the list as CSV');
    if (zip.why === 'encrypted') throw unreadable(name, 'is protected by a password; save it without one');
    throw unreadable(name, `is ${zip.why === 'truncated' ? 'cut short' : 'damaged'}; export or copy it again`);
  }
  if (!zip.names.has('xl/workbook.xml'))
    throw new Refusal(
      'file_binary',
      `${name} is ${zip.names.has('xl/workbook.bin') ? 'a binary workbook' : 'an archive, or a document of another program'}. Nothing was changed; save the list as .xlsx or CSV and drop that.`,
    );
}

function unreadable(name: string, why: string): Refusal {
  return new Refusal('file_unreadable', `${name} ${why}. Nothing was changed.`);
}

/** Texts and dates merged over several rows belong to each of them; amounts are not multiplied. */
function spreadMerges(data: (Xlsx.CellObject | undefined)[][], merges: readonly Xlsx.Range[]): void {
  for (const { s, e } of merges) {
    const value = data[s.r]?.[s.c];
    if (value === undefined || value.t === 'e' || (value.t === 'n' && !isDate(value))) continue;
    for (let r = s.r + 1; r <= e.r && r < data.length; r++) {
      const row = data[r];
      if (row && row.length > 0) row[s.c] = value;
    }
  }
}

function rowsOf(
  data: (Xlsx.CellObject | undefined)[][],
  since1904: boolean,
  decimal: DecimalMark | undefined,
): Omit<Sheet, 'name' | 'hidden' | 'since1904'> {
  const texts: string[] = [];
  data.forEach((row) => {
    row?.forEach((cell) => {
      if (cell?.t === 's' && parseDate(String(cell.v), 'dmy') === null) texts.push(String(cell.v));
    });
  });
  // Amounts that stand there as text decide the mark, so that true numbers do not contradict them.
  const mark = decimal ?? findDecimal(texts) ?? '.';
  const rows: string[][] = [];
  const lines: number[] = [];
  const rounded: number[] = [];
  data.forEach((row, r) => {
    if (!row) return;
    const cells = Array.from(row, (cell) => {
      if (cell?.t === 'n' && isTooLong(cell)) rounded.push(r + 1);
      return cell ? textOf(cell, mark, since1904) : '';
    });
    while (cells.at(-1) === '') cells.pop();
    rows.push(cells);
    lines.push(r + 1);
  });
  return { rows, lines, rounded };
}

function textOf(cell: Xlsx.CellObject, mark: DecimalMark, since1904: boolean): string {
  switch (cell.t) {
    case 'e':
      return ERRORS[cell.v as number] ?? '#N/A';
    case 'b':
      return cell.v ? 'TRUE' : 'FALSE';
    case 'n': {
      const value = cell.v as number;
      if (isDate(cell) && value >= 1) return fromDay(Math.floor(value) + SERIAL_EPOCH + (since1904 ? DAYS_TO_1904 : 0));
      return numberText(value, String(cell.z ?? ''), mark);
    }
    default:
      return String(cell.v ?? '');
  }
}

const dateFormats = new Map<string, boolean>();
function isDate(cell: Xlsx.CellObject): boolean {
  const format = String(cell.z ?? 'General');
  let found = dateFormats.get(format);
  if (found === undefined) {
    found = format !== 'General' && cell.t === 'n' && Boolean(xlsx().SSF.is_date(format));
    if (dateFormats.size > 1000) dateFormats.clear();
    dateFormats.set(format, found);
  }
  return found && Math.abs(cell.v as number) < 1_000_000;
}

function isTooLong(cell: Xlsx.CellObject): boolean {
  return Number.isInteger(cell.v) && Math.abs(cell.v as number) >= 10 ** MAX_DIGITS;
}

/** The number as its 15 digits say it, in the sheet's mark; a third decimal gets a fourth, so that it is not taken for thousands. */
function numberText(value: number, format: string, mark: DecimalMark): string {
  // 0.1 + 0.2 is stored as 0.30000000000000004.
  const exact = Number(value.toPrecision(MAX_DIGITS));
  let text = String(exact);
  if (text.includes('e')) text = Math.abs(exact) < 1 ? exact.toFixed(20).replace(/0+$/, '') : String(BigInt(exact));
  if (/^0{2,}$/.test(format) && Number.isInteger(value)) text = text.padStart(format.length, '0');
  const [whole = '', fraction] = text.split('.');
  if (fraction !== undefined) text = `${whole}${mark}${fraction.length === 3 ? `${fraction}0` : fraction}`;
  const sign = currencyOf(format);
  return sign === '' ? text : `${text} ${sign}`;
}

const currencies = new Map<string, string>();
/** The currency a number format shows (`#,##0.00 "€"`, `[$CHF-807] #,##0.00`); '' for none, and for `$`, which many use. */
function currencyOf(format: string): string {
  let found = currencies.get(format);
  if (found === undefined) {
    const named = [...format.matchAll(/\[\$([^\]-]+)|"([^"]+)"|([€£])/g)].map(
      (match) => match[1] ?? match[2] ?? match[3],
    );
    found = named.map((sign) => currencyIn(`1 ${sign?.trim()}`)).find((code) => code !== null) ?? '';
    if (currencies.size > 1000) currencies.clear();
    currencies.set(format, found);
  }
  return found;
}
