import { readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import type { Db } from '../../../src/main/data/db/database';
import { pauseFolder, sharedFolders } from '../../../src/main/data/exchange/folder/store';
import { exchangeHistory } from '../../../src/main/data/exchange/history';
import { applyHandout } from '../../../src/main/data/handout/commands';
import { customerId, promiseOf, save, TODAY } from '../../data/desk/small';
import { testEnv } from '../../data/support/database';
import { joined, known, managerAndCollector, share, shareFolder, statusOf, syncAll } from './copies';

const handOut = (db: Db, now: number, to: string | null) =>
  applyHandout(db, now, { moves: [{ customerId: customerId(db, 'C1'), from: null, to }] });
const call = (db: Db, userId: string, key: string) =>
  logActivity(db, testEnv(TODAY, userId), save(db, key, 'voicemail'));
const portfolioIn = (folder: string) =>
  join(folder, readdirSync(folder).find((name) => name.startsWith('Duebook-')) as string);
const filesOf = (folder: string) =>
  readdirSync(portfolioIn(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.duebook'))
    .sort();

describe('a team on one shared folder', () => {
  it('work on both sides meets, and no round after that writes anything', async () => {
    const { mia, ana } = await managerAndCollector();
    const folder = shareFolder(mia, ana);
    await syncAll(mia, ana);
    handOut(mia, 10, 'ana');
    call(ana, 'ana', 'C2');
    logActivity(ana, testEnv(TODAY, 'ana'), save(ana, 'C1', 'promised', { promise: promiseOf(50, '2026-11-27') }));
    await syncAll(mia, ana, mia, ana);
    expect(known(mia)).toEqual(known(ana));
    expect(mia.value("SELECT assignee FROM customer_desk WHERE row_id LIKE '%C1'")).toBe('ana');
    expect(mia.value('SELECT count(*) FROM activity')).toBe(2);
    const before = filesOf(folder);
    await syncAll(mia, ana, mia, ana);
    expect(filesOf(folder)).toEqual(before);
    expect(statusOf(mia)).toMatchObject({ state: 'ready', failure: null, problems: [], strangers: [] });
    expect(statusOf(mia).colleagues.map((one) => one.name)).toEqual(['Ana']);
  });

  it('P17: a snapshot in the place of its segments leaves every reader with the same', async () => {
    const { mia, ana } = await managerAndCollector();
    const folder = shareFolder(mia, ana);
    await syncAll(mia, ana);
    for (const key of ['C1', 'C2', 'C3']) {
      call(ana, 'ana', key);
      await syncAll(ana, mia);
    }
    // A reader who comes late, while every segment is there.
    const early = await joined(mia, 'Ana');
    share(early, folder);
    await syncAll(early);
    // Ana's segments are taken away: she makes it good with a snapshot, which is all that the next reader finds.
    const replica = ana.value<Buffer>('SELECT replica_id FROM replica')?.toString('hex') as string;
    const own = join(portfolioIn(folder), replica);
    for (const name of readdirSync(own)) if (/^\d{6}\.duebook$/.test(name)) rmSync(join(own, name));
    await syncAll(ana);
    expect(readdirSync(own).filter((name) => name.endsWith('.duebook'))).toEqual([expect.stringMatching(/^snapshot-/)]);
    const late = await joined(mia, 'Ana');
    share(late, folder);
    await syncAll(late, mia, ana, early, late);
    expect(known(late)).toEqual(known(ana));
    expect(known(early)).toEqual(known(ana));
    expect(known(mia)).toEqual(known(ana));
  });

  it('a pause publishes and collects nothing; going on makes good for it', async () => {
    const { mia, ana } = await managerAndCollector();
    const folder = shareFolder(mia, ana);
    await syncAll(mia, ana, mia);
    const [shared] = sharedFolders(ana);
    ana.write(() => pauseFolder(ana, shared?.id as number, true));
    call(ana, 'ana', 'C1');
    call(mia, 'mia', 'C2');
    const before = filesOf(folder).length;
    await syncAll(ana, mia, ana);
    expect(filesOf(folder)).toHaveLength(before + 1);
    expect(ana.value('SELECT count(*) FROM activity')).toBe(1);
    expect(statusOf(ana).paused).toBe(true);
    ana.write(() => pauseFolder(ana, shared?.id as number, false));
    await syncAll(ana, mia);
    expect(known(mia)).toEqual(known(ana));
  });

  it('portfolio.json is written once and never again', async () => {
    const { mia, ana } = await managerAndCollector();
    const folder = shareFolder(mia, ana);
    await syncAll(mia);
    const file = join(portfolioIn(folder), 'portfolio.json');
    const text = readFileSync(file, 'utf8');
    call(mia, 'mia', 'C1');
    await syncAll(ana, mia, ana);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('a folder that cannot be used is left alone, says why, and is used again when it can be', () => {
  async function inUse() {
    const { mia, ana } = await managerAndCollector();
    const folder = shareFolder(mia, ana);
    await syncAll(mia, ana, mia);
    return { mia, ana, folder };
  }

  it('gone, and back', async () => {
    const { mia, ana, folder } = await inUse();
    renameSync(folder, `${folder}-away`);
    call(mia, 'mia', 'C1');
    const before = known(mia);
    await syncAll(mia);
    expect(statusOf(mia)).toMatchObject({ state: 'gone' });
    expect(known(mia)).toEqual(before);
    renameSync(`${folder}-away`, folder);
    await syncAll(mia, ana);
    expect(statusOf(mia)).toMatchObject({ state: 'ready', failure: null });
    expect(known(mia)).toEqual(known(ana));
  });

  it('emptied: nothing is published into what may be a folder that failed to mount', async () => {
    const { mia, folder } = await inUse();
    rmSync(portfolioIn(folder), { recursive: true });
    call(mia, 'mia', 'C1');
    await syncAll(mia);
    expect(statusOf(mia)).toMatchObject({ state: 'emptied' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("another portfolio's folder, put in its place", async () => {
    const { mia, folder } = await inUse();
    writeFileSync(
      join(portfolioIn(folder), 'portfolio.json'),
      `${JSON.stringify({ createdAt: '', format: 1, portfolioId: 'another' })}\n`,
    );
    call(mia, 'mia', 'C1');
    const before = filesOf(folder);
    await syncAll(mia);
    expect(statusOf(mia)).toMatchObject({ state: 'foreign' });
    expect(filesOf(folder)).toEqual(before);
  });

  it('a file half uploaded waits, a damaged one is told by name, and both stop only themselves', async () => {
    const { mia, ana, folder } = await inUse();
    call(ana, 'ana', 'C1');
    await syncAll(ana);
    call(ana, 'ana', 'C2');
    await syncAll(ana);
    const replica = ana.value<Buffer>('SELECT replica_id FROM replica')?.toString('hex') as string;
    const own = join(portfolioIn(folder), replica);
    const [last = ''] = readdirSync(own)
      .filter((name) => /^\d{6}\.duebook$/.test(name))
      .sort()
      .reverse();
    const whole = readFileSync(join(own, last));
    truncateSync(join(own, last), whole.length - 20);
    await syncAll(mia);
    expect(mia.value('SELECT count(*) FROM activity')).toBe(1);
    expect(statusOf(mia)).toMatchObject({ state: 'ready', waiting: [{ name: last }] });
    const damaged = Buffer.from(whole);
    damaged[whole.length - 10] = (damaged[whole.length - 10] as number) ^ 1;
    writeFileSync(join(own, last), damaged);
    await syncAll(mia);
    expect(statusOf(mia).problems).toMatchObject([{ name: last, message: expect.stringMatching(/damaged/) }]);
    writeFileSync(join(own, last), whole);
    await syncAll(mia);
    expect(statusOf(mia)).toMatchObject({ waiting: [], problems: [] });
    expect(known(mia)).toEqual(known(ana));
  });

  it('conflict copies are not read, and named', async () => {
    const { mia, ana, folder } = await inUse();
    const replica = ana.value<Buffer>('SELECT replica_id FROM replica')?.toString('hex') as string;
    const name = '000001 (conflicted copy 2026-11-23).duebook';
    writeFileSync(join(portfolioIn(folder), replica, name), 'anything');
    await syncAll(mia);
    expect(statusOf(mia)).toMatchObject({ state: 'ready', strangers: [`${replica}/${name}`] });
  });
});

it('the history names files of people, and of a folder only those that replaced something here', async () => {
  const { mia, ana } = await managerAndCollector();
  shareFolder(mia, ana);
  await syncAll(mia, ana);
  handOut(mia, 10, 'ana');
  await syncAll(mia, ana);
  // The export that Ana joined from.
  expect(exchangeHistory(mia).map((entry) => entry.fileName)).toEqual(['portfolio.duebook']);
});
