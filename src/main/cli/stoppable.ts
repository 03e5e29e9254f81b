import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Progress } from '../data/work/progress';
import { reporter, type WorkKind } from '../data/work/time-left';

interface Start {
  /** Four bytes: 1 asks to stop. */
  stop: SharedArrayBuffer;
}

/**
 * Runs the program's long commands in a second thread: SQLite keeps a thread busy until it is done, and somebody must hear Ctrl+C. The
 * command then stops at the next row and takes everything back; a second Ctrl+C ends it at once. Shows on a terminal how far it is.
 */
export function runStoppable(program: string, argv: string[]): void {
  const start: Start = { stop: new SharedArrayBuffer(4) };
  const worker = new Worker(program, { argv, workerData: start });
  process.once('SIGINT', () => Atomics.store(new Int32Array(start.stop), 0, 1));
  worker.on('message', (line: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${line.padEnd(72)}`);
  });
  worker.on('error', (error) => {
    console.error(error);
    process.exitCode = 1;
  });
  worker.on('exit', (code) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(72)}\r`);
    process.exitCode ||= code;
  });
}

/** In the second thread: tells the first how far the command is, and hears from it that it must stop. */
export function threadProgress(work: WorkKind): Progress | undefined {
  const { stop } = (workerData ?? {}) as Partial<Start>;
  if (stop === undefined) return undefined;
  const flag = new Int32Array(stop);
  const onRows = reporter(work, Date.now, ({ what, unit, rows, total, secondsLeft }) => {
    const share = total && unit ? `${rows.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit}s` : '';
    const left = secondsLeft === null ? '' : `${secondsLeft} s left`;
    parentPort?.postMessage([what, share, left].filter(Boolean).join(' · '));
  });
  return { onRows, isCancelled: () => Atomics.load(flag, 0) === 1 };
}
