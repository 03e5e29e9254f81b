import { type EntityName, type GroupName, type GroupValues, REGISTRY } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import { groupsOf } from './spell';
import { loadAnew, writeAnnotation } from './write';

interface Row {
  id: number;
  entity: number;
  row_id: string;
  grp: number;
  lost_value: string;
}

/** Writes values that a merge replaced once more, as edits of now; so they merge like any other. Returns how many changed something. */
export function restoreSuperseded(db: Db, now: number, ids: readonly number[]): number {
  const groups = new Map(groupsOf(REGISTRY).map((group) => [`${group.spec.number} ${group.number}`, group]));
  return db.write(() => {
    let restored = 0;
    for (const id of ids) {
      const row = db.get<Row>('SELECT * FROM superseded_cell WHERE id = ?', id);
      const group = row && groups.get(`${row.entity} ${row.grp}`);
      if (!row || !group) continue;
      const values = JSON.parse(row.lost_value) as GroupValues<EntityName, never>;
      const entity = group.entity as EntityName;
      if (writeAnnotation(db, now, entity, row.row_id, group.group as GroupName<EntityName>, values)) {
        restored++;
        if (group.columns.includes('customer_key')) loadAnew(db);
      }
      db.run('UPDATE superseded_cell SET restored_at = ? WHERE id = ?', new Date(now).toISOString(), id);
    }
    return restored;
  });
}
