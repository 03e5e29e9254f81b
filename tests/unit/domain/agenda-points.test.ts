import { fc, test } from '@fast-check/vitest';
import type { Measures } from '@shared/domain/agenda/measures';
import { pointsOf, proposeA } from '@shared/domain/agenda/points';
import { SCORES } from '@shared/domain/model';
import type { PointWeights } from '@shared/domain/settings';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { describe, expect, it } from 'vitest';
import {
  activity,
  agendaOf,
  customer,
  desk,
  entryOf,
  newcomer,
  overdue,
  paidLate,
  TODAY,
  YESTERDAY,
} from './agenda-books';
import { bookOf, context, credit, invoice, payment, promise, settled } from './rule-books';

const quiet: Measures = {
  best: { currency: 'EUR', minor: 500_000 },
  amountA: 1_000_000,
  weightedDays: 10,
  oldestDays: 10,
  score: 'Great',
  broken: 0,
  partial: 0,
  silentDays: 0,
  creditUse: null,
  edgeSoon: false,
};
const points = (some: Partial<Measures>, weights: Partial<PointWeights> = {}) =>
  pointsOf({ ...quiet, ...some }, desk({ weights: { ...DEFAULT_SETTINGS.weights, ...weights } }));
const component = (name: keyof PointWeights, some: Partial<Measures>, weights: Partial<PointWeights> = {}) =>
  points(some, weights).components[name];
const eur = (minor: number) => ({ currency: 'EUR', minor });

describe('the money component', () => {
  it('is 30 × collectable ÷ A, at most 30, rounded half-up', () => {
    expect(component('money', { best: eur(500_000) })).toBe(15);
    expect(component('money', { best: eur(150_000) })).toBe(5); // 4.5
    expect(component('money', { best: eur(149_999) })).toBe(4);
    expect(component('money', { best: eur(2_000_000) })).toBe(30);
    expect(component('money', { best: null })).toBe(0);
  });

  it('takes the best of the currencies, each against its own A', () => {
    const book = customer('C1', [overdue('E', 100_000, 10), overdue('U', 90_000, 10, { currency: 'USD' })]);
    const { components, collectable } = entryOf(book, desk({ amountA: { EUR: 1_000_000, USD: 100_000 } }));
    expect(components.money).toBe(27);
    expect(collectable).toEqual([eur(100_000), { currency: 'USD', minor: 90_000 }]);
  });

  it('is counted against what can be collected: credits and promises lower it', () => {
    const item = overdue('1', 600_000, 10);
    const book = customer('C1', [item, credit('U1', 300_000, '2026-09-01')]);
    expect(entryOf(book).components.money).toBe(9);
  });
});

describe('the amount A', () => {
  it('is proposed as the nearest-rank 90th percentile of the positive collectable amounts', () => {
    expect(proposeA([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])).toBe(90);
    expect(proposeA([100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 110])).toBe(100);
    expect(proposeA([0, -5, 7])).toBe(7);
    expect(proposeA([])).toBe(0);
  });

  it('is the stored setting, and the proposal of the day for a currency without one', () => {
    const books = [50_000, 60_000, 70_000, 80_000].map((minor, i) => customer(`C${i}`, [overdue('1', minor, 10)]));
    const proposed = agendaOf(books, desk({ amountA: {} })).entries;
    expect(proposed.map((entry) => entry.components.money)).toEqual([30, 26, 23, 19]);
    const stored = agendaOf(books, desk({ amountA: { EUR: 160_000 } })).entries;
    expect(stored.map((entry) => entry.components.money)).toEqual([15, 13, 11, 9]);
  });

  it('is proposed from the whole portfolio, whoever works the customers', () => {
    const mine = customer('C1', [overdue('1', 50_000, 10)], { customer: { assignee: 'u1' } });
    const theirs = customer('C2', [overdue('1', 100_000, 10)], { customer: { assignee: 'u2' } });
    const ctx = desk({ amountA: {} });
    expect(agendaOf([mine, theirs], ctx, { userId: 'u1' }).entries[0]?.components.money).toBe(15);
    expect(agendaOf([mine, theirs], ctx).entries.find(({ key }) => key === 'C1')?.components.money).toBe(15);
  });
});

