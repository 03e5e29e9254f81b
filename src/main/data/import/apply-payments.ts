import type { CurrencyCode, IsoDate, Minor } from '@shared/domain/model';
import type { Applier } from './applier';
import { CustomerFinder } from './find-customer';
import { openOf } from './item-state';
import type { CustomerRow, ItemRow, Ledger, SettlementRow } from './ledger';
import { type RowReader, RowReject } from './records';
import { Seen } from './seen';
import type { RowOutcome } from './tally';

interface PaymentRecord {
  on: IsoDate;
  reference: string;
  method: string | null;
}

/** Takes payments and lays each on its item; one that explains an inferred fall takes that one's place (rules: Open amount). */
export class PaymentApplier implements Applier {
  readonly #ledger: Ledger;
  readonly #reader: RowReader;
  readonly #seen = new Seen();
  readonly #customers: CustomerFinder;

  constructor(ledger: Ledger, reader: RowReader) {
    this.#ledger = ledger;
    this.#reader = reader;
    this.#customers = new CustomerFinder(ledger);
  }

  row(line: number, cells: readonly string[]): RowOutcome {
    const record = this.#read(cells);
    const { item, customer } = this.#match(cells);
    const currency = this.#currency(cells, item);
    const paid = this.#reader.amount(cells, 'payment_amount', currency);
    if (paid === null) throw new RowReject('payment_amount', '', 'is blank: no amount');
    if (paid === 0) throw new RowReject('payment_amount', this.#reader.text(cells, 'payment_amount'), 'is zero');
    const natural = `${record.reference}|${record.on}|${paid}`;
    const settlements = this.#ledger.settlementsOf(item.id);
    const known = settlements.find((settlement) => settlement.kind === 'payment' && settlement.natural === natural);
    const content = cells.map((cell) => cell.trim()).join('\u001f');
    const look = known ? this.#seen.look(known.id, content, line) : 'first';
    if (look === 'same') return { outcome: 'repeated', currency, minor: paid };
    if (look !== 'first')
      throw new RowReject(
        'payment_amount',
        this.#reader.text(cells, 'payment_amount'),
        `stands in row ${look} already with the same item, date, amount and reference, but other content`,
      );
    if (known) return { outcome: this.#again(known, record), currency, minor: paid };
    this.#seen.look(this.#create(item, customer, record, natural, paid, settlements), content, line);
    return { outcome: 'created', currency, minor: paid };
  }

  amountOf(cells: readonly string[]): { currency: CurrencyCode; minor: Minor } | null {
    try {
      const currency = this.#reader.currency(cells, ['payment_amount']);
      const minor = currency && this.#reader.amount(cells, 'payment_amount', currency);
      return currency === null || minor === null ? null : { currency, minor: minor as Minor };
    } catch {
      return null;
    }
  }

  #read(cells: readonly string[]): PaymentRecord {
    const on = this.#reader.date(cells, 'payment_date');
    if (on === null) throw new RowReject('payment_date', '', 'is blank: no payment date');
    return {
      on,
      reference: this.#reader.text(cells, 'payment_reference'),
      method: this.#reader.text(cells, 'payment_method') || null,
    };
  }

  #match(cells: readonly string[]): { item: ItemRow; customer: CustomerRow } {
    const number = this.#reader.text(cells, 'item_number');
    if (number === '') throw new RowReject('item_number', '', 'is blank: no item number');
    const given = this.#reader.customer(cells);
    const candidates = this.#ledger.db.all<ItemRow & { key: string }>(
      'SELECT i.*, c.key FROM item i JOIN customer c ON c.id = i.customer_id WHERE i.number = ? AND c.source = ?',
      number,
      this.#ledger.batch.source,
    );
    const wanted = given.key === '' ? undefined : this.#customers.find(given);
    if (given.key !== '' && wanted === undefined)
      throw new RowReject(
        this.#reader.has('customer_key') ? 'customer_key' : 'customer_name',
        given.key,
        'no such customer',
      );
    const found = wanted ? candidates.filter((item) => item.customer_id === wanted.id) : candidates;
    if (found.length > 1 && found.every(({ customer_id }) => customer_id === found[0]?.customer_id)) {
      const item = this.#ofYears(cells, found);
      return { item, customer: this.#ledger.customers.get(found[0]?.key ?? '') as CustomerRow };
    }
    const [item] = found;
    if (item === undefined) throw new RowReject('item_number', number, 'no such item');
    if (found.length > 1)
      throw new RowReject(
        'item_number',
        number,
        `${found.length} items have this number; a customer column must tell which`,
      );
    const customer = this.#ledger.customers.get(item.key) as CustomerRow;
    return { item, customer };
  }

