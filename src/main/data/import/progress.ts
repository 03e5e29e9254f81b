import { Refusal } from '@shared/contract/errors';

/** What an import is at: a first look through the bytes, all rows twice, what is done for all of them; or its undo. */
export type ImportPhase = 'reading' | 'checking' | 'writing' | 'finishing' | 'undoing';

/** Told how far a long import is, and asked whether to stop; a stopped import changes nothing. */
export interface ImportProgress {
  /** Rows done in this phase, and of how many; null while that is not known. */
  onRows(rows: number, total: number | null, phase: ImportPhase): void;
  isCancelled(): boolean;
}

const EVERY = 500;

/** Counts the rows of a phase, tells of them now and then, and leaves the import where it is cancelled. */
export class ProgressMeter {
  readonly #progress: ImportProgress | undefined;
  #phase: ImportPhase = 'reading';
  #rows = 0;
  #total: number | null = null;

  readonly #cancelled: string;

  constructor(progress: ImportProgress | undefined, cancelled = 'The import was cancelled. Nothing was changed.') {
    this.#progress = progress;
    this.#cancelled = cancelled;
  }

  begin(phase: ImportPhase, total: number | null): void {
    this.#phase = phase;
    this.#rows = 0;
    this.#total = total;
  }

  row(): void {
    if (++this.#rows % EVERY === 0) this.look();
  }

  /** @throws Refusal `cancelled`. */
  look(): void {
    this.#progress?.onRows(this.#rows, this.#total, this.#phase);
    if (this.#progress?.isCancelled()) throw new Refusal('cancelled', this.#cancelled);
  }
}
