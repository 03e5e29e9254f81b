import type { Db } from '../db/database';

/** Why a batch cannot be undone any more: what stands on it, in words. Empty when it can. */
export function standsOn(db: Db, batchId: number): string[] {
  return [...laterBatches(db, batchId), ...recordsOnCreated(db, batchId), ...draftsOnCreated(db, batchId)];
}

const CREATED = 'SELECT CAST(row_id AS INTEGER) FROM import_before WHERE batch_id = ? AND tbl = ? AND created = 1';

/** Later imports that changed or said again one of its rows, or hung something on one it created. */
function laterBatches(db: Db, batchId: number): string[] {
  const rows = db.all<{ id: number; file_name: string; rows: number }>(
    `WITH touched (batch_id, tbl, row_id) AS (
       SELECT later.batch_id, later.tbl, later.row_id FROM import_before later
       JOIN import_before own ON own.tbl = later.tbl AND own.row_id = later.row_id AND own.batch_id = @batch
       WHERE later.batch_id > @batch AND later.tbl IN ('customer', 'item', 'settlement')
       UNION
       SELECT s.stamp, 'settlement', s.id FROM settlement s
       JOIN import_before own ON own.batch_id = @batch AND own.tbl = 'item' AND own.created = 1 AND s.item_id = CAST(own.row_id AS INTEGER)
       WHERE s.stamp <> @batch
       UNION
       SELECT i.stamp, 'item', i.id FROM item i
       JOIN import_before own ON own.batch_id = @batch AND own.tbl = 'customer' AND own.created = 1 AND i.customer_id = CAST(own.row_id AS INTEGER)
       WHERE i.stamp <> @batch
     )
     SELECT b.id, b.file_name, count(*) AS rows FROM touched t JOIN import_batch b ON b.id = t.batch_id GROUP BY b.id ORDER BY b.id`,
    { batch: batchId },
  );
  return rows.map(
    (row) =>
      `import ${row.id} (${row.file_name}) came later and stands on ${row.rows} of its rows; undo that one first`,
  );
}

/** Activities, commitments, disputes and tasks that name a customer it created, commitments and disputes on an item it created. */
function recordsOnCreated(db: Db, batchId: number): string[] {
  const reasons: string[] = [];
  for (const [table, what] of [
    ['activity', 'activities name'],
    ['commitment', 'commitments name'],
    ['dispute', 'disputes name'],
    ['task', 'tasks name'],
  ] as const) {
    const rows = db.all<{ key: string; count: number }>(
      `SELECT c.key, count(*) AS count FROM customer c JOIN ${table} r ON r.source = c.source AND r.customer_key = c.key
       WHERE c.id IN (${CREATED}) GROUP BY c.id ORDER BY c.key`,
      batchId,
      'customer',
    );
    for (const row of rows) reasons.push(`${row.count} ${what} customer ${row.key}, which it created`);
  }
  for (const [table, what] of [
    ['commitment', 'a commitment'],
    ['dispute', 'a dispute'],
  ] as const) {
    const rows = db.all<{ number: string; key: string }>(
      `SELECT DISTINCT i.number, c.key FROM ${table} r, json_each(coalesce(r.items, '[]')) named
       JOIN customer c ON c.source = r.source AND c.key = r.customer_key
       JOIN item i ON i.customer_id = c.id AND i.number = json_extract(named.value, '$.number')
         AND i.discriminator = coalesce(json_extract(named.value, '$.discriminator'), '')
       WHERE i.id IN (${CREATED}) ORDER BY i.number`,
      batchId,
      'item',
    );
    for (const row of rows) reasons.push(`${what} names item ${row.number} of ${row.key}, which it created`);
  }
  return reasons;
}

function draftsOnCreated(db: Db, batchId: number): string[] {
  return db
    .all<{ key: string }>(
      `SELECT c.key FROM draft d JOIN customer c ON c.id = d.customer_id WHERE c.id IN (${CREATED})`,
      batchId,
      'customer',
    )
    .map((row) => `an unsaved note stands on customer ${row.key}, which it created`);
}
