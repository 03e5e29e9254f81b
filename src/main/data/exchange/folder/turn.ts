import { Refusal } from '@shared/contract/errors';
import Sqlite from 'better-sqlite3';

/**
 * One program at a time exchanges a portfolio with its shared folders: two would number their files alike. The turn is the lock on
 * an empty file `….folders` beside the database; the system lets go of it whatever becomes of its holder.
 * @param waitMs how long to wait for another program's round.
 * @throws Refusal `db_busy` when it is still running then.
 */
export async function inTurn<T>(databaseFile: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const turn = new Sqlite(`${databaseFile}.folders`, { timeout: waitMs });
  try {
    try {
      turn.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
      throw new Refusal(
        'db_busy',
        `Another Duebook on ${databaseFile} is exchanging with its shared folders. Nothing was published or collected by this one; try again in a moment.`,
      );
    }
    return await work();
  } finally {
    turn.close();
  }
}
