import { Refusal } from '@shared/contract/errors';
import type { Db } from '../db/database';
import type { OpenedFile } from './file/open-file';
import { type Knowledge, type Staged, stage } from './stage';

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
  return await stage(db, opened.lines(passphrase), opened.name, know, (lines) => {
    onProgress?.(lines, total);
    if (isCancelled?.()) throw new Refusal('cancelled', 'The merge was cancelled. Nothing was changed.');
  });
}
