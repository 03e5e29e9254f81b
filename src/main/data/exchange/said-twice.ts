import { type Recorded, saidTwice } from '@shared/domain/said-twice';
import type { Db } from '../db/database';

type Row = Omit<Recorded, 'minor'> & {
  id: number;
  item: number;
  minor: number;
  absorbed: number;
  amount: number;
  listedOn: string;
  listedOpen: number | null;
};

/**
 * SQL: what settlements lower the item by is not what its list says, lies beyond zero, or is marked already. Of all others nothing
 * need be looked at; most portfolios have no other.
 */
const DISAGREES = `SELECT i.id FROM item i JOIN import_batch b ON b.id = i.stamp JOIN settlement s ON s.item_id = i.id
  WHERE ITEMS GROUP BY i.id HAVING sum(s.absorbed_minor <> 0) > 0 OR (i.amount_minor - sum(s.minor)) * sign(i.amount_minor) < 0
    OR b.states_open = 1 AND (i.amount_minor - sum(s.minor) <> i.listed_open_minor
      OR i.amount_minor - sum(iif(s.on_date <= b.list_date, s.minor, 0)) <> i.listed_open_minor)`;

/**
 * Marks in the settlements of these items what another copy's row says too (rule: `saidTwice`). It follows from exchanged rows alone,
 * so every copy that has them marks the same. `items`: SQL that selects their ids; null for all.
 */
export function markSaidTwice(db: Db, items: string | null, ...params: readonly unknown[]): void {
  const changed = [...unmarked(db, items, params)];
  const mark = db.raw.prepare('UPDATE settlement SET absorbed_minor = ? WHERE id = ?');
  for (const [id, absorbed] of changed) mark.run(absorbed, id);
}

/** Settlements that are not marked as they should be, with what should stand there. */
export function* unmarked(
  db: Db,
  items: string | null,
  params: readonly unknown[] = [],
): Generator<[id: number, absorbed: number]> {
  const disagrees = DISAGREES.replace('ITEMS', items === null ? '1' : `i.id IN (${items})`);
  const rows = db.raw
    .prepare(
      `SELECT s.id, i.id AS item, s.kind, s.natural, s.on_date AS "on", s.after_date AS after, s.minor, s.absorbed_minor AS absorbed, s.reason,
         bs.list_date AS listDate, i.amount_minor AS amount, bi.list_date AS listedOn,
         iif(bi.states_open = 1, i.listed_open_minor, NULL) AS listedOpen
       FROM (${disagrees}) d JOIN item i ON i.id = d.id JOIN import_batch bi ON bi.id = i.stamp
       JOIN settlement s ON s.item_id = i.id JOIN import_batch bs ON bs.id = s.stamp ORDER BY i.id`,
    )
    .iterate(...params) as IterableIterator<Row>;
  let item: Row[] = [];
  for (const row of rows) {
    if (item[0] !== undefined && item[0].item !== row.item) {
      yield* differing(item);
      item = [];
    }
    item.push(row);
  }
  yield* differing(item);
}

function* differing(rows: readonly Row[]): Generator<[id: number, absorbed: number]> {
  const [first] = rows;
  if (first === undefined) return;
  const twice = saidTwice(first.amount, { on: first.listedOn, openMinor: first.listedOpen }, rows);
  for (const [i, row] of rows.entries()) if (row.absorbed !== twice[i]) yield [row.id, twice[i] as number];
}
