import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { PushEvent } from '@shared/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { asLongWriter, longWriterOf } from '../../../src/main/data/db/long-writer';
import { exportFile } from '../../../src/main/data/exchange/export-file';
import { bindToInstallation } from '../../../src/main/data/exchange/identity';
import { mergeFile } from '../../../src/main/data/exchange/merge';
import type { ExportPlan } from '../../../src/main/data/exchange/scope';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { commitImport, readImportFile } from '../../../src/main/data/import';
import type { ImportJob } from '../../../src/main/data/import/job';
import { WorkBeside } from '../../../src/main/data/work/beside';
import { secondsLeft } from '../../../src/main/data/work/time-left';
import { dump, newDatabase } from '../support/database';

const ROOT = resolve(import.meta.dirname, '../../..');
/** The thread as it ships. */
const WORKER = join(ROOT, 'out/main/worker.js');

beforeAll(() => {
  // Builds the bundle when it is missing or stale.
  execFileSync(process.execPath, [join(ROOT, 'scripts/duebook.mjs'), 'help'], { cwd: ROOT });
}, 120_000);

const env = { now: Date.UTC(2026, 10, 20, 8), asOf: '2026-11-20', userId: 'me' };

function listOf(db: Db, rows: number): string {
  const path = join(dirname(db.file), `list-${rows}.csv`);
  const lines = Array.from(
    { length: rows },
    (_, i) => `C${i % 500};Firm ${i % 500};R${i};2026-10-01;2026-10-31;EUR;100,00`,
  );
  writeFileSync(
    path,
    `Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Amount\n${lines.join('\n')}\n`,
  );
  return path;
}

function beside() {
  const pushes: Extract<PushEvent, { type: 'progress' }>[] = [];
  const imports = new WorkBeside(WORKER, (event) => {
    if (event.type === 'progress') pushes.push(event);
  });
  return { imports, pushes };
}

const until = async (test: () => boolean) => {
  while (!test()) await new Promise((done) => setTimeout(done, 5));
};
const leftBeside = (db: Db) => readdirSync(dirname(db.file)).filter((name) => !/\.csv$|\.db(-wal|-shm)?$/.test(name));

