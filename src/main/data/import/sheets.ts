import { Refusal } from '@shared/contract/errors';
import type { ImportField } from '@shared/contract/imports';
import { findHeaderRow } from './understand/header';
import { guessKind } from './understand/kind';
import { mapColumns } from './understand/mapping';
import type { Problem } from './understand/problem';
import { absentFields } from './understand/understanding';

/** One sheet of a workbook as rows of text. */
export interface Sheet {
  name: string;
  hidden: boolean;
  rows: string[][];
  /** Row of the sheet of each of `rows`, counted from 1; rows without any cell are missing. */
  lines: number[];
  /** Rows with a whole number of more than 15 digits, which the spreadsheet has rounded. */
  rounded: number[];
  /** Its day numbers count from 1904. */
  since1904: boolean;
}

/**
 * The sheet to import: the one asked for (hidden ones too), else the only visible one that looks like a list. When several do,
 * the first of them stands in and `problem` (`sheet_wanted`) asks. Throws `sheet_wanted` for a name that is not there, `file_empty` for a workbook without cells.
 */
export function chooseSheet(
  fileName: string,
  sheets: readonly Sheet[],
  wanted: string | undefined,
  map: Partial<Record<ImportField, string>>,
): { sheet: Sheet; offered: string[]; problem: Problem | null } {
  const filled = sheets.filter((sheet) => sheet.rows.some((row) => row.some((cell) => cell.trim() !== '')));
  const visible = filled.filter((sheet) => !sheet.hidden);
  const offered = visible.map((sheet) => sheet.name);
  if (wanted !== undefined) {
    const same = (name: string) => name.trim().toLowerCase() === wanted.trim().toLowerCase();
    const sheet = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => same(name));
    if (!sheet)
      throw new Refusal(
        'sheet_wanted',
        `${fileName} has no sheet "${wanted}". Nothing was changed; its sheets are: ${quoted(sheets)}.`,
      );
    return { sheet, offered: offered.includes(sheet.name) ? offered : [...offered, sheet.name], problem: null };
  }
  const lists = visible.filter((sheet) => looksLikeList(sheet, map));
  const [sheet = visible[0] ?? filled[0], ...others] = lists;
  if (sheet === undefined)
    throw new Refusal('file_empty', `${fileName} has no filled cells. Nothing was changed; export the list again.`);
  const problem: Problem | null =
    others.length === 0
      ? null
      : {
          code: 'sheet_wanted',
          message: `${fileName} has several sheets that look like a list: ${quoted(lists)}. Nothing was changed; say which one, and import the others after it.`,
        };
  return { sheet, offered, problem };
}

function quoted(sheets: readonly Sheet[]): string {
  return sheets.map(({ name }) => `"${name}"`).join(', ');
}

/** Known column names with rows below them that make it one kind of list or another. */
function looksLikeList({ name, rows }: Sheet, map: Partial<Record<ImportField, string>>): boolean {
  const header = findHeaderRow(rows, map) ?? 0;
  const data = rows.slice(header + 1);
  if (!data.some((row) => row.some((cell) => cell.trim() !== ''))) return false;
  const headers = (rows[header] ?? []).map((cell) => cell.trim());
  const kind = guessKind(mapColumns(headers, data, null, map).mapping, name, []);
  return kind !== null && absentFields(kind, mapColumns(headers, data, kind, map).mapping).length === 0;
}
