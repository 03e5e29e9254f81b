import type { Db } from '../../db/database';

/** A shared folder this copy publishes to and collects from. Local: never exchanged. */
export interface SharedFolder {
  id: number;
  path: string;
  /** JSON of the scope that is published there. */
  scope: string;
  /** The replica id the own files lie under, and the numbers of its last segment and snapshot there; 0 for none. */
  replica: string | null;
  segment: number;
  snapshot: number;
  bytesSinceSnapshot: number;
  /** It was ready once; from then on an empty folder is a lost one. */
  known: boolean;
  paused: boolean;
  publishedAt: string | null;
  collectedAt: string | null;
}

const COLUMNS = `id, path, scope, replica, segment, snapshot, bytes_since_snapshot AS bytesSinceSnapshot,
  known, paused, published_at AS publishedAt, collected_at AS collectedAt`;
type Row = Omit<SharedFolder, 'known' | 'paused'> & { known: number; paused: number };

export function sharedFolders(db: Db): SharedFolder[] {
  return db
    .all<Row>(`SELECT ${COLUMNS} FROM shared_folder ORDER BY id`)
    .map((row) => ({ ...row, known: row.known === 1, paused: row.paused === 1 }));
}

/** Numbers are never used again: what is remembered of a former folder is not true of another. */
export function addFolder(db: Db, path: string, scope: string): number {
  const used = db.value<number>(
    `SELECT max(n) FROM (SELECT 0 AS n UNION ALL SELECT id FROM shared_folder
       UNION ALL SELECT CAST(substr(id, 8) AS INTEGER) FROM exchange_channel WHERE id LIKE 'folder:%'
       UNION ALL SELECT CAST(substr(channel, 8) AS INTEGER) FROM exchange_log WHERE channel LIKE 'folder:%')`,
  ) as number;
  db.run('INSERT INTO shared_folder (id, path, scope) VALUES (?, ?, ?)', used + 1, path, scope);
  return used + 1;
}

/** Takes over into a backup that is put back which folders are in use and paused; `stopped` is paused in any case. */
export function carryFolders(copy: Db, folders: readonly SharedFolder[], stopped: number | null): void {
  for (const { id } of sharedFolders(copy)) if (!folders.some((folder) => folder.id === id)) removeFolder(copy, id);
  for (const { id, path, scope, known, paused } of folders) {
    copy.run(
      'INSERT INTO shared_folder (id, path, scope, known) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
      id,
      path,
      scope,
      known ? 1 : 0,
    );
    pauseFolder(copy, id, paused || id === stopped);
  }
}

/** Forgets the folder here; what was published stays there for the others. */
export function removeFolder(db: Db, id: number): void {
  db.run('DELETE FROM shared_folder_file WHERE folder_id = ?', id);
  db.run('DELETE FROM shared_folder WHERE id = ?', id);
}

export function pauseFolder(db: Db, id: number, paused: boolean): void {
  db.run('UPDATE shared_folder SET paused = ? WHERE id = ?', paused ? 1 : 0, id);
}

export function markKnown(db: Db, id: number): void {
  db.run('UPDATE shared_folder SET known = 1 WHERE id = ?', id);
}

export function savePublished(db: Db, folder: SharedFolder, at: string): void {
  db.run(
    `UPDATE shared_folder SET replica = ?, segment = ?, snapshot = ?, bytes_since_snapshot = ?, published_at = ? WHERE id = ?`,
    folder.replica,
    folder.segment,
    folder.snapshot,
    folder.bytesSinceSnapshot,
    at,
    folder.id,
  );
}

/** A file met there: merged, or not yet and why. */
export interface FolderFile {
  replica: string;
  name: string;
  bytes: number;
  problem: string | null;
  seenAt: string;
  mergedAt: string | null;
}

export function folderFiles(db: Db, id: number): FolderFile[] {
  return db.all<FolderFile>(
    'SELECT replica, name, bytes, problem, seen_at AS seenAt, merged_at AS mergedAt FROM shared_folder_file WHERE folder_id = ? ORDER BY replica, name',
    id,
  );
}

/** Nothing is kept of a folder that was removed while a round was under way. */
export function saveFile(db: Db, id: number, file: FolderFile): void {
  if (!sharedFolders(db).some((folder) => folder.id === id)) return;
  db.run(
    `INSERT INTO shared_folder_file (folder_id, replica, name, bytes, problem, seen_at, merged_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (folder_id, replica, name) DO UPDATE SET bytes = excluded.bytes, problem = excluded.problem, merged_at = excluded.merged_at`,
    id,
    file.replica,
    file.name,
    file.bytes,
    file.problem,
    file.seenAt,
    file.mergedAt,
  );
}

export function saveCollected(db: Db, id: number, at: string): void {
  db.run('UPDATE shared_folder SET collected_at = ? WHERE id = ?', at, id);
}