describe('an import beside the other calls', () => {
  it('previews, commits and undoes as the calls themselves do, and says how far it is', async () => {
    const db = newDatabase();
    const before = dump(db);
    const { imports, pushes } = beside();
    const path = listOf(db, 3000);
    const preview = await imports.run(db, { what: 'preview', path, options: {}, env });
    expect(preview).toMatchObject({ report: { rows: 3000, created: 3000, batch: null }, counts: { new: 3000 } });
    expect(dump(db)).toEqual(before);
    expect(pushes.map((event) => event.what)).toEqual(
      expect.arrayContaining(['Reading the file', 'Checking the columns', 'Taking the rows', 'Finishing']),
    );
    expect(await imports.run(db, { what: 'commit', path, options: {}, env })).toMatchObject({
      batch: 1,
      created: 3000,
    });
    expect(db.value('SELECT count(*) FROM item')).toBe(3000);
    expect(await imports.run(db, { what: 'undo', batch: 1, env })).toEqual({ batch: 1, reverted: 3500 });
    expect(db.value('SELECT count(*) FROM item')).toBe(0);
    expect(leftBeside(db)).toEqual([]);
  });

  it('is refused as the call itself would be', async () => {
    const db = newDatabase();
    const { imports } = beside();
    const lost: ImportJob = { what: 'commit', path: join(dirname(db.file), 'nowhere.csv'), options: {}, env };
    await expect(imports.run(db, lost)).rejects.toMatchObject({ code: 'file_missing' });
    await expect(imports.run(db, { what: 'undo', batch: 9, env })).rejects.toMatchObject({ code: 'not_found' });
    expect(imports.isBusy).toBe(false);
  });

  it('lets reads go on, tells writes at once that it is busy and with what, and leaves nothing when it is stopped', async () => {
    const db = newDatabase();
    const before = dump(db);
    const { imports, pushes } = beside();
    const commit = imports.run(db, { what: 'commit', path: listOf(db, 200_000), options: {}, env });
    const stopped = expect(commit).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => pushes.some((event) => event.what === 'Taking the rows' && event.rows > 2000));
    expect(imports.isBusy).toBe(true);
    expect(db.value('SELECT count(*) FROM item')).toBe(0);
    expect(() => db.write(() => db.run("INSERT INTO local_state VALUES ('a', 'b')"))).toThrow(
      new RegExp(`locked: an import is running \\(process ${process.pid}\\)`),
    );
    expect(imports.cancel()).toBe(true);
    await stopped;
    expect(imports.isBusy).toBe(false);
    expect(imports.cancel()).toBe(false);
    db.write(() => db.run("INSERT INTO local_state VALUES ('a', 'b')"));
    db.write(() => db.run('DELETE FROM local_state'));
    expect(dump(db)).toEqual(before);
    expect(leftBeside(db)).toEqual([]);
    expect(existsSync(`${db.file}.writing`)).toBe(false);
  });

  it('saves a list beside a preview, which goes on', async () => {
    const db = newDatabase();
    const { imports, pushes } = beside();
    const path = listOf(db, 20_000);
    await imports.run(db, { what: 'commit', path, options: {}, env });
    const preview = imports.run(db, { what: 'preview', path: listOf(db, 30_000), options: {}, env });
    const target = join(dirname(db.file), 'items.xlsx.csv');
    const list = { what: 'items', userId: null, customerIds: null, itemIds: null } as const;
    const saved = imports.run(db, { what: 'saveList', path: target, asOf: env.asOf, list });
    expect((await preview).report.rows).toBe(30_000);
    expect(await saved).toEqual({
      file: 'items.xlsx.csv',
      what: 'items',
      rows: 20_000,
      sums: [{ currency: 'EUR', minor: 200_000_000 }],
    });
    expect(pushes.map((event) => event.what)).toContain('Writing the rows');
    expect(leftBeside(db)).toEqual([]);
  });

  it('gives up a preview that another one takes the place of', async () => {
    const db = newDatabase();
    const { imports } = beside();
    const path = listOf(db, 20_000);
    const [first, second, third] = [{}, { terms: 10 }, { terms: 20 }].map((options) =>
      imports.run(db, { what: 'preview', path, options, env }),
    );
    const given = [first, second].map((one) => expect(one).rejects.toMatchObject({ code: 'cancelled' }));
    await Promise.all(given);
    await expect(third).resolves.toMatchObject({ report: { created: 20_000 } });
  });
});

/** A portfolio with a list of so many items, a copy of it from before the list, and the file between the two. */
async function withFile(items: number): Promise<{ copy: Db; path: string }> {
  const db = newDatabase();
  const copy = newDatabase();
  const plan = { scope: { kind: 'portfolio' }, channel: null, changesOnly: false, privateNotes: false, asOf: env.asOf };
  const path = (name: string) => join(dirname(copy.file), name);
  db.write(() => writeAnnotation(db, env.now, 'user', 'me', 'person', { name: 'Ana', initials: 'A', role: 'manager' }));
  await exportFile(db, env, path('first.duebook'), plan as ExportPlan);
  await mergeFile(copy, env.now, path('first.duebook'), { join: true });
  commitImport(db, readImportFile(listOf(db, items)), {}, { ...env, newId: () => 'id' });
  await exportFile(db, env, path('second.duebook'), plan as ExportPlan);
  return { copy, path: path('second.duebook') };
}

