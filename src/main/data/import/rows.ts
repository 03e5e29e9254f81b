import { createHash } from 'node:crypto';
import type { ImportOptions } from '@shared/contract/imports';
import { type Bytes, type ImportFile, openBytes, PIECE } from './bytes';
import { type Flaws, parseRows } from './parse-rows';
import { checkReadable, isZip } from './read-file';
import { readSheets } from './read-xlsx';
import { scanText } from './scan';
import { chooseSheet } from './sheets';
import { findDelimiter } from './understand/delimiter';
import { decoderOf, type FoundEncoding } from './understand/encoding';
import type { Problem } from './understand/problem';

/** One row as it stands in the file. */
export interface Row {
  /** Line of the file on which it starts, counted from 1. */
  line: number;
  cells: string[];
}

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
  /** The first rows, also blank and title rows: enough to tell what the file is. */
  head: readonly Row[];
  /** All rows from the first on; reads the file anew each time, a piece at a time. */
  rows(): Iterable<Row>;
  /** About how many rows there are. */
  rowsExpected: number;
  /** What is wrong with the text; known once all rows were read. */
  flaws: Readonly<Flaws>;
  /** Rows with a number the spreadsheet has rounded. */
  rounded: readonly number[];
  /** Day numbers count from 1904, as in old Macintosh workbooks. */
  since1904: boolean;
  /** SHA-256 of the file, in hex. */
  digest: string;
  /** Whether somebody has written to the file meanwhile: then what was understood no longer holds. */
  changed(): boolean;
  close(): void;
}

/** Rows from which columns, kind and header are found. */
const HEAD_ROWS = 2000;
/** Characters from which delimiter and line ends are found. */
const SAMPLE_CHARS = 1024 * 1024;

/**
 * Opens a file as rows of cells; `options` say how it is read, which sheet of a workbook, and the columns it must have. `onBytes` is told
 * how much of a text was looked through, and may throw to stop. `piece`: bytes read at a time. Close the table afterwards.
 */
export function readTable(
  file: ImportFile,
  options: ImportOptions = {},
  onBytes: (read: number) => void = () => {},
  piece = PIECE,
): Table {
  const bytes = openBytes(file, piece);
  try {
    checkReadable(file.name, bytes);
    return isZip(bytes.head) ? readWorkbook(file.name, bytes, options) : readText(file.name, bytes, options, onBytes);
  } catch (error) {
    bytes.close();
    throw error;
  }
}

function readWorkbook(name: string, bytes: Bytes, options: ImportOptions): Table {
  const content = bytes.whole();
  const sheets = readSheets(name, content, options.decimal);
  const { sheet, offered, problem } = chooseSheet(name, sheets, options.sheet, options.map ?? {});
  const rows = sheet.rows.map((cells, i): Row => ({ line: sheet.lines[i] as number, cells }));
  return {
    encoding: 'xlsx',
    delimiter: '',
    sheets: offered,
    sheet: sheet.name,
    problem,
    head: rows.slice(0, HEAD_ROWS),
    rows: () => rows,
    rowsExpected: rows.length,
    flaws: { openQuote: null, damaged: null, mixedLines: 0 },
    rounded: sheet.rounded,
    since1904: sheet.since1904,
    digest: createHash('sha256').update(content).digest('hex'),
    changed: () => bytes.changed(),
    close: () => bytes.close(),
  };
}

/** A delimited text file. Loses no row: ragged ones keep the cells they have. */
function readText(name: string, bytes: Bytes, options: ImportOptions, onBytes: (read: number) => void): Table {
  const { found, digest, lines } = scanText(name, bytes, options.encoding, onBytes);
  const flaws: Flaws = { openQuote: null, damaged: null, mixedLines: 0 };
  const sample = startOf(texts(bytes, found, flaws));
  const delimiter = findDelimiter(sample);
  if (options.delimiter !== undefined) delimiter.delimiter = options.delimiter;
  const rows = () => parseRows(name, texts(bytes, found, flaws), delimiter, sample, flaws);
  const head: Row[] = [];
  for (const row of rows()) if (head.push(row) === HEAD_ROWS) break;
  return {
    encoding: found.encoding,
    delimiter: delimiter.delimiter,
    sheets: [],
    sheet: null,
    problem: null,
    head,
    rows,
    rowsExpected: Math.max(lines, head.length),
    flaws,
    rounded: [],
    since1904: false,
    digest,
    changed: () => bytes.changed(),
    close: () => bytes.close(),
  };
}

function* texts(bytes: Bytes, found: FoundEncoding, flaws: Flaws): Generator<string> {
  const decoder = decoderOf(found);
  for (const piece of bytes.pieces()) yield decoder.add(piece);
  yield decoder.end();
  flaws.mixedLines = decoder.mixedLines;
}

function startOf(pieces: Iterable<string>): string {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length >= SAMPLE_CHARS) break;
  }
  return text.slice(0, SAMPLE_CHARS);
}
