import { Refusal } from '@shared/contract/errors';
import type { BatchChange, BatchChanges, ItemChangeKind } from '@shared/contract/imports';
import { CLOSING_WORDS } from '@shared/domain/words';
import type { Db } from '../db/database';
import { listImports } from './history';
import type { CustomerRow, ItemRow } from './ledger';
import { fromReference } from './reference';
import { type ItemThen, itemsBefore } from './rewind';
import { cameByExchange } from './undo-checks';

const PAGE = 500;
const CUSTOMER_WORDS: Partial<Record<keyof CustomerRow, string>> = {
  name: 'name',
  country: 'country',
  industry: 'industry',
  credit_limit_minor: 'credit limit',
  terms_days: 'terms',
};

/** Rows of a table that a batch created: in ranges, and in batches of the first format row by row. */
const createdIn = (table: string) =>
  `SELECT t.id FROM import_range r JOIN ${table} t ON t.id BETWEEN r.first_id AND r.last_id
   WHERE r.batch_id = @batch AND r.tbl = '${table}' AND r.stamp IS NULL
   UNION SELECT CAST(row_id AS INTEGER) FROM import_before WHERE batch_id = @batch AND tbl = '${table}' AND created = 1`;

/**
 * What an import changed, with before and after, `PAGE` items a page (`from` counts from 0): changed ones first, new ones behind them.
 * Derived from what it keeps for its undo; an undone import changed nothing. Changed customers stand on the first page.
 * @throws Refusal `not_found`.
 */
export function batchChanges(db: Db, batch: number, from = 0): BatchChanges {
  const row = listImports(db).find((one) => one.batch === batch);
  if (row === undefined) throw new Refusal('not_found', `There is no import ${batch}.`);
  const ids = db
    .all<{ id: number }>(
      `WITH touched (id) AS (
         SELECT CAST(row_id AS INTEGER) FROM import_before WHERE batch_id = @batch AND tbl = 'item' AND before IS NOT NULL
         UNION SELECT json_extract(before, '$.item_id') FROM import_before
           WHERE batch_id = @batch AND tbl = 'settlement' AND before IS NOT NULL
         UNION SELECT item_id FROM settlement WHERE id IN (${createdIn('settlement')})
         UNION SELECT json_extract(before, '$.item_id') FROM import_before
           WHERE batch_id > @batch AND tbl = 'settlement' AND json_extract(before, '$.stamp') = @batch
         UNION ${createdIn('item')}
       )
       SELECT id FROM touched ORDER BY id LIMIT ${PAGE + 1} OFFSET @from`,
      { batch, from },
    )
    .map(({ id }) => id);
  const shown = ids.slice(0, PAGE);
  const before = itemsBefore(db, batch, shown);
  const after = itemsBefore(db, batch + 1, shown);
  const names = customersOf(db, shown);
  const changes = shown.flatMap((id) => {
    const then = after.get(id);
    const customer = names.get(id);
    if (then === undefined || customer === undefined || saysTheSame(before.get(id), then)) return [];
    return [{ ...changeOf(before.get(id), then), ...customer }];
  });
  return {
    row,
    elsewhere: cameByExchange(db, batch),
    counts: countsOf(db, batch),
    customers: from === 0 ? changedCustomers(db, batch) : [],
    changes,
    next: ids.length > PAGE ? from + PAGE : null,
  };
}

/** Whether a list only confirmed what a payment had told before: it is kept for the exchange, and no change to be shown. */
function saysTheSame(before: ItemThen | undefined, after: ItemThen): boolean {
  const silent: readonly string[] = ['stamp', 'seq', 'extra', 'listed_open_minor'];
  const settled = ({ settlements }: ItemThen) =>
    JSON.stringify(settlements.map(({ id, on_date, minor, reason }) => [id, on_date, minor, reason]).sort());
  return (
    before !== undefined &&
    settled(before) === settled(after) &&
    Object.entries(before.row).every(
      ([column, value]) => silent.includes(column) || after.row[column as keyof ItemRow] === value,
    )
  );
}

function changeOf(before: ItemThen | undefined, after: ItemThen): Omit<BatchChange, 'customerKey' | 'customerName'> {
  const { row } = after;
  const known = new Set(before?.settlements.map(({ id }) => id));
  const fresh = after.settlements.filter(({ id }) => !known.has(id));
  const closed = fresh.find(({ kind }) => kind === 'closed');
  return {
    change: kindOf(
      before,
      after,
      fresh.map(({ kind }) => kind),
    ),
    number: row.number,
    discriminator: row.discriminator,
    currency: row.currency,
    open: [before?.open ?? null, after.open],
    amount: [before?.row.amount_minor ?? null, row.amount_minor],
    dueOn: [before?.row.due_on ?? null, row.due_on],
    what: closed?.reason
      ? closed.reference && closed.reason === 'replaced'
        ? `replaced by ${fromReference(closed.reference).number}`
        : CLOSING_WORDS[closed.reason]
      : null,
  };
}

function kindOf(before: ItemThen | undefined, after: ItemThen, fresh: readonly string[]): ItemChangeKind {
  if (before === undefined) return after.row.type === 'credit_note' ? 'credited' : 'new';
  if (fresh.includes('closed')) return 'vanished';
  if (fresh.includes('reversal')) return 'returned';
  if (fresh.includes('payment')) return 'payment';
  if (before.row.amount_minor !== after.row.amount_minor) return 'amount_changed';
  if (Math.abs(after.open) < Math.abs(before.open)) return after.open === 0 ? 'paid' : 'part_paid';
  return before.row.due_on === after.row.due_on ? 'changed' : 'due_date_changed';
}

function customersOf(db: Db, ids: readonly number[]): Map<number, { customerKey: string; customerName: string }> {
  const rows = db.all<{ id: number; key: string; name: string }>(
    `SELECT i.id, c.key, c.name FROM item i JOIN customer c ON c.id = i.customer_id
     WHERE i.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, key, name }) => [id, { customerKey: key, customerName: name }]));
}

/** Counts of the kinds as they were found when it was imported; null for imports from before they were kept. */
function countsOf(db: Db, batch: number): BatchChanges['counts'] {
  const counts = db.value<string | null>("SELECT report ->> '$.counts' FROM import_batch WHERE id = ?", batch);
  return counts ? (JSON.parse(counts) as BatchChanges['counts']) : null;
}

function changedCustomers(db: Db, batch: number): BatchChanges['customers'] {
  return db
    .all<{ before: string; after: string | null; id: number }>(
      `SELECT CAST(b.row_id AS INTEGER) AS id, b.before,
              (SELECT l.before FROM import_before l WHERE l.batch_id > b.batch_id AND l.tbl = 'customer' AND l.row_id = b.row_id
                 AND l.before IS NOT NULL ORDER BY l.batch_id LIMIT 1) AS after
       FROM import_before b WHERE b.batch_id = ? AND b.tbl = 'customer' AND b.before IS NOT NULL LIMIT ${PAGE}`,
      batch,
    )
    .flatMap(({ id, before, after }) => {
      const old = JSON.parse(before) as CustomerRow;
      const now = after
        ? (JSON.parse(after) as CustomerRow)
        : db.get<CustomerRow>('SELECT * FROM customer WHERE id = ?', id);
      if (now === undefined) return [];
      const what = (Object.keys(CUSTOMER_WORDS) as (keyof CustomerRow)[])
        .filter((column) => old[column] !== now[column])
        .map((column) => `${CUSTOMER_WORDS[column]} ${old[column] ?? 'none'} → ${now[column] ?? 'none'}`)
        .join(', ');
      return [{ key: now.key, name: now.name, what }];
    });
}
