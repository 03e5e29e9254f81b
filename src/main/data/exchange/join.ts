import type { MergeReport } from '@shared/contract/exchange';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { findUser, writeMe, writeUser } from '../portfolio/store';
import { mergeFile } from './merge';
import type { MergeOptions } from './stage-file';

/**
 * First run: takes over a colleague's portfolio, id and all, into a database that holds nothing yet. `me` is one of its people by
 * name or initials, or a new collector.
 */
export async function joinPortfolio(
  db: Db,
  env: Pick<CallEnv, 'now' | 'newId'>,
  path: string,
  me: { name: string; initials: string } | null,
  options: MergeOptions = {},
): Promise<MergeReport> {
  const report = await mergeFile(db, env.now, path, { ...options, join: true });
  if (me === null) return report;
  db.write(() => {
    const present = findUser(db, me.name);
    const userId = present?.id ?? env.newId();
    if (present === null) writeUser(db, env.now, { id: userId, ...me, role: 'collector' });
    writeMe(db, userId);
  });
  return report;
}
