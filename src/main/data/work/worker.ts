import { parentPort } from 'node:worker_threads';
import type { Result } from '@shared/contract/errors';
import { type Db, openDatabase } from '../db/database';
import { bindToInstallation } from '../exchange/identity';
import { failureOf } from '../failure';
import type { FromWorker, WorkerStart } from './beside';
import { KIND_OF, runJob } from './job';
import { reporter } from './time-left';

/** Does jobs in a thread of its own, each with a connection of its own, so that the window is answered meanwhile. */
const tell = (message: FromWorker) => parentPort?.postMessage(message);
parentPort?.on('message', async (start: WorkerStart) => tell({ result: await resultOf(start) }));

async function resultOf({ databaseFile, userData, job, stop }: WorkerStart): Promise<Result<unknown>> {
  const flag = new Int32Array(stop);
  try {
    const db = openDatabase(databaseFile, { create: false });
    try {
      if (userData !== null) bindToInstallation(db, userData);
      const onRows = reporter(KIND_OF[job.what], Date.now, (event) => tell({ push: event }));
      return { ok: true, value: await runJob(db, job, { onRows, isCancelled: () => Atomics.load(flag, 0) === 1 }) };
    } finally {
      tidy(db);
      db.close();
    }
  } catch (error) {
    return { ok: false, error: failureOf(error, databaseFile) };
  }
}

/** The log of changes grew with the work, also with what was taken back: it is emptied and cut, unless somebody is reading in it. */
function tidy(db: Db): void {
  try {
    db.raw.pragma('busy_timeout = 0');
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    console.error(error);
  }
}
