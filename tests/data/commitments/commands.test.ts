import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { confirmCommitment, markDrafted, withdrawCommitment } from '../../../src/main/data/commitments/commands';
import { commitmentsHandlers } from '../../../src/main/data/commitments/handlers';
import { commitmentRows } from '../../../src/main/data/commitments/rows';
import { saveContact } from '../../../src/main/data/customers/commands';
import type { Db } from '../../../src/main/data/db/database';
import { writeUser } from '../../../src/main/data/portfolio/store';
import { closeDay } from '../../../src/main/data/settings/store';
import { customerId, itemId, promiseOf, refusalOf, save, smallPortfolio, TODAY, takeList } from '../desk/small';
import { dump, testEnv } from '../support/database';

function promise(db: Db, euros: number, day: string, numbers: string[] = [], asOf = TODAY): string {
  const items = numbers.map((number) => itemId(db, number));
  const input = save(db, 'C1', 'promised', { asOf, contactName: 'Ada', promise: promiseOf(euros, day, items) });
  return logActivity(db, testEnv(asOf), input).commitmentId as string;
}
const row = (db: Db, id: string, asOf = TODAY) => commitmentRows(db, asOf, null).find((r) => r.id === id);

describe('a promise', () => {
  it('stands on the ticked items with what was open on them, in the order of the ledger', () => {
    const db = smallPortfolio();
    const id = promise(db, 450, '2026-11-26', ['5', '2']);
    expect(row(db, id)).toMatchObject({
      customerKey: 'C1',
      promisedMinor: 45_000,
      madeOn: TODAY,
      promisedFor: '2026-11-26',
      windowEnd: '2026-11-30',
      contactName: 'Ada',
      state: 'open',
      written: 'oral',
      level: 1,
      items: [
        { number: '2', openMinor: 20_000 },
        { number: '5', openMinor: 40_000 },
      ],
    });
  });

  it('without ticked items stands on the oldest, only as many as the amount needs', () => {
    const db = smallPortfolio();
    expect(row(db, promise(db, 100, '2026-11-26'))?.items.map((i) => i.number)).toEqual(['1']);
    expect(row(db, promise(db, 101, '2026-11-26'))?.items.map((i) => i.number)).toEqual(['1', '2']);
    expect(row(db, promise(db, 301, '2026-11-26'))?.items.map((i) => i.number)).toEqual(['1', '2', '5']);
  });

  it('replaces open ones on the same items, and nothing else', () => {
    const db = smallPortfolio();
    const onTwo = promise(db, 200, '2026-11-24', ['2'], '2026-11-16');
    const withdrawn = promise(db, 100, '2026-11-24', ['1'], '2026-11-16');
    withdrawCommitment(db, testEnv('2026-11-17'), { commitmentId: withdrawn, why: 'a mistake' });
    const elsewhere = promise(db, 400, '2026-12-20', ['5'], '2026-11-16');
    const newer = promise(db, 300, '2026-11-27', ['1', '2']);
    expect(row(db, onTwo)).toMatchObject({ state: 'superseded', stateOn: TODAY });
    expect(row(db, withdrawn)?.state).toBe('withdrawn');
    expect(row(db, elsewhere)?.state).toBe('open');
    expect(row(db, newer)).toMatchObject({ state: 'open', level: 2 });
    expect(
      db.all('SELECT row_id, superseded_by, superseded_on FROM commitment WHERE superseded_by IS NOT NULL'),
    ).toEqual([{ row_id: onTwo, superseded_by: newer, superseded_on: TODAY }]);
    expect(row(db, onTwo, '2026-11-22')?.state).toBe('open');
  });

  it('leaves a broken one on the same items broken', () => {
    const db = smallPortfolio();
    const broken = promise(db, 100, '2026-11-16', ['1'], '2026-11-10');
    takeList(db, '2026-11-23', [['C1', '1', '2026-09-01', 100]]);
    expect(row(db, broken)?.state).toBe('broken');
    promise(db, 100, '2026-11-27', ['1']);
    expect(row(db, broken)).toMatchObject({ state: 'broken', stateOn: '2026-11-20' });
  });

  it('is not there yet before the day it was made, whenever it was recorded', () => {
    const db = smallPortfolio();
    const id = promise(db, 100, '2026-11-26');
    expect(row(db, id, '2026-11-22')).toBeUndefined();
  });

  it('is judged by the closed days of the portfolio: closing one moves the end of the window', () => {
    const db = smallPortfolio();
    const id = promise(db, 100, '2026-11-26');
    expect(row(db, id)?.windowEnd).toBe('2026-11-30');
    db.write(() => closeDay(db, 9, '2026-11-27', 'Bridge day', true));
    expect(row(db, id)?.windowEnd).toBe('2026-12-01');
    db.write(() => closeDay(db, 10, '2026-11-27', 'Bridge day', false));
    expect(row(db, id)?.windowEnd).toBe('2026-11-30');
  });

  it('is told in words with who took it down', () => {
    const db = smallPortfolio();
    db.write(() => writeUser(db, 1, { id: 'user-1', name: 'Jo Wren', initials: 'JW', role: 'collector' }));
    const id = promise(db, 100, '2026-11-26');
    expect(row(db, id)).toMatchObject({ byName: 'Jo Wren', words: 'Open, for Thu 26 Nov' });
    expect(row(db, id, '2026-11-26')?.words).toBe('Due today');
    expect(row(db, id, '2026-12-01')).toMatchObject({ waitingForFile: true, words: 'Window over, no newer file' });
  });
});

