import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '@shared/contract/errors';
import Sqlite from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, Db } from '../db/database';
import { nameLongWriter } from '../db/long-writer';
import { APPLICATION_ID, migrate } from '../db/migrate';
import { checkReadable, isSameFile } from '../db/places';
import { busyWords, refusalOf } from '../db/sqlite-errors';
import { newReplica, ownReplicas } from './identity';

/** Backups made before merges that are kept; older ones go. Those a user made are never touched. */
const KEPT = 5;
const PAGES_AT_ONCE = 10_000;

/** Copies the whole database to `target`; a half-written copy never has that name. */
export async function backupTo(db: Db, target: string, onPages?: Copying['onPages']): Promise<void> {
  if (isSameFile(db.file, target))
    throw new Refusal(
      'file_unwritable',
      `${target} is the database that is open, no place for its backup. Nothing was changed; choose another name.`,
    );
  const part = `${target}.part`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    rmSync(part, { force: true });
    await copied(db.raw, part, { onPages });
    rmSync(target, { force: true });
    renameSync(part, target);
  } catch (error) {
    if (existsSync(part)) rmSync(part);
    throw backupProblem(error, target);
  }
}

interface Copying {
  /** Told how far it is. */
  onPages?: ((done: number, total: number) => void) | undefined;
  /** From now on nobody else writes to the target. */
  onLocked?: (() => void) | undefined;
}

const TRY_AGAIN_MS = 100;

/** Copies one database over another. What `onPages` or `onLocked` throws leaves the target as it was. @throws Refusal `db_busy`. */
async function copied(from: Sqlite.Database, target: string, { onPages, onLocked }: Copying): Promise<void> {
  for (let waited = 0; ; waited += TRY_AGAIN_MS) {
    let locked = false;
    const { totalPages: copiedPages } = await from.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        if (!locked) onLocked?.();
        locked = true;
        onPages?.(totalPages - remainingPages, totalPages);
        return PAGES_AT_ONCE;
      },
    });
    // Where another program writes to the target, no page is copied, and that is all the driver says.
    if (copiedPages > 0) return;
    if (waited >= BUSY_TIMEOUT_MS) throw new Refusal('db_busy', busyWords(target));
    await sleep(TRY_AGAIN_MS);
  }
}

/** The backup before a merge, in the folder `backups` beside the database; returns its name there. */
export async function backupBefore(
  db: Db,
  now: number,
  onPages?: (done: number, total: number) => void,
): Promise<string> {
  const folder = backupFolder(db.file);
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const name = `${basename(db.file)}.${stamp}-${randomBytes(3).toString('hex')}.before-merge`;
  try {
    await backupTo(db, join(folder, name), onPages);
  } catch (error) {
    forgetBackup(db, name);
    throw error;
  }
  return name;
}

/**
 * Whether a backup before a merge was made within so many milliseconds of `now`. One of a day to come, from when the clock was
 * wrong, says nothing.
 */
export function hasBackupWithin(db: Db, ms: number, now: number): boolean {
  const folder = backupFolder(db.file);
  return backupNames(db).some((name) => Math.abs(now - statSync(join(folder, name)).mtimeMs) <= ms);
}

export function backupFolder(file: string): string {
  return join(dirname(file), 'backups');
}

