import { Refusal } from '@shared/contract/errors';
import type { Db } from '../db/database';
import type { OpenedFile } from './file/open-file';
import { groupsOf } from './spell';
import { KNOWLEDGE, type Knowledge, type Staged, stage } from './stage';
import { dropStage } from './stage-tables';

export interface MergeOptions {
  passphrase?: string | undefined;
  /** Whom the file comes from, as in `ExportPlan`: what it brings is not sent back there. */
  channel?: string | null;
  /** Take the file's portfolio over into a database that holds nothing yet. */
  join?: boolean;
  /** Many deletions were seen and are wanted. */
  confirmed?: boolean;
  /** False for a caller that has just made a backup of its own. */
  backup?: boolean;
  know?: Knowledge;
  onProgress?: (lines: number, total: number) => void;
  isCancelled?: () => boolean;
}

/** Reads the records of an opened file into the temporary tables. */
export async function stageFile(
  db: Db,
  opened: OpenedFile,
  { passphrase, know, onProgress, isCancelled }: MergeOptions,
): Promise<Staged> {
  const total = opened.header.counts.lines;
  try {
    return await stage(db, opened.lines(passphrase), opened.name, know, (lines) => {
      onProgress?.(lines, total);
      if (isCancelled?.()) throw new Refusal('cancelled', 'The merge was cancelled. Nothing was changed.');
    });
  } catch (error) {
    // What was read of a refused file must not stay in memory.
    dropStage(db, groupsOf((know ?? KNOWLEDGE).registry));
    throw error;
  }
}
