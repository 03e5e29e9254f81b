import { addDays } from '@shared/domain/dates';
import type { ClosingReason, IsoDate, Item, ItemType, Money, Settlement, SettlementKind } from '@shared/domain/model';
import { linkReplacements } from '@shared/domain/replacement/inherit';
import type { Db } from '../db/database';
import { fromReference } from '../import/reference';

/** A customer's ERP part and its items, as the imports left them. */
export interface LedgerCustomer {
  id: number;
  source: string;
  key: string;
  name: string;
  country: string | null;
  industry: string | null;
  creditLimit: Money | null;
  termsDays: number | null;
  items: readonly Item[];
}

interface CustomerRow {
  id: number;
  source: string;
  key: string;
  name: string;
  country: string | null;
  industry: string | null;
  credit_limit_minor: number | null;
  credit_limit_currency: string | null;
  terms_days: number | null;
}

interface ItemRow {
  id: number;
  customer_id: number;
  number: string;
  discriminator: string;
  type: string;
  currency: string;
  amount_minor: number;
  issued_on: string | null;
  due_on: string | null;
  terms_days: number | null;
  fallback_terms_days: number | null;
  listed_on: string;
  disputed: number;
  po_number: string | null;
}

interface SettlementRow {
  item_id: number;
  kind: string;
  on_date: string;
  after_date: string | null;
  minor: number;
  reason: string | null;
  reference: string | null;
}

/**
 * Changes whenever an import, its undo, a merge or a restored backup changed the ledger, and hardly with anything else: what
 * colleagues record comes every minute, and must not load a million items anew.
 */
export function ledgerVersion(db: Db): string {
  return db.value<string>(
    `SELECT count(*) || ':' || coalesce(max(seq), 0) || ':' || count(undone_at) || ':' || coalesce(
       (SELECT group_concat(value) FROM local_state WHERE name IN ('loadAnew', 'restoredAt')), '') FROM import_batch`,
  ) as string;
}

/** All customers with their items and settlements, or one customer's. */
export function loadLedger(db: Db, customerId: number | null = null): Map<number, LedgerCustomer> {
  const same = interner();
  const only = customerId === null ? '' : 'WHERE customer_id = ?';
  const params = customerId === null ? [] : [customerId];
  const settlements = new Map<number, Settlement[]>();
  const replaced = new Set<number>();
  const settlementRows = db
    .statement(
      `SELECT s.item_id, s.kind, s.on_date, s.after_date, s.minor - s.absorbed_minor AS minor, s.reason, iif(s.reason = 'replaced', s.reference, NULL) AS reference FROM settlement s
       ${customerId === null ? '' : 'JOIN item i ON i.id = s.item_id AND i.customer_id = ?'} WHERE s.minor <> s.absorbed_minor ORDER BY s.item_id, s.on_date, s.id`,
    )
    .iterate(...params) as IterableIterator<SettlementRow>;
  for (const row of settlementRows) {
    const list = settlements.get(row.item_id);
    const settlement: Settlement = {
      kind: same(row.kind) as SettlementKind,
      on: same(row.on_date),
      after: same(row.after_date),
      minor: row.minor,
      reason: row.reason as ClosingReason | null,
    };
    if (row.reference !== null && row.kind === 'closed') {
      settlement.by = fromReference(row.reference);
      replaced.add(row.item_id);
    }
    if (list) list.push(settlement);
    else settlements.set(row.item_id, [settlement]);
  }
  const customers = new Map<number, LedgerCustomer>();
  const customerRows = db.all<CustomerRow>(
    `SELECT id, source, key, name, country, industry, credit_limit_minor, credit_limit_currency, terms_days FROM customer
     ${customerId === null ? '' : 'WHERE id = ?'} ORDER BY id`,
    ...params,
  );
  for (const row of customerRows)
    customers.set(row.id, {
      id: row.id,
      source: row.source,
      key: row.key,
      name: row.name,
      country: row.country,
      industry: row.industry,
      creditLimit:
        row.credit_limit_minor === null || row.credit_limit_currency === null
          ? null
          : { minor: row.credit_limit_minor, currency: row.credit_limit_currency },
      termsDays: row.terms_days,
      items: [],
    });
  const toLink = new Set<LedgerCustomer>();
  const itemRows = db
    .statement(
      `SELECT id, customer_id, number, discriminator, type, currency, amount_minor, issued_on, due_on, terms_days,
              fallback_terms_days, listed_on, disputed, po_number FROM item ${only} ORDER BY id`,
    )
    .iterate(...params) as IterableIterator<ItemRow>;
  for (const row of itemRows) {
    const customer = customers.get(row.customer_id) as LedgerCustomer;
    (customer.items as Item[]).push(toItem(row, customer.termsDays, settlements.get(row.id) ?? NONE, same));
    if (replaced.has(row.id)) toLink.add(customer);
  }
  for (const customer of toLink) customer.items = linkReplacements(customer.items);
  return customers;
}

function toItem(row: ItemRow, customerTerms: number | null, settlements: readonly Settlement[], same: Interner): Item {
  const dueOn = dueOnOf(row, customerTerms);
  const knownFrom = row.issued_on !== null && row.issued_on < row.listed_on ? row.issued_on : row.listed_on;
  return {
    id: row.id,
    number: row.number,
    discriminator: same(row.discriminator),
    type: same(row.type) as ItemType,
    currency: same(row.currency),
    amountMinor: row.amount_minor,
    issuedOn: same(row.issued_on),
    dueOn: same(dueOn),
    knownFrom: same(knownFrom),
    poNumber: row.po_number,
    ledgerDisputed: row.disputed === 1,
    settlements,
  };
}

/** A blank due date takes the row's terms, the customer's, or those given at import, else there is none (docs/import.md). */
export function dueOnOf(
  row: Pick<ItemRow, 'due_on' | 'issued_on' | 'terms_days' | 'fallback_terms_days'>,
  customerTerms: number | null,
): IsoDate | null {
  const terms = row.terms_days ?? customerTerms ?? row.fallback_terms_days;
  return row.due_on ?? (row.issued_on !== null && terms !== null ? addDays(row.issued_on, terms) : null);
}

const NONE: readonly Settlement[] = [];

type Interner = <T extends string | null>(text: T) => T;

/** A million items name a few thousand days and a handful of currencies: each of these texts is kept once. */
function interner(): Interner {
  const kept = new Map<string | null, string | null>();
  return <T extends string | null>(text: T): T => {
    const known = kept.get(text);
    if (known !== undefined) return known as T;
    kept.set(text, text);
    return text;
  };
}
