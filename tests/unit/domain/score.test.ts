import { fc, test } from '@fast-check/vitest';
import { addDays } from '@shared/domain/dates';
import type { Item } from '@shared/domain/model';
import { type PaidItem, scoreFromDaysLate, scoreFromPaid, scoreOf } from '@shared/domain/score';
import type { Settings } from '@shared/domain/settings';
import { describe, expect, it } from 'vitest';
import { between, bookOf, context, credit, dispute, invoice, payment, settled } from './rule-books';

const EDGES = [15, 45, 90] as const;
const DUE = '2026-02-01';
const AS_OF = '2026-06-30';

let number = 0;
/** An invoice due on 1 February, paid that many days late (early is negative). */
function paidLate(days: number, minor = 1000, some: Partial<Item> = {}): Item {
  number += 1;
  const on = addDays(some.dueOn ?? DUE, days);
  return invoice(`P${number}`, minor, { dueOn: DUE, settlements: [payment(on, minor)], ...some });
}

/** An invoice open since that many days at AS_OF. */
function openLate(days: number, minor = 1000, some: Partial<Item> = {}): Item {
  number += 1;
  return invoice(`O${number}`, minor, { dueOn: addDays(AS_OF, -days), ...some });
}

const score = (items: Item[], settings: Partial<Settings> = {}, asOf = AS_OF) =>
  scoreOf(bookOf(items), context(asOf, settings));

describe('the bands', () => {
  it('O21: up to 15 Great, 16–45 Good, 46–90 Poor, from 91 Risk', () => {
    const bands = [-12, 0, 15, 16, 45, 46, 90, 91, 400].map((days) => scoreFromDaysLate(days, EDGES));
    expect(bands).toEqual(['Great', 'Great', 'Great', 'Good', 'Good', 'Poor', 'Poor', 'Risk', 'Risk']);
  });

  it('O21: means are rounded half-up to whole days before they are banded', () => {
    // Means written as days and number of items: 15.4 = 77 ÷ 5, 45.49 = 4549 ÷ 100.
    const band = (sum: number, count: number) => {
      const result = score([paidLate(sum), ...Array.from({ length: count - 1 }, () => paidLate(0))], {}, '2050-01-01');
      return [result.averageDaysLate, result.daysLate, result.score];
    };
    expect(band(77, 5)).toEqual([15.4, 15, 'Great']);
    expect(band(31, 2)).toEqual([15.5, 16, 'Good']);
    expect(band(4549, 100)).toEqual([45.49, 45, 'Good']);
    expect(band(91, 2)).toEqual([45.5, 46, 'Poor']);
    expect(band(452, 5)).toEqual([90.4, 90, 'Poor']);
    expect(band(181, 2)).toEqual([90.5, 91, 'Risk']);
    expect(band(-12, 1)).toEqual([-12, -12, 'Great']);
    expect(band(-25, 2)).toEqual([-12.5, -12, 'Great']);
  });

  it('takes other edges from the settings', () => {
    expect(score([paidLate(20)], { scoreEdges: [20, 30, 40] }).score).toBe('Great');
  });
});

