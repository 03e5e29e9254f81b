import type { ImportOptions, ImportPreview, ImportReport } from '@shared/contract/imports';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/database';
import type { CallEnv, PlainEnv } from '../env';
import type { Progress } from '../work/progress';
import { commitImport, previewImport } from './import';
import { readImportFile } from './read-file';
import { undoImport } from './undo';

/** Long work of the import. `env` as of the call that asked for it. */
export type ImportJob = { env: PlainEnv } & (
  | { what: 'preview' | 'commit'; path: string; options: ImportOptions }
  | { what: 'undo'; batch: number }
);

export interface ImportAnswers {
  preview: ImportPreview;
  commit: ImportReport;
  undo: { batch: number; reverted: number };
}

/** Does a job on an open database. @throws Refusal as the work itself. */
export function runImport(db: Db, job: ImportJob, progress?: Progress): ImportAnswers[ImportJob['what']] {
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
