import type { ExchangeFileInfo, MergeReport } from '@shared/contract/exchange';
import type { Db } from '../db/database';
import { asLongWriter } from '../db/long-writer';
import { applyMerge } from './apply';
import { backupBefore } from './backup';
import { isCopied, leaveCopiedId, observe } from './clocks';
import { type OpenedFile, openExchangeFile } from './file/open-file';
import { checkPortfolio, mergedAt, refuseDeletions, takeOver } from './guard';
import { ownReplicas } from './identity';
import { allVerdicts, countOf, planMerge } from './plan';
import { countsOf, differing, fileInfo, missingFacts, supersededBy } from './report';
import { groupsOf } from './spell';
import { KNOWLEDGE, type Staged } from './stage';
import { type MergeOptions, stageFile } from './stage-file';
import { dropStage } from './stage-tables';
import { revision } from './write';

/**
 * Merges an exchange file: read and checked whole, judged, a backup made when anything would change, then written in one
 * transaction. Refused (nothing changed): what `openExchangeFile` refuses, `other_portfolio`, `needs_confirmation`, `cancelled`.
 */
export async function mergeFile(db: Db, now: number, path: string, options: MergeOptions = {}): Promise<MergeReport> {
  const opened = await openExchangeFile(path);
  checkPortfolio(db, opened, options.join === true);
  const staged = await stageFile(db, opened, options);
  try {
    return await mergeStaged(db, now, staged, sourceOf(db, opened), options);
  } finally {
    dropStage(db, groupsOf((options.know ?? KNOWLEDGE).registry));
  }
}

/** What a merge needs to know of a file beside its records. */
export interface MergeSource {
  info: ExchangeFileInfo;
  header: object;
  portfolioId: string;
}

function sourceOf(db: Db, opened: OpenedFile): MergeSource {
  return { info: fileInfo(db, opened), header: opened.header, portfolioId: opened.header.portfolioId };
}

/** Merges staged records; the part of a merge that knows no file. */
export async function mergeStaged(
  db: Db,
  now: number,
  staged: Staged,
  source: MergeSource,
  options: MergeOptions = {},
): Promise<MergeReport> {
  const know = options.know ?? KNOWLEDGE;
  const before = revision(db);
  let plan = planMerge(db, staged, know);
  if (!options.confirmed) refuseDeletions(db, staged);
  const changes = allVerdicts(plan).some((verdicts) => countOf(verdicts, 'new', 'theirs', 'again', 'ours') > 0);
  const backup = changes && options.backup !== false && options.join !== true ? await backupBefore(db, now) : null;
  const at = new Date(now).toISOString();
  const work = () => {
    // Another program may have written since, most likely while the backup was made.
    if (revision(db) !== before) plan = planMerge(db, staged, know);
    if (options.join === true) takeOver(db, source.portfolioId);
    const mergedBefore = mergedAt(db, source.info.digest);
    const newIdentity = isCopied(db, staged);
    const replicas = ownReplicas(db);
    if (newIdentity) leaveCopiedId(db);
    const entry = openLog(db, at, source, options.channel ?? null, before, backup);
    const applied = applyMerge(db, staged, plan, know, replicas, entry);
    observe(db, staged, now);
    const superseded = supersededBy(db, entry);
    const replaced = db.value<number>('SELECT count(*) FROM superseded_cell WHERE log_id = ?', entry) as number;
    const report: MergeReport = {
      entry,
      file: source.info,
      mergedBefore,
      ...countsOf(plan, replaced),
      superseded,
      missing: missingFacts(db),
      differing: differing(plan),
      newIdentity,
      undo: backup !== null,
    };
    db.run(
      'UPDATE exchange_log SET report = ?, first_seq = ?, last_seq = ?, revision_after = ? WHERE id = ?',
      JSON.stringify({ ...report, superseded: [] }),
      applied.first,
      applied.last,
      revision(db),
      entry,
    );
    return report;
  };
  // Who finds the database locked meanwhile is told by whom.
  return db.write(() => asLongWriter(db.file, 'a merge', work));
}

function openLog(
  db: Db,
  at: string,
  { info, header }: MergeSource,
  channel: string | null,
  before: number,
  backup: string | null,
): number {
  return Number(
    db.run(
      `INSERT INTO exchange_log (kind, at, channel, file_name, digest, header, report, first_seq, last_seq, revision_before, revision_after, backup)
       VALUES ('merge', ?, ?, ?, ?, ?, '{}', 0, -1, ?, ?, ?)`,
      at,
      channel,
      info.fileName,
      info.digest,
      JSON.stringify(header),
      before,
      before,
      backup,
    ).lastInsertRowid,
  );
}
