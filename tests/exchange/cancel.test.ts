import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MergeReport } from '@shared/contract/exchange';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import { backupTo } from '../../src/main/data/exchange/backup';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { type ExchangeJob, runExchange } from '../../src/main/data/exchange/job';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { commitImport } from '../../src/main/data/import';
import type { Phase, Progress } from '../../src/main/data/work/progress';
import { dump, newFolder } from '../data/support/database';
import { joined, managerAndCollector, shareFolder, syncAll } from './folder/copies';
import { WHOLE } from './support/copies';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const env = { now: NOW + 60_000, asOf: '2026-11-23', userId: 'u' };
const PASSPHRASE = 'a long enough passphrase';

let folder: string;
let ana: Db;
const path = (name: string) => join(folder, name);
const mergeOf = (name: string) =>
  ({ what: 'merge', path: path(name), passphrase: null, confirmed: false, after: null, env }) as const;

/** A portfolio of some thousand items and contacts, a copy of it from before the last list, and the file between the two. */
beforeAll(async () => {
  folder = newFolder();
  ana = openDatabase(path('ana.db'), { create: true });
  list(ana, '2026-11-01', 400);
  ana.write(() => writeAnnotation(ana, NOW, 'user', 'u', 'person', { name: 'Ana', initials: 'A', role: 'collector' }));
  await exportFile(ana, env, path('first.duebook'), WHOLE);
  const ben = openDatabase(path('ben.db'), { create: true });
  await mergeFile(ben, NOW, path('first.duebook'), { join: true });
  ben.close();
  list(ana, '2026-11-05', 3500);
  ana.write(() => {
    for (let n = 0; n < 3500; n++)
      writeAnnotation(ana, NOW + n, 'contact', `k${n}`, 'person', { name: `N${n}`, role: 'ap', internal: 0 });
  });
  await exportFile(ana, env, path('second.duebook'), WHOLE);
  await exportFile(ana, env, path('secret.duebook'), WHOLE, { passphrase: PASSPHRASE });
}, 60_000);
afterAll(() => {
  ana.close();
  rmSync(folder, { recursive: true, force: true });
});

function list(db: Db, listDate: string, items: number): void {
  const rows = Array.from(
    { length: items },
    (_, n) => `C${n % 70};Firm ${n % 70};R${n};2026-10-01;2026-10-31;EUR;9.00`,
  );
  const head = 'Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Amount';
  const bytes = new TextEncoder().encode([head, ...rows].join('\n'));
  const options = { kind: 'open-items', listDate } as const;
  commitImport(db, { name: 'list.csv', bytes }, options, { ...env, newId: () => listDate });
}

/** A folder with a copy of a database in it, closed. */
async function copyOf(name: string): Promise<string> {
  const place = newFolder();
  const db = openDatabase(path(name), { create: false });
  await backupTo(db, join(place, 'copy.db'));
  db.close();
  return join(place, 'copy.db');
}

/** The same with the backups beside it. */
async function copyTo(db: Db): Promise<string> {
  const file = join(newFolder(), 'copy.db');
  await backupTo(db, file);
  cpSync(join(dirname(db.file), 'backups'), join(dirname(file), 'backups'), { recursive: true });
  return file;
}

/** All that could be changed: every row, and every file beside the database but its own logs. */
function stateOf(db: Db) {
  const files = readdirSync(dirname(db.file), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name))
    .map((entry) => entry.name);
  return { rows: dump(db), files: files.sort() };
}

/** Says stop at the n-th question; counts the questions of each phase. */
function stopAt(n: number): Progress & { asked: Phase[] } {
  const asked: Phase[] = [];
  return { asked, onRows: (_rows, _total, phase) => asked.push(phase), isCancelled: () => asked.length > n };
}

/** The first, a middle and the last question of each phase. */
function moments(asked: readonly Phase[]): number[] {
  const chosen = [...new Set(asked)].flatMap((phase) => {
    const at = asked.flatMap((one, n) => (one === phase ? [n] : []));
    return [at[0], at[at.length >> 1], at.at(-1)] as number[];
  });
  return [...new Set(chosen)];
}

