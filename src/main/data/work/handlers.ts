import type { Handlers, Session } from '../session';
import { type Answers, type Job, runJob } from './job';

/** Calls that take long enough to go on beside the others. */
export const LONG_CALLS: ReadonlySet<string> = new Set([
  'imports.preview',
  'imports.commit',
  'imports.undo',
  'exchange.previewMerge',
  'exchange.merge',
  'exchange.export',
  'exchange.undoMerge',
  'portfolio.join',
  'folders.add',
  'folders.exchange',
  'lists.save',
]);

export const workHandlers: Pick<Handlers, 'work.cancel'> = {
  'work.cancel': ({ beside }) => ({ cancelled: beside?.cancel() ?? false }),
};

/** Does long work for a call: beside the others where there is a thread for it, else within the call. */
export function work<J extends Job>({ beside, db }: Session, job: J): Promise<Answers[J['what']]> {
  return beside ? beside.run(db, job) : runJob(db, job);
}
