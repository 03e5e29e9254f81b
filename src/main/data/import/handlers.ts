import { Refusal } from '@shared/contract/errors';
import { localToday } from '../clock';
import type { CallEnv } from '../env';
import { envAt, type Handlers, previewEnvAt, type Session } from '../session';
import { batchChanges } from './batch-changes';
import { listImports, rejectsOf } from './index';
import { type ImportAnswers, type ImportJob, runJob } from './job';

/** Calls that take long enough to go on beside the others. */
export const LONG_CALLS: ReadonlySet<string> = new Set(['imports.preview', 'imports.commit', 'imports.undo']);

export const importsHandlers: Pick<Handlers, Extract<keyof Handlers, `imports.${string}`>> = {
  'imports.preview': (session, { asOf, file, options }) =>
    work(session, {
      what: 'preview',
      path: pathOf(session, file),
      options,
      env: plain(previewEnvAt(session.db, asOf)),
    }),
  'imports.commit': (session, { asOf, file, options }) =>
    work(session, { what: 'commit', path: pathOf(session, file), options, env: plain(envAt(session.db, asOf)) }),
  'imports.undo': (session, { batch }) =>
    work(session, { what: 'undo', batch, env: plain(envAt(session.db, localToday())) }),
  'imports.cancel': ({ beside }) => ({ cancelled: beside?.cancel() ?? false }),
  'imports.list': ({ db }) => listImports(db),
  'imports.batch': ({ db }, { batch, from }) => batchChanges(db, batch, from),
  'imports.rejects': ({ db }, { batch }) => rejectsOf(db, batch),
};

async function work<J extends ImportJob>(session: Session, job: J): Promise<ImportAnswers[J['what']]> {
  const { beside, db } = session;
  return beside ? beside.run(db, job) : (runJob(db, job) as ImportAnswers[J['what']]);
}

/** What of a call's surroundings can go to another thread. */
function plain({ now, asOf, userId }: CallEnv): ImportJob['env'] {
  return { now, asOf, userId };
}

/** The file the main process handed out a token for. */
function pathOf(session: Session, token: string): string {
  const path = session.fileOf(token);
  if (!path)
    throw new Refusal('file_missing', 'That file is not at hand any more. Choose it again; nothing was changed.');
  return path;
}
