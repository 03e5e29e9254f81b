import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../src/main/data/db/database';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { openExchangeFile } from '../../src/main/data/exchange/file/open-file';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { previewMerge } from '../../src/main/data/exchange/preview';
import { resetChannel } from '../../src/main/data/exchange/scope';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { writeUser } from '../../src/main/data/portfolio/store';
import { smallPortfolio } from '../data/desk/small';
import { newFolder } from '../data/support/database';
import { newCopy, WHOLE } from './support/copies';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const at = (key: string) => `main\u001f${key}`;

/** Mia manages; Ana works on a desktop and a laptop. */
async function team(): Promise<{ mia: Db; desktop: Db; laptop: Db }> {
  const mia = smallPortfolio();
  for (const [id, role] of [
    ['mia', 'manager'],
    ['ana', 'collector'],
  ] as const)
    writeUser(mia, NOW, { id, name: id, initials: id, role });
  for (const key of ['C1', 'C2']) assign(mia, key, 'ana');
  const [desktop, laptop] = [newCopy(2), newCopy(3)];
  for (const db of [desktop, laptop])
    db.run('UPDATE replica SET portfolio_id = ?', mia.value('SELECT portfolio_id FROM replica'));
  return { mia, desktop, laptop };
}

function assign(db: Db, key: string, assignee: string): void {
  db.write(() => writeAnnotation(db, NOW, 'customerDesk', at(key), 'assignee', { assignee }));
}

function tag(db: Db, key: string, tags: string): void {
  db.write(() => writeAnnotation(db, NOW, 'customerDesk', at(key), 'tags', { tags }));
}

/** A file of changes from one for the other, its customers only where the other is a collector. */
async function write(from: Db, userId: string, to: 'mia' | 'ana', more: Partial<typeof WHOLE> = {}): Promise<string> {
  const path = join(newFolder(), 'file.duebook');
  const scope = to === 'ana' ? ({ kind: 'assignee', userId: 'ana' } as const) : WHOLE.scope;
  const plan = { ...WHOLE, scope, channel: `person:${to}`, changesOnly: true, ...more };
  await exportFile(from, { now: NOW, userId }, path, plan);
  return path;
}

async function merge(db: Db, path: string): Promise<void> {
  const { header } = await openExchangeFile(path);
  await mergeFile(db, NOW, path, { backup: false, channel: `person:${header.by.userId}` });
}

/** The file goes back, so that its reader knows what its writer has. */
const answer = async (machine: Db, mia: Db) => merge(mia, await write(machine, 'ana', 'mia'));
const tags = (db: Db) => db.all('SELECT row_id, tags FROM customer_desk WHERE tags IS NOT NULL ORDER BY row_id');
const headerOf = async (path: string) => (await openExchangeFile(path)).header;

