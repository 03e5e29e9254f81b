import { settingRules } from '@shared/contract/setting-rules';
import type { IsoDate } from '@shared/domain/model';
import * as v from 'valibot';
import { annotate } from './annotate';
import type { KnownItem, Ledger } from './ledger';
import { RowReject } from './records';

const SETTING = 'reusedNumbers';

/**
 * Which item of a customer a row means: the one with its number, or, in a source that uses its numbers again every year, the one
 * with its number and year of issue (never the due date, which changes). What was known before the source was said to do so has no year: such an
 * item is still meant by rows of the year it was issued in, and by those of any year where nobody knows when it was issued.
 */
export class ItemIdentity {
  readonly #ledger: Ledger;
  readonly #byYear: boolean;

  /** @param reuse said for this file; remembered for its source from then on. */
  constructor(ledger: Ledger, reuse: boolean) {
    this.#ledger = ledger;
    const sources = reusingSources(ledger);
    const { source } = ledger.batch;
    this.#byYear = reuse || sources.includes(source);
    if (reuse && !sources.includes(source))
      annotate(ledger, 'setting', SETTING, 'value', { value: JSON.stringify([...sources, source].sort()) });
  }

  /** What tells a new item apart from others of its number: its year of issue, or nothing. */
  discriminatorOf(issuedOn: IsoDate | null): string {
    return this.#byYear && issuedOn !== null ? yearOf(issuedOn) : '';
  }

  /** The known item, or null for a new one. @throws RowReject where the year would have to tell and is not there. */
  find(customerId: number, number: string, issuedOn: () => IsoDate | null): KnownItem | null {
    const plain = this.#ledger.findItem(customerId, number, '');
    if (!this.#byYear) return plain;
    const on = issuedOn();
    if (on !== null) {
      const known = this.#ledger.findItem(customerId, number, yearOf(on));
      if (known) return known;
      const fits = plain !== null && (plain.row.issued_on === null || yearOf(plain.row.issued_on) === yearOf(on));
      return fits ? plain : null;
    }
    const years = this.years(customerId, number);
    if (years.length > 1)
      throw new RowReject(
        'issue_date',
        '',
        `is blank: ${years.length} items have this number; their year must tell which`,
      );
    return years[0] === undefined ? null : this.#ledger.findItem(customerId, number, years[0]);
  }

  /** The discriminators of a customer's items of that number. */
  years(customerId: number, number: string): string[] {
    return this.#ledger.db
      .all<{ discriminator: string }>(
        'SELECT discriminator FROM item WHERE customer_id = ? AND number = ? ORDER BY discriminator',
        customerId,
        number,
      )
      .map(({ discriminator }) => discriminator);
  }
}

/** The sources that were said to use their numbers again every year. */
function reusingSources(ledger: Ledger): readonly string[] {
  const value = ledger.db.value<string | null>('SELECT value FROM setting WHERE row_id = ?', SETTING);
  const parsed = value ? v.safeParse(settingRules[SETTING], JSON.parse(value)) : null;
  return parsed?.success ? parsed.output : [];
}

export function yearOf(date: IsoDate): string {
  return date.slice(0, 4);
}
