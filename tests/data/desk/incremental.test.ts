import { fc, test } from '@fast-check/vitest';
import { planAgenda } from '@shared/domain/agenda/agenda';
import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { saveContact, snoozeCustomer, writeDesk } from '../../../src/main/data/customers/commands';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { dayOf } from '../../../src/main/data/desk/day';
import { openDesk } from '../../../src/main/data/desk/desk';
import { closeDay, writeSetting } from '../../../src/main/data/settings/store';
import { testEnv } from '../support/database';
import { customerId, disputeOf, itemId, promiseOf, save, smallPortfolio, TODAY, takeList } from './small';

const env = testEnv(TODAY);
const contact = { contactId: null, name: 'Ada', role: 'ap' as const, internal: false, email: null, phone: '1' };

/** Everything people can record that the desk reads, on the customer named. */
const ACTIONS: Record<string, (db: Db, key: string) => void> = {
  call: (db, key) => logActivity(db, env, save(db, key, 'voicemail')),
  promise: (db, key) => logActivity(db, env, save(db, key, 'promised', { promise: promiseOf(10, '2026-11-26') })),
  dispute: (db, key) =>
    logActivity(db, env, save(db, key, 'disputes', { dispute: disputeOf([itemId(db, key === 'C1' ? '1' : '3')]) })),
  assign: (db, key) => db.write(() => writeDesk(db, env.now, customerId(db, key), 'assignee', { assignee: 'user-1' })),
  snooze: (db, key) =>
    snoozeCustomer(db, env, { asOf: TODAY, customerId: customerId(db, key), until: '2026-12-01', reason: 'later' }),
  contact: (db, key) => saveContact(db, env, { customerId: customerId(db, key), ...contact }),
  payerType: (db, key) =>
    db.write(() => writeDesk(db, env.now, customerId(db, key), 'payerType', { payer_type: 'bad' })),
  setting: (db) => db.write(() => writeSetting(db, env.now, 'minimumAmount', 150)),
  closedDay: (db) => db.write(() => closeDay(db, env.now, '2026-11-26', '', true)),
  list: (db) => takeList(db, TODAY, [['C2', '9', '2026-10-05', 55]]),
};

describe('the desk after a change', () => {
  it('makes anew only the book something was recorded on, and keeps what was worked out of the others', () => {
    const db = smallPortfolio();
    const before = openDesk(db);
    const [c1, c2] = [customerId(db, 'C1'), customerId(db, 'C2')];
    const judged = dayOf(before, TODAY).of(before.books.get(c2) as never);
    ACTIONS.call?.(db, 'C1');
    const after = openDesk(db);
    expect(after.books.get(c1)).not.toBe(before.books.get(c1));
    expect(after.books.get(c2)).toBe(before.books.get(c2));
    expect(dayOf(after, TODAY).of(after.books.get(c2) as never)).toBe(judged);
  });

  it('judges everybody again when a setting or the calendar changed', () => {
    const db = smallPortfolio();
    const before = openDesk(db);
    ACTIONS.setting?.(db, 'C1');
    expect(openDesk(db).basis).not.toBe(before.basis);
    expect(openDesk(db).settings.minimumAmount).toBe(150);
  });

  test.prop(
    [
      fc.array(fc.tuple(fc.constantFrom(...Object.keys(ACTIONS)), fc.constantFrom('C1', 'C2')), {
        size: 'max',
        maxLength: 8,
      }),
    ],
    { seed: 20261121, numRuns: 12 },
  )('is what a fresh connection loads, and gives the same list, whatever was recorded', (steps) => {
    const db = smallPortfolio();
    const question = { asOf: TODAY, userId: null, limit: 'all' as const, localTime: null, now: null };
    for (const [action, key] of steps) {
      ACTIONS[action]?.(db, key);
      const kept = openDesk(db);
      const other = openDatabase(db.file, { create: false });
      const fresh = openDesk(other);
      expect([...kept.books]).toEqual([...fresh.books]);
      expect(kept.basis).toEqual(fresh.basis);
      expect(agendaView(db, question)).toEqual(agendaView(other, question));
      // Nothing worked out earlier may show through: the plan with kept notes is the plan without.
      const { ctx, notes } = dayOf(kept, TODAY);
      const worded = (plan: ReturnType<typeof planAgenda>) => plan.places.map((place) => place.entry());
      const who = { userId: null, now: null, nowLocalTime: null };
      expect(worded(planAgenda(kept.books.values(), ctx, who, notes))).toEqual(
        worded(planAgenda(kept.books.values(), ctx, who)),
      );
      other.close();
    }
  });
});
