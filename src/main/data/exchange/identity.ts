import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isObject } from '@shared/exchange/values';
import type { Db } from '../db/database';

/**
 * Which installation writes. A replica id must have one writer: the secret beside it in the database must be the one this
 * computer noted for the file's place (`install.json` in the user-data folder). A database that was copied, moved or put back
 * from a backup fails that, and takes a new replica id before its first write; everything else in it stays.
 */
export const INSTALL_FILE = 'install.json';

/** Binds an open database to this installation. Reading alone changes nothing. */
export function bindToInstallation(db: Db, userData: string, knownAs: string = db.file): void {
  const place = placeOf(knownAs);
  const isBound = () => readPlaces(userData)[place] === db.value<string>('SELECT install_secret FROM replica');
  if (isBound()) return;
  db.beforeFirstWrite(() => {
    // Another connection of this program may have done it since.
    if (isBound()) return;
    const secret = newReplica(db);
    notePlace(userData, place, secret);
  });
}

/** Before this copy tells others who it is: one that was copied takes an id of its own now, not with what it writes afterwards. */
export function settleIdentity(db: Db): void {
  db.write(() => {});
}

/** A new replica id and secret; the former id is remembered as ours. Runs in the caller's transaction. Returns the secret. */
export function newReplica(db: Db): string {
  const secret = randomBytes(16).toString('hex');
  const own = [...new Set([...ownReplicas(db).map((id) => id.toString('hex'))])];
  db.run(
    "INSERT INTO local_state (name, value) VALUES ('ownReplicas', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    JSON.stringify(own),
  );
  db.run('UPDATE replica SET replica_id = ?, install_secret = ?', randomBytes(8), secret);
  return secret;
}

/** The present replica id and every former one of this database. */
export function ownReplicas(db: Db): Buffer[] {
  const former = db.value<string>("SELECT value FROM local_state WHERE name = 'ownReplicas'");
  const present = db.value<Buffer>('SELECT replica_id FROM replica') as Buffer;
  const ids = former === undefined ? [] : (JSON.parse(former) as string[]);
  return [present, ...ids.map((id) => Buffer.from(id, 'hex'))];
}

/** The file's own place, whatever links lead to it; the file itself need not be there yet. */
function placeOf(file: string): string {
  try {
    return join(realpathSync(dirname(file)), basename(file));
  } catch {
    return file;
  }
}

function readPlaces(userData: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(userData, INSTALL_FILE), 'utf8'));
    return isObject(parsed) && isObject(parsed.databases) ? (parsed.databases as Record<string, string>) : {};
  } catch {
    // Missing or unreadable: every database takes a new identity, which is safe.
    return {};
  }
}

/** Where nothing can be noted the database takes another identity the next time, which is safe. */
function notePlace(userData: string, place: string, secret: string): void {
  try {
    mkdirSync(userData, { recursive: true });
    const databases = { ...readPlaces(userData), [place]: secret };
    writeFileSync(join(userData, INSTALL_FILE), `${JSON.stringify({ databases }, null, 2)}\n`);
  } catch (error) {
    console.error(error);
  }
}
