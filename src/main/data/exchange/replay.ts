import type { Db } from '../db/database';
import { applyMerge } from './apply';
import { ownReplicas } from './identity';
import { knownGroups, type MergePlan, planMerge } from './plan';
import { countsOf } from './report';
import { groupsOf } from './spell';
import { KNOWLEDGE, type Knowledge, type Staged, stage } from './stage';
import { dropStage } from './stage-tables';
import { revision } from './write';

/**
 * Tries once more what an earlier version could not read and kept: what this one can read takes its place as if it came now, the
 * rest stays as it is. The history tells it like a merge, so that own values it replaces can be had back there. Returns how many
 * cells were taken. @param now milliseconds since 1970
 */
export async function replayPending(db: Db, now: number, know: Knowledge = KNOWLEDGE): Promise<number> {
  const lines = db.all<{ line: string }>(
    `WITH ${knownGroups(know)}
     SELECT json_array('p', p.entity, p.row_id, p.grp, lower(hex(p.clock)), json(p.value), p.owner) AS line
     FROM pending_cell p JOIN known k ON k.entity = p.entity AND k.grp = p.grp ORDER BY p.entity, p.row_id, p.grp`,
  );
  if (lines.length === 0) return 0;
  const staged = await stage(db, [lines.map(({ line }) => line)], 'what was kept', know);
  try {
    const readable = staged.cells - staged.pending;
    if (readable > 0) db.write(() => apply(db, now, staged, planMerge(db, staged, know), know));
    return readable;
  } finally {
    dropStage(db, groupsOf(know.registry));
  }
}

function apply(db: Db, now: number, staged: Staged, plan: MergePlan, know: Knowledge): void {
  const before = revision(db);
  const header = { by: { userId: '' }, scope: { all: true }, counts: { cells: staged.cells, activities: 0 } };
  const entry = Number(
    db.run(
      `INSERT INTO exchange_log (kind, at, channel, file_name, digest, header, report, first_seq, last_seq, revision_before, revision_after)
       VALUES ('replay', ?, NULL, '', '', ?, '{}', 0, -1, ?, ?)`,
      new Date(now).toISOString(),
      JSON.stringify(header),
      before,
      before,
    ).lastInsertRowid,
  );
  applyMerge(db, staged, plan, know, ownReplicas(db), entry);
  const replaced = db.value<number>('SELECT count(*) FROM superseded_cell WHERE log_id = ?', entry) as number;
  db.run(
    'UPDATE exchange_log SET report = ?, revision_after = ? WHERE id = ?',
    JSON.stringify(countsOf(plan, replaced)),
    revision(db),
    entry,
  );
}
