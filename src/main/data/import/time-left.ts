import type { PushEvent } from '@shared/contract';
import type { ImportPhase, ImportProgress } from './progress';

type ProgressEvent = Extract<PushEvent, { type: 'progress' }>;

/** Share of the whole time at which each phase begins and ends, as measured on a million rows. */
const SHARES: Readonly<Record<ImportPhase, readonly [from: number, to: number]>> = {
  reading: [0, 0.03],
  checking: [0.03, 0.15],
  writing: [0.15, 0.95],
  finishing: [0.95, 1],
  undoing: [0, 1],
};
const WORDS: Readonly<Record<ImportPhase, string>> = {
  reading: 'Reading the file',
  checking: 'Checking the columns',
  writing: 'Taking the rows',
  finishing: 'Finishing',
  undoing: 'Putting rows back',
};
/** Before it, nothing can be said of the rest. */
const FIRST_GUESS_MS = 1500;
const PUSH_EVERY_MS = 100;

/** How long the rest will take, in whole seconds, by the share that is done; null while that would be a mere guess. */
export function secondsLeft(phase: ImportPhase, rows: number, total: number | null, elapsedMs: number): number | null {
  const [from, to] = SHARES[phase];
  const done = from + (to - from) * (total ? Math.min(1, rows / total) : 0);
  if (elapsedMs < FIRST_GUESS_MS || done < 0.05) return null;
  return Math.ceil((elapsedMs * (1 - done)) / done / 1000);
}

/** Turns the steps of an import into what the window shows, ten times a second at most. `now` in milliseconds. */
export function reporter(now: () => number, push: (event: ProgressEvent) => void): ImportProgress['onRows'] {
  const started = now();
  let pushed = Number.NEGATIVE_INFINITY;
  let shown: ImportPhase | null = null;
  return (rows, total, phase) => {
    const at = now();
    if (phase === shown && at - pushed < PUSH_EVERY_MS) return;
    [pushed, shown] = [at, phase];
    push({
      type: 'progress',
      what: WORDS[phase],
      rows,
      total,
      secondsLeft: secondsLeft(phase, rows, total, at - started),
    });
  };
}
