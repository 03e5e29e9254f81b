import { type ListedItem, proposeReplacements } from '@shared/domain/replacement/propose';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const listed = (number: string, minor: number, some: Partial<ListedItem> = {}): ListedItem => ({
  customer: 'C1',
  number,
  discriminator: '',
  currency: 'EUR',
  minor,
  amountMinor: minor,
  dueOn: '2026-05-03',
  poNumber: null,
  ...some,
});
const told = (old: ListedItem[], created: ListedItem[], usual?: (old: ListedItem) => boolean) =>
  proposeReplacements(old, created, usual).map(({ old: o, by, why }) => `${o.number} by ${by.number}: ${why}`);
const later = { dueOn: '2026-06-10' };

describe('which new item took the place of a vanished one', () => {
  it.each([
    ['its number', 'INV-100/2', null],
    ['its number in another one', 'CORR INV-100', null],
    ['its purchase order', 'INV-240', 'for INV-100'],
  ])('is the one that names the old number in %s, whatever its amount', (_, number, poNumber) => {
    expect(told([listed('INV-100', 5000)], [listed(number, 900, { ...later, poNumber })])).toEqual([
      `INV-100 by ${number}: names_it`,
    ]);
  });

  it.each(['INV-1001', 'XINV-100', 'INV-100A'])('is not %s, which only has the same characters', (number) => {
    expect(told([listed('INV-100', 5000)], [listed(number, 900, later)])).toEqual([]);
  });

  it('is never named by a number of one or two characters, by a bare word, or by the very same number', () => {
    expect(told([listed('7', 5000)], [listed('4-7', 900, later)])).toEqual([]);
    expect(told([listed('Rent', 5000)], [listed('Rent 2', 900, later)])).toEqual([]);
    expect(told([listed('4711', 5000)], [listed('4711', 900, { ...later, discriminator: '2026' })])).toEqual([]);
  });

  it('is the one with the same amount and due date; what was open counts as well as the amount billed', () => {
    expect(told([listed('A1', 5000)], [listed('B1', 5000)])).toEqual(['A1 by B1: same_due_date']);
    expect(told([listed('A1', 2000, { amountMinor: 5000 })], [listed('B1', 5000)])).toEqual([
      'A1 by B1: same_due_date',
    ]);
    expect(told([listed('A1', 2000, { amountMinor: 5000 })], [listed('B1', 2000)])).toEqual([
      'A1 by B1: same_due_date',
    ]);
  });

  it('is a smaller one with the same due date, a larger one is not', () => {
    expect(told([listed('A1', 5000)], [listed('B1', 4000)])).toEqual(['A1 by B1: smaller']);
    expect(told([listed('A1', 5000)], [listed('B1', 6000)])).toEqual([]);
  });

  it('is the one with the same amount only where that amount is nothing usual', () => {
    const [old, next] = [listed('A1', 5000), listed('B1', 5000, later)];
    expect(told([old], [next])).toEqual(['A1 by B1: same_amount']);
    expect(told([old], [next], () => true)).toEqual([]);
    expect(told([old, listed('A2', 5000, { dueOn: null })], [next])).toEqual([]);
    expect(told([old], [next, listed('B2', 5000, later)])).toEqual([]);
  });

  it('takes the stronger sign first and gives no item away twice', () => {
    expect(
      told([listed('INV-100', 5000), listed('INV-101', 5000)], [listed('INV-200', 5000), listed('INV-101-B', 5000)]),
    ).toEqual(['INV-101 by INV-101-B: names_it', 'INV-100 by INV-200: same_due_date']);
  });

  it('never crosses customers, currencies, or invoices and credits', () => {
    const old = listed('INV-100', 5000);
    expect(told([old], [listed('INV-100/2', 5000, { customer: 'C2' })])).toEqual([]);
    expect(told([old], [listed('INV-100/2', 5000, { currency: 'USD' })])).toEqual([]);
    expect(told([old], [listed('INV-100/2', -5000)])).toEqual([]);
  });

  it('depends on no order, and pairs each item once within its customer and currency', () => {
    const item = (prefix: string) =>
      fc.record({
        customer: fc.constantFrom('C1', 'C2'),
        number: fc.integer({ min: 100, max: 130 }).map((n) => `${prefix}${n}`),
        currency: fc.constantFrom('EUR', 'USD'),
        minor: fc.constantFrom(-500, 500, 900),
        due: fc.constantFrom(null, '2026-05-03', '2026-06-10'),
        names: fc.option(fc.integer({ min: 100, max: 130 }).map((n) => `see A${n}`)),
      });
    fc.assert(
      fc.property(
        fc.uniqueArray(item('A'), { selector: (i) => i.customer + i.number, size: 'max', maxLength: 40 }),
        fc.uniqueArray(item('B'), { selector: (i) => i.customer + i.number, size: 'max', maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (olds, news, random) => {
          const make = (i: (typeof olds)[number]) =>
            listed(i.number, i.minor, { customer: i.customer, currency: i.currency, dueOn: i.due, poNumber: i.names });
          const [gone, created] = [olds.map(make), news.map(make)];
          const proposals = proposeReplacements(gone, created);
          expect(new Set(proposals.map((p) => p.old)).size).toBe(proposals.length);
          expect(new Set(proposals.map((p) => p.by)).size).toBe(proposals.length);
          for (const { old, by } of proposals) {
            expect([by.customer, by.currency, Math.sign(by.minor)]).toEqual([
              old.customer,
              old.currency,
              Math.sign(old.minor),
            ]);
          }
          const mixed = <T>(list: T[]) => {
            const keyed = list.map((value) => ({ value, key: random.next().value as number }));
            return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
          };
          const names = (list: typeof proposals) =>
            list.map((p) => `${p.old.customer}${p.old.number}${p.by.number}`).sort();
          expect(names(proposeReplacements(mixed(gone), mixed(created)))).toEqual(names(proposals));
        },
      ),
      { seed: 20261120, numRuns: 300 },
    );
  });
});