describe('the exchange beside the other calls', () => {
  it('merges with the window writing until the lock is taken, told then what is running, and keeps both', async () => {
    const { copy, path } = await withFile(60_000);
    const { imports: work, pushes } = beside();
    const write = (name: string) => copy.write(() => copy.run("INSERT INTO local_state VALUES (?, '1')", name));
    const merge = work.run(copy, { what: 'merge', path, passphrase: null, confirmed: false, after: null, env });
    await until(() => pushes.some((event) => event.what === 'Reading the records'));
    write('while it reads');
    await until(() => pushes.some((event) => event.what === 'Merging the records'));
    expect(copy.value('SELECT count(*) FROM item')).toBe(0);
    expect(() => write('while it merges')).toThrow(/locked: a merge is running/);
    await work.ended();
    write('after it');
    expect(await merge).toMatchObject({ added: 60_500, undo: true });
    expect(copy.value('SELECT count(*) FROM item')).toBe(60_000);
    expect(copy.value("SELECT count(*) FROM local_state WHERE name IN ('while it reads', 'after it')")).toBe(2);
    expect(pushes.find((event) => event.what === 'Merging the records')).toMatchObject({
      unit: 'record',
      total: 60_502,
    });
  });

  it('takes what is to be recorded before what is only looked at, and begins nothing of what waits once it is stopped', async () => {
    const { copy, path } = await withFile(3000);
    const before = dump(copy);
    const { imports: work } = beside();
    const done: string[] = [];
    const look = (name: string) =>
      work.run(copy, { what: 'previewMerge', path, passphrase: null, env }).then(() => done.push(name));
    const looks = [look('first'), look('second')];
    const merge = { what: 'merge', path, passphrase: null, confirmed: false, after: null, env } as const;
    const { entry } = await work.run(copy, merge);
    expect(done).toEqual(['first']);
    await Promise.all(looks);
    await work.run(copy, { what: 'undoMerge', entry, env });
    const waiting = [look('third'), look('fourth'), work.run(copy, merge)];
    const given = waiting.map((one) => expect(one).rejects.toMatchObject({ code: 'cancelled' }));
    expect(work.cancel()).toBe(true);
    await Promise.all(given);
    expect(work.isBusy).toBe(false);
    expect(copy.value('SELECT count(*) FROM item')).toBe((before.item as unknown[]).length);
  });

  it('takes one identity of its own for a copied database, whichever connection writes first', async () => {
    const { copy, path } = await withFile(10);
    const userData = dirname(copy.file);
    const replica = () => copy.value<Buffer>('SELECT replica_id FROM replica')?.toString('hex');
    const copied = replica();
    bindToInstallation(copy, userData);
    const work = new WorkBeside(WORKER, () => {}, userData);
    await work.run(copy, { what: 'merge', path, passphrase: null, confirmed: false, after: null, env });
    const own = replica();
    expect(own).not.toBe(copied);
    copy.write(() => copy.run("INSERT INTO local_state VALUES ('a', 'b')"));
    expect(replica()).toBe(own);
  });
});

describe('who holds the lock for long', () => {
  it('is named while it works, not by what a dead program left behind', () => {
    const db = newDatabase();
    expect(longWriterOf(db.file)).toBeNull();
    asLongWriter(db.file, 'a restore', () =>
      expect(longWriterOf(db.file)).toEqual({ pid: process.pid, what: 'a restore' }),
    );
    expect(longWriterOf(db.file)).toBeNull();
    writeFileSync(`${db.file}.writing`, JSON.stringify({ pid: 2 ** 30, what: 'an import' }));
    expect(longWriterOf(db.file)).toBeNull();
    writeFileSync(`${db.file}.writing`, 'half a l');
    expect(longWriterOf(db.file)).toBeNull();
    openDatabase(db.file, { create: false }).close();
  });
});

describe('the time left', () => {
  it.each([
    ['import', 'reading', 0, null, 5000, null],
    ['import', 'checking', 500, 1000, 1000, null],
    ['import', 'checking', 500, 1000, 3000, 31],
    ['import', 'writing', 500, 1000, 10_900, 9],
    ['import', 'finishing', 1000, 1000, 20_000, 0],
    ['undo', 'undoing', 0, null, 9000, null],
    ['merge', 'merging', 500, 1000, 9000, 3],
    ['merge', 'proving', 500, 1000, 9000, null],
    ['folders', 'staging', 500, 1000, 9000, null],
  ] as const)('%s, %s: %i of %s after %i ms: %s s', (work, phase, rows, total, elapsed, left) =>
    expect(secondsLeft(work, phase, rows, total, elapsed)).toBe(left),
  );
});
