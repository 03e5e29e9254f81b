import { Refusal } from '@shared/contract/errors';
import { type EntityName, type EntitySpec, REGISTRY } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { markSaidTwice } from '../exchange/said-twice';
import { takeSeqs } from '../exchange/write';
import { type Progress, ProgressMeter } from '../work/progress';
import { CELL_PREFIX, type CellBefore } from './annotate';
import { BLOCK, type LedgerTable } from './ranges';
import { inLongTransaction } from './transaction';
import { standsOn } from './undo-checks';

interface Before {
  tbl: string;
  row_id: string;
  created: number;
  before: string | null;
  stamp: number | null;
}

/** Children before parents, so that created rows can go; restoring runs the other way round. */
const TABLES: readonly LedgerTable[] = ['settlement', 'item', 'customer'];

/**
 * Takes an import back: every row it changed has its previous values and stamp again, what it created is gone. Annotations edited
 * since keep the later edit. The batch stays in the list, marked undone. `reverted` counts the rows put back or removed.
 * @throws Refusal `not_found`; `cannot_undo` with `details.reasons` when something later stands on it, changing nothing; `cancelled`.
 */
export function undoImport(
  db: Db,
  batchId: number,
  env: CallEnv,
  progress?: Progress,
): { batch: number; reverted: number } {
  const meter = new ProgressMeter(progress, 'The undo was cancelled. Nothing was changed.');
  return inLongTransaction(db, 'the undo of an import', () => undo(db, batchId, env, meter));
}

function undo(db: Db, batchId: number, env: CallEnv, meter: ProgressMeter): { batch: number; reverted: number } {
  const batch = db.get<{ file_name: string; undone_at: string | null }>(
    'SELECT file_name, undone_at FROM import_batch WHERE id = ?',
    batchId,
  );
  if (batch === undefined) throw new Refusal('not_found', `There is no import ${batchId}. Nothing was changed.`);
  const reasons = batch.undone_at
    ? [`it was undone on ${batch.undone_at.slice(0, 10)} already`]
    : standsOn(db, batchId);
  if (reasons.length > 0)
    throw new Refusal(
      'cannot_undo',
      `Import ${batchId} (${batch.file_name}) cannot be undone: ${reasons.slice(0, 5).join('; ')}${reasons.length > 5 ? `; and ${reasons.length - 5} more` : ''}. Nothing was changed.`,
      { reasons },
    );
  meter.begin('undoing', null);
  const onStep = () => meter.look();
  let reverted = 0;
  for (const table of TABLES) reverted += removeCreated(db, batchId, table, onStep);
  for (const table of [...TABLES].reverse()) {
    stampBack(db, batchId, table, onStep);
    for (const row of keptRows(db, batchId, table, onStep)) if (row.created === 0) reverted += restore(db, table, row);
  }
  for (const tbl of cellGroups(db, batchId))
    for (const row of keptRows(db, batchId, tbl, onStep)) reverted += restoreCell(db, row);
  markSaidTwice(db, null);
  for (const table of ['import_before', 'import_range']) db.run(`DELETE FROM ${table} WHERE batch_id = ?`, batchId);
  db.run(
    'UPDATE import_batch SET undone_at = ?, seq = ? WHERE id = ?',
    new Date(env.now).toISOString(),
    takeSeqs(db, 1),
    batchId,
  );
  return { batch: batchId, reverted };
}