describe('putting it in writing', () => {
  it('goes from oral over drafted to written, each on its day, and keeps the text that was drafted', () => {
    const db = smallPortfolio();
    const id = promise(db, 100, '2026-11-30', [], '2026-11-19');
    markDrafted(db, testEnv('2026-11-20'), id, 'Dear Ada');
    expect(row(db, id)).toMatchObject({ written: 'drafted', writtenOn: '2026-11-20' });
    expect(row(db, id, '2026-11-19')).toMatchObject({ written: 'oral', writtenOn: null, writtenVia: null });
    confirmCommitment(db, testEnv(TODAY), { commitmentId: id, via: 'reply', text: null });
    expect(row(db, id)).toMatchObject({ written: 'written', writtenOn: TODAY, writtenVia: 'reply' });
    expect(db.value('SELECT written_text FROM commitment')).toBe('Dear Ada');
    markDrafted(db, testEnv('2026-11-24'), id, 'Another');
    expect(row(db, id, '2026-11-24')).toMatchObject({ written: 'written', writtenOn: TODAY });
    expect(db.value('SELECT written_text FROM commitment')).toBe('Dear Ada');
  });

  it('drafts a mail to the contact who promised, and marks it only when asked to', () => {
    const db = smallPortfolio();
    const base = { contactId: null, customerId: customerId(db, 'C1'), internal: false, phone: null };
    saveContact(db, testEnv(TODAY), { ...base, name: 'Bo', role: 'ap', email: 'bo@c1.example' });
    saveContact(db, testEnv(TODAY), { ...base, name: 'Ada', role: 'cfo', email: ' ada@c1.example ' });
    const id = promise(db, 100, '2026-11-26');
    const draft = (mark: boolean) =>
      commitmentsHandlers['commitments.draftConfirmation'](
        { db, push: () => {}, fileOf: () => '' },
        { asOf: TODAY, commitmentId: id, mark },
      );
    const before = dump(db);
    expect(draft(false)).toMatchObject({
      to: 'ada@c1.example',
      subject: expect.stringMatching(/\S/),
      body: expect.stringMatching(/100\.00/),
      mailto: expect.stringMatching(/^mailto:ada(@|%40)c1\.example\?/),
    });
    expect(dump(db)).toEqual(before);
    draft(true);
    expect(row(db, id)).toMatchObject({ written: 'drafted', writtenOn: TODAY });
  });

  it('confirms no withdrawn, no unknown one; withdraws only once; changes nothing then', () => {
    const db = smallPortfolio();
    const id = promise(db, 100, '2026-11-26');
    const env = testEnv(TODAY);
    withdrawCommitment(db, env, { commitmentId: id, why: 'they called again' });
    expect(row(db, id)).toMatchObject({ state: 'withdrawn', withdrawnWhy: 'they called again', outstandingMinor: 0 });
    const before = dump(db);
    const refused = [
      refusalOf(() => confirmCommitment(db, env, { commitmentId: id, via: 'mail', text: null })),
      refusalOf(() => withdrawCommitment(db, env, { commitmentId: id, why: 'again' })),
      refusalOf(() => confirmCommitment(db, env, { commitmentId: 'nowhere', via: 'mail', text: null })),
      refusalOf(() => withdrawCommitment(db, env, { commitmentId: 'nowhere', why: 'why' })),
      refusalOf(() => markDrafted(db, env, 'nowhere', 'text')),
    ];
    expect(refused.map((r) => r.code)).toEqual(['bad_input', 'bad_input', 'not_found', 'not_found', 'not_found']);
    for (const { message } of refused) expect(message).toMatch(/Nothing was changed/);
    expect(dump(db)).toEqual(before);
  });

  it('before its withdrawal it was open', () => {
    const db = smallPortfolio();
    const id = promise(db, 100, '2026-11-26', [], '2026-11-18');
    withdrawCommitment(db, testEnv(TODAY), { commitmentId: id, why: 'a mistake' });
    expect(row(db, id, '2026-11-20')).toMatchObject({ state: 'open', withdrawnWhy: null });
  });
});