describe('the age component', () => {
  it.each([
    [1, 4],
    [15, 4],
    [16, 8],
    [30, 8],
    [31, 12],
    [45, 12],
    [46, 16],
    [60, 16],
    [61, 20],
    [90, 20],
    [91, 25],
    [400, 25],
  ])('%i days past due give %i points', (days, expected) => {
    expect(component('age', { weightedDays: days, oldestDays: days })).toBe(expected);
  });

  it('averages the weighted step half-up with the step of the oldest chaseable item', () => {
    expect(component('age', { weightedDays: 10, oldestDays: 100 })).toBe(15); // (4 + 25) ÷ 2 = 14.5
    expect(component('age', { weightedDays: 20, oldestDays: 40 })).toBe(10);
  });

  it('weighs days by the chaseable amount, half-up', () => {
    // (1,000 × 15 + 1,000 × 16) ÷ 2,000 = 15.5 → 16 → 8 points; the oldest 16 → 8.
    const book = customer('C1', [overdue('1', 100_000, 15), overdue('2', 100_000, 16)]);
    expect(entryOf(book).components.age).toBe(8);
    // (3,000 × 10 + 100 × 95) ÷ 3,100 = 12.7 → 13 → 4; the oldest 95 → 25.
    const mixed = customer('C1', [overdue('1', 300_000, 10), overdue('2', 10_000, 95)]);
    expect(entryOf(mixed).components.age).toBe(15);
  });

  it('looks only at the chaseable parts: a promised old item does not age the customer', () => {
    const old = overdue('1', 300_000, 200);
    const book = customer('C1', [old, overdue('2', 300_000, 10)], {
      commitments: [promise('p', 300_000, '2026-11-10', '2026-11-25', [[old, 300_000]])],
      activities: [activity('2026-11-10', { outcome: 'promised', commitmentId: 'p' })],
    });
    expect(entryOf(book).components.age).toBe(4);
  });

  it('holds sums beyond 2^53', () => {
    const huge = 9_000_000_000_000_000;
    expect(entryOf(customer('C1', [overdue('1', huge, 50)])).components.age).toBe(16);
  });
});

describe('the score component', () => {
  it.each([
    ['Great', 0],
    ['Good', 5],
    ['New', 8],
    ['Poor', 10],
    ['Risk', 15],
  ] as const)('%s gives %i points', (score, expected) => {
    expect(component('score', { score })).toBe(expected);
  });

  it('takes the worse of score and lately', () => {
    const recent = ['R1', 'R2', 'R3'].map((number) =>
      invoice(number, 10_000, { dueOn: '2026-06-01', settlements: [payment('2026-08-01', 10_000)] }),
    );
    const book = bookOf([...paidLate(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), ...recent, overdue('1', 500_000, 70)]);
    const entry = entryOf(book);
    expect([entry.score.score, entry.score.lately?.score]).toEqual(['Great', 'Poor']);
    expect(entry.components.score).toBe(10);
    expect(entry.reasons.find(({ code }) => code === 'score')?.text).toBe('Great, lately Poor (63 days late)');
  });

  it('counts New, overdue as Risk', () => {
    const entry = entryOf(newcomer('C1', [overdue('1', 500_000, 40)]));
    expect([entry.score.score, entry.components.score]).toEqual(['New', 15]);
  });
});

describe('the broken-promises component', () => {
  it('is 5 for each broken and 2 for each partially kept one, at most 15', () => {
    expect(component('broken', { broken: 1 })).toBe(5);
    expect(component('broken', { broken: 1, partial: 2 })).toBe(9);
    expect(component('broken', { broken: 2, partial: 3 })).toBe(15);
    expect(component('broken', { broken: 9 })).toBe(15);
  });

  it('looks back 180 days', () => {
    const item = overdue('1', 500_000, 300);
    const brokenOn = (list: string) => {
      const made = '2026-03-02';
      const book = customer('C1', [item], {
        commitments: [promise('p', 100_000, made, '2026-03-06', [[item, 500_000]])],
        activities: [activity(made, { outcome: 'promised', commitmentId: 'p' }), activity('2026-11-02')],
      });
      return entryOf(book, desk({}, [list])).components.broken;
    };
    expect(brokenOn('2026-05-22')).toBe(5); // 180 days
    expect(brokenOn('2026-05-21')).toBe(0);
  });
});

