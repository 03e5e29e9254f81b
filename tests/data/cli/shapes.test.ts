import { beforeAll, describe, expect, it } from 'vitest';
import { answer, duebook, workbench } from './duebook';

/** The answers of every reading command on the sample portfolio, key by key as docs/cli.md says them. */
const TODAY = '2026-11-23';
const bench = workbench();
const db = bench.path('sample.duebook.db');
let loaded: { customers: number; items: number; users: string[] };

beforeAll(async () => {
  loaded = await answer(db, ['sample'], TODAY);
}, 120_000);

const ask = <T>(...words: string[]) => answer<T>(db, words, TODAY);
const integer = expect.toSatisfy(Number.isInteger);
const orNull = (what: unknown) => expect.toSatisfy((value) => value === null || isLike(value, what));
const date = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/);
const money = { currency: expect.stringMatching(/^[A-Z]{3}$/), minor: integer };
const reason = { code: expect.stringMatching(/^[a-z0-9_]+$/), text: expect.stringMatching(/\S/) };
const each = (what: unknown) =>
  expect.toSatisfy((list) => Array.isArray(list) && list.every((value) => isLike(value, what)));
const oneOf = (...words: string[]) => expect.toSatisfy((word) => words.includes(word as string));

/** Exactly these keys with values of these kinds. */
function isLike(value: unknown, shape: unknown): boolean {
  try {
    expect(value).toEqual(shape);
    return true;
  } catch {
    return false;
  }
}

