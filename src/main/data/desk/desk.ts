import { isDeepStrictEqual } from 'node:util';
import type { RuleContext } from '@shared/domain/context';
import type { Calendar, CustomerBook, IsoDate } from '@shared/domain/model';
import { inheritReplaced } from '@shared/domain/replacement/inherit';
import type { Settings } from '@shared/domain/settings';
import { customerRowId } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import { revision } from '../exchange/write';
import { readCalendar, readSettings } from '../settings/store';
import { type Annotations, type DeskRow, loadAnnotations } from './annotations';
import { type LedgerCustomer, ledgerVersion, loadLedger } from './ledger';
import { touchedSince } from './touched';

/** What all customers are judged against; the same object as long as none of it changes. */
export interface Basis {
  settings: Settings;
  calendar: Calendar;
  /** Source → list dates of its lists and payments files that were not undone, ascending. */
  listDates: ReadonlyMap<string, readonly IsoDate[]>;
  /** Source → list date → the business date on which a list of that date was first imported. */
  importedOn: ReadonlyMap<string, ReadonlyMap<IsoDate, IsoDate>>;
}

/**
 * Everything the rules read, loaded once and shared by all views, so that two screens never disagree. The ledger is loaded
 * again only after an import. After any other recorded change, also one by another process, the books it touched are made
 * anew and the others stay the same objects, so that nothing about them has to be worked out again.
 */
export interface Desk extends Basis {
  revision: number;
  books: ReadonlyMap<number, CustomerBook>;
  basis: Basis;
}

const NO_DESK: DeskRow = {
  assignee: null,
  payerType: null,
  tags: [],
  standing: 'normal',
  hold: null,
  snooze: null,
  cover: null,
};
/** From so many touched customers on, loading all annotations at once is quicker than one customer after the other. */
const MANY = 200;

interface Cached {
  desk: Desk;
  ledger: Map<number, LedgerCustomer>;
  version: string;
}
const cache = new WeakMap<Db, Cached>();

export function openDesk(db: Db): Desk {
  const now = revision(db);
  const cached = cache.get(db);
  if (cached?.desk.revision === now) return cached.desk;
  const version = ledgerVersion(db);
  const kept = cached?.version === version ? cached : null;
  const ledger = kept?.ledger ?? loadLedger(db);
  const basis = basisOf(db, kept?.desk.basis ?? null);
  const desk: Desk = { ...basis, basis, revision: now, books: (kept && booksSince(db, kept)) ?? allBooks(db, ledger) };
  cache.set(db, { desk, ledger, version });
  return desk;
}

function allBooks(db: Db, ledger: Map<number, LedgerCustomer>): Map<number, CustomerBook> {
  const annotations = loadAnnotations(db);
  return new Map([...ledger.values()].map((customer) => [customer.id, toBook(customer, annotations)]));
}

/** The books of before with those made anew that something was recorded on; null when these are too many. */
function booksSince(db: Db, { desk, ledger }: Cached): Map<number, CustomerBook> | null {
  const touched = touchedSince(db, desk.revision, MANY);
  if (touched === null) return null;
  const books = new Map(desk.books);
  for (const scope of touched) {
    const id = db.value<number>('SELECT id FROM customer WHERE source = ? AND key = ?', scope.source, scope.key);
    const customer = id === undefined ? undefined : ledger.get(id);
    if (customer) books.set(customer.id, toBook(customer, loadAnnotations(db, scope)));
  }
  return books;
}

function basisOf(db: Db, before: Basis | null): Basis {
  const settings = readSettings(db);
  const basis = { settings, calendar: readCalendar(db, settings), ...loadLists(db) };
  return before !== null && isDeepStrictEqual(before, basis) ? before : basis;
}

function toBook(ledger: LedgerCustomer, annotations: Annotations): CustomerBook {
  const rowId = customerRowId(ledger.source, ledger.key);
  const { items, ...erp } = ledger;
  return inheritReplaced({
    customer: { ...erp, ...(annotations.desks.get(rowId) ?? NO_DESK) },
    items,
    commitments: annotations.commitments.get(rowId) ?? [],
    disputes: annotations.disputes.get(rowId) ?? [],
    activities: annotations.activities.get(rowId) ?? [],
    contacts: annotations.contacts.get(rowId) ?? [],
  });
}

function loadLists(db: Db): Pick<Basis, 'listDates' | 'importedOn'> {
  const dates = new Map<string, IsoDate[]>();
  const importedOn = new Map<string, Map<IsoDate, IsoDate>>();
  const rows = db.all<{ source: string; list_date: string; imported_on: string }>(
    `SELECT source, list_date, min(imported_on) AS imported_on FROM import_batch
     WHERE undone_at IS NULL AND kind IN ('open-items', 'invoices', 'payments')
     GROUP BY source, list_date ORDER BY source, list_date`,
  );
  for (const row of rows) {
    const list = dates.get(row.source);
    if (list) list.push(row.list_date);
    else dates.set(row.source, [row.list_date]);
    const imported = importedOn.get(row.source) ?? new Map<IsoDate, IsoDate>();
    importedOn.set(row.source, imported.set(row.list_date, row.imported_on));
  }
  return { listDates: dates, importedOn };
}

/** What every rule is judged against at an as-of date; lists dated later do not count yet. */
export function contextAt(desk: Basis, asOf: IsoDate): RuleContext {
  return {
    asOf,
    settings: desk.settings,
    calendar: desk.calendar,
    listDates: new Map([...desk.listDates].map(([source, dates]) => [source, dates.filter((date) => date <= asOf)])),
    importedOn: desk.importedOn,
  };
}

/** One customer's book and context without loading the rest, for commands. */
export function openBook(db: Db, customerId: number, asOf: IsoDate): { book: CustomerBook; ctx: RuleContext } | null {
  const ledger = loadLedger(db, customerId).get(customerId);
  if (!ledger) return null;
  const settings = readSettings(db);
  const calendar = readCalendar(db, settings);
  return {
    book: toBook(ledger, loadAnnotations(db, { source: ledger.source, key: ledger.key })),
    ctx: contextAt({ settings, calendar, ...loadLists(db) }, asOf),
  };
}
