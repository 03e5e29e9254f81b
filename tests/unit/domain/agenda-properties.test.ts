import { fc, test } from '@fast-check/vitest';
import { addDays } from '@shared/domain/dates';
import type { CustomerBook, Item } from '@shared/domain/model';
import { ACTIVITY_KINDS, CALL_OUTCOMES, PAYER_TYPES, STANDINGS } from '@shared/domain/model';
import { openMinor } from '@shared/domain/open-amount';
import type { Agenda } from '@shared/domain/results';
import type { Settings } from '@shared/domain/settings';
import { describe, expect } from 'vitest';
import { activity, agendaOf, desk, overdue, paidLate, TODAY } from './agenda-books';
import { bookOf, credit, dispute, payment, promise, settled } from './rule-books';

const SEED = { seed: 20261121, numRuns: 150 };
const ago = (days: number) => addDays(TODAY, -days);
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 });
const outcome = fc.constantFrom(null, ...CALL_OUTCOMES, 'sent' as const, 'reply' as const, 'batch' as const);
const hour = fc.constantFrom('09:00', '14:30');

const activities = (days: fc.Arbitrary<number>) =>
  fc
    .record({
      days,
      kind: fc.constantFrom(...ACTIVITY_KINDS),
      outcome,
      internal: fc.boolean(),
      followUp: nullable(fc.integer({ min: -5, max: 10 })),
      followUpAt: nullable(hour),
    })
    .map(({ days: past, followUp, ...some }) =>
      activity(ago(past), { ...some, followUpOn: followUp === null ? null : addDays(TODAY, followUp) }),
    );

const item = fc
  .record({
    minor: fc.integer({ min: 1, max: 1_000_000 }),
    days: fc.integer({ min: -20, max: 150 }),
    currency: fc.constantFrom('EUR', 'USD'),
    paid: fc.constantFrom('no', 'no', 'no', 'part', 'all', 'returned'),
    credit: fc.constantFrom(false, false, false, false, true),
    disputed: fc.constantFrom(false, false, false, true),
  })
  .map(({ minor, days, currency, paid, credit: isCredit, disputed }) => (number: string): Item => {
    if (isCredit) return credit(number, minor, ago(5), { currency });
    const all = payment(ago(3), minor);
    const settlements = {
      no: [],
      part: [payment(ago(3), Math.floor(minor / 2))],
      all: [all],
      returned: [all, settled('reversal', ago(1), -minor)],
    }[paid];
    return overdue(number, minor, days, { currency, settlements, ledgerDisputed: disputed });
  });

const book: fc.Arbitrary<(key: string) => CustomerBook> = fc
  .record({
    items: fc.array(item, { maxLength: 4 }),
    history: fc.constantFrom([], [0, 0, 0], [20, 20, 20], [8, 9, 10, 10, 11, 12], [100, 100, 100]),
    before: fc.array(activities(fc.integer({ min: 1, max: 60 })), { maxLength: 4 }),
    today: fc.array(activities(fc.constant(0)), { maxLength: 2 }),
    promised: rarely(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -20, max: 10 }))),
    disputed: rarely(fc.integer({ min: 0, max: 20 })),
    snoozed: rarely(fc.integer({ min: 0, max: 5 })),
    held: rarely(fc.integer({ min: 0, max: 5 })),
    standing: fc.constantFrom('normal' as const, 'normal' as const, 'normal' as const, ...STANDINGS),
    payerType: nullable(fc.constantFrom(...PAYER_TYPES)),
    assignee: fc.constantFrom(null, 'u1', 'u2'),
  })
  .map(({ items, history, before, today, promised, disputed, snoozed, held, ...customer }) => (key) => {
    const open = items.map((make, i) => make(`N${i}`));
    const invoices = open.filter(({ type }) => type === 'invoice');
    const until = addDays(TODAY, 4);
    const plain = bookOf(
      [...paidLate(...history), ...open],
      {},
      {
        id: key.charCodeAt(0),
        key,
        name: key,
        ...customer,
        snooze: snoozed === null ? null : { from: ago(snoozed), until, reason: '' },
        hold: held === null ? null : { from: ago(held), until, reason: '' },
      },
    );
    return {
      ...plain,
      activities: [...before, ...today],
      commitments:
        promised === null
          ? []
          : [
              promise(
                `p${key}`,
                50_000,
                ago(promised[0]),
                addDays(TODAY, promised[1]),
                invoices.map((one) => [one, one.amountMinor]),
              ),
            ],
      disputes: disputed === null ? [] : [dispute(`d${key}`, invoices.slice(0, 1), ago(disputed))],
    };
  });

const KEYS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const portfolio = fc
  .array(book, { minLength: 1, maxLength: 14, size: 'max' })
  .map((makers) => makers.map((make, i) => make(KEYS[i] ?? '')));