/** Does the job once to its end, then stops it at several moments: whatever the moment, everything is as before. */
async function stoppedAnywhere(
  open: () => Promise<Db>,
  job: (db: Db) => ExchangeJob,
  least: readonly Phase[],
  clear: (db: Db) => void = () => {},
): Promise<void> {
  const whole = await open();
  const all = stopAt(Number.POSITIVE_INFINITY);
  await runExchange(whole, job(whole), all);
  whole.close();
  expect([...new Set(all.asked)]).toEqual(least);
  const db = await open();
  const before = stateOf(db);
  for (const n of moments(all.asked)) {
    await expect(runExchange(db, job(db), stopAt(n)), `stopped at ${all.asked[n]}`).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(stateOf(db), `stopped at ${all.asked[n]}`).toEqual(before);
  }
  // And nothing of it stands in the way of doing it after all.
  await runExchange(db, job(db));
  expect(stateOf(db)).not.toEqual(before);
  clear(db);
  db.close();
}

const opened = async (name: string) => openDatabase(await copyOf(name), { create: false });

describe('stopped at any moment', () => {
  it('a merge changes nothing and leaves no backup', async () => {
    const merge = mergeOf('second.duebook');
    await stoppedAnywhere(
      () => opened('ben.db'),
      () => merge,
      ['proving', 'staging', 'comparing', 'backingUp', 'merging'],
    );
  }, 120_000);

  it('reading a file with a passphrase changes nothing', async () => {
    const db = await opened('ben.db');
    const before = stateOf(db);
    const look = { what: 'previewMerge', path: path('secret.duebook'), passphrase: PASSPHRASE, env } as const;
    const all = stopAt(Number.POSITIVE_INFINITY);
    await runExchange(db, look, all);
    expect([...new Set(all.asked)]).toEqual(['proving', 'unlocking', 'staging', 'comparing']);
    for (const n of [0, all.asked.indexOf('unlocking'), all.asked.indexOf('comparing')])
      await expect(runExchange(db, look, stopAt(n))).rejects.toMatchObject({ code: 'cancelled' });
    expect(stateOf(db)).toEqual(before);
    db.close();
  }, 60_000);

  it('joining takes nothing over', async () => {
    const join_ = {
      what: 'join',
      path: path('second.duebook'),
      passphrase: null,
      me: { name: 'Ben', initials: 'B' },
      env,
    };
    const empty = async () => openDatabase(join(newFolder(), 'new.db'), { create: true });
    await stoppedAnywhere(empty, () => join_ as ExchangeJob, ['proving', 'staging', 'comparing', 'merging']);
  }, 60_000);

  it('an export leaves no file, no part of one, and no loan', async () => {
    const cover = { by: 'u', until: '2026-12-24' };
    const write = (db: Db): ExchangeJob => ({
      what: 'export',
      path: join(dirname(db.file), 'out.duebook'),
      scope: { kind: 'customers', customerIds: [1, 2, 3], cover },
      with: 'u',
      changesOnly: false,
      privateNotes: false,
      passphrase: null,
      env,
    });
    await stoppedAnywhere(
      () => opened('ana.db'),
      write,
      ['choosing', 'exporting', 'sealing'],
      (db) => {
        expect(db.value("SELECT count(*) FROM customer_desk WHERE cover_by = 'u'")).toBe(3);
      },
    );
  }, 60_000);

  it('an export with a passphrase leaves no file in the place of one that was there', async () => {
    const db = await opened('ana.db');
    const out = join(dirname(db.file), 'out.duebook');
    const how = { with: null, changesOnly: false, privateNotes: true, passphrase: PASSPHRASE };
    const write: ExchangeJob = { what: 'export', path: out, scope: { kind: 'portfolio' }, ...how, env };
    const all = stopAt(Number.POSITIVE_INFINITY);
    await runExchange(db, write, all);
    expect([...new Set(all.asked)]).toEqual(['choosing', 'locking', 'exporting', 'sealing']);
    const before = { ...stateOf(db), bytes: readFileSync(out) };
    for (const phase of ['locking', 'exporting', 'sealing'] as const) {
      await expect(runExchange(db, write, stopAt(all.asked.lastIndexOf(phase)))).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect({ ...stateOf(db), bytes: readFileSync(out) }).toEqual(before);
    }
    db.close();
  }, 60_000);

  it('the undo of a merge leaves the merge as it stands', async () => {
    const file = await copyOf('ben.db');
    const db = openDatabase(file, { create: false });
    const { entry } = await mergeFile(db, NOW, path('second.duebook'));
    const undo: ExchangeJob = { what: 'undoMerge', entry, env };
    const before = stateOf(db);
    // Once while the backup is copied, once while the copy takes its place.
    for (const n of [0, 1]) {
      await expect(runExchange(db, undo, stopAt(n))).rejects.toMatchObject({ code: 'cancelled' });
      expect(stateOf(db)).toEqual(before);
      expect(db.raw.pragma('integrity_check', { simple: true })).toBe('ok');
    }
    expect(await runExchange(db, undo)).toEqual({ undone: [entry], paused: null });
    expect(db.value('SELECT count(*) FROM item')).toBe(400);
    db.close();
  }, 60_000);

  it('a merge judges what was written while it made its backup, and its undo keeps that', async () => {
    const db = await opened('ben.db');
    const merge = mergeOf('second.duebook');
    const says = (name: string) =>
      db.write(() => writeAnnotation(db, NOW - 1, 'contact', 'k7', 'person', { name, role: 'ap', internal: 0 }));
    let backups = 0;
    const writing: Progress = {
      onRows: (rows, _total, phase) => {
        if (phase === 'backingUp' && rows === 0 && ++backups === 1) says('Written meanwhile');
      },
      isCancelled: () => false,
    };
    const { entry, conflicts, superseded } = (await runExchange(db, merge, writing)) as MergeReport;
    expect(backups).toBe(2);
    expect(conflicts).toBe(1);
    expect(superseded).toMatchObject([{ lost: expect.stringContaining('Written meanwhile') }]);
    await runExchange(db, { what: 'undoMerge', entry, env });
    expect(db.value("SELECT name FROM contact WHERE row_id = 'k7'")).toBe('Written meanwhile');

    const always: Progress = {
      onRows: (_rows, _total, phase) => phase === 'backingUp' && says(`${backups++}`),
      isCancelled: () => false,
    };
    await expect(runExchange(db, merge, always)).rejects.toMatchObject({ code: 'db_busy' });
    expect(db.value('SELECT count(*) FROM item')).toBe(400);
    expect(stateOf(db).files.filter((name) => name.endsWith('.before-merge'))).toHaveLength(1);
    db.close();
  }, 60_000);

  it('the undo of a merge overwrites nothing that is written while it reads, and waits for who writes before', async () => {
    const file = await copyOf('ben.db');
    const db = openDatabase(file, { create: false });
    const { entry } = await mergeFile(db, NOW, path('second.duebook'));
    const undo: ExchangeJob = { what: 'undoMerge', entry, env };
    const merged = await copyTo(db);
    let wrote = false;
    const writing: Progress = {
      onRows: () => {
        if (!wrote) db.write(() => writeAnnotation(db, NOW, 'setting', 'listLength', 'value', { value: '12' }));
        wrote = true;
      },
      isCancelled: () => false,
    };
    await expect(runExchange(db, undo, writing)).rejects.toMatchObject({ code: 'cannot_undo' });
    expect(db.value("SELECT value FROM setting WHERE row_id = 'listLength'")).toBe('12');
    expect(db.value('SELECT count(*) FROM item')).toBe(3500);
    db.close();

    const again = openDatabase(merged, { create: false });
    const other = openDatabase(merged, { create: false });
    other.raw.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.raw.exec('ROLLBACK'), 500);
    expect(await runExchange(again, undo)).toMatchObject({ undone: [entry] });
    expect(again.value('SELECT count(*) FROM item')).toBe(400);
    other.close();
    again.close();
  }, 60_000);

  it('a round with a shared folder keeps what it has taken, and the next one goes on without telling of a double', async () => {
    const { mia, ana: collector } = await managerAndCollector();
    const late = await joined(mia, 'Lea');
    const shared = shareFolder(mia, collector, late);
    await syncAll(mia, collector, late, mia);
    mia.write(() => writeAnnotation(mia, NOW, 'contact', 'k1', 'person', { name: 'Eva', role: 'ap', internal: 0 }));
    await syncAll(mia);
    const before = dump(late);
    const round: ExchangeJob = { what: 'exchangeFolders', env };
    for (const n of [0, 1]) {
      await expect(runExchange(late, round, stopAt(n))).rejects.toMatchObject({ code: 'cancelled' });
      expect(late.value("SELECT count(*) FROM contact WHERE row_id = 'k1'")).toBe(0);
    }
    expect(dump(late)).toEqual(before);
    expect(await runExchange(late, round)).toMatchObject([{ cloned: false, failure: null }]);
    expect(late.value("SELECT name FROM contact WHERE row_id = 'k1'")).toBe('Eva');
    const parts = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((name) => /part$/.test(name));
    expect(parts).toEqual([]);
    expect(existsSync(`${late.file}.writing`)).toBe(false);
  }, 60_000);
});
