import type { ImportField } from '@shared/contract/imports';
import { knownNames } from './mapping';
import { headerWords } from './synonyms';

/** Rows at the top of a file among which the header is looked for; above it stand title lines. */
const LOOK_AT = 40;

/**
 * Index of the header row: the one that holds every column named in `explicit`, else the row with the most known column
 * names (the first of equals, at least one), else the first row as wide as most rows. Null in a file without any filled row.
 */
export function findHeaderRow(
  rows: readonly (readonly string[])[],
  explicit: Partial<Record<ImportField, string>>,
): number | null {
  const wanted = Object.values(explicit)
    .filter((header) => header !== '')
    .map(headerWords);
  const top = rows.slice(0, LOOK_AT);
  if (wanted.length > 0) {
    const named = top.findIndex((row) => {
      const words = new Set(row.map(headerWords));
      return wanted.every((header) => words.has(header));
    });
    if (named >= 0) return named;
  }
  let best = -1;
  let most = 0;
  top.forEach((row, i) => {
    const known = filled(row) < 2 && widest(rows) > 1 ? 0 : knownNames(row);
    if (known > most) [best, most] = [i, known];
  });
  if (best >= 0) return best;
  const width = widest(rows);
  const first = top.findIndex((row) => filled(row) >= Math.max(1, width - 1));
  return first >= 0 ? first : null;
}

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '').length;
}

function widest(rows: readonly (readonly string[])[]): number {
  let width = 0;
  for (const row of rows.slice(0, LOOK_AT)) width = Math.max(width, filled(row));
  return width;
}
