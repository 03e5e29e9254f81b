import { Refusal } from '@shared/contract/errors';

/**
 * What long work is at. An import: a first look through the bytes, all rows twice, what is done for all of them; or its undo. A merge: the
 * bytes against the digest, the passphrase, the records, the judgement, the backup, the writing. An export: what goes, the passphrase, the
 * records, the digest; of a list: its rows. An undo of a merge: the backup back in place.
 */
export type Phase =
  | 'reading'
  | 'checking'
  | 'writing'
  | 'finishing'
  | 'undoing'
  | 'proving'
  | 'unlocking'
  | 'staging'
  | 'comparing'
  | 'backingUp'
  | 'merging'
  | 'choosing'
  | 'locking'
  | 'exporting'
  | 'sealing'
  | 'listing'
  | 'restoring';

/** Told how far long work is, and asked whether to stop; stopped work changes nothing. */
export interface Progress {
  /** Rows (records, bytes, pages) done in this phase, and of how many; null while that is not known. */
  onRows(rows: number, total: number | null, phase: Phase): void;
  isCancelled(): boolean;
}

const EVERY = 500;

/** Counts the rows of a phase, tells of them now and then, and leaves the work where it is cancelled. */
export class ProgressMeter {
  readonly #progress: Progress | undefined;
  readonly #cancelled: string;
  #phase: Phase = 'reading';
  #rows = 0;
  #total: number | null = null;

  /** `cancelled`: what is said then: what happened, what was kept, what to do. */
  constructor(progress: Progress | undefined, cancelled: string) {
    this.#progress = progress;
    this.#cancelled = cancelled;
  }

  begin(phase: Phase, total: number | null): void {
    this.#phase = phase;
    this.#rows = 0;
    this.#total = total;
  }

  row(): void {
    if (++this.#rows % EVERY === 0) this.look();
  }

  /** So many are done; of rows that come in pieces. @throws Refusal `cancelled`. */
  reach(rows: number): void {
    this.#rows = rows;
    this.look();
  }

  /** @throws Refusal `cancelled`. */
  look(): void {
    this.#progress?.onRows(this.#rows, this.#total, this.#phase);
    if (this.#progress?.isCancelled()) throw new Refusal('cancelled', this.#cancelled);
  }
}
