import { REGISTRY } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import { knownGroups } from './plan';
import { unmarked } from './said-twice';
import { groupsOf } from './spell';
import { KNOWLEDGE } from './stage';

/** Columns that are 0 or 1 from the start rather than null. */
const FLAGS = new Set(['internal', 'deleted', 'active', 'closed']);

/** What is wrong with the clocks of exchanged values and with what is kept for later versions, in words (P18). */
export function exchangeProblems(db: Db): string[] {
  const problems: string[] = [];
  for (const { entity, group, spec, number, columns } of groupsOf(REGISTRY)) {
    const said = columns.filter((column) => !FLAGS.has(column)).map((column) => `t.${column} IS NOT NULL`);
    if (said.length === 0) continue;
    const bare = db.value<number>(
      `SELECT count(*) FROM ${spec.table} t WHERE (${said.join(' OR ')})
         AND EXISTS (SELECT 1 FROM cell c WHERE c.entity = ? AND c.row_id = t.row_id)
         AND NOT EXISTS (SELECT 1 FROM cell c WHERE c.entity = ? AND c.row_id = t.row_id AND c.grp = ?)`,
      spec.number,
      spec.number,
      number,
    );
    if (bare) problems.push(`${bare} values of ${entity} ${group} have no clock`);
  }
  const overtaken = db.value<number>(
    `WITH ${knownGroups(KNOWLEDGE)} SELECT count(*) FROM pending_cell p JOIN known k ON k.entity = p.entity AND k.grp = p.grp
     JOIN cell c ON c.entity = k.entity_no AND c.grp = k.grp_no AND c.row_id = p.row_id WHERE c.clock >= p.clock`,
  );
  if (overtaken)
    problems.push(`${overtaken} values kept for a later version are older than what stands in their place`);
  const unmarkedCount = [...unmarked(db, null)].length;
  if (unmarkedCount) problems.push(`${unmarkedCount} settlements are not marked for what another copy's list says too`);
  if (db.value('SELECT count(*) FROM merge_running') !== 0) problems.push('A merge left its mark behind');
  return problems;
}
