import { BATCH, CUSTOMER, ITEM, KEY_COLUMNS, type LedgerSpec, SETTLEMENT } from '@shared/exchange/ledger';
import type { Db } from '../db/database';
import { ProgressMeter } from '../work/progress';
import { DECISIONS, VERDICT } from './decisions';
import { allVerdicts, countOf, knownGroups, type MergePlan } from './plan';
import { markSaidTwice } from './said-twice';
import { type GroupOf, groupJson, ledgerColumns } from './spell';
import type { Knowledge, Staged } from './stage';
import { FACT_COLUMNS, groupTable, planTable } from './stage-tables';
import { watched, watchRecords } from './watch';
import { loadAnew, takeSeqs } from './write';

export interface Applied {
  /** The change numbers of what the file brought; `last` below `first` when it brought nothing. */
  first: number;
  last: number;
}

const { new: NEW, theirs: THEIRS, again: AGAIN, ours: OURS } = VERDICT;

/**
 * Writes what a plan decided. Runs in the caller's transaction, in which the plan was made. `ownReplicas`: the replica ids (8
 * bytes) this installation ever wrote under; values of theirs that lose are kept under `logId`. @throws what `meter` throws.
 */
export function applyMerge(
  db: Db,
  staged: Staged,
  plan: MergePlan,
  know: Knowledge,
  ownReplicas: readonly Buffer[],
  logId: number,
  meter = new ProgressMeter(undefined, ''),
): Applied {
  const sizes = [
    staged.batches,
    staged.customers,
    staged.items,
    staged.settlements,
    staged.pending,
    staged.activities,
    staged.redactions,
    ...staged.groups.values(),
  ];
  const total = sizes.reduce((a, b) => a + b, 0);
  const writes = allVerdicts(plan).some((verdicts) => countOf(verdicts, 'new', 'theirs', 'again') > 0);
  // What comes may also lose against what is kept for a later version.
  const keptBeside = writes && db.value('SELECT 1 FROM pending_cell LIMIT 1') === 1;
  const keeps = keptBeside || allVerdicts(plan).some((verdicts) => countOf(verdicts, 'ours') > 0);
  const first = writes ? takeSeqs(db, total) : 0;
  const last = writes ? first + total - 1 : -1;
  const keptFirst = keeps ? takeSeqs(db, total) : 0;
  watchRecords(db, meter);
  meter.begin('merging', total);
  let offset = 0;
  const numbers = (size: number): Numbers => {
    const base = offset - 1;
    offset += size;
    return {
      merged: DECISIONS.mergedSeq(first + base, 'n.n'),
      kept: (present) => DECISIONS.keptSeq(keptFirst + base, 'n.n', present),
      watched: watched('n.n', base + 1),
    };
  };
  db.run('INSERT INTO merge_running (one) VALUES (1)');
  applyBatches(db, numbers(staged.batches));
  applyRows(db, CUSTOMER, 'in_customer', null, plan.customers[OURS] ?? 0, numbers(staged.customers));
  applyRows(db, ITEM, 'in_item', 'customer_id', plan.items[OURS] ?? 0, numbers(staged.items));
  applyRows(db, SETTLEMENT, 'in_settlement', 'item_id', plan.settlements[OURS] ?? 0, numbers(staged.settlements));
  for (const [group, size] of staged.groups) applyGroup(db, group, numbers(size), ownReplicas, logId);
  applyOwners(db, know);
  applyPending(db, know, numbers(staged.pending));
  applyActivities(db, numbers(staged.activities));
  applyRedactions(db, numbers(staged.redactions));
  if ([plan.customers, plan.items, plan.settlements].some((rows) => countOf(rows, 'new', 'theirs') > 0)) loadAnew(db);
  if (plan.batches[THEIRS]) markSaidTwice(db, null);
  else if (staged.items > 0) markSaidTwice(db, 'SELECT id FROM temp.plan_item');
  db.run('DELETE FROM merge_running');
  return { first, last };
}

interface Numbers {
  merged: string;
  kept: (present: string) => string;
  /** SQL that is always true and tells how far it is. */
  watched: string;
}

function applyBatches(db: Db, { merged }: Numbers): void {
  const columns = ledgerColumns(BATCH);
  db.raw.exec(
    `INSERT INTO import_batch (id, clock, ${columns.join(', ')}, seq)
       SELECT p.id, n.clock, ${columns.map((c) => `n.${c}`).join(', ')}, ${merged}
       FROM temp.in_batch n JOIN temp.plan_batch p ON p.n = n.n WHERE p.verdict = ${NEW} ORDER BY n.n;
     UPDATE import_batch SET ${columns.map((c) => `${c} = n.${c}`).join(', ')}, seq = ${merged}
       FROM temp.in_batch n JOIN temp.plan_batch p ON p.n = n.n WHERE import_batch.id = p.id AND p.verdict = ${THEIRS};`,
  );
}

