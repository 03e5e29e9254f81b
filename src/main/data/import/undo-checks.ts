import type { Db } from '../db/database';
import { exportedUpTo } from '../exchange/scope';
import type { LedgerTable } from './ranges';

const LEDGER_TABLES: readonly LedgerTable[] = ['customer', 'item', 'settlement'];

/** Why a batch cannot be undone any more: what stands on it, in words. Empty when it can. */
export function standsOn(db: Db, batchId: number): string[] {
  return [
    ...whereElse(db, batchId),
    ...mergedOver(db, batchId),
    ...laterBatches(db, batchId),
    ...recordsOnCreated(db, batchId),
    ...draftsOnCreated(db, batchId),
  ];
}

/** It lives in other copies too: it came from one, or it went out to one. */
function whereElse(db: Db, batchId: number): string[] {
  if (cameByExchange(db, batchId))
    return ['it came with an exchange file and can only be undone in the copy where it was imported'];
  const seq = db.value<number>('SELECT seq FROM import_batch WHERE id = ?', batchId) as number;
  return seq <= exportedUpTo(db)
    ? ['it has gone out in an exchange file, so other copies have its rows; import a newer list that puts them right']
    : [];
}

/** A file was merged since: what stood before the import may not be what to go back to. */
function mergedOver(db: Db, batchId: number): string[] {
  const file = db.value<string>(
    `SELECT l.file_name FROM exchange_log l JOIN import_batch b ON b.id = ? WHERE l.kind = 'merge' AND l.last_seq >= l.first_seq
       AND l.revision_before >= b.seq ORDER BY l.id LIMIT 1`,
    batchId,
  );
  return file === undefined
    ? []
    : [`the file ${file} was merged since; undo that merge first, while nothing was recorded after it`];
}

/** Whether a merge brought the batch: this copy keeps nothing of what was before it. */
export function cameByExchange(db: Db, batchId: number): boolean {
  return (
    db.get(
      `SELECT 1 FROM import_batch b JOIN exchange_log l ON l.kind = 'merge' AND b.seq BETWEEN l.first_seq AND l.last_seq
       WHERE b.id = ? AND NOT EXISTS (SELECT 1 FROM import_range WHERE batch_id = b.id)
         AND NOT EXISTS (SELECT 1 FROM import_before WHERE batch_id = b.id)`,
      batchId,
    ) !== undefined
  );
}

/** Ids of the rows a batch created in a table. */
const createdIn = (table: LedgerTable) =>
  `SELECT CAST(row_id AS INTEGER) FROM import_before WHERE batch_id = @batch AND tbl = '${table}' AND created = 1
   UNION ALL SELECT t.id FROM import_range r JOIN ${table} t ON t.id BETWEEN r.first_id AND r.last_id
   WHERE r.batch_id = @batch AND r.tbl = '${table}' AND r.stamp IS NULL`;

/** Rows of a table the batch created, changed or said again, with the batch whose stamp they carry now. */
const touchedIn = (table: LedgerTable) =>
  `SELECT t.id, t.stamp FROM import_before b JOIN ${table} t ON t.id = CAST(b.row_id AS INTEGER) WHERE b.batch_id = @batch AND b.tbl = '${table}'
   UNION ALL SELECT t.id, t.stamp FROM import_range r JOIN ${table} t ON t.id BETWEEN r.first_id AND r.last_id
   WHERE r.batch_id = @batch AND r.tbl = '${table}'`;

/**
 * Later imports that changed or said again one of its rows, or hung something on one it created. A row's stamp names the last
 * batch that touched it; only an older list that completes a row leaves the stamp, and keeps the row in `import_before`.
 */
function laterBatches(db: Db, batchId: number): string[] {
  const touched = LEDGER_TABLES.map(
    (table) => `SELECT stamp, '${table}', id FROM (${touchedIn(table)}) WHERE stamp > @batch
       UNION
       SELECT later.batch_id, later.tbl, CAST(later.row_id AS INTEGER) FROM import_before later
       WHERE later.batch_id > @batch AND later.tbl = '${table}'
         AND (EXISTS (SELECT 1 FROM import_before own WHERE own.batch_id = @batch AND own.tbl = later.tbl AND own.row_id = later.row_id)
           OR (SELECT own.last_id FROM import_range own WHERE own.batch_id = @batch AND own.tbl = later.tbl
                 AND own.first_id <= CAST(later.row_id AS INTEGER) ORDER BY own.first_id DESC LIMIT 1) >= CAST(later.row_id AS INTEGER))`,
  );
  const rows = db.all<{ id: number; file_name: string; rows: number }>(
    `WITH touched (batch_id, tbl, row_id) AS (
       ${touched.join('\n       UNION\n       ')}
       UNION
       SELECT s.stamp, 'settlement', s.id FROM settlement s WHERE s.item_id IN (${createdIn('item')}) AND s.stamp <> @batch
       UNION
       SELECT i.stamp, 'item', i.id FROM item i WHERE i.customer_id IN (${createdIn('customer')}) AND i.stamp <> @batch
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
       WHERE c.id IN (${createdIn('customer')}) GROUP BY c.id ORDER BY c.key`,
      { batch: batchId },
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
       WHERE i.id IN (${createdIn('item')}) ORDER BY i.number`,
      { batch: batchId },
    );
    for (const row of rows) reasons.push(`${what} names item ${row.number} of ${row.key}, which it created`);
  }
  return reasons;
}

function draftsOnCreated(db: Db, batchId: number): string[] {
  return db
    .all<{ key: string }>(
      `SELECT c.key FROM draft d JOIN customer c ON c.id = d.customer_id WHERE c.id IN (${createdIn('customer')})`,
      { batch: batchId },
    )
    .map((row) => `an unsaved note stands on customer ${row.key}, which it created`);
}
