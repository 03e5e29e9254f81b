import { Refusal } from '@shared/contract/errors';
import { type Db, type OpenOptions, openDatabase } from './db/database';
import { bindToInstallation } from './exchange/identity';
import { replayPending } from './exchange/replay';

export interface PortfolioPlace extends OpenOptions {
  /** The folder where this installation notes which databases it writes. */
  userData: string;
  /** The name the database will have, where it is opened under another. */
  knownAs?: string;
}

/**
 * Opens a portfolio as this installation's own, for the window and the command line alike: opened and migrated, bound to the
 * installation, and with what a later version wrote in its place, where this one can read it. Refusals are those of `openDatabase`.
 */
export async function openPortfolio(file: string, { create, userData, knownAs }: PortfolioPlace): Promise<Db> {
  const db = openDatabase(file, { create });
  try {
    bindToInstallation(db, userData, knownAs);
  } catch (error) {
    db.close();
    throw error;
  }
  try {
    await replayPending(db, Date.now());
  } catch (error) {
    // It waits for the next time (another program may be writing); never a reason not to open.
    if (!(error instanceof Refusal)) console.error(error);
  }
  return db;
}
