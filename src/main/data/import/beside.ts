import { Worker } from 'node:worker_threads';
import type { PushEvent } from '@shared/contract';
import { type Failure, Refusal, type Result } from '@shared/contract/errors';
import { BUSY_TIMEOUT_MS, type Db } from '../db/database';
import type { ImportAnswers, ImportJob } from './job';

/** What a worker gets, and what it sends back: progress, and at last its result. */
export interface WorkerStart {
  databaseFile: string;
  job: ImportJob;
  /** Four bytes: 1 asks to stop. */
  stop: SharedArrayBuffer;
}
export type FromWorker = { push: PushEvent } | { result: Result<unknown> };

/** Runs imports beside the calls of the window, each in a worker thread with its own connection, one after the other. */
export class ImportsBeside {
  readonly #workerFile: string;
  readonly #push: (event: PushEvent) => void;
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;
  #asked = 0;
  #stop: Int32Array | null = null;
  #what: ImportJob['what'] | null = null;

  constructor(workerFile: string, push: (event: PushEvent) => void) {
    this.#workerFile = workerFile;
    this.#push = push;
  }

  /** Does a job and answers as the work itself would. A preview that nobody waits for any more gives way. */
  run<J extends ImportJob>(db: Db, job: J): Promise<ImportAnswers[J['what']]> {
    if (this.#what === 'preview') this.cancel();
    // Writers of the window must not stand still for seconds: they are told at once that it is busy, and come again (`idle`).
    const turn = ++this.#asked;
    if (this.#running++ === 0) db.raw.pragma('busy_timeout = 0');
    const done = this.#last
      .then(() => {
        if (job.what === 'preview' && turn !== this.#asked)
          throw new Refusal('cancelled', 'Another preview took its place.');
        return this.#work(db.file, job);
      })
      .finally(() => {
        if (--this.#running === 0 && db.raw.open) db.raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      });
    this.#last = done.catch(() => {});
    return done as Promise<ImportAnswers[J['what']]>;
  }

  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** When all that was asked for until now is done. */
  idle(): Promise<unknown> {
    return this.#last;
  }

  /** Asks what is running to stop. False when nothing is. */
  cancel(): boolean {
    if (this.#stop === null) return false;
    Atomics.store(this.#stop, 0, 1);
    return true;
  }

  #work(databaseFile: string, job: ImportJob): Promise<unknown> {
    const stop = new SharedArrayBuffer(4);
    const start: WorkerStart = { databaseFile, job, stop };
    this.#stop = new Int32Array(stop);
    this.#what = job.what;
    return new Promise<unknown>((resolve, reject) => {
      const worker = new Worker(this.#workerFile, { workerData: start });
      let result: Result<unknown> = { ok: false, error: CRASHED };
      worker.on('message', (message: FromWorker) => {
        if ('push' in message) this.#push(message.push);
        else result = message.result;
      });
      worker.on('error', (error) => console.error(error));
      // Only now is its connection closed, and everything as it will stay.
      worker.on('exit', () => {
        if (result.ok) resolve(result.value);
        else reject(new Refusal(result.error.code, result.error.message, result.error.details));
      });
    }).finally(() => {
      this.#stop = null;
      this.#what = null;
    });
  }
}

const CRASHED: Failure = {
  code: 'internal',
  message: 'The import stopped unexpectedly. Nothing of it was saved; try it again.',
};
