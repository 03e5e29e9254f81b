import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import { backupFolder, hasBackupWithin } from '../../src/main/data/exchange/backup';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { exchangeHistory, undoMerge } from '../../src/main/data/exchange/history';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { newFolder } from '../data/support/database';
import { WHOLE } from './support/copies';
import { stateOf } from './support/team';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const HOUR = 3_600_000;

let ana: Db;
let ben: Db;
let files = 0;

beforeEach(async () => {
  const folder = newFolder();
  ana = openDatabase(join(folder, 'ana.db'), { create: true });
  ben = openDatabase(join(folder, 'ben', 'ben.db'), { create: true });
  await mergeFile(ben, NOW, await says('Kim'), { join: true });
});
afterEach(() => {
  for (const db of [ana, ben]) db.close();
  rmSync(dirname(ana.file), { recursive: true, force: true });
});

/** A file in which Ana calls the contact so. */
async function says(name: string): Promise<string> {
  ana.write(() => writeAnnotation(ana, NOW + files, 'contact', 'k', 'person', { name, role: 'ap', internal: 0 }));
  const path = join(dirname(ana.file), `${files++}.duebook`);
  await exportFile(ana, { now: NOW, userId: 'u' }, path, WHOLE);
  return path;
}

const backups = () => (existsSync(backupFolder(ben.file)) ? readdirSync(backupFolder(ben.file)).sort() : []);
const named = () => ben.value("SELECT name FROM contact WHERE row_id = 'k'");
const undoes = () => exchangeHistory(ben).map((one) => one.undoes);

describe('several files merged in one go', () => {
  it('have one backup, and are undone together', async () => {
    const before = stateOf(ben);
    const entries: number[] = [];
    for (const name of ['Eva', 'Ida', 'Ute']) {
      const path = await says(name);
      entries.push((await mergeFile(ben, NOW, path, { after: entries.at(-1) ?? null })).entry);
    }
    expect(backups()).toHaveLength(1);
    expect(undoes()).toEqual([3, 0, 0, 0]);
    expect(await undoMerge(ben, NOW, entries[2] as number)).toEqual({ undone: entries, paused: null });
    expect(stateOf(ben)).toBe(before);
    expect(exchangeHistory(ben).filter(({ kind }) => kind === 'undo')).toHaveLength(3);
  });

  it('are undone as far as what was recorded between two of them', async () => {
    const first = await mergeFile(ben, NOW, await says('Eva'));
    ben.write(() => writeAnnotation(ben, NOW, 'contact', 'own', 'person', { name: 'Own', role: 'ap', internal: 0 }));
    const second = await mergeFile(ben, NOW, await says('Ida'), { after: first.entry });
    const third = await mergeFile(ben, NOW, await says('Ute'), { after: second.entry });
    expect(backups()).toHaveLength(2);
    expect(await undoMerge(ben, NOW, third.entry)).toMatchObject({ undone: [second.entry, third.entry] });
    expect(ben.all('SELECT name FROM contact ORDER BY name')).toEqual([{ name: 'Eva' }, { name: 'Own' }]);
  });

  it('keep their backup when one of them is refused or brings nothing', async () => {
    const first = await mergeFile(ben, NOW, await says('Eva'));
    ana.write(() => {
      for (let n = 0; n < 500; n++)
        writeAnnotation(ana, NOW + n, 'contact', `k${n}`, 'person', { name: `N${n}`, role: 'ap', internal: 0 });
    });
    const ida = await says('Ida');
    ben.raw.pragma(`max_page_count = ${ben.raw.pragma('page_count', { simple: true })}`);
    await expect(mergeFile(ben, NOW, ida, { after: first.entry })).rejects.toMatchObject({ code: 'disk_full' });
    ben.raw.pragma('max_page_count = 1000000');
    expect(named()).toBe('Eva');
    const second = await mergeFile(ben, NOW, ida, { after: first.entry });
    expect(await mergeFile(ben, NOW, ida, { after: second.entry })).toMatchObject({ undo: false });
    expect(backups()).toHaveLength(1);
    await undoMerge(ben, NOW, second.entry);
    expect(named()).toBe('Kim');
  });
});

describe('the backups before merges', () => {
  it('are the last five, and that of the latest merge also where the clock was set back', async () => {
    for (let n = 0; n < 7; n++) {
      const { entry } = await mergeFile(ben, NOW - n * 24 * HOUR, await says(`Eva ${n}`));
      expect(backups()).toHaveLength(Math.min(n + 1, 5));
      expect(undoes()[0]).toBe(1);
      if (n === 6) await undoMerge(ben, NOW, entry);
    }
    expect(named()).toBe('Eva 5');
  });

  it('leave no empty folder when a merge came to nothing', async () => {
    let copying = false;
    const progress = {
      onRows: (_rows: number, _total: number | null, phase: string) => {
        copying = phase === 'backingUp';
      },
      isCancelled: () => copying,
    };
    await expect(mergeFile(ben, NOW, await says('Eva'), { progress })).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(backupFolder(ben.file))).toBe(false);
  });

  it('of a day to come, made while the clock was wrong, do not stand for those of today', async () => {
    await mergeFile(ben, NOW, await says('Eva'));
    expect(hasBackupWithin(ben, HOUR, Date.now())).toBe(true);
    expect(hasBackupWithin(ben, HOUR, Date.now() - 48 * HOUR)).toBe(false);
    expect(hasBackupWithin(ben, HOUR, Date.now() + 48 * HOUR)).toBe(false);
  });
});
