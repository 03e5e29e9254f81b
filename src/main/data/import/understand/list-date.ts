import type { DateOrder } from '@shared/contract/imports';
import type { IsoDate } from '@shared/domain/model';
import { parseDate } from './dates';

/** Words before the date a list speaks of, as against the one it was printed on. */
const AS_OF =
  /\b(as of|as at|as per|stichtag|stand|per|zum|situation au|arrete au|au|al|a fecha|em|situazione al|op|per datum|peildatum|list date)\b/i;
const DATES = [
  /\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b/g,
  /\b(?:19|20)\d{6}\b/g,
  /\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b/g,
  /\b\d{1,2}\.?[ -](?:de )?\p{L}{3,}\.?[ -](?:de )?\d{4}\b/gu,
  /\b\p{L}{3,} \d{1,2},? \d{4}\b/gu,
];

/**
 * The date a list speaks of, from its title lines (the one behind "as of", "Stichtag", "au"… first, else the latest) or its
 * file name (`open-items 2026-11-20.csv`, `OP_20261120.csv`). Dates that may be read either way count only with a known order.
 */
export function findListDate(
  titleLines: readonly (readonly string[])[],
  fileName: string,
  order: DateOrder | null,
): IsoDate | null {
  const titles = titleLines.map((cells) => cells.filter((cell) => cell.trim() !== '').join(' '));
  const marked = titles.flatMap((line) => {
    const at = line.search(AS_OF);
    return at < 0 ? [] : datesIn(line.slice(at), order);
  });
  const found =
    marked[0] ??
    titles
      .flatMap((line) => datesIn(line, order))
      .sort()
      .at(-1);
  return found ?? datesIn(fileName.replace(/_/g, ' '), order).at(-1) ?? null;
}

/** All dates in a text, in the order they stand there. */
function datesIn(text: string, order: DateOrder | null): IsoDate[] {
  const found = new Map<number, IsoDate>();
  for (const pattern of DATES)
    for (const match of text.matchAll(pattern)) {
      const date = parseDate(match[0], order);
      if (date !== null && !found.has(match.index)) found.set(match.index, date);
    }
  return [...found].sort(([a], [b]) => a - b).map(([, date]) => date);
}
