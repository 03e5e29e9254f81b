import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { confirmCommitment } from '../../../src/main/data/commitments/commands';
import { assignCustomers } from '../../../src/main/data/customers/commands';
import type { Db } from '../../../src/main/data/db/database';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { writeUser } from '../../../src/main/data/portfolio/store';
import { teamView } from '../../../src/main/data/team/queries';
import { setUserActive } from '../../../src/main/data/users/commands';
import { customerId, promiseOf, save, smallPortfolio, TODAY, takeList } from '../desk/small';
import { testEnv } from '../support/database';

function team(): Db {
  const db = smallPortfolio();
  db.write(() => {
    for (const id of ['ann', 'bob']) writeUser(db, 1, { id, name: id, initials: id.slice(0, 1), role: 'collector' });
  });
  assignCustomers(db, 2, { customerIds: [customerId(db, 'C1')], userId: 'ann' });
  assignCustomers(db, 2, { customerIds: [customerId(db, 'C2')], userId: 'bob' });
  return db;
}
const as = (userId: string, asOf = TODAY) => testEnv(asOf, userId);
const rows = (db: Db, asOf = TODAY) =>
  Object.fromEntries(
    teamView(db, asOf, { now: `${asOf}T12:00:00Z`, localTime: null }).map((row) => [row.user?.name ?? 'nobody', row]),
  );
const EUR = (minor: number) => [{ currency: 'EUR', minor }];

describe('the team', () => {
  it('what is owed counts with whom it is assigned to, work and promises with who recorded them', () => {
    const db = team();
    logActivity(db, as('ann'), save(db, 'C1', 'voicemail'));
    // ann stands in for bob: the promise is hers, the customer stays his.
    logActivity(db, as('ann'), save(db, 'C2', 'promised', { promise: promiseOf(120, '2026-11-26') }));
    const { ann, bob, nobody } = rows(db);
    expect(ann).toMatchObject({
      customers: 1,
      overdue: EUR(30_000),
      workedToday: 2,
      promisedToday: { count: 1, sums: EUR(12_000) },
      openPromises: { count: 1, sums: EUR(12_000) },
      list: { worked: 1, total: 1 },
      longestUntouched: { name: 'Firm C1', days: 0 },
    });
    expect(bob).toMatchObject({
      customers: 1,
      workedToday: 0,
      promisedToday: { count: 0, sums: [] },
      list: { worked: 1, total: 1 },
      longestUntouched: { name: 'Firm C2', days: 0 },
    });
    // C3 is 53 days past due and was never touched.
    expect(nobody).toMatchObject({
      user: null,
      customers: 1,
      overdue: [{ currency: 'USD', minor: 8_000 }],
      list: null,
      longestUntouched: { name: 'Firm C3', days: 53 },
    });
  });

  it('the kept rate is of the promises one took down, oral and written apart, as of the day', () => {
    const db = team();
    const oral = logActivity(db, as('ann'), save(db, 'C2', 'promised', { promise: promiseOf(100, '2026-11-24') }));
    const written = logActivity(db, as('ann'), save(db, 'C1', 'promised', { promise: promiseOf(300, '2026-11-24') }));
    confirmCommitment(db, as('ann'), {
      commitmentId: written.commitmentId as string,
      via: 'mail',
      text: null,
    });
    expect(oral.commitmentId).not.toBeNull();
    // C1 paid its overdue items, C2 nothing; the list is newer than both windows.
    takeList(db, '2026-11-30', [
      ['C1', '1', '2026-09-01', 0],
      ['C1', '2', '2026-10-01', 0],
      ['C1', '5', '2026-12-15', 400],
      ['C2', '3', '2026-10-01', 300],
    ]);
    const later = rows(db, '2026-11-30');
    expect(later.ann?.kept).toMatchObject({
      all: { kept: 1, matured: 2, byCount: 0.5 },
      oral: { kept: 0, matured: 1 },
      written: { kept: 1, matured: 1 },
    });
    expect(later.ann?.kept.all.byAmount).toMatchObject([{ currency: 'EUR', paidMinor: 30_000, promisedMinor: 40_000 }]);
    expect(later.bob?.kept.all).toMatchObject({ matured: 0, byCount: null });
    expect(rows(db).ann?.kept.all.matured).toBe(0);
  });

  it('a customer somebody covers stands on that person’s list', () => {
    const db = team();
    const cover = { cover_by: 'bob', cover_until: '2026-12-04' };
    db.write(() => writeAnnotation(db, 1, 'customerDesk', 'main\u001fC1', 'cover', cover));
    expect(rows(db)).toMatchObject({
      ann: { customers: 1, list: { worked: 0, total: 0 } },
      bob: { customers: 1, list: { worked: 0, total: 2 } },
    });
    expect(rows(db, '2026-12-07')).toMatchObject({ ann: { list: { total: 1 } }, bob: { list: { total: 1 } } });
  });

  it('who left is shown while customers are theirs', () => {
    const db = team();
    setUserActive(db, 3, { userId: 'bob', active: false });
    expect(rows(db).bob).toMatchObject({ user: { active: false }, customers: 1 });
    assignCustomers(db, 4, { customerIds: [customerId(db, 'C2')], userId: 'ann' });
    expect(Object.keys(rows(db))).toEqual(['ann', 'nobody']);
  });
});
