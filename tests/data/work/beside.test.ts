import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { PushEvent } from '@shared/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { asLongWriter, longWriterOf } from '../../../src/main/data/db/long-writer';
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
