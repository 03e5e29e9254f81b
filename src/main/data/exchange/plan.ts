import { BATCH, CUSTOMER, ITEM, type LedgerSpec, SETTLEMENT } from '@shared/exchange/ledger';
import type { Db } from '../db/database';
import { ProgressMeter } from '../work/progress';
import { DECISIONS, VERDICT, verdictOf } from './decisions';
import { type GroupOf, groupJson, groupsOf, ledgerColumns, rowJson, sameValues } from './spell';
import type { Knowledge, Staged } from './stage';
import { groupTable, planTable } from './stage-tables';
import { watched, watchRecords } from './watch';

/** How many records of one kind met which verdict, by verdict. */
export type Verdicts = readonly number[];

/** What a merge of the staged records would do, kind by kind. Records that are already here as they came change nothing. */
export interface MergePlan {
  batches: Verdicts;
  customers: Verdicts;
  items: Verdicts;
  settlements: Verdicts;
  cells: ReadonlyMap<GroupOf, Verdicts>;
  pending: Verdicts;
  activities: Verdicts;
  redactions: Verdicts;
}

/** Judges every staged record against what is here. Writes nothing but temporary tables. @throws what `meter` throws. */
export function planMerge(
  db: Db,
  staged: Staged,
  know: Knowledge,
  meter = new ProgressMeter(undefined, ''),
): MergePlan {
  watchRecords(db, meter);
  meter.begin('comparing', recordsIn(staged));
  let before = 0;
  planBatches(db);
  planRows(db, CUSTOMER, 'in_customer', null, before);
  before += staged.customers;
  planRows(db, ITEM, 'in_item', 'in_customer', before);
  before += staged.items;
  planRows(db, SETTLEMENT, 'in_settlement', 'in_item', before);
  before += staged.settlements;
  for (const [group, size] of staged.groups) {
    planGroup(db, group, before);
    before += size;
  }
  planPending(db, know);
  planFacts(db);
  const count = (table: string) => verdicts(db, table);
  return {
    batches: count('in_batch'),
    customers: count('in_customer'),
    items: count('in_item'),
    settlements: count('in_settlement'),
    cells: new Map([...staged.groups.keys()].map((group) => [group, count(groupTable(group))])),
    pending: count('in_pending'),
    activities: count('in_activity'),
    redactions: count('in_redaction'),
  };
}

/** Records that take their time; the few others are not counted. */
function recordsIn({ customers, items, settlements, groups }: Staged): number {
  return [...groups.values()].reduce((sum, size) => sum + size, customers + items + settlements);
}

function verdicts(db: Db, table: string): Verdicts {
  const counts = Object.values(VERDICT).map(() => 0);
  for (const { verdict, count } of db.all<{ verdict: number; count: number }>(
    `SELECT verdict, count(*) AS count FROM temp.${planTable(table)} GROUP BY verdict`,
  ))
    counts[verdict] = count;
  return counts;
}

function remake(db: Db, table: string, columns: string): string {
  const plan = planTable(table);
  db.raw.exec(`DROP TABLE IF EXISTS temp.${plan}; CREATE TEMP TABLE ${plan} (n INTEGER PRIMARY KEY, ${columns})`);
  return `temp.${plan}`;
}

/** The number that new rows of a table follow: their ids are known before they are written. */
function top(table: string): string {
  return `(SELECT coalesce(max(id), 0) FROM ${table})`;
}

/** A batch never changes. Two with one clock come from a copied installation: the later list, else the larger row, stays. */
function planBatches(db: Db): void {
  const plan = remake(db, 'in_batch', 'id INTEGER, list_date TEXT, clock BLOB, verdict INTEGER');
  const theirs = rowJson(BATCH, 'n', ['n.list_date']);
  const ours = rowJson(BATCH, 'o', ['o.list_date']);
  db.raw.exec(
    `INSERT INTO ${plan} SELECT n.n, coalesce(o.id, ${top('import_batch')} + n.n), max(n.list_date, coalesce(o.list_date, '')), n.clock,
       CASE WHEN o.id IS NULL THEN ${VERDICT.new} WHEN ${theirs} = ${ours} THEN ${VERDICT.same}
         WHEN ${DECISIONS.largerWins(theirs, ours)} THEN ${VERDICT.theirs} ELSE ${VERDICT.ours} END
     FROM temp.in_batch n LEFT JOIN import_batch o ON o.clock = n.clock`,
  );
}

const NATURAL: Record<string, string> = {
  customer: 'o.source = n.source AND o.key = n.key',
  item: 'o.customer_id = parent.id AND o.number = n.number AND o.discriminator = n.discriminator',
  settlement: 'o.item_id = parent.id AND o.kind = n.kind AND o.natural = n.natural',
};

/**
 * What goes before the larger row. A row keeps its list's clock when an older file fills what the list left blank, or when an
 * older payment takes the place of what was inferred: the row that knows more must win, or the list would take it away again.
 */
const FULLER: Record<string, (alias: string) => string> = {
  customer: (alias) => `${alias}.name <> ${alias}.key`,
  item: () => '0',
  settlement: (alias) => `-abs(${alias}.minor)`,
};

/** SQL of what a row is compared by where clocks are equal: a value goes before a blank. */
function tieOf(spec: LedgerSpec, alias: string): string {
  const row = rowJson(spec, alias);
  return `(${FULLER[spec.table]?.(alias)}, replace(${row}, 'null', '!'), ${row})`;
}

