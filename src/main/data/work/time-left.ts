import type { PushEvent } from '@shared/contract';
import type { Phase, Progress } from './progress';

type ProgressEvent = Extract<PushEvent, { type: 'progress' }>;

/** Kinds of long work that take their time in different parts. */
export type WorkKind = 'import' | 'undo' | 'look' | 'merge' | 'export' | 'restore' | 'folders';

/** Share of the whole time at which each phase begins and ends, as measured on a million rows; nothing can be said of what stands in none. */
const SHARES: Readonly<Record<WorkKind, Partial<Record<Phase, readonly [from: number, to: number]>>>> = {
  import: { reading: [0, 0.03], checking: [0.03, 0.15], writing: [0.15, 0.95], finishing: [0.95, 1] },
  undo: { undoing: [0, 1] },
  look: { staging: [0, 0.8], comparing: [0.8, 1] },
  merge: { staging: [0, 0.5], comparing: [0.5, 0.6], merging: [0.6, 1] },
  export: { exporting: [0, 1], listing: [0, 1] },
  restore: { restoring: [0, 1] },
  folders: {},
};
const WORDS: Readonly<Record<Phase, string>> = {
  reading: 'Reading the file',
  checking: 'Checking the columns',
  writing: 'Taking the rows',
  finishing: 'Finishing',
  undoing: 'Putting rows back',
  proving: 'Checking that the file is whole',
  unlocking: 'Trying the passphrase',
  staging: 'Reading the records',
  comparing: 'Comparing with what is here',
  backingUp: 'Making a backup',
  merging: 'Merging the records',
  choosing: 'Choosing what goes into the file',
  locking: 'Locking the file with the passphrase',
  exporting: 'Writing the records',
  sealing: 'Finishing the file',
  listing: 'Writing the rows',
  restoring: 'Putting the backup back',
};
/** What is counted in a phase, for people; bytes and pages are none of theirs. */
const UNITS: Partial<Record<Phase, 'row' | 'record'>> = {
  checking: 'row',
  writing: 'row',
  undoing: 'row',
  staging: 'record',
  comparing: 'record',
  merging: 'record',
  exporting: 'record',
  listing: 'row',
};
/** Before it, nothing can be said of the rest. */
const FIRST_GUESS_MS = 1500;
const PUSH_EVERY_MS = 100;

/** How long the rest will take, in whole seconds, by the share that is done; null while that would be a mere guess. */
export function secondsLeft(
  work: WorkKind,
  phase: Phase,
  rows: number,
  total: number | null,
  elapsedMs: number,
): number | null {
  const [from, to] = SHARES[work][phase] ?? [0, 0];
  const done = from + (to - from) * (total ? Math.min(1, rows / total) : 0);
  if (elapsedMs < FIRST_GUESS_MS || done < 0.05) return null;
  return Math.ceil((elapsedMs * (1 - done)) / done / 1000);
}

/** Turns the steps of long work into what the window shows, ten times a second at most. `now` in milliseconds. */
export function reporter(work: WorkKind, now: () => number, push: (event: ProgressEvent) => void): Progress['onRows'] {
  /** Since something can be said of the rest: what is tried before (a passphrase) takes its own time. */
  let started: number | null = null;
  let pushed = Number.NEGATIVE_INFINITY;
  let shown: Phase | null = null;
  return (rows, total, phase) => {
    const at = now();
    if (SHARES[work][phase]) started ??= at;
    if (phase === shown && at - pushed < PUSH_EVERY_MS) return;
    [pushed, shown] = [at, phase];
    push({
      type: 'progress',
      what: work === 'folders' ? `Shared folder: ${WORDS[phase].toLowerCase()}` : WORDS[phase],
      unit: UNITS[phase] ?? null,
      rows,
      total,
      secondsLeft: secondsLeft(work, phase, rows, total, at - (started ?? at)),
    });
  };
}
