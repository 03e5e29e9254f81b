import type { CurrencyCode } from '@shared/domain/model';
import { minorToDecimal } from '@shared/domain/money';
import type { Applier } from './applier';
import { ContactApplier } from './apply-contacts';
import { CustomerDesk } from './customer-desk';
import type { CustomerRow, Ledger } from './ledger';
import { ownCopy } from './own-copy';
import { type RowReader, RowReject } from './records';
import { Seen } from './seen';
import type { RowOutcome } from './tally';

const WORDS: Partial<Record<keyof CustomerRow, string>> = {
  name: 'name',
  country: 'country',
  industry: 'industry',
  credit_limit_minor: 'credit limit',
  credit_limit_currency: 'credit limit’s currency',
  terms_days: 'terms',
};

/** Takes the ERP's part of customers; collector, payer type, tags and contact of a row go to the desk's own fields. */
export class CustomerApplier implements Applier {
  readonly #ledger: Ledger;
  readonly #reader: RowReader;
  readonly #desk: CustomerDesk;
  readonly #contacts: ContactApplier;
  readonly #seen = new Seen();

  constructor(ledger: Ledger, reader: RowReader) {
    this.#ledger = ledger;
    this.#reader = reader;
    this.#desk = new CustomerDesk(ledger, reader);
    this.#contacts = new ContactApplier(ledger, reader);
  }

  row(line: number, cells: readonly string[]): RowOutcome {
    const { key } = this.#reader.customer(cells);
    if (key === '')
      throw new RowReject(
        this.#reader.has('customer_key') ? 'customer_key' : 'customer_name',
        '',
        'is blank: no customer',
      );
    const told = this.#read(cells);
    const none = { currency: null, minor: null };
    const { mapping } = this.#reader.understanding;
    const content = Object.values(mapping)
      .map((column) => (cells[column] ?? '').trim())
      .join('\u001f');
    const known = this.#ledger.customers.get(key);
    const look = known ? this.#seen.look(known.id, content, line) : 'first';
    if (look === 'same') return { outcome: 'repeated', ...none };
    if (look !== 'first') throw new RowReject('customer_key', key, `stands in row ${look} already, with other content`);
    const outcome = this.#save(ownCopy(key), told);
    if (!known) this.#seen.look((this.#ledger.customers.get(key) as CustomerRow).id, content, line);
    const desk = [
      this.#desk.annotate(key, cells),
      this.#desk.tagCustomer(key, cells),
      this.#contacts.save(key, cells) !== 'unchanged',
    ];
    return { outcome: outcome === 'unchanged' && desk.includes(true) ? 'updated' : outcome, ...none };
  }

  amountOf(): null {
    return null;
  }

  /** What the row tells; blank cells tell nothing. */
  #read(cells: readonly string[]): Partial<CustomerRow> {
    const told: Partial<CustomerRow> = {};
    const name = this.#reader.text(cells, 'customer_name');
    if (name !== '') told.name = ownCopy(name);
    const country = this.#reader.text(cells, 'country');
    if (country !== '') told.country = ownCopy(country);
    const industry = this.#reader.text(cells, 'industry');
    if (industry !== '') told.industry = ownCopy(industry);
    const terms = this.#reader.termsDays(cells);
    if (terms !== null) told.terms_days = terms;
    Object.assign(told, this.#creditLimit(cells));
    return told;
  }

  #creditLimit(cells: readonly string[]): { credit_limit_minor?: number; credit_limit_currency?: CurrencyCode } {
    if (this.#reader.text(cells, 'credit_limit') === '') return {};
    const currency = this.#reader.currency(cells, ['credit_limit']);
    if (currency === null) {
      this.#ledger.warn(
        'credit_limit_currency',
        'Credit limits were left out: the file names no currency and the portfolio has none yet.',
      );
      return {};
    }
    const minor = this.#reader.amount(cells, 'credit_limit', currency);
    return minor === null ? {} : { credit_limit_minor: minor, credit_limit_currency: currency };
  }

  #save(key: string, told: Partial<CustomerRow>): 'created' | 'updated' | 'unchanged' {
    const { batch, customers } = this.#ledger;
    const old = customers.get(key);
    if (old === undefined) {
      const fields = {
        source: batch.source,
        key,
        name: told.name ?? key,
        country: told.country ?? null,
        industry: told.industry ?? null,
        credit_limit_minor: told.credit_limit_minor ?? null,
        credit_limit_currency: told.credit_limit_currency ?? null,
        terms_days: told.terms_days ?? null,
      };
      const id = this.#ledger.insert('customer', fields);
      customers.set(key, { ...fields, id, stamp: batch.id, seq: 0 });
      this.#note('new_customer', key, fields.name, null);
      return 'created';
    }
    // A newer list knows better, but what it left open may be filled.
    const newerKnown = this.#ledger.stampedOn(old) > batch.listDate;
    const open = (column: keyof CustomerRow) => old[column] === null || (column === 'name' && old.name === old.key);
    const changed = Object.fromEntries(
      Object.entries(told).filter(([name, value]) => {
        const column = name as keyof CustomerRow;
        return old[column] !== value && (!newerKnown || open(column));
      }),
    ) as Partial<CustomerRow>;
    if (Object.keys(changed).length === 0) {
      this.#ledger.assertAgain('customer', old);
      return 'unchanged';
    }
    customers.set(key, this.#ledger.update('customer', old, changed));
    this.#note('changed_customer', key, changed.name ?? old.name, wordsOf(old, changed));
    return 'updated';
  }

  #note(change: 'new_customer' | 'changed_customer', key: string, name: string, what: string | null): void {
    this.#ledger.note(change, () => ({
      customerKey: key,
      customerName: name,
      number: '',
      currency: this.#reader.fallbackCurrency ?? '',
      before: null,
      after: null,
      what,
    }));
  }
}

function wordsOf(old: CustomerRow, changed: Partial<CustomerRow>): string {
  const show = (row: Partial<CustomerRow>, column: keyof CustomerRow) => {
    const value = row[column];
    if (value === null || value === undefined) return 'none';
    const currency = changed.credit_limit_currency ?? old.credit_limit_currency ?? '';
    return column === 'credit_limit_minor' ? minorToDecimal(value as number, currency) : String(value);
  };
  return (Object.keys(changed) as (keyof CustomerRow)[])
    .map((column) => `${WORDS[column] ?? column} ${show(old, column)} → ${show(changed, column)}`)
    .join(', ');
}
