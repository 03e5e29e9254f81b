import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../src/main/data/db/database';
import { checkTarget } from '../../src/main/data/db/places';
import { backupTo, restoreFrom } from '../../src/main/data/exchange/backup';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { folderState } from '../../src/main/data/exchange/folder/state';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { commitImport } from '../../src/main/data/import';
import { dump, newDatabase, newFolder, testEnv } from '../data/support/database';
import { WHOLE } from './support/copies';

/** Names mistyped or put there by somebody: nothing is lost by them, and nothing waits for ever. */
const ENV = testEnv('2026-11-23');
let db: Db;
let path: (name: string) => string;

beforeEach(() => {
  db = newDatabase();
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
  path = (name) => join(dirname(db.file), name);
});

function named(give: (from: string, to: string) => void, name: string): string {
  give(db.file, path(name));
  return path(name);
}

describe('a file is never written in the place of a database', () => {
  it.each([
    ['the one that is open', () => db.file],
    ['what SQLite keeps beside it', () => `${db.file}-wal`],
    ['a link to it', () => named(symlinkSync, 'link')],
    ['one under a second name', () => named(linkSync, 'second')],
    ['somebody else’s', () => newDatabase().file],
  ])('%s', async (_, place) => {
    const target = place();
    const before = [dump(db), readFileSync(db.file)];
    await expect(exportFile(db, ENV, target, WHOLE)).rejects.toMatchObject({ code: 'file_unwritable' });
    expect([dump(db), readFileSync(db.file)]).toEqual(before);
  });

  it('nor its backup in its own, by whatever name', async () => {
    symlinkSync(db.file, path('link'));
    for (const target of [db.file, path('link')])
      await expect(backupTo(db, target)).rejects.toMatchObject({ code: 'file_unwritable' });
    await backupTo(db, path('backup'));
    await backupTo(db, path('backup'));
  });

  it('but in the place of a former file, of nothing, and beside it', async () => {
    await exportFile(db, ENV, path('file.duebook'), WHOLE);
    await exportFile(db, ENV, path('file.duebook'), WHOLE);
    writeFileSync(path('text-wal'), 'no database is named text');
    expect(() => checkTarget(path('text-wal'))).not.toThrow();
  });
});

describe.skipIf(process.platform === 'win32')('a pipe is no file, and nobody waits for what comes out of it', () => {
  const pipe = (name: string) => {
    execFileSync('mkfifo', [path(name)]);
    return path(name);
  };

  it('where one is to be read', async () => {
    const from = pipe('pipe');
    await expect(mergeFile(db, ENV.now, from)).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(restoreFrom(db, from)).rejects.toMatchObject({ code: 'file_unreadable' });
    expect(() => commitImport(db, { name: 'pipe', path: from }, { listDate: '2026-11-20' }, ENV)).toThrow(
      /no file but a device or a pipe/,
    );
  });

  it('where one is to be written', async () => {
    await expect(exportFile(db, ENV, pipe('pipe'), WHOLE)).rejects.toMatchObject({ code: 'file_unwritable' });
  });

  it('in a shared folder', () => {
    const folder = newFolder();
    const id = '7d6d2f5e-0000-4000-8000-000000000001';
    mkdirSync(join(folder, 'Duebook-7d6d2f5e'));
    execFileSync('mkfifo', [join(folder, 'Duebook-7d6d2f5e', 'portfolio.json')]);
    expect(folderState(folder, id, true)).toBe('unreadable');
    rmSync(folder, { recursive: true });
  });
});