describe.concurrent('the answers of the command line', () => {
  it('sample: counts and the names of its people', () => {
    expect(loaded).toEqual({ customers: integer, items: integer, users: each(expect.any(String)) });
    expect(loaded.users).toContain('Jonas Wrede');
  });

  it('customers: score, lateness, sums', async () => {
    const rows = await ask<Record<string, unknown>[]>('customers');
    expect(rows).toHaveLength(loaded.customers);
    for (const row of rows) {
      const isNew = row.score === 'New';
      expect(row).toEqual({
        key: expect.any(String),
        name: expect.any(String),
        source: 'main',
        score: oneOf('Great', 'Good', 'Poor', 'Risk', 'New'),
        averageDaysLate: isNew ? null : expect.any(Number),
        daysLate: isNew ? null : integer,
        paidItems: isNew ? 0 : expect.toSatisfy((n) => Number(n) > 0),
        lately: orNull({ score: oneOf('Great', 'Good', 'Poor', 'Risk'), daysLate: integer }),
        open: each(money),
        overdue: each(money),
        oldestDaysPastDue: orNull(integer),
      });
      if (!isNew) {
        const mean = row.averageDaysLate as number;
        expect(Math.round(mean * 10_000) / 10_000).toBe(mean);
        expect(Math.abs(mean - (row.daysLate as number))).toBeLessThanOrEqual(0.5);
      }
    }
  });

  it('aging: the buckets, no due date and credits are the balance, customers add up to the total', async () => {
    const row = {
      currency: expect.any(String),
      current: integer,
      d1_30: integer,
      d31_60: integer,
      d61_90: integer,
      d91_plus: integer,
      noDueDate: integer,
      credits: integer,
      balance: integer,
    };
    type Row = Record<string, number> & { currency: never };
    const total = await ask<{ currencies: Row[] }>('aging');
    expect(total).toEqual({ asOf: TODAY, currencies: each(row) });
    const both = await ask<{ currencies: Row[]; customers: Row[] }>('aging', '--by', 'customer');
    expect(both).toEqual({
      ...total,
      customers: each({ key: expect.any(String), name: expect.any(String), ...row }),
    });
    for (const sums of both.currencies) {
      const { currency, balance, ...parts } = sums;
      expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBe(balance);
      const own = both.customers.filter((customer) => customer.currency === currency);
      for (const column of Object.keys(parts))
        expect(own.reduce((sum, customer) => sum + (customer[column] as number), 0)).toBe(sums[column]);
    }
    expect(both.currencies.length).toBeGreaterThan(0);
  });

  it('agenda: entries with points and reasons, and a reason for everybody who is not listed', async () => {
    interface Entry {
      rank: number;
      key: string;
      points: number;
      components: Record<string, number>;
    }
    const agenda = await ask<{ items: Entry[]; notListed: { key: string }[] }>('agenda', '--limit', 'all');
    expect(agenda).toEqual({
      asOf: TODAY,
      items: each({
        rank: integer,
        key: expect.any(String),
        name: expect.any(String),
        score: oneOf('Great', 'Good', 'Poor', 'Risk', 'New'),
        points: integer,
        pin: orNull(oneOf('call_back', 'returned_or_answered', 'broken_promise', 'new_never_reached')),
        components: {
          money: integer,
          age: integer,
          score: integer,
          broken: integer,
          silence: integer,
          exposure: integer,
        },
        collectable: each(money),
        reasons: each(reason),
        next: reason,
      }),
      notListed: each({ key: expect.any(String), reason }),
      overdueWithoutNextDate: integer,
    });
    expect(agenda.items.map((item) => item.rank)).toEqual(agenda.items.map((_, i) => i + 1));
    const keys = [...agenda.items, ...agenda.notListed].map((entry) => entry.key);
    const customers = await ask<{ key: string; open: unknown[] }[]>('customers');
    const withOpenItems = customers.filter((customer) => customer.open.length > 0).map((customer) => customer.key);
    expect(keys.toSorted()).toEqual(withOpenItems.toSorted());
    const few = await ask<{ items: Entry[] }>('agenda', '--limit', '3');
    expect(few.items).toEqual(agenda.items.slice(0, 3));
    const standard = await ask<{ items: Entry[] }>('agenda');
    expect(standard.items).toEqual(agenda.items.slice(0, 30));
  });

  it("agenda: somebody else's list by name or initials, everybody's with all", async () => {
    interface List {
      items: { key: string }[];
      notListed: { key: string; reason: { code: string } }[];
    }
    const other = await ask<List>('agenda', '--assignee', 'miriam aldenhoff', '--limit', 'all');
    const own = await ask<List>('agenda', '--limit', 'all');
    const everybody = await ask<List>('agenda', '--assignee', 'all', '--limit', 'all');
    expect(other.items.map((item) => item.key)).not.toEqual(own.items.map((item) => item.key));
    expect(await ask<List>('agenda', '--user', 'Miriam Aldenhoff', '--limit', 'all')).toEqual(other);
    const notMine = (list: List) => list.notListed.filter((entry) => entry.reason.code === 'not_mine').length;
    expect(notMine(own)).toBeGreaterThan(0);
    expect(notMine(everybody)).toBe(0);
  });

  it("commitments: all, and one customer's", async () => {
    const all = await ask<Record<string, unknown>[]>('commitments');
    expect(all.length).toBeGreaterThan(10);
    for (const row of all) {
      expect(row).toEqual({
        id: expect.any(String),
        key: expect.any(String),
        promised: integer,
        currency: expect.stringMatching(/^[A-Z]{3}$/),
        date,
        windowEnd: date,
        state: oneOf('open', 'kept', 'partially_kept', 'broken', 'withdrawn', 'superseded'),
        waitingForFile: expect.any(Boolean),
        written: oneOf('oral', 'drafted', 'written'),
        paid: integer,
        paidElsewhere: integer,
        level: integer,
        items: each({ number: expect.any(String), open: integer }),
      });
      expect((row.windowEnd as string) >= (row.date as string)).toBe(true);
    }
    const key = all[0]?.key as string;
    expect(await ask('commitments', key)).toEqual(all.filter((row) => row.key === key));
  });

  it('imports: the batches, newest first', async () => {
    const batches = await ask<Record<string, unknown>[]>('imports');
    expect(batches.length).toBeGreaterThan(5);
    for (const batch of batches)
      expect(batch).toEqual({
        batch: integer,
        kind: oneOf('open-items', 'invoices', 'payments', 'customers', 'contacts'),
        complete: expect.any(Boolean),
        source: 'main',
        listDate: date,
        fileName: expect.any(String),
        fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        importedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        byName: 'Jonas Wrede',
        rows: integer,
        created: integer,
        updated: integer,
        unchanged: integer,
        rejected: integer,
        settled: integer,
        returned: integer,
        undoneAt: null,
      });
    const numbers = batches.map((batch) => batch.batch as number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  it('check: nothing is wrong with the sample', async () => {
    expect(await ask('check')).toEqual({ ok: true, problems: [] });
  });

  it('without --json every command writes text for people, without colours or JSON', async () => {
    for (const words of [['customers'], ['aging'], ['agenda'], ['commitments'], ['imports'], ['check']]) {
      const ran = await duebook([...words, '--db', db, '--as-of', TODAY]);
      expect(ran.code, ran.stderr).toBe(0);
      expect(ran.stdout.length).toBeGreaterThan(10);
      expect(ran.stdout).not.toMatch(/^[[{]|undefined|\[object|NaN/);
      expect(ran.stdout).not.toContain(String.fromCharCode(27));
    }
  });
});