describe('the silence component', () => {
  it.each([
    [0, 0],
    [2, 0],
    [3, 4],
    [6, 4],
    [7, 7],
    [13, 7],
    [14, 10],
    [400, 10],
  ])('%i days of silence give %i points', (silentDays, expected) => {
    expect(component('silence', { silentDays })).toBe(expected);
  });

  it('runs from the latest of right-party contact or reply, receipt, and oldest chaseable due date', () => {
    const silence = (...args: Parameters<typeof customer>) => entryOf(customer(...args)).components.silence;
    const item = overdue('1', 500_000, 40);
    expect(silence('C1', [item])).toBe(10); // due 40 days ago
    expect(silence('C1', [overdue('1', 500_000, 5)])).toBe(4); // due 5 days ago
    expect(silence('C1', [item], { activities: [activity('2026-11-09')] })).toBe(7); // spoken to 9 days ago
    expect(silence('C1', [item], { activities: [activity('2026-11-09', { outcome: 'voicemail' })] })).toBe(10);
    const partPaid = { ...item, settlements: [payment('2026-11-14', 100_000)] };
    expect(silence('C1', [partPaid])).toBe(4); // money 4 days ago
    expect(silence('C1', [item, credit('U', 1_000, '2026-11-16')])).toBe(0); // unapplied money 2 days ago
  });

  it('does not take for a receipt what was already settled when first seen', () => {
    const seen = overdue('2', 100_000, 5, { settlements: [settled('opening', '2026-11-16', 50_000)] });
    expect(entryOf(customer('C1', [overdue('1', 500_000, 40), seen])).components.silence).toBe(10);
  });

  it('does not take a returned payment for a receipt', () => {
    const back = overdue('1', 500_000, 40, {
      settlements: [payment('2026-11-10', 500_000), settled('reversal', '2026-11-14', -500_000)],
    });
    const spent = activity('2026-11-14', { outcome: 'voicemail' });
    expect(entryOf(customer('C1', [back], { activities: [spent] })).components.silence).toBe(10);
  });
});

describe('the exposure component', () => {
  it('is 3 from 90 % of the credit limit on, in its currency', () => {
    const use = (limit: number, currency = 'EUR') =>
      entryOf(customer('C1', [overdue('1', 900_000, 10)], { customer: { creditLimit: { currency, minor: limit } } }))
        .components.exposure;
    expect(use(1_000_000)).toBe(3);
    expect(use(1_000_001)).toBe(0);
    expect(use(1_000_000, 'USD')).toBe(0);
    expect(use(0)).toBe(0);
  });

  it('is 2 when a chaseable item crosses a bucket edge within 5 days', () => {
    const edge = (days: number) => entryOf(customer('C1', [overdue('1', 500_000, days)])).components.exposure;
    expect([edge(25), edge(26), edge(30), edge(31), edge(86), edge(91)]).toEqual([0, 2, 2, 0, 2, 0]);
  });

  it('is 5 for both', () => {
    expect(component('exposure', { creditUse: 90, edgeSoon: true })).toBe(5);
    expect(component('exposure', { creditUse: 89, edgeSoon: true })).toBe(2);
  });
});

describe('points', () => {
  it('under A ÷ 20 are at most 29: small balance, a letter and no call', () => {
    const worst = { weightedDays: 100, oldestDays: 100, score: 'Risk', broken: 3, silentDays: 20 } as const;
    expect(points({ ...worst, best: eur(49_999) }).points).toBe(29);
    expect(points({ ...worst, best: eur(50_000) }).points).toBe(67);
    const entry = entryOf(customer('C1', [overdue('1', 49_000, 100)]));
    expect(entry.reasons[0]).toEqual({ code: 'small_balance', text: 'small balance: letter, not call' });
  });

  it('over 3 × A are at least 60', () => {
    expect(points({ best: eur(3_000_001) }).points).toBe(60);
    expect(points({ best: eur(3_000_000) }).points).toBe(34);
    const worst = { weightedDays: 100, oldestDays: 100, score: 'Risk', broken: 3, silentDays: 20 } as const;
    expect(points({ ...worst, best: eur(3_000_001) }).points).toBe(95);
  });

  it('are the sum of the components', () => {
    const { components, points: sum } = points({ score: 'Poor', broken: 1, silentDays: 9, creditUse: 95 });
    expect(components).toEqual({ money: 15, age: 4, score: 10, broken: 5, silence: 7, exposure: 3 });
    expect(sum).toBe(44);
  });

  it('scale with the weights', () => {
    expect(component('money', { best: eur(500_000) }, { money: 40 })).toBe(20);
    expect(component('age', { weightedDays: 100, oldestDays: 100 }, { age: 15 })).toBe(15);
    expect(component('age', { weightedDays: 20, oldestDays: 20 }, { age: 15 })).toBe(5); // 8 × 15 ÷ 25 = 4.8
    expect(component('score', { score: 'Poor' }, { score: 30 })).toBe(20);
    expect(component('broken', { broken: 1 }, { broken: 30 })).toBe(10);
    expect(component('silence', { silentDays: 9 }, { silence: 5 })).toBe(4); // 3.5
    expect(component('exposure', { creditUse: 95, edgeSoon: true }, { exposure: 0 })).toBe(0);
  });

  const weights = fc
    .array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 })
    .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 100])
    .map((cuts) => cuts.slice(1).map((cut, i) => cut - (cuts[i] ?? 0)))
    .map(([money = 0, age = 0, score = 0, broken = 0, silence = 0, exposure = 0]): PointWeights => {
      return { money, age, score, broken, silence, exposure };
    });
  const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const measures: fc.Arbitrary<Measures> = fc.record({
    best: nullable(fc.integer({ min: 1, max: 10_000_000 }).map(eur)),
    amountA: fc.integer({ min: 0, max: 3_000_000 }),
    weightedDays: nullable(fc.integer({ min: 1, max: 500 })),
    oldestDays: nullable(fc.integer({ min: 1, max: 500 })),
    score: fc.constantFrom(...SCORES),
    broken: fc.nat(5),
    partial: fc.nat(5),
    silentDays: nullable(fc.nat(100)),
    creditUse: nullable(fc.nat(200)),
    edgeSoon: fc.boolean(),
  });

  test.prop([measures, weights], { seed: 20261121, numRuns: 500 })(
    'are integers 0–100 and the sum of their components but for floor and cap',
    (some, weight) => {
      const scored = points(some, weight);
      const sum = Object.values(scored.components).reduce((total, one) => total + one, 0);
      for (const [name, one] of Object.entries(scored.components)) {
        expect(Number.isInteger(one)).toBe(true);
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(weight[name as keyof PointWeights]);
      }
      const expected = scored.large ? Math.max(60, sum) : scored.small ? Math.min(29, sum) : sum;
      expect(scored.points).toBe(expected);
      expect(scored.points).toBeLessThanOrEqual(100);
    },
  );
});

