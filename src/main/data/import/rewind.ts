import type { Minor } from '@shared/domain/model';
import type { Db } from '../db/database';
import { openOf } from './item-state';
import type { ItemRow, SettlementRow } from './ledger';
import type { LedgerTable } from './ranges';

/** An item as it stood between two imports. */
export interface ItemThen {
  row: ItemRow;
  settlements: readonly SettlementRow[];
  open: Minor;
}

/**
 * Items as they stood before the import `batch`, read from what it and all later imports keep for their undo: nothing is stored twice.
 * Items that did not exist yet are missing. Batches that were undone keep nothing and changed nothing.
 */
export function itemsBefore(db: Db, batch: number, ids: readonly number[]): Map<number, ItemThen> {
  const wanted = JSON.stringify(ids);
  const items = rewound<ItemRow>(
    db,
    'item',
    batch,
    db.all<ItemRow>('SELECT * FROM item WHERE id IN (SELECT value FROM json_each(?))', wanted),
    db.all<Kept>(
      `SELECT row_id, created, before FROM import_before
       WHERE batch_id >= ? AND tbl = 'item' AND row_id IN (SELECT CAST(value AS TEXT) FROM json_each(?))
       ORDER BY batch_id DESC`,
      batch,
      wanted,
    ),
  );
  const settlements = rewound<SettlementRow>(
    db,
    'settlement',
    batch,
    db.all<SettlementRow>('SELECT * FROM settlement WHERE item_id IN (SELECT value FROM json_each(?))', wanted),
    // By the item in what was kept: a settlement that a later import took away is in no table any more.
    db.all<Kept>(
      `SELECT b.row_id, b.created, b.before FROM import_before b LEFT JOIN settlement s ON s.id = CAST(b.row_id AS INTEGER)
       WHERE b.batch_id >= ? AND b.tbl = 'settlement'
         AND coalesce(s.item_id, json_extract(b.before, '$.item_id')) IN (SELECT value FROM json_each(?))
       ORDER BY b.batch_id DESC`,
      batch,
      wanted,
    ),
  );
  const byItem = new Map<number, SettlementRow[]>();
  for (const kept of settlements.values()) {
    // What was kept before settlements said twice were known says nothing of them.
    const settlement = { ...kept, absorbed_minor: kept.absorbed_minor ?? 0 };
    const own = byItem.get(settlement.item_id);
    if (own) own.push(settlement);
    else byItem.set(settlement.item_id, [settlement]);
  }
  return new Map(
    [...items.values()].map((row) => {
      const own = byItem.get(row.id) ?? [];
      return [row.id, { row, settlements: own, open: openOf(row.amount_minor, own) }];
    }),
  );
}

interface Kept {
  row_id: string;
  created: number;
  before: string | null;
}

/** Rows of today taken back: what a batch replaced is as it was, what one created is gone. */
function rewound<Row extends { id: number }>(
  db: Db,
  table: LedgerTable,
  batch: number,
  today: readonly Row[],
  kept: readonly Kept[],
): Map<number, Row> {
  const rows = new Map(today.map((row) => [row.id, row]));
  for (const { row_id, created, before } of kept) {
    if (created === 1) rows.delete(Number(row_id));
    else if (before !== null) rows.set(Number(row_id), JSON.parse(before) as Row);
  }
  const created = db.all<{ first_id: number; last_id: number }>(
    'SELECT first_id, last_id FROM import_range WHERE batch_id >= ? AND tbl = ? AND stamp IS NULL',
    batch,
    table,
  );
  for (const id of rows.keys())
    if (created.some(({ first_id, last_id }) => id >= first_id && id <= last_id)) rows.delete(id);
  return rows;
}
