import { execFileSync, fork } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/data/db/database';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { undoMerge } from '../../src/main/data/exchange/history';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { previewMerge } from '../../src/main/data/exchange/preview';
import { revision, writeAnnotation } from '../../src/main/data/exchange/write';
import { newFolder } from '../data/support/database';
import { WHOLE } from './support/copies';
import { importList, stateOf } from './support/team';

const NOW = Date.parse('2026-11-23T10:00:00Z');

/** Two databases of one portfolio on disk and a file from the first that brings so many contacts. */
async function bench(contacts: number) {
  const folder = newFolder();
  const path = (name: string) => join(folder, name);
  const ana = openDatabase(path('ana.db'), { create: true });
  importList(ana, '2026-11-01', [3, 2, 1], NOW);
  ana.write(() => writeAnnotation(ana, NOW, 'user', 'u', 'person', { name: 'Ana', initials: 'A', role: 'collector' }));
  const ben = openDatabase(path('ben.db'), { create: true });
  const env = { now: NOW, userId: 'u' };
  await exportFile(ana, env, path('first.duebook'), WHOLE);
  await mergeFile(ben, NOW, path('first.duebook'), { join: true });
  importList(ana, '2026-11-05', [3, 1, 0], NOW + 1000);
  ana.write(() => {
    for (let n = 0; n < contacts; n++)
      writeAnnotation(ana, NOW + n, 'contact', `k${n}`, 'person', { name: `N${n}`, role: 'ap', internal: 0 });
  });
  await exportFile(ana, env, path('second.duebook'), WHOLE);
  return { folder, path, ana, ben };
}

it('a merge makes a backup, is previewed without a trace, and is undone while nothing was written since', async () => {
  const { folder, path, ana, ben } = await bench(300);
  const before = stateOf(ben);
  const preview = await previewMerge(ben, NOW, path('second.duebook'));
  expect(stateOf(ben)).toBe(before);
  const report = await mergeFile(ben, NOW, path('second.duebook'));
  expect(preview.counts).toEqual({
    added: report.added,
    updated: report.updated,
    unchanged: report.unchanged,
    keptOurs: report.keptOurs,
    unknown: report.unknown,
    conflicts: report.conflicts,
  });
  expect(stateOf(ben)).toBe(stateOf(ana));
  const merged = revision(ben);
  const replica = ben.value<Buffer>('SELECT replica_id FROM replica');
  await undoMerge(ben, NOW, report.entry);
  expect(stateOf(ben)).toBe(before);
  expect(revision(ben)).toBeGreaterThan(merged);
  expect(ben.value<Buffer>('SELECT replica_id FROM replica')).not.toEqual(replica);
  await mergeFile(ben, NOW, path('second.duebook'));
  expect(stateOf(ben)).toBe(stateOf(ana));
  ben.write(() => writeAnnotation(ben, NOW, 'setting', 'listLength', 'value', { value: '12' }));
  await expect(
    undoMerge(ben, NOW, ben.value<number>('SELECT max(id) FROM exchange_log') as number),
  ).rejects.toMatchObject({ code: 'cannot_undo' });
  ana.close();
  ben.close();
  rmSync(folder, { recursive: true, force: true });
});

it('P12 killed at any moment of a merge, a database is as before or as after, never between', async () => {
  const { folder, path, ana, ben } = await bench(4000);
  const before = stateOf(ben);
  ben.raw.pragma('wal_checkpoint(TRUNCATE)');
  ben.close();
  const after = stateOf(ana);
  ana.close();
  const cli = join(import.meta.dirname, '../../out/main/cli.js');
  if (!existsSync(cli))
    execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/duebook.mjs'), 'help']);
  mkdirSync(path('user'));
  let killedWriting = 0;
  for (let kill = 0; kill < 25; kill++) {
    const db = path(`kill-${kill}.db`);
    copyFileSync(path('ben.db'), db);
    await new Promise<void>((resolve) => {
      const child = fork(cli, ['merge', path('second.duebook'), '--db', db], {
        env: { ...process.env, DUEBOOK_USER_DATA: path('user') },
        silent: true,
      });
      // Every other time in the middle of its writing, which is named beside the database; else anywhere on the way.
      const inTheMiddle = kill % 2 === 0;
      const watching = setInterval(() => {
        if (!inTheMiddle || !existsSync(`${db}.writing`)) return;
        clearInterval(watching);
        setTimeout(() => child.kill('SIGKILL'), kill);
      }, 1);
      child.once('exit', () => {
        clearInterval(watching);
        resolve();
      });
      if (!inTheMiddle) setTimeout(() => child.kill('SIGKILL'), 150 + kill * 30);
    });
    if (existsSync(`${db}.writing`)) killedWriting++;
    const found = openDatabase(db, { create: false });
    expect(found.raw.pragma('integrity_check', { simple: true })).toBe('ok');
    const state = stateOf(found);
    expect([before, after]).toContain(state);
    // And it stands in nobody's way afterwards.
    await mergeFile(found, NOW, path('second.duebook'));
    expect(stateOf(found)).toBe(after);
    found.close();
  }
  expect(killedWriting).toBeGreaterThan(0);
  rmSync(folder, { recursive: true, force: true });
}, 240_000);