describe('a person with two machines', () => {
  it('has everything on both, however the files fall', async () => {
    const { mia, desktop, laptop } = await team();
    for (const machine of [desktop, laptop]) {
      await merge(machine, await write(mia, 'mia', 'ana'));
      await answer(machine, mia);
    }
    tag(mia, 'C1', '["one"]');
    await merge(desktop, await write(mia, 'mia', 'ana'));
    tag(mia, 'C2', '["two"]');
    await merge(laptop, await write(mia, 'mia', 'ana'));
    expect(tags(laptop)).toEqual(tags(mia));
    tag(desktop, 'C1', '["from the desktop"]');
    await answer(desktop, mia);
    await merge(laptop, await write(mia, 'mia', 'ana'));
    expect(tags(laptop)).toEqual(tags(mia));
    await merge(desktop, await write(mia, 'mia', 'ana'));
    expect(tags(desktop)).toEqual(tags(mia));
  });

  it('is sent what neither has confirmed, and no more', async () => {
    const { mia, desktop, laptop } = await team();
    const first = await write(mia, 'mia', 'ana');
    expect(await headerOf(first)).toMatchObject({ kind: 'snapshot', since: 0, heard: {} });
    await merge(desktop, first);
    expect((await headerOf(await write(mia, 'mia', 'ana'))).since).toBe(0);
    await answer(desktop, mia);
    const { upTo } = await headerOf(first);
    expect(await headerOf(await write(mia, 'mia', 'ana'))).toMatchObject({ kind: 'changes', since: upTo });
    // The laptop says that it has nothing yet.
    await answer(laptop, mia);
    expect((await headerOf(await write(mia, 'mia', 'ana'))).since).toBe(0);
    // A machine no file came from for a month is not waited for.
    await merge(desktop, await write(mia, 'mia', 'ana'));
    mia.run("UPDATE exchange_log SET at = '2026-10-01T00:00:00.000Z' WHERE kind = 'merge'");
    await answer(desktop, mia);
    expect((await headerOf(await write(mia, 'mia', 'ana'))).since).toBeGreaterThan(0);
  });

  it('is told that a file goes on from one that machine never merged', async () => {
    const { mia, desktop, laptop } = await team();
    await merge(desktop, await write(mia, 'mia', 'ana'));
    await answer(desktop, mia);
    tag(mia, 'C1', '["one"]');
    const next = await write(mia, 'mia', 'ana');
    expect((await previewMerge(desktop, NOW, next)).unusual).toEqual([]);
    expect((await previewMerge(laptop, NOW, next)).unusual).toMatchObject([{ code: 'goes_on', text: /mia/ }]);
    await merge(laptop, next);
    await answer(laptop, mia);
    await merge(laptop, await write(mia, 'mia', 'ana'));
    expect(tags(laptop)).toEqual(tags(mia));
    expect(laptop.value('SELECT count(*) FROM item')).toBe(4);
  });
});

describe('a file that was lost', () => {
  it('is made good by the next, also where a customer came in with it', async () => {
    const { mia, desktop } = await team();
    await merge(desktop, await write(mia, 'mia', 'ana'));
    await answer(desktop, mia);
    assign(mia, 'C3', 'ana');
    tag(mia, 'C1', '["lost"]');
    await write(mia, 'mia', 'ana');
    await merge(desktop, await write(mia, 'mia', 'ana'));
    expect(tags(desktop)).toEqual(tags(mia));
    expect(desktop.value('SELECT count(*) FROM item')).toBe(5);
  });

  it('is made good also where a customer left with it', async () => {
    const { mia, desktop } = await team();
    await merge(desktop, await write(mia, 'mia', 'ana'));
    await answer(desktop, mia);
    assign(mia, 'C2', 'ben');
    await write(mia, 'mia', 'ana');
    await merge(desktop, await write(mia, 'mia', 'ana'));
    const assignee = 'SELECT assignee FROM customer_desk WHERE row_id = ?';
    expect(desktop.value(assignee, at('C2'))).toBe('ben');
    await answer(desktop, mia);
    expect((await headerOf(await write(mia, 'mia', 'ana'))).counts).toMatchObject({ rows: 0 });
  });
});

it('what was confirmed of one scope counts for no other, and for nothing after a reset', async () => {
  const { mia, desktop } = await team();
  const whole = { scope: WHOLE.scope };
  await merge(desktop, await write(mia, 'mia', 'ana'));
  await answer(desktop, mia);
  expect((await headerOf(await write(mia, 'mia', 'ana', whole))).since).toBe(0);
  // What came back speaks of the file before.
  await answer(desktop, mia);
  expect((await headerOf(await write(mia, 'mia', 'ana', whole))).since).toBe(0);
  await merge(desktop, await write(mia, 'mia', 'ana', whole));
  tag(mia, 'C3', '["one"]');
  await merge(desktop, await write(mia, 'mia', 'ana', whole));
  await answer(desktop, mia);
  expect((await headerOf(await write(mia, 'mia', 'ana', whole))).since).toBeGreaterThan(0);
  resetChannel(mia, 'person:ana');
  expect((await headerOf(await write(mia, 'mia', 'ana', whole))).since).toBe(0);
  await answer(desktop, mia);
  expect((await headerOf(await write(mia, 'mia', 'ana', whole))).since).toBe(0);
});
