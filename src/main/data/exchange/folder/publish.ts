import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../db/database';
import type { Door } from './door';
import { listFolder, type PublishedFile, portfolioFolder, publishedName, REPLICA_FILE } from './layout';
import { folderState, requireReady, setUpFolder } from './state';
import { markKnown, type SharedFolder, savePublished } from './store';

/** A snapshot stands for the segments before it from so many segments or bytes on; a covered segment goes after 30 days. */
const SNAPSHOT_AFTER = { segments: 100, bytes: 10 * 1024 * 1024 };
const COVERED_KEPT_DAYS = 30;

export interface Published {
  /** Names of the files written now. */
  written: string[];
  /** Own files that are there though this copy never wrote them: somebody works with a copy of this database. */
  cloned: boolean;
}

/** Who we are, for the people on the other side; shown, never trusted. */
export interface ReplicaCard {
  name: string;
  appVersion: string;
}

/**
 * Publishes what changed since the last time as one immutable file under this replica's own id; nothing when nothing changed.
 * From time to time a snapshot follows, and own segments long covered by it are removed. Own files that were taken away are
 * made good by a snapshot. Nobody else's file is ever touched.
 * @throws Refusal `folder_stopped`, having changed nothing.
 */
export async function publish(
  db: Db,
  folder: SharedFolder,
  door: Door,
  card: ReplicaCard,
  now: number,
): Promise<Published> {
  const at = new Date(now).toISOString();
  const state = folderState(folder.path, door.portfolioId, folder.known);
  if (state === 'new') setUpFolder(folder.path, door.portfolioId, at);
  else requireReady(folder.path, state);
  if (!folder.known) db.write(() => markKnown(db, folder.id));

  const root = portfolioFolder(folder.path, door.portfolioId);
  const own = join(root, door.replicaId);
  const present = listFolder(root).files.filter((file) => file.replica === door.replicaId);
  mkdirSync(own, { recursive: true });
  writeCard(own, card, door.replicaId, at);

  const before = folder.replica === door.replicaId ? folder : { ...folder, ...NOTHING_OWN, replica: door.replicaId };
  const next = { ...before };
  const last = Math.max(0, ...present.map((file) => file.number));
  next.segment = Math.max(before.segment, last);
  const written: string[] = [];

  const segment = publishedName('segment', next.segment + 1);
  const changes = await door.write(join(own, segment), 'segment', folder.scope);
  if (changes) {
    next.segment++;
    next.bytesSinceSnapshot += changes.bytes;
    written.push(segment);
    // It stands there, whatever becomes of the snapshot.
    db.write(() => savePublished(db, next, at));
  }
  if (!isWhole(before, present) || isDue(next)) {
    if (existsSync(join(own, publishedName('snapshot', next.segment)))) next.segment++;
    const name = publishedName('snapshot', next.segment);
    const whole = await door.write(join(own, name), 'snapshot', folder.scope);
    if (whole) {
      next.snapshot = next.segment;
      next.bytesSinceSnapshot = 0;
      written.push(name);
    }
  }
  db.write(() => savePublished(db, next, at));
  removeCovered(present, next.snapshot, now);
  return { written, cloned: last > before.segment };
}

const NOTHING_OWN = { segment: 0, snapshot: 0, bytesSinceSnapshot: 0 };

/** Whether all own files are still there that nothing else stands for: the last snapshot and every segment after it. */
function isWhole({ segment, snapshot }: SharedFolder, present: readonly PublishedFile[]): boolean {
  const names = new Set(present.map((file) => file.name));
  if (snapshot > 0 && !names.has(publishedName('snapshot', snapshot))) return false;
  for (let number = snapshot + 1; number <= segment; number++)
    if (!names.has(publishedName('segment', number))) return false;
  return true;
}

function isDue({ segment, snapshot, bytesSinceSnapshot }: SharedFolder): boolean {
  return segment - snapshot >= SNAPSHOT_AFTER.segments || bytesSinceSnapshot >= SNAPSHOT_AFTER.bytes;
}

/** Removes own files a snapshot stands for, once everybody has had a month to read them. */
function removeCovered(present: readonly PublishedFile[], snapshot: number, now: number): void {
  const old = now - COVERED_KEPT_DAYS * 86_400_000;
  for (const file of present) {
    const covered = file.kind === 'snapshot' ? file.number < snapshot : file.number <= snapshot;
    if (covered && file.modifiedMs < old) rmSync(file.path, { force: true });
  }
}

function writeCard(own: string, card: ReplicaCard, replicaId: string, at: string): void {
  const part = join(own, `.${REPLICA_FILE}.part`);
  writeFileSync(part, `${JSON.stringify({ ...card, replicaId, seenAt: at })}\n`);
  renameSync(part, join(own, REPLICA_FILE));
}
