import type { ImportOptions, ImportPreview, ImportReport } from '@shared/contract/imports';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { commitImport, previewImport } from './import';
import type { ImportProgress } from './progress';
import { readImportFile } from './read-file';
import { undoImport } from './undo';

/** Long work of the import as a value that can be handed to another thread. `env` as of the call that asked for it. */
export type ImportJob = { env: Omit<CallEnv, 'newId'> } & (
  | { what: 'preview' | 'commit'; path: string; options: ImportOptions }
  | { what: 'undo'; batch: number }
);

/** What each kind of job answers. */
export interface ImportAnswers {
  preview: ImportPreview;
  commit: ImportReport;
  undo: { batch: number; reverted: number };
}

/** Does a job on an open database. @throws Refusal as the work itself. */
export function runJob(db: Db, job: ImportJob, progress?: ImportProgress): ImportAnswers[ImportJob['what']] {
  const env: CallEnv = { ...job.env, newId: uuidv7 };
  switch (job.what) {
    case 'preview':
      return previewImport(db, readImportFile(job.path), job.options, env, progress);
    case 'commit':
      return commitImport(db, readImportFile(job.path), job.options, env, progress);
    case 'undo':
      return undoImport(db, job.batch, env, progress);
  }
}
