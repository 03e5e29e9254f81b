import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import * as Xlsx from '@e965/xlsx';
import Papa from 'papaparse';

/** A saved list as a reader that is not ours finds it: the texts of CSV, the typed values of a workbook's cells. */
export function readSaved(path: string): { header: string[]; rows: Record<string, string | number>[] } {
  if (extname(path) === '.csv') {
    const { data, errors } = Papa.parse<string[]>(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), {
      skipEmptyLines: true,
    });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return named(data);
  }
  const book = Xlsx.read(readFileSync(path), { type: 'buffer' });
  const sheet = book.Sheets[book.SheetNames[0] as string] as Xlsx.WorkSheet;
  return named(Xlsx.utils.sheet_to_json<(string | number)[]>(sheet, { header: 1, raw: true, defval: '' }));
}

function named(lines: (string | number)[][]): ReturnType<typeof readSaved> {
  const [header = [], ...rows] = lines;
  return {
    header: header.map(String),
    rows: rows.map((cells) => {
      if (cells.length > header.length) throw new Error(`a row of ${cells.length} cells: ${cells}`);
      return Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']));
    }),
  };
}

/** Sums of a column per currency, exact: in minor units of two decimals (the sample has no other currencies). */
export function sumsOf(
  rows: readonly Record<string, string | number>[],
  column: string,
): { currency: string; minor: number }[] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const value = row[column] ?? '';
    if (value === '') continue;
    const currency = String(row.Currency);
    sums.set(currency, (sums.get(currency) ?? 0) + Math.round(Number(value) * 100));
  }
  return [...sums].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
