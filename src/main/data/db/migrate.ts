import { existsSync, renameSync, rmSync } from 'node:fs';
import { Refusal } from '@shared/contract/errors';
import type { Database } from 'better-sqlite3';
import { sql as first } from './migrations/0001-first';
import { sql as sharedFolders } from './migrations/0002-shared-folders';
import { sql as importRanges } from './migrations/0003-import-ranges';
import { sql as exchange } from './migrations/0004-exchange';
import { sql as saidTwice } from './migrations/0005-said-twice';
import { sql as channels } from './migrations/0006-channels';

/** In order; position + 1 is the version. Shipped ones are frozen (a test holds their digests). */
export const MIGRATIONS: readonly string[] = [first, sharedFolders, importRanges, exchange, saidTwice, channels];

/** 'DUEB': tells a Duebook database from any other SQLite file. */
export const APPLICATION_ID = 0x44554542;

/**
 * Brings an open database to this version in one transaction, after a backup beside it when it holds something.
 * Refuses a database that is newer than the app, and one that is not ours, leaving it untouched.
 */
export function migrate(db: Database, file: string, migrations: readonly string[] = MIGRATIONS): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  const applicationId = db.pragma('application_id', { simple: true }) as number;
  const tables = db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get() as number;
  if (applicationId !== APPLICATION_ID && (applicationId !== 0 || tables > 0 || version !== 0))
    throw new Refusal(
      'db_foreign',
      `${file} is a database of another program, not of Duebook. Nothing was changed in it.`,
    );
  if (version > migrations.length)
    throw new Refusal(
      'db_newer',
      `${file} was written by a newer Duebook (format ${version}, this one knows ${migrations.length}). Nothing was changed; open it with the newer version.`,
    );
  if (version === migrations.length) return;
  if (version > 0) backupBeside(db, `${file}.before-format-${migrations.length}.bak`);
  db.transaction(() => {
    // Another program may have done it while this one waited for the lock.
    const present = db.pragma('user_version', { simple: true }) as number;
    for (const step of migrations.slice(present)) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
  }).exclusive();
}

/** A consistent copy; written under another name first so that a half-written copy never looks like a backup. */
function backupBeside(db: Database, target: string): void {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  db.prepare('VACUUM INTO ?').run(part);
  if (existsSync(target)) rmSync(target);
  renameSync(part, target);
}
