import { Refusal } from '@shared/contract/errors';
import type { ImportOptions } from '@shared/contract/imports';
import Papa from 'papaparse';
import { type ImportFile, isZip } from './read-file';
import { readSheets } from './read-xlsx';
import { chooseSheet } from './sheets';
import { findDelimiter } from './understand/delimiter';
import { decodeText } from './understand/encoding';
import type { Problem } from './understand/problem';

/** A file as rows of cells, before anything is understood. Both readers, of text and of workbooks, end here. */
export interface Table {
  /** `xlsx` for a workbook. */
  encoding: string;
  /** '' for a workbook. */
  delimiter: string;
  /** The workbook's sheets that can be chosen, and the one read; empty and null for a text file. */
  sheets: string[];
  sheet: string | null;
  /** What must be asked before the rows mean anything: which sheet. */
  problem: Problem | null;
  /** Cells as they stand in the file, of every row, also blank and title rows. */
  rows: string[][];
  /** Line of the file on which each row starts, counted from 1. */
  lines: number[];
  /** Line on which a quote opens that is never closed: all below it is one cell. Null in a sound file. */
  openQuote: number | null;
  /** Lines on which a quote stands inside a cell, with papaparse's word for it. */
  damaged: { line: number; what: string }[];
  /** Rows with a number the spreadsheet has rounded. */
  rounded: number[];
  /** Lines in UTF-8 within a file in Windows-1252. */
  mixedLines: number;
}

/** As many columns as a spreadsheet can have, and characters no row of a list comes near. */
const MAX_COLUMNS = 16_384;
const MAX_LINE = 5_000_000;

/** Reads a file into rows of cells; `options` name the sheet of a workbook and the columns it must have. */
export function readTable(file: ImportFile, options: ImportOptions = {}): Table {
  return isZip(file.bytes) ? readWorkbook(file, options) : readText(file);
}

function readWorkbook(file: ImportFile, options: ImportOptions): Table {
  const { sheet, offered, problem } = chooseSheet(file.name, readSheets(file), options.sheet, options.map ?? {});
  const { rows, lines, rounded } = sheet;
  return {
    encoding: 'xlsx',
    delimiter: '',
    sheets: offered,
    sheet: sheet.name,
    problem,
    rows,
    lines,
    openQuote: null,
    damaged: [],
    rounded,
    mixedLines: 0,
  };
}

/** Reads a delimited text file into rows of cells. Loses no row: ragged ones keep the cells they have. */
function readText(file: ImportFile): Table {
  const { text, encoding, mixed } = decodeText(file.bytes);
  checkLines(file.name, text);
  const { delimiter, skip, skippedLines } = findDelimiter(text);
  const body = skip > 0 ? text.slice(skip) : text;
  const parsed = Papa.parse<string[]>(body, { delimiter, skipEmptyLines: false });
  const rows = parsed.data;
  const wide = rows.findIndex((cells) => cells.length > MAX_COLUMNS);
  if (wide >= 0)
    throw new Refusal(
      'bad_input',
      `Row ${wide + 1} of ${file.name} has ${rows[wide]?.length} columns, more than the ${MAX_COLUMNS} a spreadsheet has. Nothing was changed; export the list again.`,
    );
  // The line end of the last row is no row of its own.
  const last = rows.at(-1);
  if (last && last.length === 1 && last[0] === '') rows.pop();
  const lines: number[] = [];
  let line = 1 + skippedLines;
  for (const cells of rows) {
    lines.push(line);
    line += 1 + lineBreaksIn(cells);
  }
  const unclosed = parsed.errors.find((error) => error.code === 'MissingQuotes');
  const openQuote = unclosed ? (lines[unclosed.row ?? 0] ?? 1) : null;
  const damaged = parsed.errors
    .filter((error) => error.code === 'InvalidQuotes' && error.row !== undefined)
    .map((error) => ({ line: lines[error.row as number] ?? line, what: error.message }));
  return {
    encoding,
    delimiter,
    sheets: [],
    sheet: null,
    problem: null,
    rows,
    lines,
    openQuote,
    damaged,
    rounded: [],
    mixedLines: mixed,
  };
}

/** Refuses a file that is one endless line before it is taken apart: it is no list, and its columns could not be counted. */
function checkLines(name: string, text: string): void {
  let line = 1;
  for (let at = 0; at < text.length; line++) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    if (end - at > MAX_LINE && !text.slice(at, end).includes('\r'))
      throw new Refusal(
        'bad_input',
        `Line ${line} of ${name} is longer than ${MAX_LINE / 1_000_000} million characters, so this is no list with a row for each item. Nothing was changed; export the list again.`,
      );
    at = end + 1;
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue;
    count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}
