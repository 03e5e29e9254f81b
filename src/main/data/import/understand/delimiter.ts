import Papa from 'papaparse';

const CANDIDATES = [';', ',', '\t', '|'] as const;
/** Characters and records looked at: enough for title lines and a page of data. */
const SAMPLE_CHARS = 256 * 1024;
const SAMPLE_RECORDS = 60;

export interface FoundDelimiter {
  delimiter: string;
  /** Characters to skip before the first record (a `sep=;` line). */
  skip: number;
  /** Lines skipped with them. */
  skippedLines: number;
}

/**
 * Finds the delimiter: the one a `sep=` line names, else the one under which most of the first records have one and the same
 * number of columns (wider wins between equals). A file without any is one column, reported as a comma.
 */
export function findDelimiter(text: string): FoundDelimiter {
  const named = /^\uFEFF?"?sep=(.)"?[ \t]*(\r\n|\n|\r)/i.exec(text.slice(0, 20));
  if (named) return { delimiter: named[1] as string, skip: named[0].length, skippedLines: 1 };
  const sample = text.slice(0, SAMPLE_CHARS);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    if (!sample.includes(delimiter)) continue;
    const score = consistency(sample, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, skip: 0, skippedLines: 0 };
}

/** Share of records with the most frequent width above one, a little more for more columns. */
function consistency(sample: string, delimiter: string): number {
  const { data } = Papa.parse<string[]>(sample, { delimiter, preview: SAMPLE_RECORDS, skipEmptyLines: 'greedy' });
  if (data.length === 0) return 0;
  const widths = new Map<number, number>();
  for (const record of data) widths.set(record.length, (widths.get(record.length) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of widths)
    if (width > 1) best = Math.max(best, count / data.length + Math.min(width, 100) / 1000);
  return best;
}
