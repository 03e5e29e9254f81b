import { fc, test } from '@fast-check/vitest';
import { type HandoutPlan, planHandout } from '@shared/domain/handout/plan';
import {
  type HandoutConditions,
  type HandoutCustomer,
  type HandoutRule,
  meets,
  NO_CONDITIONS,
  NOBODY,
} from '@shared/domain/handout/rules';
import type { Score } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';

const PEOPLE = ['ann', 'bob', 'cyd'];
let lastId = 0;

function customer(name: string, euros: number, some: Partial<HandoutCustomer> = {}): HandoutCustomer {
  lastId += 1;
  const overdue = euros === 0 ? [] : [{ currency: 'EUR', minor: euros * 100 }];
  return {
    id: lastId,
    key: `K${String(lastId).padStart(4, '0')}`,
    name,
    source: 'main',
    country: 'DE',
    tags: [],
    score: { score: 'Good' },
    assignee: null,
    open: overdue,
    overdue,
    ...some,
  };
}

const rule = (to: string[], when: Partial<HandoutConditions> = {}, evenly: HandoutRule['evenly'] = 'overdue') => ({
  when: { ...NO_CONDITIONS, ...when },
  to,
  evenly,
});
const holds = (some: Partial<HandoutCustomer>, when: Partial<HandoutConditions>, name = 'Adler GmbH', euros = 100) =>
  meets(customer(name, euros, some), { ...NO_CONDITIONS, ...when }, new Set(PEOPLE));
const after = (plan: HandoutPlan) =>
  Object.fromEntries(plan.shares.map((share) => [share.userId ?? NOBODY, share.after.overdue[0]?.minor ?? 0]));

describe('what a rule asks', () => {
  it('an alphabet range takes first letters, both ends whole, without accents', () => {
    const range = { nameFrom: 'A', nameTo: 'F' };
    expect(['Adler', 'ärzte', 'Fuchs', 'Fz'].map((name) => holds({}, range, name))).toEqual([true, true, true, true]);
    expect(['Gruber', '3M', 'Émile'].map((name) => holds({}, range, name))).toEqual([false, false, true]);
    expect(holds({}, { nameTo: 'Ke' }, 'Keller')).toBe(true);
    expect(holds({}, { nameTo: 'Ke' }, 'Kim')).toBe(false);
    expect(holds({}, { nameFrom: 'N' }, 'zeta')).toBe(true);
  });

  it('a name pattern is a part of the name, with * for anything between', () => {
    expect(holds({}, { nameLike: 'MULLER' }, 'Bau Müller AG')).toBe(true);
    expect(holds({}, { nameLike: 'bau*ag' }, 'Bau Müller AG')).toBe(true);
    expect(holds({}, { nameLike: 'ag*bau' }, 'Bau Müller AG')).toBe(false);
  });

  it('country, score, tag and source: any of those named', () => {
    expect(holds({ country: 'AT' }, { countries: ['DE', 'AT'] })).toBe(true);
    expect(holds({ country: null }, { countries: ['DE', 'AT'] })).toBe(false);
    expect(holds({ score: { score: 'Risk' } }, { scores: ['Poor', 'Risk'] })).toBe(true);
    expect(holds({}, { scores: ['Poor', 'Risk'] })).toBe(false);
    expect(holds({ tags: ['key account', 'eu'] }, { tags: ['eu'] })).toBe(true);
    expect(holds({ tags: [] }, { tags: ['eu'] })).toBe(false);
    expect(holds({ source: 'north' }, { sources: ['main'] })).toBe(false);
  });

  it('an amount from (included) to (not included), of one currency', () => {
    const amount = (from: number | null, to: number | null, currency = 'EUR') => ({
      amount: { of: 'overdue' as const, currency, from, to },
    });
    expect(holds({}, amount(10_000, null))).toBe(true);
    expect(holds({}, amount(10_001, null))).toBe(false);
    expect(holds({}, amount(null, 10_000))).toBe(false);
    expect(holds({}, amount(1, null, 'USD'))).toBe(false);
    expect(holds({ open: [{ currency: 'EUR', minor: 5 }] }, { amount: { ...amount(0, 6).amount, of: 'open' } })).toBe(
      true,
    );
  });

  it('nobody’s are also those of people who left; one who left can be named', () => {
    expect(holds({ assignee: null }, { holder: NOBODY })).toBe(true);
    expect(holds({ assignee: 'left' }, { holder: NOBODY })).toBe(true);
    expect(holds({ assignee: 'left' }, { holder: 'left' })).toBe(true);
    expect(holds({ assignee: 'ann' }, { holder: NOBODY })).toBe(false);
    expect(holds({ assignee: 'ann' }, { holder: 'bob' })).toBe(false);
  });
});

