import type { ImportKind, ItemChange, ItemChangeKind } from '@shared/contract/imports';
import type { ClosingReason, CurrencyCode, IsoDate, Minor, SettlementKind } from '@shared/domain/model';
import type { Statement } from 'better-sqlite3';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { takeSeqs } from '../exchange/write';
import { ownCopy } from './own-copy';
import { AssertedRows, CreatedRows, type LedgerTable } from './ranges';

export interface CustomerRow {
  id: number;
  source: string;
  key: string;
  name: string;
  country: string | null;
  industry: string | null;
  credit_limit_minor: Minor | null;
  credit_limit_currency: CurrencyCode | null;
  terms_days: number | null;
  stamp: number;
  seq: number;
}

export interface ItemRow {
  id: number;
  customer_id: number;
  number: string;
  discriminator: string;
  type: string;
  currency: CurrencyCode;
  amount_minor: Minor;
  issued_on: IsoDate | null;
  due_on: IsoDate | null;
  terms_days: number | null;
  fallback_terms_days: number | null;
  listed_on: IsoDate;
  disputed: number;
  po_number: string | null;
  /** What the list it carries says is open of it; null when that list does not say. */
  listed_open_minor: Minor | null;
  stamp: number;
  seq: number;
}

export interface SettlementRow {
  id: number;
  item_id: number;
  kind: SettlementKind;
  natural: string;
  on_date: IsoDate;
  after_date: IsoDate | null;
  minor: Minor;
  /** The part of it that another copy's settlement says too (`saidTwice`). */
  absorbed_minor: Minor;
  reason: ClosingReason | null;
  reference: string | null;
  method: string | null;
  stamp: number;
  seq: number;
}

export interface KnownItem {
  row: ItemRow;
  /** It has settlements. */
  settled: boolean;
}

export type NewSettlement = Omit<SettlementRow, 'id' | 'absorbed_minor' | 'stamp' | 'seq'>;
/** Of each kind of change. */
const CHANGES_KEPT = 500;
const SEQ_BLOCK = 512;

/** The columns of a ledger table but its id, in the order they are written. */
const COLUMNS = {
  customer: [
    'source',
    'key',
    'name',
    'country',
    'industry',
    'credit_limit_minor',
    'credit_limit_currency',
    'terms_days',
    'stamp',
    'seq',
  ],
  item: [
    'customer_id',
    'number',
    'discriminator',
    'type',
    'currency',
    'amount_minor',
    'issued_on',
    'due_on',
    'terms_days',
    'fallback_terms_days',
    'listed_on',
    'disputed',
    'po_number',
    'listed_open_minor',
    'stamp',
    'seq',
  ],
  settlement: [
    'item_id',
    'kind',
    'natural',
    'on_date',
    'after_date',
    'minor',
    'absorbed_minor',
    'reason',
    'reference',
    'method',
    'stamp',
    'seq',
  ],
} as const satisfies Record<LedgerTable, readonly string[]>;

/** What a settlement lowers the open amount by, in minor units. */
export function holds(settlement: Pick<SettlementRow, 'minor' | 'absorbed_minor'>): Minor {
  return settlement.minor - settlement.absorbed_minor;
}

const INSERT = {} as Record<LedgerTable, string>;
for (const [table, columns] of Object.entries(COLUMNS) as [LedgerTable, readonly string[]][])
  INSERT[table] = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** What one import is about, and where its batch row already stands. */
export interface BatchHead {
  id: number;
  source: string;
  kind: ImportKind;
  listDate: IsoDate;
  /** The list is dated before the latest one of its source: it settles nothing and reverses nothing. */
  history: boolean;
  /** The first complete list of the source after this one: what only this list knows was gone by then. Null without one. */
  nextComplete: IsoDate | null;
}

/**
 * Writes ledger rows for one batch: stamps them, numbers them, keeps what they replace for the undo, and notes what changed for
 * the preview. Runs inside the import's transaction.
 */
