import type { ImportOptions, ImportReport } from '@shared/contract/imports';
import type { IsoDate } from '@shared/domain/model';
import type { Table } from './rows';
import type { Tally } from './tally';
import { namedMapping, type Understanding } from './understand/understanding';

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
    rejected: tally?.rejected ?? 0,
    settled: planned?.settled ?? 0,
    returned: planned?.returned ?? 0,
    sums: tally?.sums ?? [],
    rejects: tally?.rejects ?? [],
    warnings: [...(planned?.warnings ?? [])].map(([code, text]) => ({ code, text })),
    file: {
      encoding: table.encoding,
      delimiter: table.delimiter,
      headerRow: understanding.headerLine || 1,
      dates: understanding.dates ?? options.dates ?? null,
      decimal: understanding.decimal ?? '.',
      mapping: namedMapping(understanding),
    },
  };
}
