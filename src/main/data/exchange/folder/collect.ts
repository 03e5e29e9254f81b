import { Refusal } from '@shared/contract/errors';
import type { Db } from '../../db/database';
import type { Door } from './door';
import { listFolder, type PublishedFile, portfolioFolder } from './layout';
import { planCollect } from './plan';
import { folderState, requireReady } from './state';
import { folderFiles, markKnown, type SharedFolder, saveCollected, saveFile } from './store';

/** A file that is incomplete for so long is not on its way any more. */
const UPLOAD_HOURS = 24;

export interface Collected {
  /** Files merged now; `brought` when something was new in them. */
  merged: { replica: string; name: string; brought: boolean }[];
  /** Files still being uploaded, and numbers that have not arrived. */
  waiting: { replica: string; name: string }[];
  /** Files that cannot be read, with the reason. */
  problems: { replica: string; name: string; message: string }[];
  /** Names nobody here writes: conflict copies of the folder service. */
  strangers: string[];
}

/**
 * Merges what the others published, each file once and whole; the order does not matter. A file that cannot be read stops
 * nothing but itself: it is told, and tried again next time. Nothing in the folder is changed.
 * @throws Refusal `folder_stopped`, having changed nothing.
 */
export async function collect(db: Db, folder: SharedFolder, door: Door, now: number): Promise<Collected> {
  const at = new Date(now).toISOString();
  requireReady(folder.path, folderState(folder.path, door.portfolioId, folder.known));
  if (!folder.known) db.write(() => markKnown(db, folder.id));
  const listing = listFolder(portfolioFolder(folder.path, door.portfolioId));
  const seen = new Map(folderFiles(db, folder.id).map((file) => [`${file.replica}/${file.name}`, file]));
  const result: Collected = { merged: [], waiting: [], problems: [], strangers: listing.strangers };

  for (const replica of listing.replicas) {
    if (replica === door.replicaId) continue;
    const files = listing.files.filter((file) => file.replica === replica);
    const taken = [...seen.values()].filter((file) => file.replica === replica && file.mergedAt !== null);
    const plan = planCollect(files, new Set(taken.map((file) => file.name)));
    for (const number of plan.missing) result.waiting.push({ replica, name: `no. ${number}` });
    for (const file of plan.merge) {
      const known = {
        replica,
        name: file.name,
        bytes: file.bytes,
        seenAt: seen.get(`${replica}/${file.name}`)?.seenAt ?? at,
      };
      const problem = await take(door, file, result);
      db.write(() => saveFile(db, folder.id, { ...known, problem, mergedAt: problem === null ? at : null }));
      if (problem === null) continue;
      const uploading = now - Date.parse(known.seenAt) < UPLOAD_HOURS * 3_600_000;
      if (problem === INCOMPLETE && uploading) result.waiting.push({ replica, name: file.name });
      else result.problems.push({ replica, name: file.name, message: problem });
    }
  }
  db.write(() => saveCollected(db, folder.id, at));
  return result;
}

const INCOMPLETE = 'This file is not complete: it is still being uploaded, or was cut off.';

/** Merges one file; the reason in words when it cannot be. */
async function take(door: Door, file: PublishedFile, result: Collected): Promise<string | null> {
  try {
    const brought = await door.merge(file.path);
    result.merged.push({ replica: file.replica, name: file.name, brought });
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What concerns this machine and not the file is everybody's matter.
    if (error.code.startsWith('db_') || error.code === 'disk_full') throw error;
    return error.code === 'file_damaged' && error.details?.incomplete === true ? INCOMPLETE : error.message;
  }
}
