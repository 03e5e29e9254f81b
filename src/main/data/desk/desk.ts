import type { RuleContext } from '@shared/domain/context';
import type { Calendar, CustomerBook, IsoDate } from '@shared/domain/model';
import type { Settings } from '@shared/domain/settings';
import { customerRowId } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import { revision } from '../exchange/write';
import { readCalendar, readSettings } from '../settings/store';
import { type Annotations, type DeskRow, loadAnnotations } from './annotations';
import { type LedgerCustomer, ledgerVersion, loadLedger } from './ledger';

/**
 * Everything the rules read, loaded once and shared by all views, so that two screens never disagree. The ledger is loaded
 * again only after an import; annotations and facts after any recorded change, also one by another process.
 */
export interface Desk {
  revision: number;
  books: ReadonlyMap<number, CustomerBook>;
  settings: Settings;
  calendar: Calendar;
  /** Source → list dates of its lists and payments files that were not undone, ascending. */
  listDates: ReadonlyMap<string, readonly IsoDate[]>;
  /** Source → list date → the business date on which a list of that date was first imported. */
  importedOn: ReadonlyMap<string, ReadonlyMap<IsoDate, IsoDate>>;
}

const NO_DESK: DeskRow = { assignee: null, payerType: null, tags: [], standing: 'normal', hold: null, snooze: null };

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
  const ledger = cached?.version === version ? cached.ledger : loadLedger(db);
  const annotations = loadAnnotations(db);
  const settings = readSettings(db);
  const books = new Map<number, CustomerBook>();
  for (const customer of ledger.values()) books.set(customer.id, toBook(customer, annotations));
  const desk: Desk = {
    revision: now,
    books,
    settings,
    calendar: readCalendar(db, settings),
    ...loadLists(db),
  };
  cache.set(db, { desk, ledger, version });
  return desk;
}

function toBook(ledger: LedgerCustomer, annotations: Annotations): CustomerBook {
  const rowId = customerRowId(ledger.source, ledger.key);
  const { items, ...erp } = ledger;
  return {
    customer: { ...erp, ...(annotations.desks.get(rowId) ?? NO_DESK) },
    items,
    commitments: annotations.commitments.get(rowId) ?? [],
    disputes: annotations.disputes.get(rowId) ?? [],
    activities: annotations.activities.get(rowId) ?? [],
    contacts: annotations.contacts.get(rowId) ?? [],
  };
}

function loadLists(db: Db): Pick<Desk, 'listDates' | 'importedOn'> {
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
export function contextAt(
  desk: Pick<Desk, 'settings' | 'calendar' | 'listDates' | 'importedOn'>,
  asOf: IsoDate,
): RuleContext {
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
