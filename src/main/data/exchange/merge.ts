import { Refusal } from '@shared/contract/errors';
import type { ExchangeFileInfo, MergeReport } from '@shared/contract/exchange';
import type { Db } from '../db/database';
import { asLongWriter } from '../db/long-writer';
import { ProgressMeter } from '../work/progress';
import { applyMerge } from './apply';
import { backupBefore, forgetBackup, pruneBackups } from './backup';
import { isCopied, leaveCopiedId, observe } from './clocks';
import { LIMITS } from './file/layout';
import { type OpenedFile, openExchangeFile } from './file/open-file';
import { checkPortfolio, mergedAt, refuseDeletions, takeOver } from './guard';
import { backupOf } from './history';
import { ownReplicas } from './identity';
import { allVerdicts, countOf, type MergePlan, planMerge } from './plan';
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
  const meter = new ProgressMeter(options.progress, options.join === true ? JOIN_STOPPED : MERGE_STOPPED);
  const opened = await openWatched(path, meter);
  checkPortfolio(db, opened, options.join === true);
  const staged = await stageFile(db, opened, options, meter);
  try {
    return await mergeStaged(db, now, staged, sourceOf(db, opened, options), options, meter);
  } finally {
    dropStage(db, groupsOf((options.know ?? KNOWLEDGE).registry));
  }
}

const MERGE_STOPPED = 'The merge was stopped. Nothing was changed; merge the file again when it suits you.';
const JOIN_STOPPED = 'It was stopped. Nothing was taken over; join again when it suits you.';

/** Opens an exchange file and tells how much of it is checked. */
export function openWatched(path: string, meter: ProgressMeter): Promise<OpenedFile> {
  meter.begin('proving', null);
  return openExchangeFile(path, LIMITS, (done, total) => {
    meter.begin('proving', total);
    meter.reach(done);
  });
}

/** What a merge needs to know of a file beside its records. */
export interface MergeSource {
  info: ExchangeFileInfo;
  header: object;
  portfolioId: string;
  /** As in `ExportPlan`. */
  channel: string | null;
}

function sourceOf(db: Db, opened: OpenedFile, { channel = null }: MergeOptions): MergeSource {
  const { header } = opened;
  return {
    info: fileInfo(db, opened),
    header,
    portfolioId: header.portfolioId,
    channel: typeof channel === 'function' ? channel(header) : channel,
  };
}

/** So often a merge is made ready anew because somebody wrote meanwhile. */
const MOST_TRIES = 5;

/** Merges staged records; the part of a merge that knows no file. */
export async function mergeStaged(
  db: Db,
  now: number,
  staged: Staged,
  source: MergeSource,
  options: MergeOptions = {},
  meter = new ProgressMeter(options.progress, MERGE_STOPPED),
): Promise<MergeReport> {
  const know = options.know ?? KNOWLEDGE;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = revision(db);
    const plan = planMerge(db, staged, know, meter);
    if (!options.confirmed) refuseDeletions(db, staged);
    const changes = allVerdicts(plan).some((verdicts) => countOf(verdicts, 'new', 'theirs', 'again', 'ours') > 0);
    const wanted = changes && options.backup !== false && options.join !== true;
    const shared = wanted ? backupOf(db, options.after ?? null) : null;
    const backup = wanted ? (shared ?? (await backedUp(db, now, meter))) : null;
    const judged: Judged = { staged, plan, before, backup };
    let report: MergeReport | null = null;
    try {
      // The window may have written since: what was judged must hold, and the backup must hold that too.
      report = db.write(() => (revision(db) === before ? writeMerge(db, now, judged, source, options, meter) : null));
    } finally {
      if (report === null && backup !== null && backup !== shared) forgetBackup(db, backup);
    }
    if (report === null) continue;
    pruneBackups(db);
    return report;
  }
  throw new Refusal(
    'db_busy',
    `Others kept writing to ${db.file} while the merge was made ready. Nothing was changed; merge the file again.`,
  );
}

/** Staged records with what becomes of each, judged when the database stood at `before`; `backup` is of that moment. */
interface Judged {
  staged: Staged;
  plan: MergePlan;
  before: number;
  backup: string | null;
}

/** Writes what was judged, in the caller's transaction. Who finds the database locked meanwhile is told by whom. */
function writeMerge(
  db: Db,
  now: number,
  { staged, plan, before, backup }: Judged,
  source: MergeSource,
  options: MergeOptions,
  meter: ProgressMeter,
): MergeReport {
  return asLongWriter(db.file, 'a merge', () => {
    if (options.join === true) takeOver(db, source.portfolioId);
    const mergedBefore = mergedAt(db, source.info.digest);
    const newIdentity = isCopied(db, staged);
    const replicas = ownReplicas(db);
    if (newIdentity) leaveCopiedId(db);
    const entry = openLog(db, new Date(now).toISOString(), source, before, backup);
    const applied = applyMerge(db, staged, plan, options.know ?? KNOWLEDGE, replicas, entry, meter);
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
  });
}

function backedUp(db: Db, now: number, meter: ProgressMeter): Promise<string> {
  return backupBefore(db, now, (done, total) => {
    meter.begin('backingUp', total);
    meter.reach(done);
  });
}

function openLog(
  db: Db,
  at: string,
  { info, header, channel }: MergeSource,
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