/** What a batch kept of one table, a page at a time: it may be of a million rows. */
function* keptRows(db: Db, batchId: number, tbl: string, onStep: () => void): Generator<Before> {
  for (let after = ''; ; ) {
    onStep();
    const page = db.all<Before>(
      `SELECT tbl, row_id, created, before, stamp FROM import_before
       WHERE batch_id = ? AND tbl = ? AND row_id > ? ORDER BY row_id LIMIT 1000`,
      batchId,
      tbl,
      after,
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.row_id;
  }
}

function cellGroups(db: Db, batchId: number): string[] {
  return db
    .all<{ tbl: string }>('SELECT DISTINCT tbl FROM import_before WHERE batch_id = ? ORDER BY tbl', batchId)
    .map(({ tbl }) => tbl)
    .filter((tbl) => tbl.startsWith(CELL_PREFIX));
}

/** Removes what the batch created: ranges of rows, and in batches of the first format row by row. */
function removeCreated(db: Db, batchId: number, table: LedgerTable, onStep: () => void): number {
  let removed = 0;
  for (const row of keptRows(db, batchId, table, onStep))
    if (row.created === 1) removed += db.run(`DELETE FROM ${table} WHERE id = ?`, Number(row.row_id)).changes;
  for (const [first, last] of blocksOf(db, batchId, table, null)) {
    onStep();
    removed += db.run(`DELETE FROM ${table} WHERE id BETWEEN ? AND ?`, first, last).changes;
  }
  return removed;
}

/** Gives rows that were only said again their former stamps. */
function stampBack(db: Db, batchId: number, table: LedgerTable, onStep: () => void): void {
  const stamps = db.all<{ stamp: number }>(
    'SELECT DISTINCT stamp FROM import_range WHERE batch_id = ? AND tbl = ? AND stamp IS NOT NULL',
    batchId,
    table,
  );
  for (const { stamp } of stamps)
    for (const [first, last] of blocksOf(db, batchId, table, stamp)) {
      onStep();
      db.run(`UPDATE ${table} SET stamp = ? WHERE id BETWEEN ? AND ?`, stamp, first, last);
    }
}

function* blocksOf(db: Db, batchId: number, table: LedgerTable, stamp: number | null): Generator<[number, number]> {
  const ranges = db.all<{ first_id: number; last_id: number }>(
    'SELECT first_id, last_id FROM import_range WHERE batch_id = ? AND tbl = ? AND stamp IS ?',
    batchId,
    table,
    stamp,
  );
  for (const { first_id, last_id } of ranges)
    for (let from = first_id; from <= last_id; from += BLOCK) yield [from, Math.min(last_id, from + BLOCK - 1)];
}

function restore(db: Db, table: LedgerTable, row: Before): number {
  if (row.before === null) {
    db.run(`UPDATE ${table} SET stamp = ? WHERE id = ?`, row.stamp, Number(row.row_id));
    return 0;
  }
  const values = JSON.parse(row.before) as Record<string, string | number | null>;
  const columns = Object.keys(values);
  db.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    ...Object.values(values),
  );
  return 1;
}

/** Puts one field group back, clock and all, unless somebody edited it after the import. */
function restoreCell(db: Db, row: Before): number {
  const [entity = '', group = ''] = row.tbl.slice(CELL_PREFIX.length).split(':');
  const spec: EntitySpec = REGISTRY[entity as EntityName];
  const { number, columns } = spec.groups[group] as EntitySpec['groups'][string];
  const before = JSON.parse(row.before ?? '') as CellBefore;
  const key = [spec.number, row.row_id, number];
  const clock = db.value<Buffer>('SELECT clock FROM cell WHERE entity = ? AND row_id = ? AND grp = ?', ...key);
  if (clock?.toString('hex') !== before.wrote) return 0;
  if (before.clock === null) {
    db.run('DELETE FROM cell WHERE entity = ? AND row_id = ? AND grp = ?', ...key);
    if (db.get('SELECT 1 FROM cell WHERE entity = ? AND row_id = ?', spec.number, row.row_id) === undefined) {
      db.run(`DELETE FROM ${spec.table} WHERE row_id = ?`, row.row_id);
      return 1;
    }
  } else
    db.run(
      'UPDATE cell SET clock = ?, seq = ? WHERE entity = ? AND row_id = ? AND grp = ?',
      Buffer.from(before.clock, 'hex'),
      before.seq,
      ...key,
    );
  // A row of which this group was not known yet has the group's defaults: null, or 0 where the column may not be null.
  const given = columns.map(
    (column) => before.values[column] ?? (column === 'internal' || column === 'deleted' ? 0 : null),
  );
  db.run(
    `UPDATE ${spec.table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE row_id = ?`,
    ...given,
    row.row_id,
  );
  return 1;
}
