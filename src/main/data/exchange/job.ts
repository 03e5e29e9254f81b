import type { ExportReport, MergePreview, MergeReport, ScopeInput } from '@shared/contract/exchange';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/database';
import type { CallEnv, PlainEnv } from '../env';
import type { Progress } from '../work/progress';
import { personChannel } from './channel';
import { chosenScope, lend } from './chosen';
import { exportFile } from './export-file';
import { folderEnv } from './folder/exchange-door';
import { exchangeFolders, type FolderRound } from './folder/service';
import { undoMerge } from './history';
import { joinPortfolio } from './join';
import { mergeFile } from './merge';
import { previewMerge } from './preview';

/** Long work of the exchange. `env` as of the call that asked for it. */
export type ExchangeJob = { env: PlainEnv } & (
  | { what: 'previewMerge'; path: string; passphrase: string | null }
  | { what: 'merge'; path: string; passphrase: string | null; confirmed: boolean; after: number | null }
  | { what: 'join'; path: string; passphrase: string | null; me: { name: string; initials: string } | null }
  | {
      what: 'export';
      path: string;
      scope: ScopeInput;
      /** The person it is for. */
      with: string | null;
      changesOnly: boolean;
      privateNotes: boolean;
      passphrase: string | null;
    }
  | { what: 'undoMerge'; entry: number }
  | { what: 'exchangeFolders' }
);

export interface ExchangeAnswers {
  previewMerge: MergePreview;
  merge: MergeReport;
  join: MergeReport;
  export: ExportReport;
  undoMerge: { undone: number[]; paused: string | null };
  exchangeFolders: FolderRound[];
}

/** Does a job on an open database. @throws Refusal as the work itself. */
export async function runExchange(
  db: Db,
  job: ExchangeJob,
  progress?: Progress,
): Promise<ExchangeAnswers[ExchangeJob['what']]> {
  const env: CallEnv = { ...job.env, newId: uuidv7 };
  switch (job.what) {
    case 'previewMerge':
      return previewMerge(db, env.now, job.path, { passphrase: job.passphrase ?? undefined, progress });
    case 'merge':
      return mergeFile(db, env.now, job.path, {
        passphrase: job.passphrase ?? undefined,
        confirmed: job.confirmed,
        after: job.after,
        channel: (header) => personChannel(header.by.userId),
        progress,
      });
    case 'join':
      return joinPortfolio(db, env, job.path, job.me, { passphrase: job.passphrase ?? undefined, progress });
    case 'export': {
      const { scope, with: person, changesOnly, privateNotes, passphrase } = job;
      const channel = person === null ? null : personChannel(person);
      const plan = { scope: chosenScope(db, env, scope), channel, changesOnly, privateNotes, asOf: env.asOf };
      return exportFile(db, env, job.path, plan, {
        passphrase: passphrase ?? undefined,
        before: () => lend(db, env, scope),
        progress,
      });
    }
    case 'undoMerge':
      return undoMerge(db, env.now, job.entry, progress);
    case 'exchangeFolders':
      return exchangeFolders(db, folderEnv(db, env, progress));
  }
}
