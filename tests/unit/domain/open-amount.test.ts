import { fc, test } from '@fast-check/vitest';
import type { Item, Settlement } from '@shared/domain/model';
import {
  earliestDay,
  existsAt,
  isPaymentLike,
  openMinor,
  settledInFullOn,
  standingFalls,
} from '@shared/domain/open-amount';
import { describe, expect, it } from 'vitest';
import { between, credit, invoice, payment, settled } from './rule-books';

const SEED = { seed: 20261121, numRuns: 300 };
const paid = (settlements: Settlement[], some: Partial<Item> = {}) => invoice('R1', 1000, { settlements, ...some });

describe('open amount', () => {
  it('is the amount less the settlements dated on or before the as-of date', () => {
    const item = paid([payment('2026-03-01', 400), payment('2026-03-10', 100)]);
    expect(openMinor(item, '2026-02-28')).toBe(1000);
    expect(openMinor(item, '2026-03-01')).toBe(600);
    expect(openMinor(item, '2026-03-10')).toBe(500);
  });

  it('O23: a receipt after the as-of date does not reduce it', () => {
    const item = paid([payment('2026-06-30', 1000)], { issuedOn: '2026-04-30', dueOn: '2026-04-30' });
    expect(openMinor(item, '2026-05-31')).toBe(1000);
    expect(openMinor(item, '2026-06-30')).toBe(0);
  });

  it('is 0 before the item is known', () => {
    const item = paid([], { knownFrom: '2026-03-05' });
    expect(existsAt(item, '2026-03-04')).toBe(false);
    expect(openMinor(item, '2026-03-04')).toBe(0);
    expect(existsAt(item, '2026-03-05')).toBe(true);
    expect(openMinor(item, '2026-03-05')).toBe(1000);
  });

  it('counts every kind of settlement, each on its own day', () => {
    const item = paid([
      settled('opening', '2026-01-01', 100),
      payment('2026-02-01', 100),
      between('2026-02-01', '2026-02-10', 100),
      settled('paid_date', '2026-03-01', 500),
      settled('closed', '2026-03-10', 200, { reason: 'written_off' }),
    ]);
    const opens = ['2026-01-01', '2026-02-01', '2026-02-09', '2026-02-10', '2026-03-01', '2026-03-10'];
    expect(opens.map((asOf) => openMinor(item, asOf))).toEqual([900, 800, 800, 700, 200, 0]);
  });

  it('moves a credit from below towards 0', () => {
    const item = credit('P1', 500, '2026-03-01', { settlements: [payment('2026-03-09', -200)] });
    expect(openMinor(item, '2026-03-08')).toBe(-500);
    expect(openMinor(item, '2026-03-09')).toBe(-300);
  });

  it('rises again with a reversal, and goes below 0 when overpaid', () => {
    const item = paid([payment('2026-03-01', 1000), settled('reversal', '2026-03-08', -1000)]);
    expect(openMinor(item, '2026-03-07')).toBe(0);
    expect(openMinor(item, '2026-03-08')).toBe(1000);
    expect(openMinor(paid([payment('2026-03-01', 1200)]), '2026-03-01')).toBe(-200);
  });
});

describe('what is money', () => {
  it('takes payments, paid dates, inferred falls, openings and items closed as paid for money', () => {
    const kinds = ['payment', 'paid_date', 'inferred', 'opening', 'closed'] as const;
    expect(kinds.map((kind) => isPaymentLike(settled(kind, '2026-03-01', 1)))).toEqual([true, true, true, true, true]);
  });

  it('takes an item that vanished without a stated reason for paid', () => {
    expect(isPaymentLike(settled('closed', '2026-03-01', 1, { reason: null }))).toBe(true);
  });

  it('takes no credit, write-off, replacement, move, mistake or reversal for money', () => {
    for (const reason of ['credited', 'written_off', 'replaced', 'moved', 'entered_in_error'] as const) {
      expect(isPaymentLike(settled('closed', '2026-03-01', 1, { reason })), reason).toBe(false);
    }
    expect(isPaymentLike(settled('reversal', '2026-03-01', -1))).toBe(false);
  });
});

