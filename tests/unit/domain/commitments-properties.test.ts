import { fc, test } from '@fast-check/vitest';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import { addDays } from '@shared/domain/dates';
import type { Item } from '@shared/domain/model';
import { isPaymentLike, standingFalls } from '@shared/domain/open-amount';
import { describe, expect } from 'vitest';
import { between, bookOf, context, credit, invoice, payment, promise, settled } from './rule-books';

const START = '2026-03-01';
const SEED = { seed: 20261121, numRuns: 400 };
const day = (max = 40) => fc.integer({ min: 0, max }).map((n) => addDays(START, n));

const settlement = fc.record({
  kind: fc.constantFrom('payment', 'payment', 'inferred', 'credited', 'reversal', 'opening'),
  on: day(),
  days: fc.integer({ min: 1, max: 9 }),
  minor: fc.integer({ min: 1, max: 700 }),
});

const item = fc.record({ amount: fc.integer({ min: 1, max: 1500 }), falls: fc.array(settlement, { maxLength: 4 }) });
const loose = fc.record({
  minor: fc.integer({ min: 1, max: 1500 }),
  on: day(),
  applied: fc.option(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1500 })), { nil: null }),
});
const commitment = fc.record({
  minor: fc.integer({ min: 1, max: 1500 }),
  madeOn: day(),
  wait: fc.nat(12),
  items: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
  recordedLess: fc.nat(300),
  superseded: fc.option(fc.integer({ min: 0, max: 15 }), { nil: null, freq: 4 }),
  withdrawn: fc.option(fc.integer({ min: 0, max: 15 }), { nil: null, freq: 6 }),
});

const book = fc
  .record({
    items: fc.array(item, { minLength: 1, maxLength: 5, size: 'max' }),
    loose: fc.array(loose, { maxLength: 4 }),
    commitments: fc.array(commitment, { minLength: 1, maxLength: 6, size: 'max' }),
  })
  .map((all) => {
    const items: Item[] = all.items.map(({ amount, falls }, i) =>
      invoice(`A${i}`, amount, {
        dueOn: addDays('2026-02-01', i),
        settlements: falls
          .toSorted((x, y) => (x.on < y.on ? -1 : 1))
          .map(({ kind, on, days, minor }) => {
            if (kind === 'inferred') return between(addDays(on, -days), on, minor);
            if (kind === 'credited') return settled('closed', on, minor, { reason: 'credited' });
            return kind === 'reversal' ? settled('reversal', on, -minor) : settled(kind, on, minor);
          }),
      }),
    );
    const credits = all.loose.map(({ minor, on, applied }, i) => {
      const use = applied === null ? [] : [payment(addDays(on, applied[0]), -Math.min(minor, applied[1]))];
      return credit(`P${i}`, minor, on, { settlements: use });
    });
    const commitments = all.commitments.map((some, i) =>
      promise(
        `c${i}`,
        some.minor,
        some.madeOn,
        addDays(some.madeOn, some.wait),
        some.items.flatMap((n) => {
          const own = items[n];
          return own === undefined ? [] : [[own, Math.max(0, own.amountMinor - some.recordedLess)] as const];
        }),
        {
          superseded: some.superseded === null ? null : { on: addDays(some.madeOn, some.superseded), by: `c${i + 1}` },
          withdrawn: some.withdrawn === null ? null : { on: addDays(some.madeOn, some.withdrawn), why: 'x' },
        },
      ),
    );
    return bookOf([...items, ...credits], { commitments });
  });

/** All money of the book up to the day: what payments took off invoices, and what stands unapplied. */
function receipts(items: readonly Item[], asOf: string): number {
  let sum = 0;
  for (const one of items) {
    if (one.type === 'unapplied_payment') {
      if (one.knownFrom <= asOf) sum += -one.amountMinor;
      for (const fall of standingFalls(one, asOf)) sum += fall.minor;
    } else {
      for (const { settlement: fall, minor } of standingFalls(one, asOf)) if (isPaymentLike(fall)) sum += minor;
    }
  }
  return sum;
}

describe('properties of judging', () => {
  const lists = fc.array(day(70), { maxLength: 6 });

  test.prop([book, day(60), lists], SEED)('commitments never take more money than came in', (someBook, asOf, files) => {
    const results = judgeCommitments(someBook, context(asOf, {}, files));
    const paid = results.reduce((sum, result) => sum + result.paidMinor, 0);
    expect(paid).toBeLessThanOrEqual(receipts(someBook.items, asOf));
  });

  test.prop([book, day(60), lists], SEED)('every result adds up', (someBook, asOf, files) => {
    for (const result of judgeCommitments(someBook, context(asOf, {}, files))) {
      expect(result.promisedMinor).toBeLessThanOrEqual(
        someBook.commitments.find(({ id }) => id === result.id)?.minor ?? 0,
      );
      expect(result.paidMinor).toBeLessThanOrEqual(result.promisedMinor);
      expect(result.paidElsewhereMinor).toBeLessThanOrEqual(result.paidMinor);
      expect(result.unappliedMinor).toBeLessThanOrEqual(result.paidElsewhereMinor);
      expect(result.outstandingMinor).toBe(result.state === 'open' ? result.promisedMinor - result.paidMinor : 0);
      expect(result.stateOn === null).toBe(result.state === 'open');
      if (result.stateOn !== null) expect(result.stateOn <= asOf).toBe(true);
      if (result.pauses) expect(result.state).toBe('open');
      if (result.state === 'broken') expect(result.paidMinor).toBe(0);
      if (result.state === 'partially_kept') expect(result.paidMinor).toBeGreaterThan(0);
    }
  });

  test.prop([book, fc.integer({ min: 0, max: 400 }), lists], SEED)(
    'judged later without new facts, what was decided stays decided',
    (someBook, later, files) => {
      // Everything in the book lies before this day; only files are dated after it.
      const from = addDays(START, 60);
      const before = judgeCommitments(someBook, context(from, {}, files));
      const after = judgeCommitments(someBook, context(addDays(from, later), {}, files));
      for (const [i, result] of before.entries()) {
        if (result.state !== 'open') expect(after[i]?.state).toBe(result.state);
        expect(after[i]?.paidMinor).toBe(result.paidMinor);
      }
    },
  );

  test.prop([book, day(60), lists], SEED)(
    'the order of items and commitments in the book changes nothing',
    (someBook, asOf, files) => {
      const turned = {
        ...someBook,
        items: someBook.items.toReversed(),
        commitments: someBook.commitments.toReversed(),
      };
      const ctx = context(asOf, {}, files);
      expect(judgeCommitments(turned, ctx)).toEqual(judgeCommitments(someBook, ctx));
    },
  );
});
