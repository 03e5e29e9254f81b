import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { portfolioFolder } from '../../../src/main/data/exchange/folder/layout';
import { folderState } from '../../../src/main/data/exchange/folder/state';
import { newFolder } from '../../data/support/database';
import { NOW, PORTFOLIO, Replica } from './replica';

const DAY = 86_400_000;
const two = () => {
  const folder = newFolder();
  const [ana, ben] = [new Replica('a', folder), new Replica('b', folder)];
  return {
    folder,
    root: portfolioFolder(folder, PORTFOLIO),
    ana,
    ben,
    of: (r: Replica) => join(portfolioFolder(folder, PORTFOLIO), r.door.replicaId),
  };
};

describe('publishing and collecting', () => {
  it('brings what one says to the other, each file once, and nothing back', async () => {
    const { ana, ben, root } = two();
    ana.say('one', 'two');
    expect((await ana.publish()).written).toEqual(['000001.duebook']);
    expect((await ana.publish()).written).toEqual([]);
    expect((await ben.collect()).merged).toMatchObject([{ name: '000001.duebook', brought: true }]);
    expect((await ben.collect()).merged).toEqual([]);
    ben.say('three');
    await ben.publish();
    // Ben's file holds his own word alone: what came through the folder is not sent back to it.
    expect(ben.written).toEqual([['three']]);
    await ana.collect();
    expect(ana.known()).toEqual(['one', 'three', 'two']);
    expect(ana.known()).toEqual(ben.known());
    expect(readdirSync(root).sort()).toEqual([ana.door.replicaId, ben.door.replicaId, 'portfolio.json']);
  });

  it('passes on what came from elsewhere', async () => {
    const { ana, ben, folder } = two();
    const elsewhere = newFolder();
    const carl = new Replica('c', elsewhere);
    carl.say('from far');
    await carl.publish();
    // Ana merged Carl's file by hand: its rows have local numbers no folder gave them.
    await ana.door.merge(join(portfolioFolder(elsewhere, PORTFOLIO), carl.door.replicaId, '000001.duebook'));
    await ana.publish();
    await ben.collect();
    expect(ben.known()).toEqual(['from far']);
    expect(folder).not.toBe(elsewhere);
  });

  it('reads files that arrive in any order, and says which number is still missing', async () => {
    const { ana, ben, of } = two();
    for (const word of ['one', 'two', 'three']) {
      ana.say(word);
      await ana.publish();
    }
    const second = join(of(ana), '000002.duebook');
    const bytes = readFileSync(second);
    rmSync(second);
    const first = await ben.collect();
    expect(first.merged.map((file) => file.name)).toEqual(['000001.duebook', '000003.duebook']);
    expect(first.waiting).toMatchObject([{ replica: ana.door.replicaId, name: 'no. 2' }]);
    writeFileSync(second, bytes);
    expect((await ben.collect()).merged.map((file) => file.name)).toEqual(['000002.duebook']);
    expect(ben.known()).toEqual(ana.known());
  });

  it('P17: a snapshot stands for its segments without changing what any reader ends with', async () => {
    const { ana, ben, folder, of } = two();
    const late = new Replica('c', folder);
    for (let i = 1; i <= 100; i++) {
      ana.say(`word ${String(i).padStart(3, '0')}`);
      const { written } = await ana.publish();
      if (i === 40) await ben.collect();
      if (i === 100) expect(written).toEqual(['000100.duebook', 'snapshot-000100.duebook']);
    }
    for (const name of readdirSync(of(ana))) {
      const old = new Date(NOW - 31 * DAY);
      utimesSync(join(of(ana), name), old, old);
    }
    ana.say('after');
    await ana.publish();
    expect(readdirSync(of(ana)).sort()).toEqual(['000101.duebook', 'replica.json', 'snapshot-000100.duebook']);
    expect((await ben.collect()).merged.map((file) => file.name)).toEqual([
      'snapshot-000100.duebook',
      '000101.duebook',
    ]);
    expect((await late.collect()).merged.map((file) => file.name)).toEqual([
      'snapshot-000100.duebook',
      '000101.duebook',
    ]);
    expect(ben.known()).toEqual(ana.known());
    expect(late.known()).toEqual(ana.known());
    expect((await late.collect()).merged).toEqual([]);
  });

  it('makes good by a snapshot what somebody took away, and never writes a name twice', async () => {
    const { ana, ben, of } = two();
    ana.say('one');
    await ana.publish();
    ana.say('two');
    await ana.publish();
    rmSync(join(of(ana), '000001.duebook'));
    expect((await ana.publish()).written).toEqual(['snapshot-000002.duebook']);
    await ben.collect();
    expect(ben.known()).toEqual(['one', 'two']);
    rmSync(join(of(ana), 'snapshot-000002.duebook'));
    ana.say('three');
    expect((await ana.publish()).written).toEqual(['000003.duebook', 'snapshot-000003.duebook']);
  });

  it('starts its own files anew under a new replica id', async () => {
    const { ana, ben, root } = two();
    ana.say('one');
    await ana.publish();
    ana.door.replicaId = 'f'.repeat(16);
    ana.say('two');
    expect(await ana.publish()).toEqual({ written: ['000001.duebook'], cloned: false });
    await ben.collect();
    expect(ben.known()).toEqual(['one', 'two']);
    expect(readdirSync(root)).toHaveLength(3);
  });
});