describe('the day an item was paid in full', () => {
  it('is the day of the last payment, in all three readings', () => {
    const item = paid([payment('2026-03-11', 400), payment('2026-03-31', 600)]);
    expect(settledInFullOn(item, '2026-03-31')).toEqual({
      aging: '2026-03-31',
      score: '2026-03-31',
      earliest: '2026-03-31',
    });
  });

  it('is unknown while something is open at the as-of date', () => {
    const item = paid([payment('2026-03-11', 400), payment('2026-03-31', 600)]);
    expect(settledInFullOn(item, '2026-03-30')).toBeNull();
    expect(settledInFullOn(paid([]), '2026-03-30')).toBeNull();
    expect(settledInFullOn(paid([payment('2025-12-31', 1000)]), '2025-12-31')).toBeNull();
  });

  it('is unknown for credits and for items that were never worth anything', () => {
    const used = credit('P1', 500, '2026-03-01', { settlements: [payment('2026-03-09', -500)] });
    expect(settledInFullOn(used, '2026-04-01')).toBeNull();
    expect(settledInFullOn(invoice('R0', 0), '2026-04-01')).toBeNull();
    expect(settledInFullOn(paid([payment('2026-03-01', 1000)], { type: 'credit_note' }), '2026-04-01')).toBeNull();
  });

  it('is unknown when a credit or write-off had part in it', () => {
    for (const reason of ['credited', 'written_off', 'replaced', 'moved', 'entered_in_error'] as const) {
      const item = paid([settled('closed', '2026-03-01', 10, { reason }), payment('2026-03-02', 990)]);
      expect(settledInFullOn(item, '2026-04-01'), reason).toBeNull();
    }
  });

  it('is known for an item closed as paid, between the two lists', () => {
    const item = paid([settled('closed', '2026-03-09', 1000, { reason: 'paid', after: '2026-03-02' })]);
    expect(settledInFullOn(item, '2026-03-09')).toEqual({
      aging: '2026-03-09',
      score: '2026-03-06',
      earliest: '2026-03-03',
    });
  });

  it('is unknown when it was settled before it was first seen, not when only a part was', () => {
    expect(settledInFullOn(paid([settled('opening', '2026-01-01', 1000)]), '2026-04-01')).toBeNull();
    const rest = paid([settled('opening', '2026-01-01', 300), payment('2026-03-05', 700)]);
    expect(settledInFullOn(rest, '2026-04-01')?.score).toBe('2026-03-05');
  });

  it('puts an inferred payment at the later list for aging, the middle for the score, the first day for commitments', () => {
    const days = (after: string, on: string) => settledInFullOn(paid([between(after, on, 1000)]), '2026-04-01');
    expect(days('2026-03-02', '2026-03-09')).toEqual({
      aging: '2026-03-09',
      score: '2026-03-06',
      earliest: '2026-03-03',
    });
    expect(days('2026-03-02', '2026-03-08')?.score).toBe('2026-03-05');
    expect(days('2026-03-02', '2026-03-03')).toEqual({
      aging: '2026-03-03',
      score: '2026-03-03',
      earliest: '2026-03-03',
    });
    expect(days('2026-03-02', '2026-03-04')?.score).toBe('2026-03-03');
  });

  it('takes the day itself where no earlier list is known', () => {
    expect(earliestDay(settled('inferred', '2026-03-09', 1))).toBe('2026-03-09');
    expect(settledInFullOn(paid([settled('inferred', '2026-03-09', 1000)]), '2026-04-01')?.score).toBe('2026-03-09');
  });

  it('is the day it was overpaid on, too', () => {
    expect(settledInFullOn(paid([payment('2026-03-05', 1200)]), '2026-04-01')?.aging).toBe('2026-03-05');
  });

  it('goes with a returned payment and comes back with the next one', () => {
    const item = paid([
      payment('2026-03-01', 1000),
      settled('reversal', '2026-03-08', -1000),
      payment('2026-03-20', 1000),
    ]);
    expect(settledInFullOn(item, '2026-03-07')?.aging).toBe('2026-03-01');
    expect(settledInFullOn(item, '2026-03-08')).toBeNull();
    expect(settledInFullOn(item, '2026-03-20')?.aging).toBe('2026-03-20');
  });

  it('forgets a credit that was taken back', () => {
    const item = paid([
      settled('closed', '2026-03-01', 1000, { reason: 'credited' }),
      settled('reversal', '2026-03-08', -1000),
      payment('2026-03-20', 1000),
    ]);
    expect(settledInFullOn(item, '2026-03-20')?.aging).toBe('2026-03-20');
  });
});

describe('what a reversal takes back', () => {
  const left = (settlements: Settlement[]) =>
    standingFalls(paid(settlements), '2026-12-31').map(({ settlement, minor }) => [settlement.on, minor]);

  it('is the latest payment of exactly its amount', () => {
    const payments = [payment('2026-03-01', 400), payment('2026-03-05', 400), payment('2026-03-09', 200)];
    expect(left([...payments, settled('reversal', '2026-03-12', -400)])).toEqual([
      ['2026-03-01', 400],
      ['2026-03-09', 200],
    ]);
  });

  it('is else the latest ones, from the end', () => {
    const payments = [payment('2026-03-01', 500), payment('2026-03-05', 300), payment('2026-03-09', 200)];
    expect(left([...payments, settled('reversal', '2026-03-12', -400)])).toEqual([
      ['2026-03-01', 500],
      ['2026-03-05', 100],
    ]);
  });

  it('is nothing more than was there', () => {
    expect(left([payment('2026-03-01', 300), settled('reversal', '2026-03-12', -400)])).toEqual([]);
  });
});

describe('properties of the open amount', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
  const payments = fc.array(fc.record({ on: day, minor: fc.nat(500) }), { size: 'max', maxLength: 40 });

  test.prop([payments, day, day], SEED)('only falls with time under payments', (list, a, b) => {
    const item = paid(list.map(({ on, minor }) => payment(on, minor)));
    const [earlier, later] = a <= b ? [a, b] : [b, a];
    expect(openMinor(item, later)).toBeLessThanOrEqual(openMinor(item, earlier));
  });

  test.prop([payments, fc.nat(500), day, day], SEED)('is never raised by one more payment', (list, minor, on, asOf) => {
    const settlements = list.map((one) => payment(one.on, one.minor));
    const more = [...settlements, payment(on, minor)];
    expect(openMinor(paid(more), asOf)).toBe(openMinor(paid(settlements), asOf) - (on <= asOf ? minor : 0));
  });

  test.prop([payments, payments], SEED)('equals the amount less what reversals left standing', (list, back) => {
    const falls = list.map(({ on, minor }) => payment(on, minor));
    const sum = list.reduce((total, { minor }) => total + minor, 0);
    let room = sum;
    const reversals = back.flatMap(({ minor }) => {
      const taken = Math.min(minor, room);
      room -= taken;
      return taken > 0 ? [settled('reversal', '2026-03-29', -taken)] : [];
    });
    const item = paid([...falls, ...reversals]);
    const standing = standingFalls(item, '2026-12-31').reduce((total, { minor }) => total + minor, 0);
    expect(standing).toBe(room);
    expect(openMinor(item, '2026-12-31')).toBe(1000 - standing);
  });
});
