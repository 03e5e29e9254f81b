import { minorToDecimal } from '@shared/domain/money';
import Papa from 'papaparse';
import { guarded } from './guard';
import type { Cell, Column, List, ListRow } from './list';

/** Rows that become one piece of text. */
const PIECE = 500;
const NEWLINE = '\r\n';
/** Without it, spreadsheets take UTF-8 for the code page of the country. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A list as CSV after RFC 4180: UTF-8 with byte order mark, commas, CRLF; dates `YYYY-MM-DD`, amounts as plain decimals with a point and
 * all digits of their currency. Texts that a spreadsheet would take for a formula are guarded.
 */
export async function* csvOf(columns: List['columns'], rows: Iterable<ListRow>): AsyncGenerator<Uint8Array> {
  let piece: string[][] = [columns.map(({ name }) => name)];
  let start = BYTE_ORDER_MARK;
  const taken = () => {
    const text = `${start}${Papa.unparse(piece, { newline: NEWLINE })}${NEWLINE}`;
    piece = [];
    start = '';
    return Buffer.from(text);
  };
  for (const { cells, currency } of rows) {
    piece.push(cells.map((cell, i) => textOf(cell, columns[i]?.kind, currency)));
    if (piece.length >= PIECE) yield taken();
  }
  if (piece.length > 0) yield taken();
}

function textOf(cell: Cell, kind: Column<never>['kind'] | undefined, currency: string | null): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return guarded(cell);
  return kind === 'amount' ? minorToDecimal(cell, currency ?? '') : String(cell);
}
