import type { BatchRow, ImportKind, ImportReport } from '@shared/contract/imports';
import type { IsoDate, IsoMoment } from '@shared/domain/model';
import type { Db } from '../db/database';

interface StoredBatch {
  id: number;
  kind: ImportKind;
  complete: number;
  source: string;
  list_date: IsoDate;
  file_name: string;
  file_hash: string;
  imported_at: IsoMoment;
  by_name: string | null;
  user_id: string;
  report: string;
  undone_at: IsoMoment | null;
}

/** All batches, newest first, also those that were undone. */
export function listImports(db: Db): BatchRow[] {
  const rows = db.all<StoredBatch>(
    `SELECT b.id, b.kind, b.complete, b.source, b.list_date, b.file_name, b.file_hash, b.imported_at, b.user_id, b.report, b.undone_at,
            u.name AS by_name
     FROM import_batch b LEFT JOIN user u ON u.row_id = b.user_id ORDER BY b.id DESC`,
  );
  return rows.map((row) => {
    const report = readReport(row.report);
    return {
      batch: row.id,
      kind: row.kind,
      complete: row.complete === 1,
      source: row.source,
      listDate: row.list_date,
      fileName: row.file_name,
      fileHash: row.file_hash,
      importedAt: row.imported_at,
      byName: row.by_name ?? row.user_id,
      rows: report.rows ?? 0,
      created: report.created ?? 0,
      updated: report.updated ?? 0,
      unchanged: report.unchanged ?? 0,
      rejected: report.rejected ?? 0,
      settled: report.settled ?? 0,
      returned: report.returned ?? 0,
      undoneAt: row.undone_at,
    };
  });
}

/** A batch that came in a colleague's file brings its report as that copy wrote it: what is not there counts as nothing. */
function readReport(text: string): Partial<ImportReport> {
  try {
    const report: unknown = JSON.parse(text);
    return typeof report === 'object' && report !== null ? report : {};
  } catch {
    return {};
  }
}

/** The first complete list of a source dated after a day, of those that stand; null without one. */
export function nextCompleteListDate(db: Db, source: string, after: IsoDate): IsoDate | null {
  return (
    db.value<IsoDate | null>(
      'SELECT min(list_date) FROM import_batch WHERE source = ? AND complete = 1 AND undone_at IS NULL AND list_date > ?',
      source,
      after,
    ) ?? null
  );
}

/** The latest list date of a source's lists of items that stand (not undone), or null before the first. */
export function latestListDate(db: Db, source: string): IsoDate | null {
  return (
    db.value<IsoDate | null>(
      "SELECT max(list_date) FROM import_batch WHERE source = ? AND kind IN ('open-items', 'invoices') AND undone_at IS NULL",
      source,
    ) ?? null
  );
}
