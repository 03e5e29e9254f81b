import type { Db } from '../db/database';
import { type ExchangeAnswers, type ExchangeJob, runExchange } from '../exchange/job';
import { type ImportAnswers, type ImportJob, runImport } from '../import/job';
import { type ListAnswers, type ListJob, saveList } from '../lists/save';
import type { Progress } from './progress';
import type { WorkKind } from './time-left';

/** Long work as a value that can be handed to another thread. */
export type Job = ImportJob | ExchangeJob | ListJob;

/** What each kind of job answers. */
export interface Answers extends ImportAnswers, ExchangeAnswers, ListAnswers {}

export const KIND_OF: Readonly<Record<Job['what'], WorkKind>> = {
  preview: 'import',
  commit: 'import',
  undo: 'undo',
  previewMerge: 'look',
  merge: 'merge',
  join: 'merge',
  export: 'export',
  undoMerge: 'restore',
  exchangeFolders: 'folders',
  saveList: 'export',
};

/** Does a job on an open database. @throws Refusal as the work itself. */
export async function runJob<J extends Job>(db: Db, job: J, progress?: Progress): Promise<Answers[J['what']]> {
  return (await run(db, job, progress)) as Answers[J['what']];
}

function run(db: Db, job: Job, progress?: Progress): unknown {
  switch (job.what) {
    case 'preview':
    case 'commit':
    case 'undo':
      return runImport(db, job, progress);
    case 'saveList':
      return saveList(db, job.asOf, job.list, job.path, progress);
    default:
      return runExchange(db, job, progress);
  }
}
