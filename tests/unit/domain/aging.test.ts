import { fc, test } from '@fast-check/vitest';
import { agingOf, bucketOf, bucketsFor, daysPastDue } from '@shared/domain/aging';
import { addDays } from '@shared/domain/dates';
import type { Item } from '@shared/domain/model';
import { openMinor } from '@shared/domain/open-amount';
import { describe, expect, it } from 'vitest';
import { credit, invoice, payment, settled } from './rule-books';

const EDGES = [30, 60, 90];
const bucket = (dueOn: string | null, asOf: string, edges = EDGES) => {
  const item = invoice('R1', 100, { dueOn });
  return bucketOf(item, 100, asOf, edges);
};

describe('aging', () => {
  it('has the columns current, 1–30, 31–60, 61–90, 91+, no due date and credits', () => {
    expect(bucketsFor(EDGES)).toEqual([
      { key: 'current', label: 'Current', from: null, to: 0 },
      { key: 'd1_30', label: '1–30', from: 1, to: 30 },
      { key: 'd31_60', label: '31–60', from: 31, to: 60 },
      { key: 'd61_90', label: '61–90', from: 61, to: 90 },
      { key: 'd91_plus', label: '91+', from: 91, to: null },
      { key: 'noDueDate', label: 'No due date', from: null, to: null },
      { key: 'credits', label: 'Credits', from: null, to: null },
    ]);
  });

  it('takes other edges, also a single day or none, and refuses edges that do not ascend', () => {
    expect(bucketsFor([1, 15]).map(({ key, label }) => [key, label])).toContainEqual(['d1_1', '1']);
    expect(bucketsFor([1, 15]).map(({ key }) => key)).toContain('d16_plus');
    expect(bucketsFor([]).map(({ key }) => key)).toContain('d1_plus');
    for (const edges of [[30, 30], [30, 15], [0, 30], [1.5]]) expect(() => bucketsFor(edges)).toThrow(RangeError);
  });

  it('O22: puts each due date into its column as of 2026-03-31', () => {
    const expected = {
      '2026-04-10': [-10, 'current'],
      '2026-03-31': [0, 'current'],
      '2026-03-30': [1, 'd1_30'],
      '2026-03-01': [30, 'd1_30'],
      '2026-02-28': [31, 'd31_60'],
      '2026-01-30': [60, 'd31_60'],
      '2026-01-29': [61, 'd61_90'],
      '2025-12-31': [90, 'd61_90'],
      '2025-12-30': [91, 'd91_plus'],
    };
    for (const [dueOn, [days, key]] of Object.entries(expected)) {
      expect([daysPastDue(invoice('R1', 100, { dueOn }), '2026-03-31'), bucket(dueOn, '2026-03-31')], dueOn).toEqual([
        days,
        key,
      ]);
    }
  });

  it('uses the edges it is given', () => {
    expect(bucket('2026-03-16', '2026-03-31', [15, 45])).toBe('d1_15');
    expect(bucket('2026-03-15', '2026-03-31', [15, 45])).toBe('d16_45');
    expect(bucket('2026-02-13', '2026-03-31', [15, 45])).toBe('d46_plus');
  });

  it('keeps items without a due date in a column of their own', () => {
    expect(bucket(null, '2026-03-31')).toBe('noDueDate');
    expect(daysPastDue(invoice('R1', 100, { dueOn: null }), '2026-03-31')).toBeNull();
  });

  it('puts credit notes, unapplied payments and overpaid invoices into credits', () => {
    const overpaid = invoice('R1', 100, { dueOn: '2026-01-01', settlements: [payment('2026-01-10', 130)] });
    const note = credit('G1', 20, '2026-01-05', { type: 'credit_note', dueOn: '2026-01-05' });
    const rows = agingOf([overpaid, note, credit('P1', 5, '2026-01-06')], '2026-03-31', EDGES);
    expect(rows.map((row) => [row.buckets.credits, row.balance])).toEqual([[-55, -55]]);
  });

  it('O23: an aging in the past shows what was open then', () => {
    const item = invoice('R1', 1000, {
      issuedOn: '2026-04-30',
      dueOn: '2026-05-30',
      settlements: [payment('2026-06-30', 1000)],
    });
    expect(agingOf([item], '2026-05-31', EDGES)[0]?.buckets.d1_30).toBe(1000);
    expect(agingOf([item], '2026-06-30', EDGES)).toEqual([]);
    expect(agingOf([item], '2026-04-29', EDGES)).toEqual([]);
  });

  it('O24: a part-paid item stands with the rest of its amount', () => {
    const item = invoice('R1', 10_000, {
      issuedOn: '2017-01-31',
      dueOn: '2017-02-28',
      settlements: [payment('2017-02-15', 4500)],
    });
    expect(daysPastDue(item, '2017-04-04')).toBe(35);
    expect(agingOf([item], '2017-04-04', EDGES)[0]?.buckets).toEqual({
      current: 0,
      d1_30: 0,
      d31_60: 5500,
      d61_90: 0,
      d91_plus: 0,
      noDueDate: 0,
      credits: 0,
    });
  });

  it('has one row per currency in order of the code, and none where nothing is open', () => {
    const items = [
      invoice('R1', 100, { currency: 'USD' }),
      invoice('R2', 200, { currency: 'EUR' }),
      invoice('R3', 300, { currency: 'EUR', dueOn: null }),
      invoice('R4', 300, { currency: 'CHF', settlements: [payment('2026-02-01', 300)] }),
    ];
    const rows = agingOf(items, '2026-03-31', EDGES);
    expect(rows.map((row) => [row.currency, row.balance])).toEqual([
      ['EUR', 500],
      ['USD', 100],
    ]);
  });

  it('keeps the row of a currency whose invoices and credits cancel out', () => {
    const rows = agingOf([invoice('R1', 100), credit('P1', 100, '2026-02-01')], '2026-03-31', EDGES);
    expect(rows.map((row) => [row.balance, row.buckets.d31_60, row.buckets.credits])).toEqual([[0, 100, -100]]);
  });
});

