import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import type { ExchangeEntry, ExportReport, MergeReport } from '@shared/contract/exchange';
import type { Db } from '../db/database';
import { type Progress, ProgressMeter } from '../work/progress';
import { backupFolder, restoreFrom, setState } from './backup';
import { folderChannel, personOf } from './channel';
import { Describer } from './describe';
import type { ExchangeHeader } from './file/header';
import { carryFolders, sharedFolders } from './folder/store';
import { scopeWords } from './report';
import { exportedUpTo } from './scope';
import { revision } from './write';

interface LogRow {
  id: number;
  kind: ExchangeEntry['kind'];
  at: string;
  channel: string | null;
  file_name: string;
  header: string;
  report: string;
  revision_after: number;
  backup: string | null;
}

/** Every file written and merged, newest first; of shared folders, which move many by themselves, only what replaced something here or can be undone. */
export function exchangeHistory(db: Db): ExchangeEntry[] {
  const people = new Describer(db);
  const undoable = undoableMerge(db);
  const undone = undoable === null ? [] : mergesSince(db, undoable);
  const rows = db.all<LogRow>(
    `SELECT * FROM exchange_log
     WHERE channel IS NULL OR channel NOT LIKE 'folder:%' OR coalesce(json_extract(report, '$.conflicts'), 0) > 0
       OR kind = 'undo' OR id = ?
     ORDER BY id DESC`,
    undoable?.id ?? 0,
  );
  return rows.map((row) => {
    const header = JSON.parse(row.header) as ExchangeHeader;
    const report = JSON.parse(row.report) as Partial<MergeReport & ExportReport>;
    const { added, updated, unchanged, keptOurs, unknown, conflicts } = report;
    const person = personOf(row.channel);
    const other = person && people.user(person);
    return {
      entry: row.id,
      kind: row.kind,
      at: row.at,
      fileName: row.file_name,
      withName: row.kind === 'export' ? other : (people.user(header.by.userId) ?? header.by.name ?? null),
      scope: scopeWords(people, header.scope, row.kind === 'export' ? person : header.by.userId),
      counts:
        added === undefined
          ? null
          : {
              added,
              updated: updated ?? 0,
              unchanged: unchanged ?? 0,
              keptOurs: keptOurs ?? 0,
              unknown: unknown ?? 0,
              conflicts: conflicts ?? 0,
            },
      rows: header.counts.rows,
      activities: header.counts.activities,
      undoes: row.id === undoable?.id ? undone.length : 0,
    };
  });
}

/** The latest merge while nothing was written since and its backup is there. */
function undoableMerge(db: Db): LogRow | null {
  const row = db.get<LogRow>(
    "SELECT * FROM exchange_log WHERE kind = 'merge' AND backup IS NOT NULL ORDER BY id DESC LIMIT 1",
  );
  if (!row || row.revision_after !== revision(db) || !existsSync(join(backupFolder(db.file), row.backup as string)))
    return null;
  return db.value('SELECT 1 FROM draft WHERE saved_at > ?', row.at) === 1 ? null : row;
}

/** Every merge that a backup is of before: one, or several of one go. */
function mergesSince(db: Db, { backup }: LogRow): LogRow[] {
  return db.all<LogRow>("SELECT * FROM exchange_log WHERE kind = 'merge' AND backup = ? ORDER BY id", backup);
}

/** The name of the backup a merge can be undone by; null when it cannot, or for no merge. */
export function backupOf(db: Db, entry: number | null): string | null {
  const row = entry === null ? null : undoableMerge(db);
  return row !== null && row.id === entry ? row.backup : null;
}

/**
 * Back to the backup made before the latest merge, with all of its go. Refused (`cannot_undo`) once something was written since; the exports made
 * since stay known, so that nothing of them counts as never sent. What a shared folder brought would be back with its next round,
 * so that folder is paused (`paused`: its path) until somebody goes on with it.
 */
export async function undoMerge(
  db: Db,
  now: number,
  entry: number,
  progress?: Progress,
): Promise<{ undone: number[]; paused: string | null }> {
  const row = undoableMerge(db);
  if (row === null || row.id !== entry) throw cannotUndo(db, entry);
  const undone = mergesSince(db, row);
  const sent = exportedUpTo(db);
  const folders = sharedFolders(db);
  const stopped = folders.find(({ id }) => folderChannel(id) === row.channel);
  const meter = new ProgressMeter(progress, 'The undo was stopped. Nothing was changed: the merge stands.');
  const keep = (copy: Db) => {
    if (sent > 0) setState(copy, 'exportedUpTo', String(sent));
    carryFolders(copy, folders, stopped?.id ?? null);
    for (const { channel, file_name, header } of undone)
      copy.run(
        `INSERT INTO exchange_log (kind, at, channel, file_name, digest, header, report, first_seq, last_seq, revision_before, revision_after)
         VALUES ('undo', ?, ?, ?, '', ?, '{}', 0, -1, 0, 0)`,
        new Date(now).toISOString(),
        channel,
        file_name,
        header,
      );
  };
  await restoreFrom(db, join(backupFolder(db.file), row.backup as string), {
    keep,
    onPages: (done, total) => {
      meter.begin('restoring', total);
      meter.reach(done);
    },
    // The window may have written on while the backup was read.
    onLocked: () => {
      if (undoableMerge(db)?.id !== entry) throw cannotUndo(db, entry);
    },
  });
  return { undone: undone.map(({ id }) => id), paused: stopped?.path ?? null };
}

function cannotUndo(db: Db, entry: number): Refusal {
  const row = db.get<LogRow>("SELECT * FROM exchange_log WHERE id = ? AND kind = 'merge'", entry);
  if (!row) return new Refusal('not_found', `There is no merge ${entry}. Nothing was changed.`);
  const why =
    row.backup === null || !existsSync(join(backupFolder(db.file), row.backup))
      ? 'there is no backup of before it (any more)'
      : 'something was recorded or merged since';
  return new Refusal(
    'cannot_undo',
    `The merge of ${row.file_name} cannot be undone: ${why}. Nothing was changed. To go back all the same, export a file of this portfolio, restore the backup, and merge the file again without what came with ${row.file_name}.`,
  );
}
