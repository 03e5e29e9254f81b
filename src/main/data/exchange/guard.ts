import { Refusal } from '@shared/contract/errors';
import type { Db } from '../db/database';
import { VERDICT } from './decisions';
import type { OpenedFile } from './file/open-file';
import type { Staged } from './stage';
import { groupTable, planTable } from './stage-tables';

/** From so many deletions on, a merge asks to be confirmed. */
const MANY_DELETIONS = 25;
const MANY_PERCENT = 5;
const FEW = 5;
/** Refuses the file of another portfolio; with `join`, a database that already holds one. */
export function checkPortfolio(db: Db, { header, name }: OpenedFile, join: boolean): void {
  if (join) {
    if (!holdsNothing(db))
      throw new Refusal(
        'not_empty',
        'This database already holds a portfolio, so none can be joined in it. Nothing was changed.',
      );
    return;
  }
  if (header.portfolioId === db.value('SELECT portfolio_id FROM replica')) return;
  throw new Refusal(
    'other_portfolio',
    holdsNothing(db)
      ? `${name} belongs to a portfolio that was not joined here yet. Nothing was changed; join it first.`
      : `${name} belongs to another portfolio than the one that is open. Nothing was changed; open that portfolio, or ask its sender for a file of this one.`,
  );
}

/** Nothing was imported or recorded yet. */
export function holdsNothing(db: Db): boolean {
  return (
    db.value(
      'SELECT 1 WHERE EXISTS (SELECT 1 FROM import_batch) OR EXISTS (SELECT 1 FROM cell) OR EXISTS (SELECT 1 FROM activity) OR EXISTS (SELECT 1 FROM pending_cell)',
    ) === undefined
  );
}

/** Takes a portfolio's id over into a database that holds nothing yet. */
export function takeOver(db: Db, portfolioId: string): void {
  if (!holdsNothing(db))
    throw new Refusal('not_empty', 'This database already holds a portfolio. Nothing was changed.');
  db.run('UPDATE replica SET portfolio_id = ?', portfolioId);
}

/** Refuses many deletions that nobody confirmed. */
export function refuseDeletions(db: Db, staged: Staged): void {
  const { deletions, text } = manyDeletions(db, staged);
  if (text !== null)
    throw new Refusal('needs_confirmation', `${text} Nothing was changed; confirm it if that is right.`, { deletions });
}

/** When a file with this digest was merged first; null when it was not. */
export function mergedAt(db: Db, digest: string): string | null {
  return (
    db.value<string>("SELECT at FROM exchange_log WHERE kind = 'merge' AND digest = ? ORDER BY id LIMIT 1", digest) ??
    null
  );
}

/** Contacts, people and facts that the file would take away; words when they are many. */
export function manyDeletions(db: Db, staged: Staged): { deletions: number; text: string | null } {
  let deletions = 0;
  let present = 0;
  for (const group of staged.groups.keys()) {
    const [column, gone] =
      group.columns[0] === 'deleted' ? ['deleted', 1] : group.columns[0] === 'active' ? ['active', 0] : [];
    if (column === undefined || group.columns.length !== 1) continue;
    deletions += db.value<number>(
      `SELECT count(*) FROM temp.${groupTable(group)} n JOIN temp.${planTable(groupTable(group))} p ON p.n = n.n
       JOIN ${group.spec.table} t ON t.row_id = n.row_id
       WHERE n.${column} = ${gone} AND t.${column} <> ${gone} AND p.verdict IN (${VERDICT.new}, ${VERDICT.theirs})`,
    ) as number;
    present += db.value<number>(`SELECT count(*) FROM ${group.spec.table} WHERE ${column} <> ${gone}`) as number;
  }
  deletions += db.value<number>(
    `SELECT count(*) FROM temp.in_redaction n JOIN temp.plan_redaction p ON p.n = n.n JOIN activity a ON a.id = n.activity_id
     WHERE p.verdict = ${VERDICT.new}`,
  ) as number;
  present += db.value<number>('SELECT count(*) FROM activity') as number;
  const many = deletions > MANY_DELETIONS || (deletions > FEW && deletions * 100 > present * MANY_PERCENT);
  return {
    deletions,
    text: many ? `This file deletes ${deletions} contacts, people and notes that are here.` : null,
  };
}
