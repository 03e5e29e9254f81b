import { Refusal } from '@shared/contract/errors';
import type { FolderStatus } from '@shared/contract/folders';
import type { Db } from '../../db/database';
import { collect } from './collect';
import type { Door } from './door';
import { publish, type ReplicaCard } from './publish';
import { folderState } from './state';
import { folderStatus } from './status';
import { type SharedFolder, sharedFolders } from './store';

/** What a round of exchanging needs of its surroundings. */
export interface FolderEnv {
  /** Milliseconds since 1970. */
  now: () => number;
  card: ReplicaCard;
  doorOf: (folder: SharedFolder) => Door;
}

/** What the last round of this run of the app met, by folder. */
interface LastRound {
  cloned: boolean;
  failure: string | null;
}
const rounds = new WeakMap<Db, Map<number, LastRound>>();
const UNTRIED: LastRound = { cloned: false, failure: null };

/**
 * Collects from and publishes to every folder that is not paused: first the others' words, then ours. A folder that cannot be
 * used is passed over and says so in its status; the others go on. Nothing that was recorded is lost by it: it goes out later.
 */
export async function exchangeFolders(db: Db, env: FolderEnv): Promise<void> {
  const known = rounds.get(db) ?? new Map<number, LastRound>();
  rounds.set(db, known);
  for (const folder of sharedFolders(db)) {
    if (folder.paused) continue;
    const before = known.get(folder.id) ?? UNTRIED;
    try {
      const cloned = await exchangeOne(db, folder, env);
      known.set(folder.id, { cloned: before.cloned || cloned, failure: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // The state of the folder says it already.
      const failure = error.code === 'folder_stopped' ? null : error.message;
      known.set(folder.id, { ...before, failure });
    }
  }
}

/** Returns whether another copy of this database publishes under our id. */
async function exchangeOne(db: Db, folder: SharedFolder, env: FolderEnv): Promise<boolean> {
  const { portfolioId } = env.doorOf(folder);
  if (folderState(folder.path, portfolioId, folder.known) === 'ready')
    await collect(db, folder, env.doorOf(folder), env.now());
  // A merge may have found this copy out as a clone: it goes on under another id, through another door.
  const now = folderById(db, folder.id);
  return (await publish(db, now, env.doorOf(now), env.card, env.now())).cloned;
}

export function folderStatuses(db: Db, env: FolderEnv): FolderStatus[] {
  return sharedFolders(db).map((folder) =>
    folderStatus(db, folder, env.doorOf(folder), rounds.get(db)?.get(folder.id) ?? UNTRIED, env.now()),
  );
}

/** @throws Refusal `not_found`. */
export function folderById(db: Db, id: number): SharedFolder {
  const folder = sharedFolders(db).find((one) => one.id === id);
  if (!folder) throw new Refusal('not_found', 'That shared folder is not set up here any more. Nothing was changed.');
  return folder;
}
