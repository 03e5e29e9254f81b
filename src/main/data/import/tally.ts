import type { ImportField, ImportReject, ImportReport } from '@shared/contract/imports';
import type { CurrencyCode, Minor } from '@shared/domain/model';
import type { RowReject } from './records';

/** What became of an accepted or repeated row, with the amount of the file's main entity where it has one. */
export interface RowOutcome {
  outcome: 'created' | 'updated' | 'unchanged' | 'repeated';
  currency: CurrencyCode | null;
  minor: Minor | null;
}

type Sum = ImportReport['sums'][number];
type Share = 'accepted' | 'repeated' | 'leftOut' | 'rejected';

/** Counts rows and amounts so that rows = created + updated + unchanged + repeated + left out + rejected. */
export class Tally {
  rows = 0;
  created = 0;
  updated = 0;
  unchanged = 0;
  repeated = 0;
  leftOut = 0;
  readonly rejects: ImportReject[] = [];
  /** The rejected rows as they stand in the file, with the reason, for the rejects file. */
  readonly rejectedRows: { cells: readonly string[]; reason: string }[] = [];
  readonly #sums = new Map<CurrencyCode, Sum>();

  get sums(): Sum[] {
    return [...this.#sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }

  take(row: RowOutcome): void {
    this.rows++;
    this[row.outcome]++;
    this.#add(row.outcome === 'repeated' ? 'repeated' : 'accepted', row);
  }

  leave(amount: { currency: CurrencyCode; minor: Minor } | null): void {
    this.rows++;
    this.leftOut++;
    if (amount) this.#add('leftOut', amount);
  }

  reject(
    line: number,
    cells: readonly string[],
    why: RowReject,
    columnOf: (field: ImportField | null) => string,
    amount: { currency: CurrencyCode; minor: Minor } | null,
  ): void {
    this.rows++;
    const column = columnOf(why.field);
    this.rejects.push({ row: line, column, value: why.value, reason: why.reason });
    this.rejectedRows.push({ cells, reason: column === '' ? why.reason : `${column}: ${why.reason}` });
    if (amount) this.#add('rejected', amount);
  }

  #add(share: Share, amount: { currency: CurrencyCode | null; minor: Minor | null }): void {
    const { currency, minor } = amount;
    if (currency === null || minor === null) return;
    let sum = this.#sums.get(currency);
    if (sum === undefined) {
      sum = { currency, accepted: 0, repeated: 0, leftOut: 0, rejected: 0 };
      this.#sums.set(currency, sum);
    }
    sum[share] += minor;
  }
}

/** Tells identical repeats in a file from rows that claim the same identity with other content. */
export class Seen {
  readonly #rows = new Map<string, { content: string; line: number }>();

  /** 'first', 'same' (an identical repeat), or the line of the earlier row that says something else. */
  look(identity: string, content: string, line: number): 'first' | 'same' | number {
    const earlier = this.#rows.get(identity);
    if (earlier === undefined) {
      this.#rows.set(identity, { content, line });
      return 'first';
    }
    return earlier.content === content ? 'same' : earlier.line;
  }
}