const who = fc.record({
  userId: fc.constantFrom(null, 'u1'),
  now: fc.constantFrom(null, `${TODAY}T13:00:00.000Z`),
  nowLocalTime: fc.constantFrom(null, '10:00', '18:00'),
});
const settings = fc.record({
  listLength: fc.constantFrom(0, 3, 30),
  minimumAmount: fc.constantFrom(0, 500),
  amountA: fc.constantFrom<Settings['amountA'][]>({}, { EUR: 300_000, USD: 300_000 }),
});
const LISTS = [ago(9), ago(1)];

const ranksOf = (agenda: Agenda) => new Map([...agenda.entries, ...agenda.worked].map(({ key, rank }) => [key, rank]));

describe('the agenda', () => {
  test.prop(
    [
      portfolio.chain((books) => fc.tuple(fc.constant(books), fc.shuffledSubarray(books, { minLength: books.length }))),
      settings,
      who,
    ],
    SEED,
  )('is the same in whatever order the books come', ([books, shuffled], some, whose) => {
    const ctx = desk(some, LISTS);
    expect(agendaOf(shuffled, ctx, whose)).toEqual(agendaOf(books, ctx, whose));
  });

  test.prop([portfolio, settings, who], SEED)(
    'puts every customer with something open into exactly one of entries, worked and notListed',
    (books, some, whose) => {
      const { entries, worked, notListed } = agendaOf(books, desk(some, LISTS), whose);
      const told = [...entries, ...worked, ...notListed].map(({ key }) => key);
      expect(new Set(told).size).toBe(told.length);
      for (const one of books) {
        if (one.items.some((item) => openMinor(item, TODAY) !== 0)) expect(told).toContain(one.customer.key);
      }
      const resting = notListed.map(({ reason }) => reason.text);
      expect([...resting, ...worked.map(({ reason }) => reason.text)].filter((text) => text === '')).toEqual([]);
    },
  );

  test.prop([portfolio, settings, who], SEED)(
    'gives points 0–100 that are the sum of the components but for floor and cap, and reasons in words',
    (books, some, whose) => {
      for (const entry of agendaOf(books, desk(some, LISTS), whose).entries) {
        const sum = Object.values(entry.components).reduce((total, one) => total + one, 0);
        const codes = entry.reasons.map(({ code }) => code);
        const raised = codes.includes('large_balance') && entry.points === Math.max(60, sum);
        const capped =
          (codes.includes('small_balance') || entry.collectable.length === 0) && entry.points === Math.min(29, sum);
        expect(entry.points === sum || raised || capped).toBe(true);
        expect(entry.points).toBeGreaterThanOrEqual(0);
        expect(entry.points).toBeLessThanOrEqual(100);
        expect(entry.reasons.length).toBeGreaterThan(0);
        expect(
          [...entry.reasons, entry.next].filter(({ text }) => /undefined|null|NaN/.test(text) || text === ''),
        ).toEqual([]);
      }
    },
  );

  test.prop([portfolio, settings, who], SEED)(
    'numbers the places 1 … n without a gap, counting those worked and those whose hour is still to come',
    (books, some, whose) => {
      const ctx = desk(some, LISTS);
      const all = agendaOf(books, ctx, { ...whose, nowLocalTime: null });
      const ranks = [...ranksOf(all).values()].sort((a, b) => a - b);
      expect(ranks).toEqual(ranks.map((_, i) => i + 1));
      for (const [key, rank] of ranksOf(agendaOf(books, ctx, whose))) expect(ranksOf(all).get(key)).toBe(rank);
    },
  );

  test.prop([portfolio, settings, who, activities(fc.constant(0)), fc.nat(13)], { ...SEED, numRuns: 300 })(
    'keeps the ranks of the others, whatever is recorded today for one customer',
    (books, some, whose, added, index) => {
      const ctx = desk(some, LISTS);
      const target = books[index % books.length];
      if (target === undefined) return;
      const last = { ...added, recordedAt: `${TODAY}T12:00:00.000Z` };
      const changed = books.map((one) => (one === target ? { ...one, activities: [...one.activities, last] } : one));
      const before = agendaOf(books, ctx, whose);
      const after = agendaOf(changed, ctx, whose);
      const others = (agenda: Agenda) =>
        agenda.entries
          .filter(({ key }) => key !== target.customer.key)
          .map(({ key, rank, points }) => [key, rank, points]);
      expect(others(after)).toEqual(others(before));
      const ranks = ranksOf(before);
      for (const [key, rank] of ranksOf(after)) {
        if (key !== target.customer.key) expect(ranks.get(key)).toBe(rank);
        else if (ranks.has(key)) expect(ranks.get(key)).toBe(rank);
      }
    },
  );

  test.prop([portfolio, settings], SEED)(
    'fills at most half the list length with fresh pins of the morning, on top of everything else',
    (books, some) => {
      const morning = books.map((one) => ({ ...one, activities: one.activities.filter(({ on }) => on < TODAY) }));
      const { entries } = agendaOf(morning, desk(some, LISTS));
      const block = entries.map(({ pin, whileAway }) => (pin === null ? 2 : whileAway ? 1 : 0));
      expect(block).toEqual([...block].sort());
      expect(block.filter((one) => one === 0).length).toBeLessThanOrEqual(Math.floor(some.listLength / 2));
    },
  );
});