  /**
   * One customer's items of several years with one number: the one that has this payment already, else the only one that was issued by
   * its day and is open.
   */
  #ofYears(cells: readonly string[], items: readonly ItemRow[]): ItemRow {
    const { on, reference } = this.#read(cells);
    const known = items.filter((item) => {
      const paid = this.#reader.amount(cells, 'payment_amount', item.currency);
      return this.#ledger
        .settlementsOf(item.id)
        .some(({ kind, natural }) => kind === 'payment' && natural === `${reference}|${on}|${paid}`);
    });
    const [first] = known;
    if (first !== undefined) return first;
    const fitting = items.filter(
      (item) =>
        (item.issued_on === null || item.issued_on <= on) &&
        openOf(item.amount_minor, this.#ledger.settlementsOf(item.id)) !== 0,
    );
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) return only;
    const years = items.map((item) => item.discriminator || item.issued_on?.slice(0, 4) || 'an unknown year');
    throw new RowReject(
      'item_number',
      this.#reader.text(cells, 'item_number'),
      `${items.length} items of this customer have this number (${years.join(', ')}), and the payment fits ${fitting.length === 0 ? 'none' : 'several'} of them`,
    );
  }

  /** The row's own currency; without one, that of its item. */
  #currency(cells: readonly string[], item: ItemRow): CurrencyCode {
    const said = this.#reader.ownCurrency(cells, ['payment_amount']) ?? this.#reader.givenCurrency;
    if (said !== null && said !== item.currency)
      throw new RowReject('currency', said, `differs: this item is known in ${item.currency}`);
    return item.currency;
  }

  #again(known: SettlementRow, record: PaymentRecord): 'updated' | 'unchanged' {
    const ledger = this.#ledger;
    if (record.method !== null && known.method !== record.method && ledger.stampedOn(known) <= ledger.batch.listDate) {
      ledger.update('settlement', known, { method: record.method });
      return 'updated';
    }
    ledger.assertAgain('settlement', known);
    return 'unchanged';
  }

  /** Returns the id of the new settlement. */
  #create(
    item: ItemRow,
    customer: CustomerRow,
    record: PaymentRecord,
    natural: string,
    paid: Minor,
    settlements: readonly SettlementRow[],
  ): number {
    const ledger = this.#ledger;
    // A payment moves a credit item towards zero too, with whatever sign the file writes it.
    const minor = item.amount_minor < 0 ? -Math.abs(paid) : paid;
    const before = openOf(item.amount_minor, settlements);
    const replaced = this.#takePlace(item, settlements, record.on, minor, before);
    const id = ledger.insert('settlement', {
      item_id: item.id,
      kind: 'payment',
      natural,
      on_date: record.on,
      after_date: null,
      minor,
      reason: null,
      reference: record.reference || null,
      method: record.method,
    });
    const after = before - minor + replaced;
    if (
      after * Math.sign(item.amount_minor) < 0 &&
      Math.abs(after) > Math.abs(Math.min(0, before * Math.sign(item.amount_minor)))
    )
      ledger.warnings.set('overpaid', this.#overpaidText(item, customer));
    ledger.note('payment', () => ({
      customerKey: customer.key,
      customerName: customer.name,
      number: item.number,
      currency: item.currency,
      before,
      after,
      what: replaced === 0 ? null : 'takes the place of an inferred payment',
    }));
    return id;
  }

  /** The first of the items of which more was paid than was open, and how many there are. */
  readonly #overpaid: string[] = [];
  #overpaidCount = 0;

  #overpaidText(item: ItemRow, customer: CustomerRow): string {
    const count = ++this.#overpaidCount;
    if (count <= 5) this.#overpaid.push(`${item.number} (${customer.key})`);
    return `More was paid than was open on ${count === 1 ? '1 item' : `${count} items`}: ${this.#overpaid.join(', ')}${count > 5 ? '…' : ''}. The rest stands as credit.`;
  }

  /**
   * Lowers what was inferred by what this payment explains of it, and returns how much. First what covers its day; then, if the
   * item would be overpaid, whatever else was inferred: it is the same money, posted on another day.
   */
  #takePlace(item: ItemRow, present: readonly SettlementRow[], on: IsoDate, minor: Minor, open: Minor): Minor {
    const sign = Math.sign(item.amount_minor);
    if (minor * sign <= 0) return 0;
    const settlements = this.#ledger.takeTwiceSaid(present);
    const guesses = settlements.filter(isGuess).filter((guess) => guess.minor * sign > 0);
    const covering = guesses.filter((guess) => covers(guess, on, item));
    const others = guesses.filter((guess) => !covering.includes(guess));
    let left = Math.abs(minor);
    for (const guess of covering) left -= this.#lower(guess, left);
    let over = left - Math.max(0, open * sign);
    for (const guess of others) {
      if (over <= 0) break;
      const taken = this.#lower(guess, Math.min(left, over));
      left -= taken;
      over -= taken;
    }
    return (Math.abs(minor) - left) * sign;
  }

  #lower(guess: SettlementRow, most: Minor): Minor {
    const taken = Math.min(most, Math.abs(guess.minor));
    if (taken > 0) this.#ledger.setMinor(guess, guess.minor - Math.sign(guess.minor) * taken);
    return taken;
  }
}

function isGuess(settlement: SettlementRow): boolean {
  if (settlement.kind === 'closed') return settlement.reason === null || settlement.reason === 'paid';
  return settlement.kind === 'inferred' || settlement.kind === 'opening' || settlement.kind === 'paid_date';
}

/** Whether the payment's day lies where the fall was inferred; a paid date stands for all payments of the item. */
function covers(guess: SettlementRow, on: IsoDate, item: ItemRow): boolean {
  if (guess.kind === 'opening') return on <= item.listed_on;
  if (guess.kind === 'inferred') return on <= guess.on_date && (guess.after_date === null || on > guess.after_date);
  return true;
}