/** Removes the backup of a merge that came to nothing, and the folder it was the first in. */
export function forgetBackup(db: Db, name: string): void {
  const folder = backupFolder(db.file);
  rmSync(join(folder, name), { force: true });
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Removes the oldest backups made before merges, never that of the latest merge: its undo needs it. */
export function pruneBackups(db: Db): void {
  const folder = backupFolder(db.file);
  const latest = db.value('SELECT backup FROM exchange_log WHERE backup IS NOT NULL ORDER BY id DESC LIMIT 1');
  // The time stands in the name; where the clock was set back the latest is not the last of them.
  const others = backupNames(db).filter((name) => name !== latest);
  for (const name of others.sort().slice(0, 1 - KEPT)) rmSync(join(folder, name), { force: true });
}

function backupNames(db: Db): string[] {
  const folder = backupFolder(db.file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter(
    (name) => name.startsWith(`${basename(db.file)}.`) && name.endsWith('.before-merge'),
  );
}

/**
 * Puts a backup in the place of everything in `db`, whole or not at all, under a new replica id and with change numbers that
 * go on rising. `keep` may carry something over into the copy before it takes the place. @throws Refusal, also what `onLocked` throws.
 */
export async function restoreFrom(
  db: Db,
  backup: string,
  { keep, onPages, onLocked }: Copying & { keep?: (copy: Db) => void } = {},
): Promise<void> {
  checkBackup(backup);
  const part = `${db.file}.restore-${process.pid}.part`;
  try {
    rmSync(part, { force: true });
    const source = new Sqlite(backup, { readonly: true, timeout: 5000 });
    await copied(source, part, { onPages }).finally(() => source.close());
    const own = db.get<{ install_secret: string; last_seq: number }>('SELECT install_secret, last_seq FROM replica');
    const replicas = ownReplicas(db).map((id) => id.toString('hex'));
    const prepare = (copy: Db) => {
      copy.write(() => {
        newReplica(copy);
        copy.run(
          'UPDATE replica SET install_secret = ?, last_seq = max(last_seq, ?) + 1',
          own?.install_secret,
          own?.last_seq ?? 0,
        );
        const all = [...new Set([...ownReplicas(copy).map((id) => id.toString('hex')), ...replicas])];
        setState(copy, 'ownReplicas', JSON.stringify(all));
        setState(copy, 'restoredAt', randomBytes(8).toString('hex'));
        keep?.(copy);
      });
    };
    await prepared(db, part, { onPages, onLocked }, prepare);
  } catch (error) {
    throw refusalOf(error, db.file);
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(part + end, { force: true });
  }
}

async function prepared(
  db: Db,
  part: string,
  { onPages, onLocked }: Copying,
  prepare: (copy: Db) => void,
): Promise<void> {
  const raw = new Sqlite(part, { timeout: 5000 });
  let unnamed = () => {};
  try {
    migrate(raw, part);
    // A copy of what is in WAL mode would be in it too; the target keeps its own.
    raw.pragma('journal_mode = WAL');
    prepare(new Db(raw, part));
    raw.pragma('wal_checkpoint(TRUNCATE)');
    await copied(raw, db.file, {
      onPages,
      onLocked: () => {
        unnamed = nameLongWriter(db.file, 'a restore');
        onLocked?.();
      },
    });
  } finally {
    raw.close();
    unnamed();
    for (const name of readdirSync(dirname(part)))
      if (name.startsWith(`${basename(part)}.before-format`)) rmSync(join(dirname(part), name), { force: true });
  }
}

export function setState(db: Db, name: string, value: string): void {
  db.run(
    'INSERT INTO local_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  );
}

/** Refuses what is no sound Duebook database, before anything is replaced by it. */
function checkBackup(file: string): void {
  if (!existsSync(file) || statSync(file).isDirectory())
    throw new Refusal('file_missing', `There is no backup ${file}. Nothing was changed.`);
  checkReadable(file);
  let raw: Sqlite.Database | undefined;
  try {
    raw = new Sqlite(file, { readonly: true, timeout: 5000 });
    if (raw.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new Refusal('db_foreign', `${file} is no Duebook database. Nothing was changed.`);
    if (raw.pragma('quick_check', { simple: true }) !== 'ok')
      throw new Refusal(
        'db_damaged',
        `${file} is damaged and cannot be restored. Nothing was changed; choose an older backup.`,
      );
  } catch (error) {
    throw refusalOf(error, file);
  } finally {
    raw?.close();
  }
}

function backupProblem(error: unknown, target: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return new Refusal(
      'disk_full',
      `There is no room for the backup ${target}. Nothing was changed; free some space and try again.`,
    );
  if (/^E[A-Z]+$/.test(code) || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY'))
    return new Refusal(
      'file_unwritable',
      `The backup ${target} cannot be written (${code}). Nothing was changed; check the folder and its rights.`,
    );
  return refusalOf(error, target);
}
