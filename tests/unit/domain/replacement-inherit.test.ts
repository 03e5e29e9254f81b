import { standings } from '@shared/domain/collectable';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import { addDays } from '@shared/domain/dates';
import type { CustomerBook, Item, Settlement } from '@shared/domain/model';
import { openMinor } from '@shared/domain/open-amount';
import { inheritReplaced, linkReplacements } from '@shared/domain/replacement/inherit';
import { scoreOf } from '@shared/domain/score';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, context, dispute, invoice, payment, promise, settled } from './rule-books';

const replaced = (on: string, minor: number, by: string, some: Partial<Settlement> = {}): Settlement =>
  settled('closed', on, minor, {
    reason: 'replaced',
    after: addDays(on, -7),
    by: { number: by, discriminator: '' },
    ...some,
  });

/** INV-1 over 1,000.00, due 3 April, closed on 10 April as replaced by INV-2, issued on 5 April and due on 5 May. */
const old = (some: Partial<Item> = {}) =>
  invoice('INV-1', 100_000, { issuedOn: '2026-03-03', knownFrom: '2026-03-03', dueOn: '2026-04-03', ...some });
const heir = (minor = 100_000, settlements: Settlement[] = [], some: Partial<Item> = {}) =>
  invoice('INV-2', minor, {
    issuedOn: '2026-04-05',
    knownFrom: '2026-04-05',
    dueOn: '2026-05-05',
    settlements,
    ...some,
  });
const closed = (minor = 100_000) => old({ settlements: [replaced('2026-04-10', minor, 'INV-2')] });
const linked = (...items: Item[]) => new Map(linkReplacements(items).map((item) => [item.number, item]));

describe('an item that took the place of another', () => {
  it('is as old as what it replaced, and says so', () => {
    const two = linked(closed(), heir()).get('INV-2');
    expect(two).toMatchObject({ dueOn: '2026-04-03', replaces: [{ number: 'INV-1', dueOn: '2026-04-03' }] });
  });

  it('keeps its own due date where that is the earlier one', () => {
    expect(linked(closed(), heir(100_000, [], { dueOn: '2026-03-20' })).get('INV-2')?.dueOn).toBe('2026-03-20');
  });

  it('exists from the day the old one was closed: no day counts both', () => {
    const items = [...linked(closed(), heir()).values()];
    const on = (asOf: string) => items.map((item) => openMinor(item, asOf));
    expect(on('2026-04-09')).toEqual([100_000, 0]);
    expect(on('2026-04-10')).toEqual([0, 100_000]);
  });

  it('inherits the promise: paid on the new number, it is kept', () => {
    const one = closed();
    const kept = promise('p', 100_000, '2026-04-01', '2026-04-20', [[one, 100_000]]);
    const [result] = judge([one, heir(100_000, [payment('2026-04-17', 100_000)])], [kept]);
    expect(result).toMatchObject({ state: 'kept', stateOn: '2026-04-17', promisedMinor: 100_000, paidMinor: 100_000 });
  });

  it('inherits the promise: not paid, it is broken, and until then the new item is not chased', () => {
    const one = closed();
    const given = promise('p', 100_000, '2026-04-01', '2026-04-20', [[one, 100_000]]);
    expect(judge([one, heir()], [given])[0]?.state).toBe('broken');
    const running = inheritReplaced(linkedBook([one, heir()], { commitments: [given] }));
    const ctx = context('2026-04-15');
    const standing = standings(running, ctx, judgeCommitments(running, ctx));
    expect(standing).toMatchObject([
      { item: { number: 'INV-2' }, promisedMinor: 100_000, chaseableMinor: 0, daysPastDue: 12 },
    ]);
  });

  it('lowers the promise by what the new one is smaller', () => {
    const one = closed();
    const given = promise('p', 100_000, '2026-04-01', '2026-04-20', [[one, 100_000]]);
    const [result] = judge([one, heir(80_000, [payment('2026-04-17', 80_000)])], [given]);
    expect(result).toMatchObject({ state: 'kept', promisedMinor: 80_000, paidMinor: 80_000 });
  });

  it('counts part payments on both numbers once', () => {
    const one = old({ settlements: [payment('2026-04-06', 30_000), replaced('2026-04-10', 70_000, 'INV-2')] });
    const given = promise('p', 100_000, '2026-04-01', '2026-04-20', [[one, 100_000]]);
    const [result] = judge([one, heir(70_000, [payment('2026-04-17', 70_000)])], [given]);
    expect(result).toMatchObject({ state: 'kept', stateOn: '2026-04-17', promisedMinor: 100_000, paidMinor: 100_000 });
  });

  it('counts a promise on the old and one on the new number as two promises on one item', () => {
    const one = closed();
    const two = heir();
    const first = promise('a', 100_000, '2026-03-20', '2026-03-25', [[one, 100_000]]);
    const second = promise('b', 100_000, '2026-04-15', '2026-04-20', [[two, 100_000]]);
    expect(judge([one, two], [first, second]).find((result) => result.id === 'b')?.level).toBe(2);
  });

  it('inherits the dispute', () => {
    const one = closed();
    const running = inheritReplaced(linkedBook([one, heir()], { disputes: [dispute('d', [one], '2026-04-01')] }));
    expect(standings(running, context('2026-04-20'), [])).toMatchObject([
      { item: { number: 'INV-2' }, disputedMinor: 100_000, chaseableMinor: 0 },
    ]);
  });

  it('counts for the score with the old age; what it replaced does not', () => {
    const running = inheritReplaced(linkedBook([closed(), heir(100_000, [payment('2026-05-03', 100_000)])]));
    expect(scoreOf(running, context('2026-06-01'))).toMatchObject({ paidItems: 1, daysLate: 30 });
  });

  it('may stand for two: their closings share its amount, the rest was credited', () => {
    const other = invoice('INV-0', 50_000, {
      dueOn: '2026-03-01',
      settlements: [replaced('2026-04-10', 50_000, 'INV-2')],
    });
    const items = linked(closed(), other, heir(120_000));
    expect(items.get('INV-2')).toMatchObject({
      dueOn: '2026-03-01',
      replaces: [{ number: 'INV-1' }, { number: 'INV-0' }],
    });
    expect(items.get('INV-1')?.settlements).toMatchObject([{ reason: 'replaced', minor: 100_000 }]);
    expect(items.get('INV-0')?.settlements).toMatchObject([
      { reason: 'replaced', minor: 20_000 },
      { reason: 'credited', minor: 30_000 },
    ]);
  });

  it('is an item of its own again when the old one came back', () => {
    const back = old({
      settlements: [replaced('2026-04-10', 100_000, 'INV-2'), settled('reversal', '2026-04-24', -100_000)],
    });
    const items = linked(back, heir());
    expect(items.get('INV-2')).toMatchObject({ dueOn: '2026-05-05', knownFrom: '2026-04-05' });
    expect(items.get('INV-2')?.replaces).toBeUndefined();
  });

  it('leaves an old one whose heir this copy does not know closed like any other', () => {
    expect(linked(closed()).get('INV-1')?.settlements).toMatchObject([{ reason: 'replaced', minor: 100_000 }]);
    expect(linked(closed()).get('INV-1')?.settlements[0]).not.toHaveProperty('by');
  });

  it('cannot run in circles', () => {
    const one = closed();
    const two = heir(100_000, [replaced('2026-04-17', 100_000, 'INV-1')]);
    const items = linked(one, two);
    expect([...items.values()].filter((item) => item.replaces)).toHaveLength(0);
  });

  it('costs nothing where nothing was replaced', () => {
    const items = [old(), heir()];
    expect(linkReplacements(items)).toBe(items);
  });
});

