import { addDays } from '@shared/domain/dates';
import type { Money } from '@shared/domain/model';
import { sumByCurrency } from '@shared/domain/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { customerRows } from '../../../src/main/data/customers/queries';
import { checkDatabase } from '../../../src/main/data/db/doctor';
import { agingView, openItems } from '../../../src/main/data/items/queries';
import { writeSetting } from '../../../src/main/data/settings/store';
import { sampleBench } from '../desk/sample';

const TODAY = '2026-11-23';
const bench = sampleBench(TODAY);
const nonZero = (moneys: Money[]) => sumByCurrency(moneys).filter((money) => money.minor !== 0);

describe('the same money everywhere', () => {
  it('items, aging, customers and SQL alone agree at any as-of date and any bucket edges', () => {
    const db = bench.copy();
    const edges = fc
      .uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 })
      .map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.integer({ min: -700, max: 120 }), edges, (days, bucketEdges) => {
        const asOf = addDays(TODAY, days);
        db.write(() => writeSetting(db, Date.parse(TODAY), 'bucketEdges', bucketEdges));
        const items = openItems(db, asOf);
        const aging = agingView(db, asOf);
        const customers = customerRows(db, asOf);
        const balances = aging.totals.map((row) => ({ currency: row.currency, minor: row.balance }));
        const ofItems = items.map((item) => ({ currency: item.currency, minor: item.openMinor }));
        expect(nonZero(ofItems)).toEqual(nonZero(balances));
        expect(nonZero(customers.flatMap((customer) => [...customer.open]))).toEqual(nonZero(balances));
        for (const row of aging.totals) {
          expect(Object.values(row.buckets).reduce((a, b) => a + b, 0)).toBe(row.balance);
          for (const { key } of aging.buckets) {
            const inBucket = items.filter((item) => item.bucket === key && item.currency === row.currency);
            expect(
              inBucket.reduce((sum, item) => sum + item.openMinor, 0),
              `${key} at ${asOf}`,
            ).toBe(row.buckets[key]);
          }
        }
        const overdue = items.filter((item) => item.bucket !== 'credits' && (item.daysPastDue ?? 0) > 0);
        expect(nonZero(customers.flatMap((customer) => [...customer.overdue]))).toEqual(
          nonZero(overdue.map((item) => ({ currency: item.currency, minor: item.openMinor }))),
        );
        for (const item of items) expect(item.openMinor).not.toBe(0);
        expect(checkDatabase(db, asOf)).toEqual([]);
      }),
      { numRuns: 20, seed: 20261123 },
    );
    expect(openItems(db, TODAY).length).toBeGreaterThan(100);
  });

  it('nobody is asked for more than is overdue', () => {
    const db = bench.db();
    const open = new Map(customerRows(db, TODAY).map((row) => [row.key, row.overdue]));
    const view = agendaView(db, { asOf: TODAY, userId: null, limit: 'all', localTime: null, now: null });
    for (const entry of view.entries)
      for (const { currency, minor } of entry.collectable) {
        const overdue = open.get(entry.key)?.find((money) => money.currency === currency)?.minor ?? 0;
        expect(minor, entry.key).toBeLessThanOrEqual(overdue);
      }
  });
});
