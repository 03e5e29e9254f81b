import * as Xlsx from '@e965/xlsx';

export type Cell = string | number | boolean | null | Xlsx.CellObject;
export interface SheetOptions {
  merges?: string[];
  hidden?: boolean;
}

/** A date as a spreadsheet keeps it: a day number under a date format. */
export function dateCell(serial: number, format = 'dd/mm/yyyy'): Xlsx.CellObject {
  return { t: 'n', v: serial, z: format };
}

/** The bytes of a small .xlsx workbook, written by the library that reads it. */
export function workbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  options: { since1904?: boolean; sheets?: Readonly<Record<string, SheetOptions>> } = {},
): Uint8Array {
  const book = Xlsx.utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = Xlsx.utils.aoa_to_sheet(rows.map((row) => [...row]));
    sheet['!merges'] = (options.sheets?.[name]?.merges ?? []).map(Xlsx.utils.decode_range);
    Xlsx.utils.book_append_sheet(book, sheet, name);
  }
  book.Workbook = {
    WBProps: { date1904: options.since1904 ?? false },
    Sheets: Object.keys(sheets).map((name) => ({ name, Hidden: options.sheets?.[name]?.hidden ? 1 : 0 })),
  };
  return new Uint8Array(Xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
}