describe('the mean days late', () => {
  it('O16: 0, 5 and 10 days late are 5 on average; 10, 15 and 20 are 15', () => {
    expect(score([paidLate(0), paidLate(5), paidLate(10)]).averageDaysLate).toBe(5);
    expect(score([paidLate(10), paidLate(15), paidLate(20)]).averageDaysLate).toBe(15);
  });

  it('O17: simple 18.75, weighted by amount 30.75; both Good', () => {
    const items = [paidLate(0, 1000), paidLate(20, 5000), paidLate(-5, 500), paidLate(60, 3500)];
    const simple = score(items);
    expect([simple.averageDaysLate, simple.daysLate, simple.score]).toEqual([18.75, 19, 'Good']);
    const weighted = score(items, { scoreWeighting: 'amount' });
    expect([weighted.averageDaysLate, weighted.daysLate, weighted.score]).toEqual([30.75, 31, 'Good']);
  });

  it('O18: the open overdue item counts lately, not in the score', () => {
    const items = [paidLate(7, 70), paidLate(7, 70), paidLate(55, 85), openLate(10, 214)];
    const result = score(items, { scoreWeighting: 'amount' });
    expect(result.averageDaysLate).toBe(25.1333);
    // 7,795 ÷ 439 = 17.76
    expect(result.lately).toEqual({ score: 'Good', daysLate: 18 });
  });

  it('O19: a part-paid item is as late as its last payment', () => {
    const item = invoice('R1', 1000, {
      dueOn: '2026-03-01',
      settlements: [payment('2026-03-11', 400), payment('2026-03-31', 600)],
    });
    expect(score([item]).averageDaysLate).toBe(30);
    expect(score([item], {}, '2026-03-30').score).toBe('New');
  });

  it('O20: 10 in 5 days and 100 in 10 are 7.5 on average, 9.55 weighted', () => {
    const items = [paidLate(5, 10), paidLate(10, 100)];
    expect(score(items).averageDaysLate).toBe(7.5);
    expect(score(items, { scoreWeighting: 'amount' }).averageDaysLate).toBe(9.5455);
  });

  it('never adds amounts of two currencies: their weighted means count by their items', () => {
    const yen = { currency: 'JPY' };
    const items = [paidLate(10, 1), paidLate(20, 3), paidLate(40, 900_000, yen), paidLate(80, 300_000, yen)];
    // EUR 17.5 with two items, JPY 50 with two items.
    expect(score(items, { scoreWeighting: 'amount' }).averageDaysLate).toBe(33.75);
  });

  it('stays exact for amounts whose products pass 2^53', () => {
    const huge = 9_000_000_000_000_000;
    const items = [paidLate(1, huge), paidLate(2, huge - 1), paidLate(4, huge)];
    expect(score(items, { scoreWeighting: 'amount' }).averageDaysLate).toBe(2.3333);
  });

  it('shows beside it the median, the share over 15 days late and whether the items are few', () => {
    const few = score([paidLate(0), paidLate(16)]);
    expect([few.medianDaysLate, few.shareLate, few.paidItems, few.fewItems]).toEqual([8, 0.5, 2, true]);
    const more = score([paidLate(-3), paidLate(15), paidLate(90)]);
    expect([more.medianDaysLate, more.shareLate, more.paidItems, more.fewItems]).toEqual([15, 1 / 3, 3, false]);
  });
});

describe('what counts as paid', () => {
  it('no history is New, with no figures', () => {
    expect(score([])).toEqual({
      score: 'New',
      newOverdue: false,
      averageDaysLate: null,
      daysLate: null,
      medianDaysLate: null,
      shareLate: null,
      paidItems: 0,
      fewItems: true,
      lately: null,
    });
  });

  it('a New customer with an overdue open item is New, overdue; disputed or not', () => {
    expect(score([openLate(120)])).toMatchObject({ score: 'New', newOverdue: true });
    expect(score([openLate(1, 1000, { ledgerDisputed: true })]).newOverdue).toBe(true);
    expect(score([openLate(0)]).newOverdue).toBe(false);
    expect(score([openLate(5), paidLate(0)]).newOverdue).toBe(false);
    expect(score([credit('G1', 500, '2026-01-01', { dueOn: '2026-01-01' })]).newOverdue).toBe(false);
  });

  it('credited, written off and replaced items do not count', () => {
    for (const reason of ['credited', 'written_off', 'replaced', 'moved', 'entered_in_error'] as const) {
      const item = invoice('R1', 1000, { settlements: [settled('closed', '2026-03-01', 1000, { reason })] });
      expect(score([item]).score, reason).toBe('New');
    }
  });

  it('items closed as paid count, at the middle between the lists', () => {
    const item = invoice('R1', 1000, {
      dueOn: '2026-03-01',
      settlements: [settled('closed', '2026-03-30', 1000, { after: '2026-03-23' })],
    });
    expect(score([item]).averageDaysLate).toBe(26);
    const fall = invoice('R2', 1000, { dueOn: '2026-03-01', settlements: [between('2026-03-23', '2026-03-30', 1000)] });
    expect(score([fall]).averageDaysLate).toBe(26);
  });

  it('items settled before they were first seen, and items without a due date, do not count', () => {
    expect(score([invoice('R1', 1000, { settlements: [settled('opening', '2026-01-01', 1000)] })]).score).toBe('New');
    expect(score([paidLate(5, 1000, { dueOn: null })]).score).toBe('New');
  });

  it('only what was paid by the as-of date counts', () => {
    const item = paidLate(30);
    expect(score([item], {}, addDays(DUE, 29)).score).toBe('New');
    expect(score([item], {}, addDays(DUE, 30)).score).toBe('Good');
  });

  it('a window of months counts what was paid since the day after the same day that many months ago', () => {
    const at = (on: string) => invoice(`W${on}`, 100, { dueOn: on, settlements: [payment(on, 100)] });
    const items = [at('2026-03-30'), at('2026-03-31'), at('2026-06-30')];
    expect(score(items, { scoreWindowMonths: 3 }).paidItems).toBe(2);
    expect(score(items).paidItems).toBe(3);
    expect(score([at('2025-01-01')], { scoreWindowMonths: 3 }).score).toBe('New');
  });
});

