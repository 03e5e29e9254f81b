import { Refusal } from '@shared/contract/errors';
import type { Db } from '../../db/database';
import type { Door } from './door';
import { type Findings, findingsOf, INCOMPLETE, mergedNames } from './findings';
import { listFolder, type PublishedFile, portfolioFolder } from './layout';
import { planCollect } from './plan';
import { folderState, requireReady } from './state';
import { folderFiles, markKnown, type SharedFolder, saveCollected, saveFile } from './store';

export interface Collected extends Findings {
  /** Files merged now; `brought` when something was new in them. */
  merged: { replica: string; name: string; brought: boolean }[];
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
  const before = folderFiles(db, folder.id);
  const seenAt = new Map(before.map((file) => [`${file.replica}/${file.name}`, file.seenAt]));
  const merged: Collected['merged'] = [];

  for (const replica of listing.replicas) {
    if (replica === door.replicaId) continue;
    const files = listing.files.filter((file) => file.replica === replica);
    for (const file of planCollect(files, mergedNames(before, replica)).merge) {
      const { name, bytes } = file;
      const { problem, brought } = await take(door, file);
      if (problem === null) merged.push({ replica, name, brought });
      const mergedAt = problem === null ? at : null;
      db.write(() =>
        saveFile(db, folder.id, {
          replica,
          name,
          bytes,
          problem,
          seenAt: seenAt.get(`${replica}/${name}`) ?? at,
          mergedAt,
        }),
      );
    }
  }
  db.write(() => saveCollected(db, folder.id, at));
  return { merged, ...findingsOf(listing, folderFiles(db, folder.id), door.replicaId, now) };
}

/** Merges one file; the reason in words when it cannot be. */
async function take(door: Door, file: PublishedFile): Promise<{ problem: string | null; brought: boolean }> {
  try {
    return { problem: null, brought: await door.merge(file.path) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What concerns this machine or its user and not the file is everybody's matter.
    if (error.code.startsWith('db_') || ['disk_full', 'cancelled'].includes(error.code)) throw error;
    const incomplete = error.code === 'file_damaged' && error.details?.incomplete === true;
    return { problem: incomplete ? INCOMPLETE : error.message, brought: false };
  }
}