describe('the plan', () => {
  it('asks the rules in order, leaves alone whom none fits, and moves nobody who is already there', () => {
    const big = customer('Adler', 900);
    const small = customer('Berg', 10, { assignee: 'bob' });
    const kept = customer('Zorn', 50, { assignee: 'cyd', country: 'FR' });
    const there = customer('Cramer', 800, { assignee: 'ann' });
    const plan = planHandout(
      [big, small, kept, there],
      [
        rule(['ann'], { amount: { of: 'overdue', currency: 'EUR', from: 50_000, to: null } }),
        rule([], { countries: ['DE'] }),
      ],
      PEOPLE,
      'EUR',
    );
    expect(plan.moves).toEqual([
      { customerId: big.id, from: null, to: 'ann' },
      { customerId: small.id, from: 'bob', to: null },
    ]);
    expect(plan.taken).toEqual([2, 1]);
    expect(plan.untouched).toBe(1);
    expect(plan.shares.map((s) => [s.userId, s.before.customers, s.after.customers, s.arrive, s.leave])).toEqual([
      ['ann', 1, 2, 1, 0],
      ['bob', 1, 0, 0, 1],
      ['cyd', 1, 1, 0, 0],
      [null, 1, 1, 1, 1],
    ]);
    expect(plan.shares[0]?.after.overdue).toEqual([{ currency: 'EUR', minor: 170_000 }]);
  });

  it('levels by amount, the largest first, counting what people keep', () => {
    const kept = customer('Zorn', 60, { assignee: 'ann', country: 'FR' });
    const dealt = [50, 40, 30, 20, 10].map((euros, i) => customer(`Firm ${i}`, euros));
    const plan = planHandout([kept, ...dealt], [rule(['ann', 'bob'], { countries: ['DE'] })], PEOPLE, 'EUR');
    // bob 50, bob 90, ann 90, then equal sums: the fewer customers, then the first named.
    expect(plan.moves.map((move) => move.to)).toEqual(['bob', 'bob', 'ann', 'ann', 'bob']);
    expect(after(plan)).toEqual({ ann: 11_000, bob: 10_000, nobody: 0 });
  });

  it('levels each currency by itself, and those who owe nothing by number', () => {
    const usd = (minor: number) => ({ overdue: [{ currency: 'USD', minor }] });
    const list = [
      customer('A', 10),
      customer('B', 10),
      customer('C', 0, usd(700)),
      customer('D', 0, usd(700)),
      customer('E', 0),
      customer('F', 0),
    ];
    const { shares } = planHandout(list, [rule(['ann', 'bob'])], PEOPLE, 'EUR');
    for (const userId of ['ann', 'bob'])
      expect(shares.find((share) => share.userId === userId)?.after).toMatchObject({
        customers: 3,
        overdue: [
          { currency: 'EUR', minor: 1000 },
          { currency: 'USD', minor: 700 },
        ],
      });
  });
});

const SEED = { seed: 20261122, numRuns: 300 };
const someCustomer = fc.record({
  euros: fc.integer({ min: 0, max: 5000 }),
  dollars: fc.integer({ min: 0, max: 500 }),
  assignee: fc.constantFrom(null, 'ann', 'bob', 'cyd', 'left'),
  country: fc.constantFrom('DE', 'FR', null),
  score: fc.constantFrom<Score>('Great', 'Risk', 'New'),
});
const someRule = fc.record({
  to: fc.subarray(PEOPLE),
  evenly: fc.constantFrom('overdue' as const, 'open' as const, 'customers' as const),
  when: fc
    .record({
      holder: fc.constantFrom('', NOBODY, 'ann', 'left'),
      countries: fc.subarray(['DE', 'FR']),
      scores: fc.subarray<Score>(['Great', 'Risk']),
      nameTo: fc.constantFrom('', 'M'),
    })
    .map((some) => ({ ...NO_CONDITIONS, ...some })),
});
const book = fc.array(someCustomer, { maxLength: 40, size: 'max' }).map((list) =>
  list.map((some, i): HandoutCustomer => {
    const overdue = [
      { currency: 'EUR', minor: some.euros },
      { currency: 'USD', minor: some.dollars },
    ].filter((sum) => sum.minor > 0);
    return {
      ...customer(String.fromCharCode(65 + ((i * 7) % 26)), 0),
      ...some,
      id: i + 1,
      key: `K${i}`,
      score: { score: some.score },
      open: overdue,
      overdue,
    };
  }),
);
const total = (plan: HandoutPlan, when: 'before' | 'after', currency: string) =>
  plan.shares
    .flatMap((share) => share[when].overdue)
    .filter((sum) => sum.currency === currency)
    .reduce((sum, one) => sum + one.minor, 0);

describe('whatever the rules', () => {
  test.prop([book, fc.array(someRule, { maxLength: 4, size: 'max' })], SEED)(
    'nothing is lost: every customer has one place, every amount stands once, and each rule’s count is true',
    (customers, rules) => {
      const plan = planHandout(customers, rules, PEOPLE, 'EUR');
      expect(plan.taken.reduce((a, b) => a + b, 0) + plan.untouched).toBe(customers.length);
      for (const when of ['before', 'after'] as const) {
        expect(plan.shares.reduce((sum, share) => sum + share[when].customers, 0)).toBe(customers.length);
        for (const currency of ['EUR', 'USD'])
          expect(total(plan, when, currency)).toBe(
            customers.flatMap((c) => c.overdue).reduce((s, o) => s + (o.currency === currency ? o.minor : 0), 0),
          );
      }
      expect(new Set(plan.moves.map((move) => move.customerId)).size).toBe(plan.moves.length);
      expect(plan.shares.reduce((sum, share) => sum + share.arrive, 0)).toBe(plan.moves.length);
    },
  );

  test.prop([book, fc.array(someRule, { maxLength: 4, size: 'max' })], SEED)(
    'the order in which customers come does not matter',
    (customers, rules) => {
      const plan = planHandout(customers, rules, PEOPLE, 'EUR');
      expect(planHandout(customers.toReversed(), rules, PEOPLE, 'EUR')).toEqual(plan);
    },
  );

  test.prop([book], SEED)('spread afresh, two people differ by no more than the largest amount', (customers) => {
    const euros = customers.map((c) => ({ ...c, overdue: c.overdue.filter((sum) => sum.currency === 'EUR') }));
    const sums = after(planHandout(euros, [rule(PEOPLE)], PEOPLE, 'EUR'));
    const largest = Math.max(0, ...euros.map((c) => c.overdue[0]?.minor ?? 0));
    const all = PEOPLE.map((id) => sums[id] ?? 0);
    expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(largest);
  });
});
