import type { ImportField, ImportOptions, ItemChangeKind } from '@shared/contract/imports';
import type { CurrencyCode, IsoDate, Minor } from '@shared/domain/model';
import { counted } from '@shared/domain/words';
import type { Applier } from './applier';
import { CreditNotes } from './credit-notes';
import { CustomerDesk } from './customer-desk';
import { ItemIdentity, yearOf } from './item-identity';
import { lastShown, openOf, type StateChange, stateOpen, statePaid } from './item-state';
import { changeOf, changeWords, contentOf, datesOf } from './item-words';
import type { CustomerRow, ItemRow, KnownItem, Ledger, SettlementRow } from './ledger';
import { ownCopy } from './own-copy';
import { ITEM_AMOUNTS, type ItemRecord, readItem } from './read-item';
import { type RowReader, RowReject } from './records';
import type { Row } from './rows';
import { Seen } from './seen';
import type { RowOutcome } from './tally';
import { SplitRows } from './understand/line-rows';

const identityOf = (customerKey: string, number: string) => `${customerKey}\u001f${number}`;

/** Takes the rows of an open-items or invoices file (rules: Open amount, Returned). */
export class ItemApplier implements Applier {
  /** Items the file names by their ids, also in rows that were rejected: none of them has vanished. */
  readonly mentioned = new Seen();
  readonly #ledger: Ledger;
  readonly #reader: RowReader;
  readonly #options: ImportOptions;
  readonly #desk: CustomerDesk;
  /** Items of new customers, by key and number. */
  readonly #created = new Seen();
  readonly #identity: ItemIdentity;
  readonly #notes: CreditNotes;
  #keptDueDates = 0;
  /** Items of which every row states another amount. */
  readonly #split: SplitRows | null;

  constructor(ledger: Ledger, reader: RowReader, options: ImportOptions, rows: () => Iterable<Row>) {
    this.#ledger = ledger;
    this.#reader = reader;
    this.#options = options;
    this.#desk = new CustomerDesk(ledger, reader);
    this.#identity = new ItemIdentity(ledger, options.reuseNumbers ?? false);
    this.#notes = new CreditNotes(ledger);
    this.#split = reader.understanding.hasLineColumns ? splitItems(reader, rows()) : null;
  }

