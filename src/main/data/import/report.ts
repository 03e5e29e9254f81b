import type { ImportOptions, ImportReport } from '@shared/contract/imports';
import type { IsoDate } from '@shared/domain/model';
import Papa from 'papaparse';
import type { Table } from './rows';
import type { Tally } from './tally';
import { namedMapping, type Understanding } from './understand/understanding';

/** Name of the column a rejects file ends with; no field has it, so a corrected file can be dropped as it is. */
const REASON_COLUMN = 'Why Duebook rejected it';
/** Rejects kept in the batch's own row; the rejects file has them all. */
const REJECTS_STORED = 1000;

/** The report of an import; without a tally (it could not be planned) every count is 0. */
export function makeReport(
  table: Table,
  understanding: Understanding,
  options: ImportOptions,
  head: { batch: number | null; listDate: IsoDate; source: string; complete: boolean },
  planned: { tally: Tally; settled: number; returned: number; warnings: ReadonlyMap<string, string> } | null,
): ImportReport {
  const tally = planned?.tally;
  return {
    batch: head.batch,
    kind: understanding.kind,
    complete: head.complete,
    listDate: head.listDate,
    source: head.source,
    rows: tally?.rows ?? 0,
    created: tally?.created ?? 0,
    updated: tally?.updated ?? 0,
    unchanged: tally?.unchanged ?? 0,
    repeated: tally?.repeated ?? 0,
    leftOut: tally?.leftOut ?? 0,
    rejected: tally?.rejects.length ?? 0,
    settled: planned?.settled ?? 0,
    returned: planned?.returned ?? 0,
    sums: tally?.sums ?? [],
    rejects: tally?.rejects ?? [],
    warnings: [...(planned?.warnings ?? [])].map(([code, text]) => ({ code, text })),
    file: {
      encoding: table.encoding,
      delimiter: table.delimiter,
      headerRow: table.lines[understanding.headerIndex] ?? 1,
      dates: understanding.dates ?? options.dates ?? null,
      decimal: understanding.decimal ?? '.',
      mapping: namedMapping(understanding),
    },
  };
}

/** The report as the batch's row keeps it. */
export function storedReport(report: ImportReport): string {
  return JSON.stringify({ ...report, rejects: report.rejects.slice(0, REJECTS_STORED) });
}

/** The rejected rows as CSV under the file's own column names. */
export function rejectsCsv(understanding: Understanding, tally: Tally): string {
  const { headers } = understanding;
  const rows = tally.rejectedRows.map(({ cells, reason }) => [...headers.map((_, i) => cells[i] ?? ''), reason]);
  return Papa.unparse([[...headers, REASON_COLUMN], ...rows], { newline: '\r\n' });
}