describe('the invariant of aging', () => {
  const base = '2026-03-31';
  const item = fc
    .record({
      amount: fc.integer({ min: -100_000, max: 100_000 }),
      due: fc.option(fc.integer({ min: -200, max: 60 }), { nil: null }),
      known: fc.integer({ min: -200, max: 20 }),
      currency: fc.constantFrom('EUR', 'USD', 'JPY'),
      type: fc.constantFrom('invoice', 'credit_note', 'unapplied_payment'),
      falls: fc.array(fc.tuple(fc.integer({ min: -200, max: 30 }), fc.integer({ min: -5000, max: 50_000 })), {
        size: 'max',
        maxLength: 6,
      }),
    })
    .map(
      ({ amount, due, known, currency, type, falls }): Item =>
        invoice('R', amount, {
          type,
          currency,
          dueOn: due === null ? null : addDays(base, due),
          knownFrom: addDays(base, known),
          settlements: falls.map(([on, minor]) => settled('payment', addDays(base, on), minor)),
        }),
    );
  const edges = fc
    .uniqueArray(fc.integer({ min: 1, max: 150 }), { maxLength: 5 })
    .map((all) => all.sort((a, b) => a - b));
  const asOf = fc.integer({ min: -60, max: 60 }).map((n) => addDays(base, n));

  test.prop([fc.array(item, { size: 'max', maxLength: 60 }), edges, asOf], { seed: 20261121, numRuns: 300 })(
    'buckets + no due date + credits = balance, per currency',
    (items, someEdges, date) => {
      const rows = agingOf(items, date, someEdges);
      const keys = bucketsFor(someEdges).map(({ key }) => key);
      for (const row of rows) {
        expect(Object.keys(row.buckets)).toEqual(keys);
        const own = items.filter((one) => one.currency === row.currency);
        const balance = own.reduce((sum, one) => sum + openMinor(one, date), 0);
        expect(Object.values(row.buckets).reduce((sum, minor) => sum + minor, 0)).toBe(balance);
        expect(row.balance).toBe(balance);
      }
      const seen = new Set(rows.map((row) => row.currency));
      for (const one of items) if (openMinor(one, date) !== 0) expect(seen.has(one.currency)).toBe(true);
    },
  );
});