export class Ledger {
  readonly db: Db;
  readonly env: CallEnv;
  readonly batch: BatchHead;
  readonly counts: Partial<Record<ItemChangeKind, number>> = {};
  readonly changes: ItemChange[] = [];
  readonly warnings = new Map<string, string>();
  /** Customers of the batch's source by key. */
  readonly customers = new Map<string, CustomerRow>();
  settled = 0;
  returned = 0;
  readonly #listDates = new Map<number, IsoDate>();
  readonly #firstNewCustomer: number;
  readonly #created: CreatedRows;
  readonly #asserted: AssertedRows;
  readonly #findItem: Statement;
  #seq = 0;
  #seqEnd = 0;

  constructor(db: Db, env: CallEnv, batch: BatchHead) {
    this.db = db;
    this.env = env;
    this.batch = batch;
    for (const row of db.all<{ id: number; list_date: IsoDate }>('SELECT id, list_date FROM import_batch'))
      this.#listDates.set(row.id, row.list_date);
    this.#firstNewCustomer = (db.value<number | null>('SELECT max(id) FROM customer') ?? 0) + 1;
    const customers = db.statement('SELECT * FROM customer WHERE source = ?').iterate(batch.source);
    for (const row of customers as IterableIterator<CustomerRow>) this.customers.set(row.key, row);
    this.#findItem = db.raw
      .prepare(
        `SELECT id, type, currency, amount_minor, issued_on, due_on, terms_days, fallback_terms_days, listed_on, disputed, po_number,
                listed_open_minor, stamp, seq, EXISTS (SELECT 1 FROM settlement s WHERE s.item_id = item.id)
         FROM item WHERE customer_id = ? AND number = ? AND discriminator = ?`,
      )
      .raw();
    this.#created = new CreatedRows(db, batch.id);
    this.#asserted = new AssertedRows(db, batch.id);
  }

  /** Whether this batch created the customer. */
  isNew(customer: { id: number }): boolean {
    return customer.id >= this.#firstNewCustomer;
  }

  /** The list date of the batch a row carries. */
  stampedOn(row: { stamp: number }): IsoDate {
    return this.#listDates.get(row.stamp) ?? this.batch.listDate;
  }

  insert(table: 'customer', row: Omit<CustomerRow, 'id' | 'stamp' | 'seq'>): number;
  insert(table: 'item', row: Omit<ItemRow, 'id' | 'stamp' | 'seq'>): number;
  insert(table: 'settlement', row: NewSettlement): number;
  insert(table: LedgerTable, row: object): number {
    const values: unknown[] = [];
    for (const column of COLUMNS[table])
      values.push(
        column === 'stamp'
          ? this.batch.id
          : column === 'seq'
            ? this.#nextSeq()
            : column === 'absorbed_minor'
              ? 0
              : (row as Record<string, unknown>)[column],
      );
    const id = Number(this.db.run(INSERT[table], ...values).lastInsertRowid);
    this.#created.add(table, id);
    return id;
  }