describe('every day of a chain of replacements', () => {
  it('counts the money once, and the age from the first', () => {
    const day = (n: number) => addDays('2026-01-01', n);
    fc.assert(
      fc.property(
        fc.array(fc.record({ lasts: fc.integer({ min: 1, max: 40 }), less: fc.nat(300), issued: fc.nat(60) }), {
          minLength: 2,
          maxLength: 6,
          size: 'max',
        }),
        (steps) => {
          let amount = 10_000;
          let since = 0;
          const open = new Map<number, number>();
          const items = steps.map((step, i) => {
            amount -= i === 0 ? 0 : step.less;
            const until = since + step.lasts;
            for (let n = since; n < until; n++) open.set(n, amount);
            const issued = Math.max(0, since - step.issued);
            const last = i === steps.length - 1;
            if (last) open.set(until, amount);
            since = until;
            return invoice(`N${i}`, amount, {
              issuedOn: day(issued),
              knownFrom: day(issued),
              dueOn: day(issued + 30),
              settlements: last ? [] : [replaced(day(until), amount, `N${i + 1}`)],
            });
          });
          const result = linkReplacements(items);
          for (const [n, minor] of open) {
            expect(result.reduce((sum, item) => sum + openMinor(item, day(n)), 0)).toBe(minor);
          }
          const earliest = items.map((item) => item.dueOn as string).sort()[0];
          expect(result.at(-1)?.dueOn).toBe(earliest);
          for (const [i, item] of result.entries()) {
            const fallen = item.settlements.reduce((sum, { minor }) => sum + minor, 0);
            expect(fallen).toBe(i === items.length - 1 ? 0 : item.amountMinor);
          }
        },
      ),
      { seed: 20261120, numRuns: 300 },
    );
  });
});

function linkedBook(items: Item[], some: Partial<CustomerBook> = {}): CustomerBook {
  return bookOf(linkReplacements(items), some);
}

function judge(items: Item[], commitments: CustomerBook['commitments']) {
  const given = inheritReplaced(linkedBook(items, { commitments }));
  return judgeCommitments(given, context('2026-05-01', {}, ['2026-04-30']));
}
