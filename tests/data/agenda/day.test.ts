import type { AgendaView } from '@shared/contract/agenda';
import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { snoozeCustomer } from '../../../src/main/data/customers/commands';
import { customerPage } from '../../../src/main/data/customers/queries';
import type { Db } from '../../../src/main/data/db/database';
import { sampleBench } from '../desk/sample';
import { save } from '../desk/small';
import { testEnv } from '../support/database';

/** A Monday with the sample's list of the Friday before. */
const TODAY = '2026-11-23';
const bench = sampleBench(TODAY);
const me = (db: Db) => db.value<string>("SELECT value FROM local_state WHERE name = 'me'") as string;
const view = (db: Db, asOf = TODAY): AgendaView =>
  agendaView(db, { asOf, userId: me(db), limit: 'all', localTime: '18:00', now: `${asOf}T18:00:00Z` });
const ranks = (list: AgendaView) => Object.fromEntries(list.entries.map((entry) => [entry.key, entry.rank]));
const env = (db: Db, asOf = TODAY) => ({ ...testEnv(asOf, me(db)), now: Date.parse(`${asOf}T08:00:00Z`) });

describe('working through the list', () => {
  it('takes only the worked customer away and moves nobody else', () => {
    const db = bench.copy();
    const morning = view(db);
    const worked = [2, 7, 15].map((place) => morning.entries[place] as AgendaView['entries'][number]);
    const expected = ranks(morning);
    for (const { key } of worked) {
      logActivity(db, env(db), save(db, key, 'reached'));
      delete expected[key];
      expect(ranks(view(db))).toEqual(expected);
    }
    const after = view(db);
    expect(after.worked.map((entry) => [entry.key, entry.rank]).toSorted()).toEqual(
      worked.map((entry) => [entry.key, entry.rank]).toSorted(),
    );
    for (const entry of after.entries)
      expect(entry).toEqual(morning.entries.find((before) => before.customerId === entry.customerId));
    expect(after.notListed).toEqual(morning.notListed);
    expect(after.progress).toEqual({ worked: 3, total: morning.entries.length });
  });

  it('brings the worked back on the day that was agreed, not before', () => {
    const db = bench.copy();
    const [first, second, third] = view(db).entries.filter((entry) => entry.pin === null);
    logActivity(db, env(db), save(db, first?.key as string, 'reached', { followUpOn: '2026-11-26' }));
    logActivity(db, env(db), save(db, second?.key as string, 'refuses'));
    snoozeCustomer(db, env(db), {
      asOf: TODAY,
      customerId: third?.customerId as number,
      until: '2026-11-25',
      reason: 'later',
    });
    const listedOn = (key: string | undefined, day: string) => view(db, day).entries.some((entry) => entry.key === key);
    for (const key of [first, second, third].map((entry) => entry?.key)) expect(listedOn(key, TODAY)).toBe(false);
    expect(['2026-11-24', '2026-11-25', '2026-11-26'].map((day) => listedOn(first?.key, day))).toEqual([
      false,
      false,
      true,
    ]);
    expect(listedOn(third?.key, '2026-11-24')).toBe(false);
    expect(listedOn(third?.key, '2026-11-25')).toBe(true);
    // Touched on Monday, so not again before Wednesday although the follow-up is for Tuesday.
    expect(listedOn(second?.key, '2026-11-25')).toBe(true);
  });

  it('lets a promised customer rest until the promise can be broken', () => {
    const db = bench.copy();
    const entry = view(db).entries.find((e) => e.pin === null && e.collectable.length === 1);
    const [money] = entry?.collectable ?? [];
    const page = customerPage(db, { asOf: TODAY, customerId: entry?.customerId as number, userId: null });
    const overdue = page.items.filter((item) => item.bucket !== 'credits' && (item.daysPastDue ?? 0) > 0);
    logActivity(
      db,
      env(db),
      save(db, entry?.key as string, 'promised', {
        promise: {
          minor: overdue.reduce((sum, item) => sum + item.openMinor, 0),
          currency: money?.currency as string,
          promisedFor: '2026-11-26',
          itemIds: overdue.map((item) => item.id),
          pauseWhy: 'agreed',
        },
      }),
    );
    const reason = (day: string) => view(db, day).notListed.find((e) => e.key === entry?.key)?.reason.code;
    expect(view(db).worked.map((e) => e.key)).toEqual([entry?.key]);
    expect(reason('2026-11-24')).toBe('promised');
    expect(reason('2026-11-27')).toBe('promised');
  });

  it('is the same list again in another connection, and after a look at another day', () => {
    const db = bench.copy();
    const before = view(db);
    view(db, '2026-10-01');
    view(db, '2026-12-24');
    expect(view(db)).toEqual(before);
    expect(view(bench.copy())).toEqual(before);
  });
});