  /** Writes a row's new values; `old` is kept for the undo. */
  update<T extends { id: number; stamp: number; seq: number }>(table: LedgerTable, old: T, changed: Partial<T>): T {
    // What an older file completes keeps the newer list's stamp: a stamp never moves back.
    const stamp = this.stampedOn(old) > this.batch.listDate ? old.stamp : this.batch.id;
    const values = { ...changed, stamp, seq: this.#nextSeq() };
    // With this batch's own stamp the row was created by it, or its first values are kept already.
    if (old.stamp !== this.batch.id) this.keep(table, String(old.id), false, JSON.stringify(old), old.stamp);
    // Only what changes is named: an index is written anew for every column that is.
    const set = Object.keys(values).map((column) => `${column} = ?`);
    this.db.run(`UPDATE ${table} SET ${set.join(', ')} WHERE id = ?`, ...Object.values(values), old.id);
    return { ...old, ...values };
  }

  /** The list says the row once more: its stamp moves to the newer list when the batch is finished, nothing else does (P19). */
  assertAgain(table: LedgerTable, row: { id: number; stamp: number }): void {
    if (this.stampedOn(row) < this.batch.listDate) this.#asserted.add(table, row.id, row.stamp);
  }

  /** Writes what was only gathered until now. */
  finish(): void {
    this.#created.finish();
    this.#asserted.finish();
  }

  /** The item of a customer with that number and discriminator, and whether it has settlements. */
  findItem(customerId: number, number: string, discriminator: string): KnownItem | null {
    const values = this.#findItem.get(customerId, number, discriminator) as unknown[] | undefined;
    if (values === undefined) return null;
    // By hand: as an object of a dozen names SQLite's answer takes longer than the search.
    const row = {
      id: values[0],
      customer_id: customerId,
      number,
      discriminator,
      type: values[1],
      currency: values[2],
      amount_minor: values[3],
      issued_on: values[4],
      due_on: values[5],
      terms_days: values[6],
      fallback_terms_days: values[7],
      listed_on: values[8],
      disputed: values[9],
      po_number: values[10],
      listed_open_minor: values[11],
      stamp: values[12],
      seq: values[13],
    } as ItemRow;
    return { row, settled: values[14] === 1 };
  }

  settlementsOf(itemId: number): SettlementRow[] {
    return this.db.all<SettlementRow>('SELECT * FROM settlement WHERE item_id = ? ORDER BY id', itemId);
  }

  /** Adds to the settlement of that kind and natural key, or creates it. `present` are all of its item. */
  addSettlement(settlement: NewSettlement, present: readonly SettlementRow[]): void {
    const old = this.takeTwiceSaid(present).find(
      (row) => row.kind === settlement.kind && row.natural === settlement.natural,
    );
    if (old === undefined) this.insert('settlement', settlement);
    else if (old.minor === 0) this.update('settlement', old, settlement);
    else this.setMinor(old, old.minor + settlement.minor);
  }

  /**
   * Takes what is said twice out of the settlements of an item, so that what is said now stands beside nothing that is counted
   * otherwise later. Returns them as they are then.
   */
  takeTwiceSaid(present: readonly SettlementRow[]): SettlementRow[] {
    return present.map((row) =>
      row.absorbed_minor === 0 ? row : this.update('settlement', row, { minor: holds(row), absorbed_minor: 0 }),
    );
  }

  /** One that comes to nothing stays with 0: a row that colleagues may have is never deleted. */
  setMinor(old: SettlementRow, minor: Minor): void {
    this.update('settlement', old, { minor });
  }

  /** Keeps what a row was before this batch; the first values kept in a batch stay. */
  keep(table: string, rowId: string, created: boolean, before: string | null, stamp: number | null): void {
    this.db.run(
      'INSERT OR IGNORE INTO import_before (batch_id, tbl, row_id, created, before, stamp) VALUES (?, ?, ?, ?, ?, ?)',
      this.batch.id,
      table,
      rowId,
      created ? 1 : 0,
      before,
      stamp,
    );
  }

  /** Counts a change; `of` tells what it was, and is only asked for those that are shown. */
  note(change: ItemChangeKind, of: () => Omit<ItemChange, 'change'>): void {
    const count = (this.counts[change] ?? 0) + 1;
    this.counts[change] = count;
    if (count > CHANGES_KEPT) return;
    const told = of();
    this.changes.push({
      change,
      ...told,
      customerKey: ownCopy(told.customerKey),
      customerName: ownCopy(told.customerName),
      number: ownCopy(told.number),
      what: told.what === null ? null : ownCopy(told.what),
    });
  }

  /** One warning a code; the first text stays. */
  warn(code: string, text: string): void {
    if (!this.warnings.has(code)) this.warnings.set(code, text);
  }

  #nextSeq(): number {
    if (this.#seq >= this.#seqEnd) {
      this.#seq = takeSeqs(this.db, SEQ_BLOCK);
      this.#seqEnd = this.#seq + SEQ_BLOCK;
    }
    return this.#seq++;
  }
}
