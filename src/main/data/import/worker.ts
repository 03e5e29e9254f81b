import { parentPort, workerData } from 'node:worker_threads';
import { type Db, openDatabase } from '../db/database';
import { failureOf } from '../failure';
import type { FromWorker, WorkerStart } from './beside';
import { runJob } from './job';
import { reporter } from './time-left';

/** Runs one import job in a thread of its own with a connection of its own, so that the window is answered meanwhile. */
const { databaseFile, job, stop } = workerData as WorkerStart;
const flag = new Int32Array(stop);
const tell = (message: FromWorker) => parentPort?.postMessage(message);

try {
  const db = openDatabase(databaseFile, { create: false });
  try {
    const onRows = reporter(Date.now, (event) => tell({ push: event }));
    const value = runJob(db, job, { onRows, isCancelled: () => Atomics.load(flag, 0) === 1 });
    tell({ result: { ok: true, value } });
  } finally {
    tidy(db);
    db.close();
  }
} catch (error) {
  tell({ result: { ok: false, error: failureOf(error, databaseFile) } });
}

/** The log of changes grew with the import, also with one that was taken back: it is emptied and cut, unless somebody is reading in it. */
function tidy(db: Db): void {
  try {
    db.raw.pragma('busy_timeout = 0');
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    console.error(error);
  }
}
