import { join } from 'node:path';
import type { HolderRow } from '@shared/contract/holders';
import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { assignCustomers } from '../../../src/main/data/customers/commands';
import type { Db } from '../../../src/main/data/db/database';
import { dispatch } from '../../../src/main/data/dispatch';
import { personChannel } from '../../../src/main/data/exchange/channel';
import { lend } from '../../../src/main/data/exchange/chosen';
import { exportFile } from '../../../src/main/data/exchange/export-file';
import { joinPortfolio } from '../../../src/main/data/exchange/join';
import { mergeFile } from '../../../src/main/data/exchange/merge';
import { writeMe, writeUser } from '../../../src/main/data/portfolio/store';
import { customerId, save, smallPortfolio, TODAY } from '../desk/small';
import { newDatabase, newFolder, testEnv } from '../support/database';

/** Noon, which is the same day in nearly every time zone. */
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
const at = (day: string) => `${day}T12:00:00.000Z`;

/** The manager Mia, with Ana and Ben; C1 owes 300 overdue, C2 300, C3 80 dollars. */
function managers(): Db {
  const db = smallPortfolio();
  db.write(() => {
    writeUser(db, 1, { id: 'mia', name: 'Mia', initials: 'M', role: 'manager' });
    for (const [id, name] of [
      ['ana', 'Ana'],
      ['ben', 'Ben'],
    ] as const)
      writeUser(db, 1, { id, name, initials: name.slice(0, 1), role: 'collector' });
    writeMe(db, 'mia');
  });
  return db;
}

function assign(db: Db, day: string, userId: string | null, ...keys: string[]): void {
  assignCustomers(db, noon(day), { customerIds: keys.map((key) => customerId(db, key)), userId });
}

/** Writes everything of `whose` customers for `whom`, or what changed since their last file. */
async function fileFor(
  db: Db,
  day: string,
  by: string,
  whom: string,
  whose: string,
  changesOnly = false,
  channel = personChannel(whom),
) {
  const path = join(newFolder(), `${by}-to-${whom}-${day}.duebook`);
  await exportFile(db, { now: noon(day), userId: by }, path, {
    scope: { kind: 'assignee', userId: whose },
    channel,
    changesOnly,
    privateNotes: false,
    asOf: day,
  });
  return path;
}

const mergeFrom = (db: Db, day: string, from: string, path: string) =>
  mergeFile(db, noon(day), path, { channel: personChannel(from), backup: false });

async function holders(db: Db, asOf = TODAY): Promise<Record<string, HolderRow>> {
  const answer = await dispatch({ db, push: () => {}, fileOf: () => '' }, 'holders.list', { asOf });
  if (!answer.ok) throw new Error(answer.error.message);
  return Object.fromEntries((answer.value as HolderRow[]).map((row) => [row.user.id, row]));
}

