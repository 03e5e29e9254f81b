import { Refusal } from '@shared/contract/errors';
import Papa from 'papaparse';
import type { Row } from './rows';
import { MAX_LINE } from './scan';
import type { FoundDelimiter } from './understand/delimiter';

/** What is wrong with a text file, as far as its rows were read. */
export interface Flaws {
  /** Line on which a quote opens that is never closed: all below it is one cell. Null in a sound file. */
  openQuote: number | null;
  /** The first line on which a quote stands inside a cell, with papaparse's word for it. */
  damaged: { line: number; what: string } | null;
  /** Lines in UTF-8 within a file in Windows-1252. */
  mixedLines: number;
}

type LineBreak = '\n' | '\r' | '\r\n';

/** What papaparse offers for pieces: with `ignoreLastRow` a row that may go on is left for the next piece (`meta.cursor`). */
interface PieceParser {
  parse(input: string, baseIndex: number, ignoreLastRow: boolean): Papa.ParseResult<string[]>;
}
const PieceParser = Papa.Parser as unknown as new (config: { delimiter: string; newline: LineBreak }) => PieceParser;

/** As many columns as a spreadsheet can have. */
const MAX_COLUMNS = 16_384;

/**
 * The rows of a text given in pieces, each with the line it starts on. `sample` is the start of the text, from which the line breaks
 * are told. Notes in `flaws` what is wrong. @throws Refusal `bad_input` for a row without an end.
 */
export function* parseRows(
  name: string,
  pieces: Iterable<string>,
  { delimiter, skip, skippedLines }: FoundDelimiter,
  sample: string,
  flaws: Flaws,
): Generator<Row> {
  const newline = Papa.parse(sample, { delimiter, preview: 1 }).meta.linebreak as LineBreak;
  const parser = new PieceParser({ delimiter, newline });
  flaws.openQuote = null;
  flaws.damaged = null;
  let line = 1 + skippedLines;
  let skipping = skip;
  let rest = '';

  function* take(text: string, last: boolean): Generator<Row> {
    const { data, errors, meta } = parser.parse(text, 0, !last);
    // The line end of the last row is no row of its own.
    if (last && isEmpty(data.at(-1))) data.pop();
    const breaks = mayHoldBreaks(text, newline);
    let error = 0;
    for (let i = 0; i < data.length; i++) {
      const cells = data[i] as string[];
      if (cells.length > MAX_COLUMNS) throw tooWide(name, line, cells.length);
      for (; errors[error]?.row === i; error++) note(flaws, line, errors[error] as Papa.ParseError);
      const row = { line, cells };
      line += 1 + (breaks ? lineBreaksIn(cells) : 0);
      yield row;
    }
    rest = last ? '' : text.slice(meta.cursor);
  }

  for (const piece of pieces) {
    const text = skipping > 0 ? piece.slice(skipping) : piece;
    skipping = Math.max(0, skipping - piece.length);
    if (text === '') continue;
    yield* take(rest + text, false);
    if (rest.length > MAX_LINE) throw endless(name, line);
  }
  if (rest !== '') yield* take(rest, true);
}

function isEmpty(cells: string[] | undefined): boolean {
  return cells?.length === 1 && cells[0] === '';
}

function note(flaws: Flaws, line: number, error: Papa.ParseError): void {
  if (error.code === 'MissingQuotes') flaws.openQuote = line;
  else if (error.code === 'InvalidQuotes') flaws.damaged ??= { line, what: error.message };
}

function endless(name: string, line: number): Refusal {
  return new Refusal(
    'bad_input',
    `The row of ${name} that begins in line ${line} has no end within ${MAX_LINE / 1_000_000} million characters: a quote opens in it that is never closed. Nothing was changed; correct that row and import again.`,
  );
}

function tooWide(name: string, line: number, columns: number): Refusal {
  return new Refusal(
    'bad_input',
    `Row ${line} of ${name} has ${columns} columns, more than the ${MAX_COLUMNS} a spreadsheet has. Nothing was changed; export the list again.`,
  );
}

/** Whether a cell of the text may hold a line break: within quotes, or one of another kind than the file's. */
function mayHoldBreaks(text: string, newline: LineBreak): boolean {
  if (text.includes('"')) return true;
  if (newline === '\n') return text.includes('\r');
  return newline === '\r' ? text.includes('\n') : /\r(?!\n)|(?<!\r)\n/.test(text);
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue;
    count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}
