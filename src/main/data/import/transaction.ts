import type { Db } from '../db/database';
import { asLongWriter } from '../db/long-writer';

/**
 * One transaction for long work, named to others while it lasts. Within a caller's transaction (the command line's) it is part of
 * that and not one within it: SQLite would keep the former content of every page it changes in memory, for a million rows all of them.
 */
export function inLongTransaction<T>(db: Db, what: string, work: () => T): T {
  const named = () => asLongWriter(db.file, what, work);
  return db.raw.inTransaction ? named() : db.write(named);
}
