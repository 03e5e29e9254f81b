import type { CurrencyCode, Minor } from '@shared/domain/model';
import type { RowOutcome } from './tally';

/** Takes the rows of one kind of file, one at a time. */
export interface Applier {
  /** Reads and writes one row. Throws a RowReject when the row cannot be taken; then nothing of it was written. */
  row(line: number, cells: readonly string[]): RowOutcome;
  /** The amount of a row that is left out or rejected, as far as it can be read. */
  amountOf(cells: readonly string[]): { currency: CurrencyCode; minor: Minor } | null;
}
