import { Worker } from 'node:worker_threads';
import type { PushEvent } from '@shared/contract';
import { type Failure, Refusal, type Result } from '@shared/contract/errors';
import { BUSY_TIMEOUT_MS, type Db } from '../db/database';
import type { Answers, Job } from './job';

/** What a worker gets, and what it sends back: progress, and at last its result, when its connection is closed and everything as it will stay. */
export interface WorkerStart {
  databaseFile: string;
  /** The folder where this installation notes which databases it writes; null for none. */
  userData: string | null;
  job: Job;
  /** Four bytes: 1 asks to stop. */
  stop: SharedArrayBuffer;
}
export type FromWorker = { push: PushEvent } | { result: Result<unknown> };

interface Asked {
  job: Job;
  done: (result: Result<unknown>) => void;
}

/**
 * Does long work beside the calls of the window, each job with a connection of its own, one after the other in one worker thread that ends when
 * nothing waits: in the order it was asked for, but what is only looked at waits for what is to be recorded.
 */
export class WorkBeside {
  readonly #workerFile: string;
  readonly #push: (event: PushEvent) => void;
  readonly #userData: string | null;
  readonly #waiting: Asked[] = [];
  #thread: Worker | null = null;
  #running: { what: Job['what']; stop: Int32Array; ended: Promise<void> } | null = null;

  constructor(workerFile: string, push: (event: PushEvent) => void, userData: string | null = null) {
    this.#workerFile = workerFile;
    this.#push = push;
    this.#userData = userData;
  }

  /** Does a job and answers as the work itself would. The preview of an import gives way, but to a list that is saved beside it: nobody waits for it any more. */
  async run<J extends Job>(db: Db, job: J): Promise<Answers[J['what']]> {
    if (job.what !== 'saveList') {
      if (this.#running?.what === 'preview') this.#stopRunning();
      this.#giveUp((one) => one.what === 'preview', 'Another preview took its place.');
    }
    const result = await new Promise<Result<unknown>>((done) => {
      const behind = isLook(job) ? -1 : this.#waiting.findIndex((asked) => isLook(asked.job));
      this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, { job, done });
      if (this.#running === null) this.#next(db);
    });
    if (!result.ok) throw new Refusal(result.error.code, result.error.message, result.error.details);
    return result.value as Answers[J['what']];
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  /** When what is running now has ended, and what it wrote is as it will stay. */
  ended(): Promise<void> {
    return this.#running?.ended ?? Promise.resolve();
  }

  /** Stops what is running, and what waits for it does not begin. False when nothing is. */
  cancel(): boolean {
    this.#giveUp(() => true, 'It was stopped before it began. Nothing was changed.');
    return this.#stopRunning();
  }

  #stopRunning(): boolean {
    if (this.#running === null) return false;
    Atomics.store(this.#running.stop, 0, 1);
    return true;
  }

  #giveUp(which: (job: Job) => boolean, message: string): void {
    for (const asked of this.#waiting.filter(({ job }) => which(job))) {
      this.#waiting.splice(this.#waiting.indexOf(asked), 1);
      asked.done({ ok: false, error: { code: 'cancelled', message } });
    }
  }

  #next(db: Db): void {
    const asked = this.#waiting.shift();
    // Writers of the window must not stand still for seconds: they are told at once that it is busy, and come again (`ended`).
    if (db.raw.open) db.raw.pragma(`busy_timeout = ${asked ? 0 : BUSY_TIMEOUT_MS}`);
    if (asked === undefined) {
      // What the work took of memory goes with its thread.
      void this.#thread?.terminate();
      this.#thread = null;
      return;
    }
    const stop = new SharedArrayBuffer(4);
    const result = this.#work({ databaseFile: db.file, userData: this.#userData, job: asked.job, stop });
    const ended = result.then((value) => {
      this.#running = null;
      this.#next(db);
      asked.done(value);
    });
    this.#running = { what: asked.job.what, stop: new Int32Array(stop), ended };
  }

  #work(start: WorkerStart): Promise<Result<unknown>> {
    return new Promise((resolve) => {
      this.#thread ??= new Worker(this.#workerFile);
      const thread = this.#thread;
      const end = (result: Result<unknown>) => {
        // By name: without one the thread's own listeners go too, and it hears nothing any more.
        for (const name of ['message', 'error', 'exit']) thread.removeAllListeners(name);
        resolve(result);
      };
      thread.on('message', (message: FromWorker) => {
        if ('push' in message) this.#push(message.push);
        else end(message.result);
      });
      thread.on('error', (error) => console.error(error));
      thread.on('exit', () => {
        this.#thread = null;
        end({ ok: false, error: CRASHED });
      });
      thread.postMessage(start);
    });
  }
}

function isLook({ what }: Job): boolean {
  return what === 'preview' || what === 'previewMerge';
}

const CRASHED: Failure = {
  code: 'internal',
  message: 'The work stopped unexpectedly. Nothing of it was saved; try it again.',
};
