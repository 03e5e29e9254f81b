import { judgeCommitments } from '@shared/domain/commitments/judge';
import { checkPromise, type PromiseInput } from '@shared/domain/commitments/warnings';
import type { Commitment } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';
import { bookOf, context, credit, invoice, payment, promise } from './rule-books';

const AS_OF = '2026-03-04';
const a = invoice('A', 1000);
const items = [
  a,
  invoice('U', 1000, { currency: 'USD', settlements: [payment('2026-03-06', 1000)] }),
  invoice('FUTURE', 1000, { knownFrom: '2026-03-05' }),
  credit('P', 100, '2026-03-01', { currency: 'CHF' }),
];

function check(some: Partial<PromiseInput> = {}, commitments: Commitment[] = [], asOf = AS_OF) {
  const input = { currency: 'EUR', minor: 500, promisedFor: '2026-03-10', items: [a], pauseWhy: null, ...some };
  const { errors, warnings } = checkPromise(input, bookOf(items, { commitments }), context(asOf));
  return { errors: errors.map(({ code }) => code), warnings: warnings.map(({ code }) => code) };
}

describe('a promise about to be recorded', () => {
  it('is fine for today or later, up to the open amount', () => {
    expect(check()).toEqual({ errors: [], warnings: [] });
    expect(check({ promisedFor: AS_OF, minor: 1000, items: [] })).toEqual({ errors: [], warnings: [] });
  });

  it('is refused without a positive whole amount', () => {
    for (const minor of [0, -5, 0.5, Number.NaN])
      expect(check({ minor }).errors, `${minor}`).toEqual(['amount_not_positive']);
  });

  it('is refused for a past date or one that does not exist', () => {
    expect(check({ promisedFor: '2026-03-03' }).errors).toEqual(['date_past']);
    expect(check({ promisedFor: '2026-02-30' }).errors).toEqual(['date_invalid']);
    expect(check({ promisedFor: '10.03.2026' }).errors).toEqual(['date_invalid']);
  });

  it('is refused for an item the customer does not have, or not yet', () => {
    expect(check({ items: [{ number: 'X', discriminator: '' }] }).errors).toEqual(['unknown_item']);
    expect(check({ items: [{ number: 'A', discriminator: '2026' }] }).errors).toEqual(['unknown_item']);
    expect(check({ items: [{ number: 'FUTURE', discriminator: '' }] }).errors).toEqual(['unknown_item']);
  });

  it('is refused in a currency other than its items’, or in which nothing is open', () => {
    expect(check({ currency: 'USD' }).errors).toEqual(['wrong_currency']);
    expect(check({ currency: 'USD', items: [] }).errors).toEqual([]);
    expect(check({ currency: 'USD', items: [] }, [], '2026-03-06').errors).toEqual(['wrong_currency']);
    expect(check({ currency: 'CHF', items: [] }).errors).toEqual(['wrong_currency']);
    expect(check({ currency: 'GBP', items: [] }).errors).toEqual(['wrong_currency']);
  });

  it('names everything that speaks against it, in words', () => {
    expect(check({ minor: 0, promisedFor: '2026-03-03' }).errors).toEqual(['amount_not_positive', 'date_past']);
    const input = { currency: 'EUR', minor: 120_000, promisedFor: '2026-05-10', items: [a], pauseWhy: null };
    expect(checkPromise(input, bookOf(items), context(AS_OF)).warnings).toEqual([
      { code: 'above_open', text: 'More than the €10.00 open on its items.' },
      { code: 'far_away', text: 'More than 30 days away: it does not pause chasing.' },
    ]);
  });

  it('above the open amount is recorded with a warning', () => {
    expect(check({ minor: 1001 })).toEqual({ errors: [], warnings: ['above_open'] });
    expect(check({ minor: 1001, items: [] }).warnings).toEqual(['above_open']);
  });

  it('more than 30 days away warns that it pauses nothing, unless there is a reason', () => {
    expect(check({ promisedFor: '2026-04-03' }).warnings).toEqual([]);
    expect(check({ promisedFor: '2026-04-04' }).warnings).toEqual(['far_away']);
    expect(check({ promisedFor: '2026-04-04', pauseWhy: 'plan agreed' }).warnings).toEqual([]);
  });

  it('warns when it is the third on an item, unless there is a reason', () => {
    const earlier = [
      promise('c1', 500, '2026-02-02', '2026-02-06', [[a, 1000]]),
      promise('c2', 500, '2026-02-16', '2026-02-20', [[a, 1000]]),
    ];
    expect(check({}, earlier.slice(0, 1)).warnings).toEqual([]);
    expect(check({}, earlier).warnings).toEqual(['third_promise']);
    expect(check({ items: [] }, earlier).warnings).toEqual(['third_promise']);
    expect(check({ pauseWhy: 'new contact' }, earlier).warnings).toEqual([]);
    expect(check({}, earlier, '2026-02-10').warnings).toEqual([]);
  });

  it('warns of just the level it will be judged to have', () => {
    const earlier = [
      promise('c1', 500, '2026-02-02', '2026-02-06', [[a, 1000]]),
      promise('c2', 500, '2026-02-16', '2026-02-20', [[a, 1000]]),
    ];
    const recorded = [...earlier, promise('c3', 500, AS_OF, '2026-03-10', [[a, 1000]])];
    const results = judgeCommitments(bookOf(items, { commitments: recorded }), context(AS_OF));
    expect(results.find(({ id }) => id === 'c3')).toMatchObject({ level: 3, pauses: false });
  });
});
