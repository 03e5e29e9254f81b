import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/main/data/db/database';
import { MIGRATIONS, migrate } from '../../../src/main/data/db/migrate';
import { dump, newDatabase, newFolder } from '../support/database';

/** Digests of the steps in order; a new step adds a line, a shipped line never changes. */
const FROZEN = [
  'c2290ed57e20ce1611389646cd9d37c164dfe7f5aa80b642539ba7717b07d776',
  'ab2d0a21f08b3d04020a77073e4aa57333e8803efc48c5e2268e94478c985b62',
  '8b5ce14a45f998b32f7b74d293aa3cdbc160727564aa3c70a6e37d4ecc003a7d',
  'a472a4ff1fe7abd0868479650058a2caf3aa9750b1ffdd44e92edbcbe7021ed2',
  '4f296338f7eb7978b4080362c9b607b9032b6fc128d5cf264d9a4f73ca37d344',
  '6f0e40a4989e511723b5d60924891d1a4c8839c218a1f2190887a2fdd7c89aa3',
];

function refusal(open: () => unknown): { code: string; message: string } {
  try {
    open();
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('was not refused');
}

describe('opening a database', () => {
  it('makes a portfolio identity once and keeps it', () => {
    const file = join(newFolder(), 'deep', 'portfolio.db');
    const first = openDatabase(file, { create: true });
    const identity = first.all('SELECT * FROM replica');
    first.close();
    const second = openDatabase(file, { create: false });
    expect(second.all('SELECT * FROM replica')).toEqual(identity);
    expect(second.raw.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(second.raw.pragma('synchronous', { simple: true })).toBe(2);
    second.close();
  });

  it('refuses a missing file without making one', () => {
    const file = join(newFolder(), 'nothing.db');
    const { code, message } = refusal(() => openDatabase(file, { create: false }));
    expect(code).toBe('db_missing');
    expect(message).toContain(file);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses a file that is no database, an empty one, a folder, and leaves them as they were', () => {
    const folder = newFolder();
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'customers, mostly nice '.repeat(100));
    expect(refusal(() => openDatabase(text, { create: false })).code).toBe('db_foreign');
    expect(readFileSync(text, 'utf8')).toContain('mostly nice');
    const empty = join(folder, 'empty.db');
    writeFileSync(empty, '');
    expect(refusal(() => openDatabase(empty, { create: true })).code).toBe('db_damaged');
    mkdirSync(join(folder, 'sub'));
    expect(refusal(() => openDatabase(join(folder, 'sub'), { create: true })).code).toBe('db_foreign');
  });

  it("refuses another program's database and leaves it untouched", () => {
    const file = join(newFolder(), 'shop.db');
    const foreign = new Sqlite(file);
    foreign.exec('CREATE TABLE orders (id INTEGER)');
    foreign.close();
    const bytes = readFileSync(file);
    expect(refusal(() => openDatabase(file, { create: false })).code).toBe('db_foreign');
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('refuses a database of a newer Duebook by its format and leaves it untouched', () => {
    const file = join(newFolder(), 'newer.db');
    const db = openDatabase(file, { create: true });
    db.raw.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    db.close();
    const { code, message } = refusal(() => openDatabase(file, { create: false }));
    expect(code).toBe('db_newer');
    expect(message).toContain(`format ${MIGRATIONS.length + 1}`);
  });

  it('says that a damaged database is damaged', () => {
    const file = join(newFolder(), 'torn.db');
    openDatabase(file, { create: true }).close();
    truncateSync(file, 5000);
    expect(['db_damaged', 'db_foreign']).toContain(refusal(() => openDatabase(file, { create: false })).code);
  });

  it('says that a read-only file is read-only', () => {
    const file = join(newFolder(), 'locked.db');
    openDatabase(file, { create: true }).close();
    chmodSync(file, 0o444);
    expect(refusal(() => openDatabase(file, { create: false })).code).toBe('db_readonly');
  });

  it('says that a database locked by another program is locked, and changes nothing', () => {
    const db = newDatabase();
    const other = new Sqlite(db.file);
    other.exec('BEGIN IMMEDIATE');
    db.raw.pragma('busy_timeout = 100');
    const { code, message } = refusal(() => db.write(() => db.run("INSERT INTO local_state VALUES ('a', 'b')")));
    expect(code).toBe('db_busy');
    expect(message).toContain(db.file);
    other.exec('ROLLBACK');
    other.close();
    expect(db.value('SELECT count(*) FROM local_state')).toBe(0);
  });

  it('says that the disk is full and rolls the whole action back', () => {
    const db = newDatabase();
    const pages = db.raw.pragma('page_count', { simple: true }) as number;
    db.raw.pragma(`max_page_count = ${pages + 2}`);
    const before = dump(db);
    const { code } = refusal(() =>
      db.write(() => {
        for (let i = 0; i < 1000; i++) db.run('INSERT INTO local_state VALUES (?, ?)', `n${i}`, 'x'.repeat(500));
      }),
    );
    expect(code).toBe('disk_full');
    expect(dump(db)).toEqual(before);
  });
});

describe('migrations', () => {
  it('that were shipped are frozen: a later change is a new step', () => {
    const digests = MIGRATIONS.map((step) => createHash('sha256').update(step).digest('hex'));
    expect(digests).toEqual(FROZEN);
  });

  it('run whole or not at all, with a backup before when there is something to lose', () => {
    const file = join(newFolder(), 'portfolio.db');
    openDatabase(file, { create: true }).close();
    const raw = new Sqlite(file);
    const broken = [...MIGRATIONS, 'CREATE TABLE added (x INTEGER) STRICT; CREATE TABLE item (x INTEGER);'];
    expect(() => migrate(raw, file, broken)).toThrow(/already exists/);
    expect(raw.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(raw.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'added'").pluck().get()).toBe(0);
    raw.close();
    expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.bak'))).toHaveLength(1);
  });
});