  row(line: number, cells: readonly string[]): RowOutcome {
    const item = this.#mention(cells);
    const record = readItem(this.#reader, cells);
    const { currency } = record;
    const minor = record.amountMinor ?? record.openMinor;
    if (this.#split?.has(identityOf(record.customerKey, record.number)))
      throw new RowReject(
        'item_number',
        record.number,
        'stands in several rows with an amount each: the file has one row per line of an invoice, and none with its total',
      );
    const look = item ? this.mentioned.look(item.row.id, contentOf(record), line) : 'first';
    if (look === 'same') {
      if (this.#reader.understanding.hasLineColumns)
        this.#ledger.warn(
          'line_rows',
          'The file has one row per line of an invoice. What it says of an invoice in each of its rows was taken once.',
        );
      return { outcome: 'repeated', currency, minor };
    }
    if (look !== 'first') {
      if (item) this.#noteReuse(item.row, record);
      const why = this.#reader.understanding.hasLineColumns ? ': the file has one row per line of an invoice' : '';
      throw new RowReject('item_number', record.number, `stands in row ${look} already, with other content${why}`);
    }
    const known = this.#ledger.customers.get(record.customerKey);
    if (item && item.row.currency !== currency)
      throw new RowReject('currency', currency, `differs: this item is known in ${item.row.currency}`);
    const customer = known ? this.#rename(known, record) : this.#newCustomer(record, cells);
    this.#desk.annotate(customer.key, cells);
    const discriminator = item?.row.discriminator ?? this.#identity.discriminatorOf(record.issuedOn);
    this.#desk.tagItem(customer.key, record.number, discriminator, cells);
    if (item) return { outcome: this.#known(item, customer, record), currency, minor };
    this.mentioned.look(this.#create(customer, record, discriminator), contentOf(record), line);
    if (this.#ledger.isNew(customer)) this.#created.mention(identityOf(customer.key, record.number));
    return { outcome: 'created', currency, minor };
  }

  amountOf(cells: readonly string[]): { currency: CurrencyCode; minor: Minor } | null {
    try {
      const currency = this.#reader.currency(cells, ITEM_AMOUNTS);
      if (currency === null) return null;
      const minor =
        this.#reader.amount(cells, 'amount', currency) ?? this.#reader.amount(cells, 'open_amount', currency);
      return minor === null ? null : { currency, minor };
    } catch {
      return null;
    }
  }

  /** The known item a row names, as far as its identity can be read; also for rows that are then rejected. */
  #mention(cells: readonly string[]): KnownItem | null {
    const customer = this.#ledger.customers.get(this.#reader.customer(cells).key);
    if (!customer) return null;
    const number = this.#reader.text(cells, 'item_number');
    // Nothing need be searched for that can only be there since a row of this file.
    if (this.#ledger.isNew(customer) && !this.#created.has(identityOf(customer.key, number))) return null;
    try {
      const item = this.#identity.find(customer.id, number, () => this.#reader.date(cells, 'issue_date'));
      if (item) this.mentioned.mention(item.row.id);
      return item;
    } catch (thrown) {
      // The year cannot be told: whichever is meant, none of them has vanished.
      for (const year of this.#identity.years(customer.id, number)) {
        const item = this.#ledger.findItem(customer.id, number, year);
        if (item) this.mentioned.mention(item.row.id);
      }
      throw thrown;
    }
  }

  #newCustomer(record: ItemRecord, cells: readonly string[]): CustomerRow {
    const { batch, customers } = this.#ledger;
    const fields = {
      source: batch.source,
      key: ownCopy(record.customerKey),
      name: ownCopy(record.customerName ?? record.customerKey),
      country: ownCopy(this.#reader.text(cells, 'country')) || null,
      industry: ownCopy(this.#reader.text(cells, 'industry')) || null,
      credit_limit_minor: null,
      credit_limit_currency: null,
      terms_days: null,
    };
    const id = this.#ledger.insert('customer', fields);
    const row = { ...fields, id, stamp: batch.id, seq: 0 };
    customers.set(row.key, row);
    this.#ledger.note('new_customer', () => ({
      customerKey: row.key,
      customerName: row.name,
      number: '',
      currency: record.currency,
      before: null,
      after: null,
      what: null,
    }));
    return row;
  }

  /** A customer first met without a name gets it from the list that has one. */
  #rename(customer: CustomerRow, record: ItemRecord): CustomerRow {
    if (record.customerName === null || customer.name !== customer.key || record.customerName === customer.key)
      return customer;
    const row = this.#ledger.update('customer', customer, { name: ownCopy(record.customerName) });
    this.#ledger.customers.set(row.key, row);
    return row;
  }

  /** Returns the id of the new item. */
  #create(customer: CustomerRow, record: ItemRecord, discriminator: string): number {
    const { batch } = this.#ledger;
    const amount = record.amountMinor ?? record.openMinor ?? 0;
    const open = record.openMinor ?? (record.paidOn ? 0 : amount);
    const id = this.#ledger.insert('item', {
      customer_id: customer.id,
      number: record.number,
      discriminator,
      type: record.type,
      currency: record.currency,
      amount_minor: amount,
      issued_on: record.issuedOn,
      due_on: record.dueOn,
      terms_days: record.termsDays,
      fallback_terms_days: this.#options.terms ?? null,
      listed_on: batch.listDate,
      disputed: record.disputed ? 1 : 0,
      po_number: record.poNumber,
      listed_open_minor: openSaid(record),
    });
    if (amount !== open) {
      const first = earlier(record.issuedOn ?? batch.listDate, batch.listDate);
      this.#ledger.insert('settlement', {
        item_id: id,
        kind: record.paidOn ? 'paid_date' : 'opening',
        natural: record.paidOn ?? '',
        on_date: record.paidOn ?? first,
        after_date: null,
        minor: amount - open,
        reason: null,
        reference: null,
        method: null,
      });
    }
    const after = batch.nextComplete === null ? open : this.#goneSince(id, open, batch.nextComplete);
    const isNote = record.type === 'credit_note';
    if (isNote) this.#notes.add(customer.id, record.currency, amount);
    this.#note(isNote ? 'credited' : 'new', customer, record, null, after, () => datesOf(record, batch.listDate));
    return id;
  }

  /** An old list brings an item that a later complete list does not have any more: it was settled between the two. */
  #goneSince(itemId: number, open: Minor, on: IsoDate): Minor {
    if (open !== 0)
      this.#ledger.insert('settlement', {
        item_id: itemId,
        kind: 'closed',
        natural: on,
        on_date: on,
        after_date: this.#ledger.batch.listDate,
        minor: open,
        reason: 'paid',
        reference: null,
        method: null,
      });
    return 0;
  }

  #known({ row: item, settled }: KnownItem, customer: CustomerRow, record: ItemRecord): RowOutcome['outcome'] {
    const ledger = this.#ledger;
    const settlements = settled ? ledger.settlementsOf(item.id) : [];
    const newerKnown = ledger.stampedOn(item) > ledger.batch.listDate;
    const changed = newerKnown ? {} : this.#changes(item, record);
    const words = changeWords(item, changed);
    // An older list than the last settles and reverses nothing, so that its word on what is open is none.
    const said = ledger.batch.history ? null : openSaid(record);
    const keeps =
      newerKnown || said === item.listed_open_minor || (said === item.amount_minor && unsaid(item, settled));
    const present =
      words === null && keeps
        ? item
        : ledger.update('item', item, keeps ? changed : { ...changed, listed_open_minor: said });
    if (present === item && !newerKnown) ledger.assertAgain('item', item);
    const state = ledger.batch.history
      ? null
      : this.#state(present, record, () => lastShown(ledger, item), settlements);
    if (state && state.what !== 'same') {
      if (state.what === 'paid') ledger.settled++;
      if (state.what === 'returned') {
        ledger.returned++;
        if (changed.issued_on !== undefined) this.#noteReuse(item, record);
      }
      const { what, before, after } = state;
      const credited = what !== 'returned' && this.#notes.explain(item, before - after);
      this.#note(credited ? 'credited' : what, customer, record, before, after, () =>
        credited ? ['a credit note has this amount', ...(words === null ? [] : [words])].join(', ') : words,
      );
      return 'updated';
    }
    if (words === null) return 'unchanged';
    const [before, after] = [openOf(item.amount_minor, settlements), openOf(present.amount_minor, settlements)];
    this.#note(changeOf(changed), customer, record, before, after, () => words);
    return 'updated';
  }

  #state(
    item: ItemRow,
    record: ItemRecord,
    after: () => IsoDate,
    settlements: readonly SettlementRow[],
  ): StateChange | null {
    const amount = item.amount_minor;
    const { openMinor, paidOn } = record;
    if (openMinor !== null) return stateOpen(this.#ledger, item, amount, openMinor, paidOn, after, settlements);
    return this.#reader.has('paid_date') ? statePaid(this.#ledger, item, amount, paidOn, settlements) : null;
  }

  /** The columns in which the list differs from what is known. What the file has no column for stays; so does a blank issue date. */
  #changes(item: ItemRow, record: ItemRecord): Partial<ItemRow> {
    const changed: Partial<ItemRow> = {};
    const tell = <C extends keyof ItemRow>(column: C, value: ItemRow[C]) => {
      if (item[column] !== value) changed[column] = value;
    };
    const has = (field: ImportField) => this.#reader.has(field);
    const amount = this.#amountSaid(item, record);
    if (amount !== null) tell('amount_minor', amount);
    if (has('item_type') || amount !== null) tell('type', record.type);
    if (record.issuedOn !== null) tell('issued_on', record.issuedOn);
    if (record.dueOn !== null) tell('due_on', record.dueOn);
    else if (has('due_date') && item.due_on !== null) this.#keepDueDate(item);
    if (has('terms_days')) tell('terms_days', record.termsDays);
    if (this.#options.terms !== undefined) tell('fallback_terms_days', this.#options.terms);
    if (has('disputed')) tell('disputed', record.disputed ? 1 : 0);
    if (has('po_number')) tell('po_number', record.poNumber);
    return changed;
  }

  /** A blank cell takes no known due date away: an export that left it out would silently make an overdue item current. */
  #keepDueDate(item: ItemRow): void {
    this.#keptDueDates++;
    const one = this.#keptDueDates === 1;
    this.#ledger.warnings.set(
      'due_date_kept',
      `${counted(this.#keptDueDates, 'item')} ${one ? `(${item.number}) has` : 'have'} no due date on this list; the known ${one ? 'one was' : 'ones were'} kept.`,
    );
  }

  /** One number with two years of issue: the second may be another item. */
  #noteReuse(item: ItemRow, { number, issuedOn, customerKey }: ItemRecord): void {
    if (item.issued_on === null || issuedOn === null || yearOf(item.issued_on) === yearOf(issuedOn)) return;
    this.#ledger.warn(
      'numbers_reused',
      `Number ${number} of ${customerKey} was issued in ${yearOf(item.issued_on)} and in ${yearOf(issuedOn)}. If "${this.#ledger.batch.source}" uses its numbers again every year, say so; then the year tells them apart.`,
    );
  }

  /** The amount a row gives a known item: its own, else a larger open amount; null when it says nothing of it. */
  #amountSaid(item: ItemRow, { amountMinor, openMinor }: ItemRecord): Minor | null {
    if (amountMinor !== null || openMinor === null) return amountMinor;
    const larger = Math.abs(openMinor) > Math.abs(item.amount_minor) && openMinor * item.amount_minor > 0;
    return larger ? openMinor : null;
  }

  #note(
    change: ItemChangeKind,
    customer: CustomerRow,
    record: ItemRecord,
    before: Minor | null,
    after: Minor | null,
    what: () => string | null,
  ): void {
    this.#ledger.note(change, () => ({
      customerKey: customer.key,
      customerName: customer.name,
      number: record.number,
      currency: record.currency,
      before,
      after,
      what: what(),
    }));
  }
}

/** What the row says is open of its item; a paid date says nothing is. */
function openSaid({ openMinor, paidOn }: ItemRecord): Minor | null {
  return openMinor ?? (paidOn === null ? null : 0);
}

/** Known since before lists' open amounts were kept, and never settled: nothing can be said twice of it yet. */
function unsaid(item: ItemRow, settled: boolean): boolean {
  return item.listed_open_minor === null && !settled;
}

function splitItems(reader: RowReader, rows: Iterable<Row>): SplitRows {
  const split = new SplitRows();
  for (const { line, cells } of rows)
    split.add(
      identityOf(reader.customer(cells).key, reader.text(cells, 'item_number')),
      ITEM_AMOUNTS.map((field) => reader.text(cells, field)).join('\u001f'),
      line,
    );
  return split;
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}
