import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { assignCustomers } from '../../../src/main/data/customers/commands';
import type { Db } from '../../../src/main/data/db/database';
import { commitImport } from '../../../src/main/data/import';
import { writeUser } from '../../../src/main/data/portfolio/store';
import { writeSetting } from '../../../src/main/data/settings/store';
import { customerId, promiseOf, save, smallPortfolio, TODAY, takeList } from '../desk/small';
import { newDatabase, testEnv } from '../support/database';

const view = (db: Db, more: Partial<Parameters<typeof agendaView>[1]> = {}) =>
  agendaView(db, { asOf: TODAY, userId: null, limit: 'all', localTime: null, now: null, ...more });

describe('the strip beside the list', () => {
  it("counts and sums today's open promises, per currency", () => {
    const db = smallPortfolio();
    expect(view(db).strip.promisesDueToday).toEqual({ count: 0, sums: [] });
    const promise = (key: string, euros: number, day: string, currency = 'EUR') =>
      logActivity(
        db,
        testEnv('2026-11-19'),
        save(db, key, 'promised', { asOf: '2026-11-19', promise: promiseOf(euros, day, [], currency) }),
      );
    promise('C1', 100, TODAY);
    promise('C2', 30, TODAY);
    promise('C3', 80, TODAY, 'USD');
    promise('C2', 40, '2026-11-24');
    expect(view(db).strip.promisesDueToday).toEqual({
      count: 2,
      sums: [
        { currency: 'EUR', minor: 10_000 },
        { currency: 'USD', minor: 8000 },
      ],
    });
    expect(view(db, { asOf: '2026-11-24' }).strip.promisesDueToday.count).toBe(1);
  });

  it('counts unapplied payments beside overdue items as cash to match', () => {
    const db = smallPortfolio();
    const text = [
      'Customer No;Invoice No;Document Type;Invoice Date;Due Date;Currency;Open Amount',
      'C2;P-1;Payment;2026-11-10;2026-11-10;EUR;-25.00',
      'C4;P-2;Payment;2026-11-10;2026-11-10;EUR;-99.00',
    ].join('\n');
    commitImport(
      db,
      { name: 'credits.csv', bytes: new TextEncoder().encode(text) },
      { kind: 'open-items', listDate: '2026-11-20' },
      testEnv(TODAY),
    );
    expect(db.value("SELECT type FROM item WHERE number = 'P-1'")).toBe('unapplied_payment');
    expect(view(db).strip.cashToMatch).toEqual({ count: 1, sums: [{ currency: 'EUR', minor: 2500 }] });
  });

  it('counts answers nobody got back to, and tasks that are due', () => {
    const db = smallPortfolio();
    expect(view(db).strip).toMatchObject({ replies: 0, tasks: 0 });
    logActivity(db, testEnv('2026-11-20'), save(db, 'C1', 'reply', { kind: 'mail', asOf: '2026-11-20' }));
    logActivity(db, testEnv('2026-11-20'), save(db, 'C2', 'wrong_number', { asOf: '2026-11-20' }));
    expect(view(db).strip).toMatchObject({ replies: 1, tasks: 1 });
    expect(view(db, { asOf: '2026-11-19' }).strip).toMatchObject({ replies: 0, tasks: 0 });
    logActivity(db, testEnv(TODAY), save(db, 'C1', 'reached'));
    expect(view(db).strip.replies).toBe(0);
  });
});

describe('the list as it is shown', () => {
  it('is cut at the limit and says how many more there are', () => {
    const db = smallPortfolio();
    const all = view(db);
    expect(all.entries).toHaveLength(3);
    expect(all.more).toBe(0);
    const one = view(db, { limit: 1 });
    expect(one.entries).toEqual(all.entries.slice(0, 1));
    expect(one.more).toBe(2);
    expect(one.progress).toEqual({ worked: 0, total: 1 });
  });

  it('counts the worked ones: done of all that were there', () => {
    const db = smallPortfolio();
    logActivity(db, testEnv(TODAY), save(db, 'C2', 'reached'));
    const after = view(db);
    expect(after.progress).toEqual({ worked: 1, total: 3 });
    expect(after.worked).toMatchObject([{ key: 'C2', rank: expect.any(Number), reason: { text: expect.any(String) } }]);
    expect(after.entries.map((entry) => entry.key)).not.toContain('C2');
  });

  it('names the amount A of each currency: what was set, else proposed of the day', () => {
    const db = smallPortfolio();
    const proposed = view(db).amountA;
    expect(proposed).toEqual([
      { currency: 'EUR', minor: 30_000, proposed: true },
      { currency: 'USD', minor: 8000, proposed: true },
    ]);
    db.write(() => writeSetting(db, 1, 'amountA', { EUR: 123_456 }));
    expect(view(db).amountA).toEqual([
      { currency: 'EUR', minor: 123_456, proposed: false },
      { currency: 'USD', minor: 8000, proposed: true },
    ]);
  });

  it('says how old the list of the source is that is longest without one; nothing before any import', () => {
    const db = smallPortfolio();
    expect(view(db)).toMatchObject({ lastListDate: '2026-11-20', listAgeDays: 3 });
    takeList(db, '2026-11-10', [['N1', '1', '2026-10-01', 5]], { source: 'north' });
    expect(view(db)).toMatchObject({ lastListDate: '2026-11-10', listAgeDays: 13 });
    expect(view(newDatabase())).toMatchObject({ lastListDate: null, listAgeDays: null, entries: [], more: 0 });
  });

  it("is one person's: own and nobody's customers", () => {
    const db = smallPortfolio();
    db.write(() => {
      for (const id of ['ann', 'bob']) writeUser(db, 1, { id, name: id, initials: id[0] as string, role: 'collector' });
    });
    assignCustomers(db, 1, { customerIds: [customerId(db, 'C1')], userId: 'ann' });
    assignCustomers(db, 1, { customerIds: [customerId(db, 'C2')], userId: 'bob' });
    const keys = (userId: string | null) =>
      view(db, { userId })
        .entries.map((entry) => entry.key)
        .toSorted();
    expect([keys('ann'), keys('bob'), keys(null)]).toEqual([
      ['C1', 'C3'],
      ['C2', 'C3'],
      ['C1', 'C2', 'C3'],
    ]);
  });

  it('is built again after every recorded change, also one of another connection', () => {
    const db = smallPortfolio();
    expect(view(db).entries).toHaveLength(3);
    logActivity(db, testEnv(TODAY), save(db, 'C1', 'reached'));
    expect(view(db).entries).toHaveLength(2);
    db.write(() => writeSetting(db, 1, 'minimumAmount', 100));
    expect(view(db).entries.map((entry) => entry.key)).toEqual(['C2']);
  });
});
