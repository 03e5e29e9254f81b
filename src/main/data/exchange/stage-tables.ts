import { BATCH, CUSTOMER, ITEM, type LedgerSpec, SETTLEMENT } from '@shared/exchange/ledger';
import type { Statement } from 'better-sqlite3';
import type { Db } from '../db/database';
import { type GroupOf, ledgerColumns } from './spell';

/**
 * The temporary tables a file is read into, one a kind of record, numbered (`n`) in the order of the file. Values were checked
 * before; columns have the types of the tables they go to, so that a number is spelled the same on both sides (the driver binds
 * 5 as 5.0, and ties are decided by spelling). They live as long as the connection, and are made anew for each file.
 */
export function groupTable({ entity, group }: Pick<GroupOf, 'entity' | 'group'>): string {
  return `in_${entity}_${group}`;
}

const LEDGER_TABLES: readonly [table: string, spec: LedgerSpec, further: readonly string[]][] = [
  ['in_batch', BATCH, ['clock']],
  ['in_customer', CUSTOMER, ['batch']],
  ['in_item', ITEM, ['parent', 'batch']],
  ['in_settlement', SETTLEMENT, ['parent', 'batch']],
];
/** What an activity is made of beside its id. */
export const FACT_COLUMNS = [
  'source',
  'customer_key',
  'kind',
  'outcome',
  'on_date',
  'recorded_at',
  'user_id',
  'private',
  'replica_id',
  'replica_seq',
  'body',
  'digest',
] as const;

const OTHER_TABLES: readonly [table: string, columns: readonly string[]][] = [
  ['in_pending', ['entity', 'row_id', 'grp', 'clock', 'value', 'owner', 'reason']],
  ['in_activity', ['id', ...FACT_COLUMNS]],
  ['in_redaction', ['activity_id', 'user_id', 'at']],
  ['in_owner', ['entity', 'row_id', 'owner']],
];

/** Makes the tables, empty, and the statements that fill them. */
export function createStage(
  db: Db,
  groups: readonly GroupOf[],
): Record<'b' | 'c' | 'i' | 's' | 'p' | 'a' | 'x' | 'owner', Statement> {
  dropStage(db, groups);
  const inserts = new Map<string, Statement>();
  const make = (table: string, columns: readonly string[], target: string | null) => {
    const types = target === null ? new Map<string, string>() : typesOf(db, target);
    const typed = columns.map((column) => `${column} ${types.get(column) ?? ''}`);
    db.raw.exec(`CREATE TEMP TABLE ${table} (n INTEGER PRIMARY KEY, ${typed.join(', ')})`);
    inserts.set(
      table,
      db.raw.prepare(`INSERT INTO temp.${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`),
    );
  };
  for (const [table, spec, further] of LEDGER_TABLES) make(table, [...further, ...ledgerColumns(spec)], spec.table);
  for (const [table, columns] of OTHER_TABLES) make(table, columns, null);
  for (const group of groups) make(groupTable(group), ['row_id', 'clock', ...group.columns], group.spec.table);
  const of = (table: string) => inserts.get(table) as Statement;
  return {
    b: of('in_batch'),
    c: of('in_customer'),
    i: of('in_item'),
    s: of('in_settlement'),
    p: of('in_pending'),
    a: of('in_activity'),
    x: of('in_redaction'),
    owner: of('in_owner'),
  };
}

function typesOf(db: Db, table: string): Map<string, string> {
  const columns = db.raw.pragma(`table_info(${table})`) as { name: string; type: string }[];
  return new Map(columns.map(({ name, type }) => [name, type]));
}

/** Frees what a file was read into. */
export function dropStage(db: Db, groups: readonly GroupOf[]): void {
  const tables = [
    ...LEDGER_TABLES.map(([table]) => table),
    ...OTHER_TABLES.map(([table]) => table),
    ...groups.map(groupTable),
  ];
  db.raw.exec(
    tables
      .map((table) => `DROP TABLE IF EXISTS temp.${table}; DROP TABLE IF EXISTS temp.${planTable(table)};`)
      .join(''),
  );
}

/** Beside each staged table: what becomes of each of its rows. */
export function planTable(table: string): string {
  return table.replace(/^in_/, 'plan_');
}
