import Papa from 'papaparse';
import type { ImportFile } from './read-file';
import { findDelimiter } from './understand/delimiter';
import { decodeText } from './understand/encoding';

/** A file as rows of cells, before anything is understood. Every reader (CSV now) ends here. */
export interface Table {
  encoding: string;
  delimiter: string;
  /** Cells as they stand in the file, of every row, also blank and title rows. */
  rows: string[][];
  /** Line of the file on which each row starts, counted from 1. */
  lines: number[];
  /** Line on which a quote opens that is never closed: all below it is one cell. Null in a sound file. */
  openQuote: number | null;
  /** Lines on which a quote stands inside a cell, with papaparse's word for it. */
  damaged: { line: number; what: string }[];
}

/** Reads a delimited text file into rows of cells. Loses no row: ragged ones keep the cells they have. */
export function readTable(file: ImportFile): Table {
  const { text, encoding } = decodeText(file.bytes);
  const { delimiter, skip, skippedLines } = findDelimiter(text);
  const body = skip > 0 ? text.slice(skip) : text;
  const parsed = Papa.parse<string[]>(body, { delimiter, skipEmptyLines: false });
  const rows = parsed.data;
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
  return { encoding, delimiter, rows, lines, openQuote, damaged };
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue;
    count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}