describe('what goes wrong with a folder', () => {
  const states = (folder: string, known = true) => folderState(folder, PORTFOLIO, known);

  it('gone, emptied, of another portfolio, newer, not readable, not writable: nothing is published or collected', async () => {
    const { ana, folder, root } = two();
    expect(states(folder, false)).toBe('new');
    ana.say('one');
    await ana.publish();
    expect(states(folder)).toBe('ready');
    const file = join(root, 'portfolio.json');
    const before = readFileSync(file, 'utf8');
    const tries: [string, () => void, () => void][] = [
      ['foreign', () => writeFileSync(file, before.replace(PORTFOLIO, 'x')), () => writeFileSync(file, before)],
      [
        'newer',
        () => writeFileSync(file, before.replace('"format":1', '"format":9')),
        () => writeFileSync(file, before),
      ],
      ['unreadable', () => writeFileSync(file, '{"half'), () => writeFileSync(file, before)],
      ['read_only', () => chmodSync(root, 0o555), () => chmodSync(root, 0o755)],
      ['emptied', () => rmSync(file), () => writeFileSync(file, before)],
    ];
    for (const [state, breakIt, mend] of tries) {
      breakIt();
      expect(states(folder)).toBe(state);
      const words = ana.known();
      ana.say(`said while ${state}`);
      await expect(ana.publish()).rejects.toMatchObject({ code: 'folder_stopped', details: { state } });
      await expect(ana.collect()).rejects.toMatchObject({ code: 'folder_stopped', details: { state } });
      expect(ana.known()).toEqual([...words, `said while ${state}`].sort());
      mend();
      expect(states(folder)).toBe('ready');
    }
    rmSync(root, { recursive: true });
    expect(states(folder)).toBe('emptied');
    await expect(ana.publish()).rejects.toMatchObject({ code: 'folder_stopped' });
    rmSync(folder, { recursive: true });
    expect(states(folder)).toBe('gone');
    await expect(ana.collect()).rejects.toThrow(/cannot be reached.*nothing was changed/);
  });

  it('a file still being uploaded waits; after a day it is told as a problem, and taken when it is whole', async () => {
    const { ana, ben, of } = two();
    ana.say('one');
    await ana.publish();
    const file = join(of(ana), '000001.duebook');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, 4));
    expect(await ben.collect()).toMatchObject({ merged: [], waiting: [{ name: '000001.duebook' }], problems: [] });
    ben.now += 25 * 3_600_000;
    expect(await ben.collect()).toMatchObject({ waiting: [], problems: [{ name: '000001.duebook' }] });
    writeFileSync(file, bytes);
    expect(await ben.collect()).toMatchObject({ merged: [{ brought: true }], problems: [] });
  });

  it('a damaged file stops nothing but itself', async () => {
    const { ana, ben, of } = two();
    for (const word of ['one', 'two']) {
      ana.say(word);
      await ana.publish();
    }
    writeFileSync(join(of(ana), '000001.duebook'), '?\n');
    const { merged, problems } = await ben.collect();
    expect(merged).toMatchObject([{ name: '000002.duebook' }]);
    expect(problems).toEqual([{ replica: ana.door.replicaId, name: '000001.duebook', message: 'damaged on its way' }]);
  });

  it('conflict copies and strangers are told and left alone, files on their way are not', async () => {
    const { ana, ben, root, of } = two();
    ana.say('one');
    await ana.publish();
    cpSync(join(of(ana), '000001.duebook'), join(of(ana), "000001 (Ben's conflicted copy 2026-11-23).duebook"));
    cpSync(join(of(ana), '000001.duebook'), join(of(ana), '000001.sync-conflict-20261123.duebook'));
    writeFileSync(join(of(ana), '.000002.duebook.part'), 'half');
    mkdirSync(join(root, 'Ana-DESKTOP-XYZ'));
    const { merged, strangers } = await ben.collect();
    expect(merged).toHaveLength(1);
    expect(strangers).toEqual([
      `${ana.door.replicaId}/000001 (Ben's conflicted copy 2026-11-23).duebook`,
      `${ana.door.replicaId}/000001.sync-conflict-20261123.duebook`,
      'Ana-DESKTOP-XYZ',
    ]);
  });

  it('two copies of one database that publish under one id are noticed, and neither overwrites the other', async () => {
    const { ana, folder, of } = two();
    const twin = new Replica('a', folder);
    ana.say('mine');
    await ana.publish();
    const bytes = readFileSync(join(of(ana), '000001.duebook'));
    twin.say('theirs');
    expect(await twin.publish()).toEqual({ written: ['000002.duebook'], cloned: true });
    expect(readFileSync(join(of(ana), '000001.duebook'))).toEqual(bytes);
    expect((await ana.publish()).cloned).toBe(true);
  });
});