/**
 * A ledger row is one cell: the later list has it, then the later batch, then the fuller and the larger row (P19). Rows of two
 * batches with one clock are rows of one batch to every other copy, so of them only the fuller and larger counts (P14).
 */
function planRows(db: Db, spec: LedgerSpec, table: string, parent: string | null, before: number): void {
  const plan = remake(db, table, 'id INTEGER, verdict INTEGER');
  const above = parent === null ? '' : `JOIN temp.${planTable(parent)} parent ON parent.n = n.parent`;
  const verdict = verdictOf({
    unknown: 'o.id IS NULL',
    same: sameValues(ledgerColumns(spec), 'n', 'o'),
    later: 'nb.id <> ob.id AND (nb.list_date, nb.clock) > (ob.list_date, ob.clock)',
    earlier: 'nb.id <> ob.id AND (nb.list_date, nb.clock) < (ob.list_date, ob.clock)',
    larger: DECISIONS.largerWins(tieOf(spec, 'n'), tieOf(spec, 'o')),
  });
  db.raw.exec(
    `INSERT INTO ${plan} SELECT n.n, coalesce(o.id, ${top(spec.table)} + n.n), ${verdict}
     FROM temp.${table} n JOIN temp.plan_batch nb ON nb.n = n.batch ${above}
     LEFT JOIN ${spec.table} o ON ${NATURAL[spec.table]} LEFT JOIN import_batch ob ON ob.id = o.stamp
     WHERE ${watched('n.n', before)}`,
  );
}

/** A field group of an annotation: the later clock wins. */
function planGroup(db: Db, group: GroupOf, before: number): void {
  const table = groupTable(group);
  const plan = remake(db, table, 'verdict INTEGER');
  const verdict = verdictOf({
    unknown: 'o.clock IS NULL',
    same: sameValues(group.columns, 'n', 't'),
    later: 'n.clock > o.clock',
    earlier: 'n.clock < o.clock',
    larger: DECISIONS.largerWins(groupJson(group.columns, 'n'), groupJson(group.columns, 't')),
  });
  db.raw.exec(
    `INSERT INTO ${plan} SELECT n.n, ${verdict} FROM temp.${table} n
     LEFT JOIN cell o ON o.entity = ${group.spec.number} AND o.row_id = n.row_id AND o.grp = ${group.number}
     LEFT JOIN ${group.spec.table} t ON t.row_id = n.row_id
     WHERE ${watched('n.n', before)}`,
  );
}

/** SQL of a table of all known groups with their names and numbers. */
export function knownGroups(know: Knowledge): string {
  const rows = groupsOf(know.registry).map(
    ({ entity, group, spec, number }) => `('${entity}', '${group}', ${spec.number}, ${number})`,
  );
  return `known (entity, grp, entity_no, grp_no) AS (VALUES ${rows.join(', ')})`;
}

function planPending(db: Db, know: Knowledge): void {
  const plan = remake(db, 'in_pending', 'verdict INTEGER');
  const verdict = verdictOf({
    unknown: 'o.clock IS NULL AND c.clock IS NULL',
    same: 'n.value IS o.value',
    later: 'n.clock > max(coalesce(o.clock, c.clock), coalesce(c.clock, o.clock))',
    earlier: 'n.clock < max(coalesce(o.clock, c.clock), coalesce(c.clock, o.clock))',
    larger: DECISIONS.largerWins('n.value', "coalesce(o.value, '')"),
  });
  db.raw.exec(
    `WITH ${knownGroups(know)}
     INSERT INTO ${plan} SELECT n.n, ${verdict} FROM temp.in_pending n
     LEFT JOIN pending_cell o ON o.entity = n.entity AND o.row_id = n.row_id AND o.grp = n.grp
     LEFT JOIN known k ON k.entity = n.entity AND k.grp = n.grp
     LEFT JOIN cell c ON c.entity = k.entity_no AND c.row_id = n.row_id AND c.grp = k.grp_no`,
  );
}

function planFacts(db: Db): void {
  const activities = remake(db, 'in_activity', 'verdict INTEGER');
  db.raw.exec(
    `INSERT INTO ${activities} SELECT n.n, CASE WHEN o.id IS NULL THEN ${VERDICT.new} WHEN o.digest = n.digest THEN ${VERDICT.same}
       WHEN ${DECISIONS.factWins('n.digest', 'o.digest')} THEN ${VERDICT.theirs} ELSE ${VERDICT.ours} END
     FROM temp.in_activity n LEFT JOIN activity o ON o.id = n.id`,
  );
  const redactions = remake(db, 'in_redaction', 'verdict INTEGER');
  db.raw.exec(
    `INSERT INTO ${redactions} SELECT n.n, CASE WHEN o.activity_id IS NULL THEN ${VERDICT.new}
       WHEN n.at = o.at AND n.user_id = o.user_id THEN ${VERDICT.same}
       WHEN (n.at, n.user_id) < (o.at, o.user_id) THEN ${VERDICT.theirs} ELSE ${VERDICT.ours} END
     FROM temp.in_redaction n LEFT JOIN activity_redaction o ON o.activity_id = n.activity_id`,
  );
}

/** How many of these met one of the verdicts. */
export function countOf(verdicts: Verdicts, ...which: (keyof typeof VERDICT)[]): number {
  return which.reduce((sum, name) => sum + (verdicts[VERDICT[name]] ?? 0), 0);
}

export function allVerdicts(plan: MergePlan): Verdicts[] {
  const { cells, ...others } = plan;
  return [...Object.values(others), ...cells.values()];
}