describe('the worked customers O35 and O36', () => {
  const A = { amountA: { EUR: 2_000_000 } };

  it('O35: 18,000 of 20,000, 52 days, Poor, one broken promise, 9 days silent, 95 % of the limit: 68', () => {
    const item = overdue('1', 1_800_000, 52);
    const notDue = overdue('2', 100_000, -10);
    const book = bookOf(
      [...paidLate(60, 60, 60), item, notDue],
      { commitments: [promise('p', 500_000, '2026-10-12', '2026-10-20', [[item, 1_800_000]])] },
      { creditLimit: eur(2_000_000) },
    );
    const activities = [activity('2026-10-12', { outcome: 'promised', commitmentId: 'p' }), activity('2026-11-09')];
    const entry = entryOf({ ...book, activities }, context(TODAY, A, ['2026-10-26']));
    expect(entry.components).toEqual({ money: 27, age: 16, score: 10, broken: 5, silence: 7, exposure: 3 });
    expect(entry.points).toBe(68);
  });

  it('O36: 3,000 of 20,000, 100 days, Risk, three broken promises, 20 days silent: 70, above O35', () => {
    const item = overdue('1', 300_000, 100);
    const made = ['2026-08-17', '2026-09-07', '2026-09-28'];
    const commitments = made.map((on, i) =>
      promise(`p${i}`, 100_000, on, ['2026-08-24', '2026-09-14', '2026-10-05'][i] ?? '', [[item, 300_000]]),
    );
    const activities = [
      ...made.map((on, i) => activity(on, { outcome: 'promised', commitmentId: `p${i}` })),
      activity('2026-10-29'),
    ];
    const book = { ...bookOf([...paidLate(100, 100, 100), item], { commitments }), activities };
    const lists = ['2026-08-31', '2026-09-21', '2026-10-12'];
    const entry = entryOf(book, context(TODAY, A, lists));
    expect(entry.components).toEqual({ money: 5, age: 25, score: 15, broken: 15, silence: 10, exposure: 0 });
    expect(entry.points).toBe(70);
  });
});

describe('the reasons', () => {
  it('tell every component that scored, the highest first and the money last, in words for the phone', () => {
    const book = customer('C1', [overdue('1', 600_000, 40), overdue('2', 400_000, 50)], {
      activities: [activity('2026-11-09')],
    });
    expect(entryOf(book).reasons.map(({ text }) => text)).toEqual([
      'open items 44 days late, the oldest 50',
      'no word and no payment for 9 days',
      'Good: paid 20 days late on average',
      '€10,000.00 to collect',
    ]);
  });

  it('put the pin first', () => {
    const book = customer('C1', [overdue('1', 600_000, 40)], {
      activities: [activity(YESTERDAY, { kind: 'mail', outcome: 'reply', contactName: 'Ms Otte' })],
    });
    expect(entryOf(book).reasons[0]).toEqual({ code: 'returned_or_answered', text: 'Ms Otte answered Tue 17 Nov' });
  });
});
