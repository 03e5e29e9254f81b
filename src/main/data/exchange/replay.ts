import type { Db } from '../db/database';
import { applyMerge } from './apply';
import { ownReplicas } from './identity';
import { knownGroups, planMerge } from './plan';
import { groupsOf } from './spell';
import { KNOWLEDGE, type Knowledge, stage } from './stage';
import { dropStage } from './stage-tables';

/**
 * Tries once more what an earlier version could not read and kept: what this one can read takes its place as if it came now, the
 * rest stays as it is. To be called when a database was opened. Returns how many cells were taken.
 */
export async function replayPending(db: Db, know: Knowledge = KNOWLEDGE): Promise<number> {
  const lines = db.all<{ line: string }>(
    `WITH ${knownGroups(know)}
     SELECT json_array('p', p.entity, p.row_id, p.grp, lower(hex(p.clock)), json(p.value), p.owner) AS line
     FROM pending_cell p JOIN known k ON k.entity = p.entity AND k.grp = p.grp ORDER BY p.entity, p.row_id, p.grp`,
  );
  if (lines.length === 0) return 0;
  const staged = await stage(db, [lines.map(({ line }) => line)], 'what was kept', know);
  try {
    const readable = staged.cells - staged.pending;
    // No file brought them, so no entry of the history stands for what they replace.
    if (readable > 0) db.write(() => applyMerge(db, staged, planMerge(db, staged, know), know, ownReplicas(db), 0));
    return readable;
  } finally {
    dropStage(db, groupsOf(know.registry));
  }
}
