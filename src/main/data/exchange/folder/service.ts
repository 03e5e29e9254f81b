import { existsSync } from 'node:fs';
import { Refusal } from '@shared/contract/errors';
import type { FolderStatus } from '@shared/contract/folders';
import type { Db } from '../../db/database';
import { leaveCopiedId } from '../clocks';
import { type Collected, collect } from './collect';
import type { Door } from './door';
import { folderScope, ownIds } from './exchange-door';
import { listFolder, portfolioFolder } from './layout';
import { publish, type ReplicaCard } from './publish';
import { folderState } from './state';
import { folderStatus } from './status';
import { addFolder, type SharedFolder, sharedFolders } from './store';
import { inTurn } from './turn';

/** What a round of exchanging needs of its surroundings. */
export interface FolderEnv {
  /** Milliseconds since 1970. */
  now: () => number;
  card: ReplicaCard;
  doorOf: (folder: SharedFolder) => Door;
}

/** What a round met in a folder. */
export interface FolderRound {
  id: number;
  /** Another copy of this database publishes under our id. */
  cloned: boolean;
  /** In words, where it is not the folder's state. */
  failure: string | null;
}
/** What the rounds of this run of the app met, by folder. */
const rounds = new WeakMap<Db, Map<number, Omit<FolderRound, 'id'>>>();
const UNTRIED = { cloned: false, failure: null };

/**
 * Collects from and publishes to every folder that is not paused: first the others' words, then ours. A folder that cannot be
 * used is passed over and says so in its status; the others go on. Nothing that was recorded is lost by it: it goes out later.
 * @throws Refusal `db_busy` while another program has its turn; `cancelled`: what was merged or published until then stays.
 */
export async function exchangeFolders(db: Db, env: FolderEnv): Promise<FolderRound[]> {
  const met: FolderRound[] = [];
  await inTurn(db.file, 0, async () => {
    for (const folder of sharedFolders(db)) {
      if (folder.paused) continue;
      try {
        const { cloned } = await exchangeFolder(db, folder, env);
        met.push({ id: folder.id, cloned, failure: null });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === 'cancelled') throw error;
        // The state of the folder says it already.
        met.push({ id: folder.id, cloned: false, failure: error.code === 'folder_stopped' ? null : error.message });
      }
    }
  });
  return met;
}

/** Keeps what a round met for the status. */
export function noteRounds(db: Db, met: readonly FolderRound[]): void {
  const known = rounds.get(db) ?? new Map<number, Omit<FolderRound, 'id'>>();
  rounds.set(db, known);
  for (const { id, cloned, failure } of met)
    known.set(id, { cloned: cloned || (known.get(id)?.cloned ?? false), failure });
}

/** What one round did. */
export interface Round {
  collected: Collected['merged'];
  /** Names of the files written now. */
  published: string[];
  /** Another copy of this database publishes under our id. */
  cloned: boolean;
}

/** One round of one folder, in turn with other programs (`inTurn`). @throws Refusal `folder_stopped`, or what concerns this computer. */
export async function exchangeFolder(
  db: Db,
  folder: SharedFolder,
  env: FolderEnv,
  way: 'collect' | 'publish' | 'both' = 'both',
): Promise<Round> {
  const round: Round = { collected: [], published: [], cloned: false };
  const door = env.doorOf(folder);
  // Where nobody published yet there is nothing to collect.
  if (way !== 'publish' && folderState(folder.path, door.portfolioId, folder.known) !== 'new')
    round.collected = (await collect(db, folder, door, env.now())).merged;
  if (way === 'collect') return round;
  // A merge may have found this copy out as a clone: it goes on under another id, through another door.
  const now = folderById(db, folder.id);
  if (now.replica === null && isOwnThere(env.doorOf(now), now.path)) db.write(() => leaveCopiedId(db));
  const { written, cloned } = await publish(db, now, env.doorOf(now), env.card, env.now());
  return { ...round, published: written, cloned };
}

/**
 * Files of ours in a folder that is only now taken into use are of a time when it was used before, perhaps for more customers: a
 * snapshot of today's would not stand for them. They stay, and we go on under a new id.
 */
function isOwnThere({ portfolioId, replicaId }: Door, path: string): boolean {
  const root = portfolioFolder(path, portfolioId);
  return existsSync(root) && listFolder(root).files.some((file) => file.replica === replicaId);
}

/** @param now milliseconds since 1970 */
export function folderStatuses(db: Db, now: number): FolderStatus[] {
  return sharedFolders(db).map((folder) =>
    folderStatus(db, folder, ownIds(db), rounds.get(db)?.get(folder.id) ?? UNTRIED, now),
  );
}

/** Takes a folder into use, from the next round on. @param forUser whose customers are published there; null: everybody's. */
export function useFolder(db: Db, path: string, forUser: string | null): void {
  if (sharedFolders(db).some((one) => one.path === path))
    throw new Refusal('bad_input', `${path} is a shared folder here already. Nothing was changed.`);
  db.write(() => addFolder(db, path, folderScope(forUser)));
}

/** @throws Refusal `not_found`. */
export function folderById(db: Db, id: number): SharedFolder {
  const folder = sharedFolders(db).find((one) => one.id === id);
  if (!folder) throw new Refusal('not_found', 'That shared folder is not set up here any more. Nothing was changed.');
  return folder;
}
