import type { Db } from '../db/database';
import type { Progress, ProgressMeter } from '../work/progress';
import type { ExchangeHeader } from './file/header';
import type { OpenedFile } from './file/open-file';
import { groupsOf } from './spell';
import { KNOWLEDGE, type Knowledge, type Staged, stage } from './stage';
import { dropStage } from './stage-tables';

export interface MergeOptions {
  passphrase?: string | undefined;
  /** Whom the file comes from, as in `ExportPlan`: what it brings is not sent back there. Of a person, its header says who. */
  channel?: string | null | ((header: ExchangeHeader) => string);
  /** Take the file's portfolio over into a database that holds nothing yet. */
  join?: boolean;
  /** Many deletions were seen and are wanted. */
  confirmed?: boolean;
  /** The merge before it in one go of several files; its backup serves this one too while nothing else was written. */
  after?: number | null;
  /** False for a caller that has just made a backup of its own. */
  backup?: boolean;
  know?: Knowledge;
  progress?: Progress | undefined;
}

/** Reads the records of an opened file into the temporary tables. */
export async function stageFile(
  db: Db,
  opened: OpenedFile,
  { passphrase, know }: Pick<MergeOptions, 'passphrase' | 'know'>,
  meter: ProgressMeter,
): Promise<Staged> {
  if (opened.encrypted && passphrase !== undefined) {
    meter.begin('unlocking', null);
    meter.look();
  }
  meter.begin('staging', opened.header.counts.lines);
  try {
    return await stage(db, opened.lines(passphrase), opened.name, know, (lines) => meter.reach(lines));
  } catch (error) {
    // What was read of a refused file must not stay in memory.
    dropStage(db, groupsOf((know ?? KNOWLEDGE).registry));
    throw error;
  }
}