function applyRows(
  db: Db,
  spec: LedgerSpec,
  staged: string,
  parentColumn: string | null,
  keptRows: number,
  { merged, kept, watched }: Numbers,
): void {
  const { table } = spec;
  const columns = ledgerColumns(spec);
  const values = columns.slice(KEY_COLUMNS);
  const from = `FROM temp.${staged} n JOIN temp.${planTable(staged)} p ON p.n = n.n AND ${watched} JOIN temp.plan_batch nb ON nb.n = n.batch`;
  const parent = parentColumn === null ? null : planTable(parentColumn === 'customer_id' ? 'in_customer' : 'in_item');
  db.raw.exec(
    `INSERT INTO ${table} (id, ${parentColumn === null ? '' : `${parentColumn}, `}${columns.join(', ')}, stamp, seq)
       SELECT p.id, ${parent === null ? '' : 'parent.id, '}${columns.map((c) => `n.${c}`).join(', ')}, nb.id, ${merged}
       ${from} ${parent === null ? '' : `JOIN temp.${parent} parent ON parent.n = n.parent`} WHERE p.verdict = ${NEW} ORDER BY n.n;
     UPDATE ${table} SET ${values.map((c) => `${c} = n.${c}`).join(', ')}, stamp = nb.id, seq = ${merged}
       ${from} WHERE ${table}.id = p.id AND p.verdict = ${THEIRS};
     UPDATE ${table} SET stamp = nb.id, seq = ${merged} ${from} WHERE ${table}.id = p.id AND p.verdict = ${AGAIN};`,
  );
  if (keptRows > 0)
    db.raw.exec(
      `UPDATE ${table} SET seq = ${kept(`${table}.seq`)} ${from} WHERE ${table}.id = p.id AND p.verdict = ${OURS}`,
    );
}

function applyGroup(
  db: Db,
  group: GroupOf,
  { merged, kept, watched }: Numbers,
  ownReplicas: readonly Buffer[],
  logId: number,
): void {
  const { columns, spec } = group;
  const table = groupTable(group);
  const from = `FROM temp.${table} n JOIN temp.${planTable(table)} p ON p.n = n.n AND ${watched}`;
  const cell = `cell.entity = ${spec.number} AND cell.row_id = n.row_id AND cell.grp = ${group.number}`;
  const own = ownReplicas.map((replica) => `x'${replica.toString('hex')}'`).join(', ');
  if (columns.includes('customer_key') && movesToAnother(db, from, spec.table)) loadAnew(db);
  db.raw.exec(
    `INSERT INTO superseded_cell (log_id, entity, row_id, grp, lost_clock, lost_value, won_clock)
       SELECT ${logId}, ${spec.number}, n.row_id, ${group.number}, cell.clock, ${groupJson(columns, 't')}, n.clock
       ${from} JOIN cell ON ${cell} JOIN ${spec.table} t ON t.row_id = n.row_id
       WHERE p.verdict = ${THEIRS} AND substr(cell.clock, 9) IN (${own});
     INSERT INTO ${spec.table} (row_id, ${columns.join(', ')}) SELECT n.row_id, ${columns.map((c) => `n.${c}`).join(', ')}
       ${from} WHERE p.verdict IN (${NEW}, ${THEIRS})
       ON CONFLICT (row_id) DO UPDATE SET ${columns.map((c) => `${c} = excluded.${c}`).join(', ')};
     INSERT INTO cell (entity, row_id, grp, clock, seq) SELECT ${spec.number}, n.row_id, ${group.number}, n.clock, ${merged}
       ${from} WHERE p.verdict IN (${NEW}, ${THEIRS}, ${AGAIN})
       ON CONFLICT (entity, row_id, grp) DO UPDATE SET clock = excluded.clock, seq = excluded.seq;
     UPDATE cell SET seq = ${kept('cell.seq')} ${from} WHERE p.verdict = ${OURS} AND ${cell};
     UPDATE pending_cell SET seq = ${kept('pending_cell.seq')} ${from} WHERE p.verdict IN (${NEW}, ${THEIRS}, ${OURS})
       AND pending_cell.entity = '${group.entity}' AND pending_cell.row_id = n.row_id AND pending_cell.grp = '${group.group}' AND pending_cell.clock > n.clock;`,
  );
}