describe('who has what', () => {
  it('begins with nobody, and says since when each has what and that it was not sent yet', async () => {
    const db = managers();
    expect(await holders(db)).toEqual({});
    assign(db, '2026-11-20', 'ana', 'C1');
    assign(db, '2026-11-22', 'ana', 'C3');
    assign(db, '2026-11-22', 'mia', 'C2');
    const { ana, mia, ben } = await holders(db);
    expect(ana).toEqual({
      user: { id: 'ana', name: 'Ana', initials: 'A', role: 'collector', active: true },
      customers: 2,
      overdue: [
        { currency: 'EUR', minor: 30_000 },
        { currency: 'USD', minor: 8_000 },
      ],
      since: { first: '2026-11-20', last: '2026-11-22' },
      notSent: 2,
      covering: null,
      lastOut: null,
      lastBack: null,
      missing: 0,
    });
    // One's own customers are sent to nobody and come back from nobody.
    expect(mia).toMatchObject({ customers: 1, notSent: 0, lastOut: null, lastBack: null });
    expect(ben).toBeUndefined();
  });

  it('follows files out and back: one came back, one did not, one customer changed hands', async () => {
    const db = managers();
    assign(db, '2026-11-20', 'ana', 'C1');
    assign(db, '2026-11-20', 'ben', 'C2');
    const toAna = await fileFor(db, '2026-11-20', 'mia', 'ana', 'ana');
    const toBen = await fileFor(db, '2026-11-20', 'mia', 'ben', 'ben');
    const out = (path: string) => ({ at: at('2026-11-20'), fileName: path.split('/').at(-1) });
    expect(await holders(db)).toMatchObject({
      ana: { notSent: 0, lastOut: out(toAna), lastBack: null },
      ben: { notSent: 0, lastOut: out(toBen), lastBack: null },
    });

    const anas = newDatabase();
    await joinPortfolio(anas, { ...testEnv(TODAY), now: noon('2026-11-20') }, toAna, { name: 'Ana', initials: 'A' });
    logActivity(anas, testEnv(TODAY, 'ana'), save(anas, 'C1', 'voicemail'));
    const back = await fileFor(anas, '2026-11-20', 'ana', 'mia', 'ana');
    await mergeFrom(db, '2026-11-21', 'ana', back);
    expect(await holders(db)).toMatchObject({
      ana: { lastOut: out(toAna), lastBack: { at: at('2026-11-21'), fileName: back.split('/').at(-1) } },
      ben: { lastOut: out(toBen), lastBack: null },
    });

    assign(db, '2026-11-22', 'ana', 'C2');
    expect(await holders(db)).toMatchObject({
      ana: { customers: 2, since: { first: '2026-11-20', last: '2026-11-22' }, notSent: 1 },
      // Nothing in hand any more, but a file out that never came back.
      ben: { customers: 0, overdue: [], since: null, notSent: 0, lastOut: out(toBen), lastBack: null },
    });
    await fileFor(db, '2026-11-23', 'mia', 'ana', 'ana', true);
    expect((await holders(db)).ana).toMatchObject({ notSent: 0, lastOut: { at: at('2026-11-23') } });
    // On Ana's own copy the manager is the one to whom files go.
    expect(await holders(anas)).toMatchObject({
      ana: { customers: 1, notSent: 0, lastBack: null },
      mia: { customers: 0, lastOut: { at: at('2026-11-20') } },
    });
  });

  it('counts the activities that a later file shows to exist and that have not arrived', async () => {
    const db = managers();
    assign(db, '2026-11-20', 'ana', 'C1');
    const toAna = await fileFor(db, '2026-11-20', 'mia', 'ana', 'ana');
    const anas = newDatabase();
    await joinPortfolio(anas, { ...testEnv(TODAY), now: noon('2026-11-20') }, toAna, { name: 'Ana', initials: 'A' });
    const files: string[] = [];
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      logActivity(anas, { ...testEnv(TODAY, 'ana'), now: noon(day) }, save(anas, 'C1', 'voicemail'));
      // A file for a person brings what the one before it brought; those of a shared folder come one by one.
      files.push(await fileFor(anas, day, 'ana', 'mia', 'ana', true, 'folder:1'));
    }
    const [first = '', second = '', third = ''] = files;
    await mergeFrom(db, TODAY, 'ana', third);
    expect((await holders(db)).ana?.missing).toBe(2);
    await mergeFrom(db, TODAY, 'ana', first);
    expect((await holders(db)).ana?.missing).toBe(1);
    await mergeFrom(db, TODAY, 'ana', second);
    expect((await holders(db)).ana?.missing).toBe(0);
  });

  it('names who covers for others, as long as it lasts', async () => {
    const db = managers();
    assign(db, '2026-11-20', 'ana', 'C1', 'C2', 'C3');
    const cover = (until: string, ...keys: string[]) =>
      lend(db, testEnv(TODAY), {
        kind: 'customers',
        customerIds: keys.map((key) => customerId(db, key)),
        cover: { by: 'ben', until },
      });
    cover('2026-11-27', 'C1');
    cover('2026-12-04', 'C2');
    expect((await holders(db)).ben).toMatchObject({
      customers: 0,
      covering: { customers: 2, until: '2026-12-04' },
    });
    expect((await holders(db, '2026-11-30')).ben?.covering).toEqual({ customers: 1, until: '2026-12-04' });
    expect((await holders(db, '2026-12-05')).ben).toBeUndefined();
    expect((await holders(db)).ana?.covering).toBeNull();
  });
});
