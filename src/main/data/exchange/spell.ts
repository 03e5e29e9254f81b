import type { LedgerSpec } from '@shared/exchange/ledger';
import type { EntitySpec, Registry } from '@shared/exchange/registry';

/**
 * The one spelling of records, made by SQLite: what stands in a file is also what ties are decided by, so that "the larger
 * row" means the same on every copy.
 */

/**
 * SQL text of a ledger row's values as a JSON array: its columns in their order, then what a later version added. Columns added
 * since the first format are left out while they, and all behind them, are null: every version spells a row alike.
 */
export function rowJson(spec: LedgerSpec, alias: string, before: readonly string[] = []): string {
  const columns = spec.columns.map(([name]) => (name === 'report' ? reportOf(alias) : `${alias}.${name}`));
  const array = (count: number) => `json_array(${[...before, ...columns.slice(0, count)].join(', ')})`;
  const known = array(columns.length);
  const added = columns
    .map((column, i) => `WHEN ${column} IS NOT NULL THEN ${array(i + 1)}`)
    .slice(spec.first)
    .reverse();
  return `CASE WHEN ${alias}.extra IS NOT NULL THEN substr(${known}, 1, length(${known}) - 1) || ',' || substr(${alias}.extra, 2)
    ${added.join(' ')} ELSE ${array(spec.first)} END`;
}

/** An import's report without what stays at home: its local number, and rows that are perhaps of other customers. */
function reportOf(alias: string): string {
  return `(json_remove(${alias}.report, '$.batch', '$.rejects', '$.warnings') || '')`;
}

/** SQL of a field group's value as a JSON object with sorted keys. */
export function groupJson(columns: readonly string[], alias: string): string {
  return `json_object(${[...columns]
    .sort()
    .map((column) => `'${column}', ${alias}.${column}`)
    .join(', ')})`;
}

/** SQL: whether two rows say the same in these columns. */
export function sameValues(columns: readonly string[], a: string, b: string): string {
  return columns.map((column) => `${a}.${column} IS ${b}.${column}`).join(' AND ');
}

export function ledgerColumns(spec: LedgerSpec): string[] {
  return [...spec.columns.map(([name]) => name), 'extra'];
}

/** SQL of the customer (source, U+001F, key) a row belongs to; null for what all share. */
export function ownerOf(spec: EntitySpec, alias: string): string {
  if (spec.owner === 'shared') return 'NULL';
  if (spec.owner === 'columns')
    return `coalesce(${alias}.source || char(31) || ${alias}.customer_key, (SELECT ro.owner FROM row_owner ro WHERE ro.entity = ${spec.number} AND ro.row_id = ${alias}.row_id))`;
  if (spec.table === 'customer_desk') return `${alias}.row_id`;
  const afterSource = `instr(${alias}.row_id, char(31))`;
  const rest = `substr(${alias}.row_id, ${afterSource} + 1)`;
  return `substr(${alias}.row_id, 1, ${afterSource} + instr(${rest}, char(31)) - 1)`;
}

export interface GroupOf {
  entity: string;
  group: string;
  spec: EntitySpec;
  number: number;
  columns: readonly string[];
}

/** Every field group of the registry; entities and groups in the order of their names, which is the order in files. */
export function groupsOf(registry: Registry): GroupOf[] {
  return Object.keys(registry)
    .sort()
    .flatMap((entity) => {
      const spec = registry[entity] as EntitySpec;
      return Object.keys(spec.groups)
        .sort()
        .map((group) => ({ entity, group, spec, ...(spec.groups[group] as EntitySpec['groups'][string]) }));
    });
}