describe('lately', () => {
  const good = () => [paidLate(0), paidLate(0), paidLate(0)];

  it('takes at least 3 items paid within the last 12 months', () => {
    expect(score([paidLate(0), paidLate(0), openLate(100)]).lately).toBeNull();
    const old = paidLate(0, 1000, { dueOn: '2025-06-30', knownFrom: '2025-06-01' });
    expect(score([paidLate(0), paidLate(0), old]).lately).toBeNull();
    expect(score(good()).lately).toEqual({ score: 'Great', daysLate: 0 });
  });

  it('takes in open overdue items at today’s age, so that Great and lately Poor can both show', () => {
    const result = score([...good(), openLate(240)]);
    expect(result.score).toBe('Great');
    expect(result.lately).toEqual({ score: 'Poor', daysLate: 60 });
  });

  it('leaves out what is not overdue, and disputed items', () => {
    expect(score([...good(), openLate(0)]).lately?.daysLate).toBe(0);
    expect(score([...good(), openLate(240, 1000, { ledgerDisputed: true })]).lately?.daysLate).toBe(0);
  });

  it('weighs a partly disputed item by its undisputed part', () => {
    const part = openLate(100, 4000);
    const items = [...good(), part];
    const disputes = [dispute('d', [part], '2026-06-01', { partMinor: 3000 })];
    const result = scoreOf(bookOf(items, { disputes }), context(AS_OF, { scoreWeighting: 'amount' }));
    expect(result.lately?.daysLate).toBe(25);
  });

  it('counts only the last 12 months although the score knows more', () => {
    const old = [1, 2, 3].map(() => paidLate(200, 1000, { dueOn: '2024-01-01', knownFrom: '2024-01-01' }));
    const result = score([...old, ...good()]);
    expect(result.averageDaysLate).toBe(100);
    expect(result.lately).toEqual({ score: 'Great', daysLate: 0 });
  });
});

describe('properties of the score', () => {
  const paidItem = fc.record({
    daysLate: fc.integer({ min: -400, max: 4000 }),
    minor: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    currency: fc.constantFrom('EUR', 'USD'),
    paidOn: fc.constantFrom('2026-06-01', '2026-01-01', '2020-01-01'),
  });
  const paid = fc.array(paidItem, { minLength: 1, maxLength: 40, size: 'max' });
  const weighting = fc.constantFrom('simple' as const, 'amount' as const);
  const of = (items: PaidItem[], scoreWeighting: 'simple' | 'amount') =>
    scoreFromPaid(items, [], context(AS_OF, { scoreWeighting }));

  test.prop([paid, weighting], { seed: 20261121, numRuns: 300 })('the mean lies between the extremes', (items, how) => {
    const { averageDaysLate, daysLate } = of(items, how);
    const days = items.map((item) => item.daysLate);
    expect(averageDaysLate).toBeGreaterThanOrEqual(Math.min(...days));
    expect(averageDaysLate).toBeLessThanOrEqual(Math.max(...days));
    expect(Math.abs((daysLate ?? 0) - (averageDaysLate ?? 0))).toBeLessThanOrEqual(0.5001);
  });

  test.prop([paid, weighting], { seed: 20261121, numRuns: 300 })('the order of items changes nothing', (items, how) => {
    expect(of(items.toReversed(), how)).toEqual(of(items, how));
  });
});
