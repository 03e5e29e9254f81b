import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../db/database';
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
    db.close();
  }
} catch (error) {
  tell({ result: { ok: false, error: failureOf(error, databaseFile) } });
}
