import type { ImportReject, ImportReport } from '@shared/contract/imports';
import type { CurrencyCode, Minor } from '@shared/domain/model';
import { ownCopy } from './own-copy';

/** Rejects a report lists; a wrongly made file may have a million. */
const REJECTS_KEPT = 1000;

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
  rejected = 0;
  /** The first of the rejected cells; the rejects file has them all. */
  readonly rejects: ImportReject[] = [];
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

  reject(reject: ImportReject, amount: { currency: CurrencyCode; minor: Minor } | null): void {
    this.rows++;
    this.rejected++;
    if (this.rejects.length < REJECTS_KEPT)
      this.rejects.push({ ...reject, value: ownCopy(reject.value), reason: ownCopy(reject.reason) });
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
