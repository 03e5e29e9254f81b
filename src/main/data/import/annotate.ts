import {
  type EntityName,
  type EntitySpec,
  type GroupName,
  type GroupValues,
  REGISTRY,
} from '@shared/exchange/registry';
import { writeAnnotation } from '../exchange/write';
import type { Ledger } from './ledger';

/** What a field group was before the import wrote it. Clocks in hex. */
export interface CellBefore {
  clock: string | null;
  seq: number | null;
  values: Record<string, string | number | null>;
  /** The clock the import wrote: a later edit has another, and is left alone by the undo. */
  wrote: string;
}

export const CELL_PREFIX = 'cell:';

/** Writes an annotation like any edit and keeps what it replaced for the undo. Returns whether something changed. */
export function annotate<E extends EntityName, G extends GroupName<E>>(
  ledger: Ledger,
  entity: E,
  rowId: string,
  group: G,
  values: GroupValues<E, G>,
): boolean {
  const spec: EntitySpec = REGISTRY[entity];
  const { number, columns } = spec.groups[group] as EntitySpec['groups'][string];
  const cell = () =>
    ledger.db.get<{ clock: Buffer; seq: number }>(
      'SELECT clock, seq FROM cell WHERE entity = ? AND row_id = ? AND grp = ?',
      spec.number,
      rowId,
      number,
    );
  const old = cell();
  const present = ledger.db.get<CellBefore['values']>(
    `SELECT ${columns.join(', ')} FROM ${spec.table} WHERE row_id = ?`,
    rowId,
  );
  if (!writeAnnotation(ledger.db, ledger.env.now, entity, rowId, group, values)) return false;
  const before: CellBefore = {
    clock: old?.clock.toString('hex') ?? null,
    seq: old?.seq ?? null,
    values: present ?? {},
    wrote: cell()?.clock.toString('hex') ?? '',
  };
  ledger.keep(`${CELL_PREFIX}${entity}:${group}`, rowId, old === undefined, JSON.stringify(before), null);
  return true;
}

/** Whether somebody, or an earlier import, has set this group before. */
export function isSet<E extends EntityName>(ledger: Ledger, entity: E, rowId: string, group: GroupName<E>): boolean {
  const spec: EntitySpec = REGISTRY[entity];
  const number = spec.groups[group]?.number;
  return (
    ledger.db.get('SELECT 1 FROM cell WHERE entity = ? AND row_id = ? AND grp = ?', spec.number, rowId, number) !==
    undefined
  );
}