function movesToAnother(db: Db, from: string, table: string): boolean {
  return (
    db.value(
      `SELECT 1 ${from} JOIN ${table} t ON t.row_id = n.row_id
       WHERE p.verdict = ${THEIRS} AND (t.source <> n.source OR t.customer_key <> n.customer_key) LIMIT 1`,
    ) === 1
  );
}

/** Keeps whose a half-known row is, and forgets it when the row itself says so. */
function applyOwners(db: Db, { registry }: Knowledge): void {
  db.raw.exec(
    'INSERT OR REPLACE INTO row_owner (entity, row_id, owner) SELECT entity, row_id, owner FROM temp.in_owner',
  );
  for (const { number, table, owner } of Object.values(registry))
    if (owner === 'columns')
      db.run(
        `DELETE FROM row_owner WHERE entity = ? AND row_id IN (SELECT row_id FROM ${table} WHERE source IS NOT NULL AND customer_key IS NOT NULL)`,
        number,
      );
}

function applyPending(db: Db, know: Knowledge, { merged, kept }: Numbers): void {
  if (!DECISIONS.keepsUnknown) return;
  const from = 'FROM temp.in_pending n JOIN temp.plan_pending p ON p.n = n.n';
  db.raw.exec(
    `INSERT INTO pending_cell (entity, row_id, grp, clock, value, reason, owner, seq)
       SELECT n.entity, n.row_id, n.grp, n.clock, n.value, n.reason, n.owner, ${merged}
       ${from} WHERE p.verdict IN (${NEW}, ${THEIRS}, ${AGAIN})
       ON CONFLICT (entity, row_id, grp) DO UPDATE SET clock = excluded.clock, value = excluded.value, reason = excluded.reason,
         owner = coalesce(excluded.owner, owner), seq = excluded.seq;
     UPDATE pending_cell SET seq = ${kept('pending_cell.seq')} ${from} WHERE p.verdict = ${OURS}
       AND pending_cell.entity = n.entity AND pending_cell.row_id = n.row_id AND pending_cell.grp = n.grp;
     WITH ${knownGroups(know)} UPDATE cell SET seq = ${kept('cell.seq')} ${from} JOIN known k ON k.entity = n.entity AND k.grp = n.grp
       WHERE p.verdict = ${OURS} AND cell.entity = k.entity_no AND cell.row_id = n.row_id AND cell.grp = k.grp_no;`,
  );
  dropOvertaken(db, know);
}

/** A cell kept for later ends when the same cell has a newer value that this version can read. */
export function dropOvertaken(db: Db, know: Knowledge): void {
  db.raw.exec(
    `WITH ${knownGroups(know)}
     DELETE FROM pending_cell WHERE EXISTS (SELECT 1 FROM known k JOIN cell c ON c.entity = k.entity_no AND c.grp = k.grp_no
       WHERE k.entity = pending_cell.entity AND k.grp = pending_cell.grp AND c.row_id = pending_cell.row_id AND c.clock >= pending_cell.clock)`,
  );
}

function applyActivities(db: Db, { merged, kept, watched }: Numbers): void {
  const from = `FROM temp.in_activity n JOIN temp.plan_activity p ON p.n = n.n AND ${watched}`;
  const columns = FACT_COLUMNS.join(', ');
  db.raw.exec(
    `INSERT INTO activity (id, ${columns}, seq) SELECT n.id, ${FACT_COLUMNS.map((c) => `n.${c}`).join(', ')}, ${merged}
       ${from} WHERE p.verdict = ${NEW};
     UPDATE activity SET ${FACT_COLUMNS.map((c) => `${c} = n.${c}`).join(', ')}, seq = ${merged}
       ${from} WHERE activity.id = n.id AND p.verdict = ${THEIRS};
     UPDATE activity SET seq = ${kept('activity.seq')} ${from} WHERE activity.id = n.id AND p.verdict = ${OURS};`,
  );
}

/** A redaction takes the words wherever they meet. */
function applyRedactions(db: Db, { merged }: Numbers): void {
  db.raw.exec(
    `INSERT INTO activity_redaction (activity_id, user_id, at, seq) SELECT n.activity_id, n.user_id, n.at, ${merged}
       FROM temp.in_redaction n JOIN temp.plan_redaction p ON p.n = n.n WHERE p.verdict IN (${NEW}, ${THEIRS})
       ON CONFLICT (activity_id) DO UPDATE SET user_id = excluded.user_id, at = excluded.at, seq = excluded.seq;
     UPDATE activity SET body = NULL WHERE body IS NOT NULL AND id IN (SELECT activity_id FROM activity_redaction);`,
  );
}
