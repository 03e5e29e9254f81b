import { allocateToOldest } from '@shared/domain/commitments/allocate';
import { brokenEvents } from '@shared/domain/commitments/broken-events';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import { overlaps, samePlan } from '@shared/domain/commitments/series';
import type { Commitment, Item } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';
import { bookOf, context, credit, invoice, payment, promise } from './rule-books';

const a = invoice('A', 1000);
const b = invoice('B', 1000);

function judge(commitments: Commitment[], asOf: string, lists: string[] = [], items: Item[] = [a, b]) {
  const results = judgeCommitments(bookOf(items, { commitments }), context(asOf, {}, lists));
  return (id: string) => {
    const result = results.find((one) => one.id === id);
    if (result === undefined) throw new Error(`no result for ${id}`);
    return result;
  };
}

const onA = (id: string, madeOn: string, promisedFor: string, some: Partial<Commitment> = {}) =>
  promise(id, 500, madeOn, promisedFor, [[a, 1000]], some);

describe('the n-th promise on an item', () => {
  it('counts from 1, over promises that were open, broken, partially kept, superseded or withdrawn', () => {
    const commitments = [
      onA('c1', '2026-02-02', '2026-02-06'),
      onA('c2', '2026-02-16', '2026-02-20', { withdrawn: { on: '2026-02-17', why: 'mistake' } }),
      onA('c3', '2026-02-18', '2026-02-27', { superseded: { on: '2026-02-23', by: 'c4' } }),
      onA('c4', '2026-02-23', '2026-03-06'),
    ];
    const result = judge(commitments, '2026-02-24', ['2026-02-13']);
    expect(['c1', 'c2', 'c3', 'c4'].map((id) => result(id).level)).toEqual([1, 2, 3, 4]);
  });

  it('does not count a promise that was kept before', () => {
    const paid = invoice('A', 1000, { settlements: [payment('2026-02-05', 500)] });
    const commitments = [onA('c1', '2026-02-02', '2026-02-06'), onA('c2', '2026-02-16', '2026-02-20')];
    expect(judge(commitments, '2026-02-17', [], [paid])('c2').level).toBe(1);
    const sameDay = [onA('c1', '2026-02-02', '2026-02-16'), onA('c2', '2026-02-16', '2026-02-20')];
    const then = invoice('A', 1000, { settlements: [payment('2026-02-16', 500)] });
    expect(judge(sameDay, '2026-02-17', [], [then])('c2').level).toBe(1);
    expect(judge(commitments, '2026-02-17', [], [a])('c2').level).toBe(2);
  });

  it('is the most that any of its items has had', () => {
    const commitments = [
      onA('c1', '2026-02-02', '2026-02-06'),
      promise('c2', 500, '2026-02-09', '2026-02-13', [[b, 1000]]),
      promise('c3', 500, '2026-02-16', '2026-02-20', [[b, 1000]]),
      promise('c4', 500, '2026-02-23', '2026-02-27', [[a, 1000], [b, 1000]]), // biome-ignore format: pairs
    ];
    const result = judge(commitments, '2026-02-24');
    expect(['c1', 'c2', 'c3', 'c4'].map((id) => result(id).level)).toEqual([1, 1, 2, 3]);
  });

  it('is not raised by promises made later, nor by another item of the same number', () => {
    const twin = invoice('A', 1000, { discriminator: '2025' });
    const commitments = [
      onA('c1', '2026-02-02', '2026-02-06'),
      promise('c2', 500, '2026-02-09', '2026-02-13', [[twin, 1000]]),
    ];
    const result = judge(commitments, '2026-02-10', [], [a, twin]);
    expect([result('c1').level, result('c2').level]).toEqual([1, 1]);
  });

  it('is one for all instalments of a plan, and the plan counts as one promise for the next', () => {
    const commitments = [
      ...['2026-02-10', '2026-02-17', '2026-02-24'].map((date, i) => onA(`i${i + 1}`, '2026-02-02', date)),
      onA('next', '2026-02-26', '2026-03-06'),
    ];
    const result = judge(commitments, '2026-02-26');
    expect(['i1', 'i2', 'i3', 'next'].map((id) => result(id).level)).toEqual([1, 1, 1, 2]);
  });
});

describe('what pauses chasing', () => {
  it('is an open promise up to 30 days away', () => {
    expect(judge([onA('c', '2026-02-02', '2026-03-04')], '2026-02-02')('c').pauses).toBe(true);
    expect(judge([onA('c', '2026-02-02', '2026-03-05')], '2026-02-02')('c').pauses).toBe(false);
  });

  it('is not the third promise on an item', () => {
    const commitments = [
      onA('c1', '2026-02-02', '2026-02-06'),
      onA('c2', '2026-02-16', '2026-02-20'),
      onA('c3', '2026-02-23', '2026-02-27'),
    ];
    const result = judge(commitments, '2026-02-23');
    expect([result('c2').pauses, result('c3').pauses]).toEqual([true, false]);
  });

  it('is whatever the user gave a reason for', () => {
    const far = judge([onA('c', '2026-02-02', '2026-06-05', { pauseWhy: 'plan agreed' })], '2026-02-02');
    expect(far('c').pauses).toBe(true);
  });
});

describe('commitments on common items', () => {
  it('overlap when they name one', () => {
    expect(overlaps({ items: [{ ...a, openMinor: 1 }] }, { items: [{ ...b, openMinor: 1 }] })).toBe(false);
    expect(overlaps(onA('x', '2026-02-02', '2026-02-06'), onA('y', '2026-02-02', '2026-02-06'))).toBe(true);
    expect(overlaps({ items: [] }, { items: [] })).toBe(false);
  });

  it('are one plan when recorded in the same moment for different dates', () => {
    const first = onA('x', '2026-02-02', '2026-02-06');
    expect(samePlan(first, onA('y', '2026-02-02', '2026-02-13'))).toBe(true);
    expect(samePlan(first, first)).toBe(false);
    expect(samePlan(first, onA('y', '2026-02-02', '2026-02-06'))).toBe(false);
    expect(samePlan(first, onA('y', '2026-02-02', '2026-02-13', { recordedAt: '2026-02-02T09:00:01.000Z' }))).toBe(
      false,
    );
    expect(samePlan(first, promise('y', 1, '2026-02-02', '2026-02-13', [[b, 1000]]))).toBe(false);
  });
});

describe('broken events', () => {
  const events = (commitments: Commitment[], asOf: string, lists: string[], sinceDays?: number) => {
    const book = bookOf([a, b], { commitments });
    const ctx = context(asOf, {}, lists);
    return brokenEvents(book, judgeCommitments(book, ctx), ctx, sinceDays);
  };

  it('are broken and partially kept promises, apart', () => {
    const paid = invoice('C', 1000, { settlements: [payment('2026-02-05', 100)] });
    const commitments = [
      onA('c1', '2026-02-02', '2026-02-06'),
      promise('c2', 500, '2026-02-02', '2026-02-06', [[paid, 1000]]),
      promise('c3', 500, '2026-02-02', '2026-04-06', [[b, 1000]]),
    ];
    const book = bookOf([a, b, paid], { commitments });
    const ctx = context('2026-02-20', {}, ['2026-02-16']);
    expect(brokenEvents(book, judgeCommitments(book, ctx), ctx)).toEqual({ broken: 1, partial: 1 });
  });

  it('include superseded promises that count as broken', () => {
    const newer = promise('c2', 500, '2026-02-06', '2026-04-06', [[a, 1000]]);
    const late = onA('c1', '2026-02-02', '2026-02-06', { superseded: { on: '2026-02-06', by: 'c2' } });
    expect(events([late, newer], '2026-02-20', [])).toEqual({ broken: 1, partial: 0 });
    const early = onA('c1', '2026-02-02', '2026-02-06', { superseded: { on: '2026-02-05', by: 'c2' } });
    expect(events([early, newer], '2026-02-20', [])).toEqual({ broken: 0, partial: 0 });
  });

  it('count for 180 days from the day it could be told', () => {
    const commitments = [onA('c1', '2026-02-02', '2026-02-06')];
    const at = (asOf: string, sinceDays?: number) => events(commitments, asOf, ['2026-02-16'], sinceDays).broken;
    expect([at('2026-02-15'), at('2026-02-16'), at('2026-08-15'), at('2026-08-16')]).toEqual([0, 1, 1, 0]);
    expect([at('2026-02-26', 10), at('2026-02-27', 10)]).toEqual([1, 0]);
  });

  it('a plan is one event, its worst', () => {
    const plan = ['2026-02-06', '2026-02-10', '2026-02-13'].map((date, i) => onA(`i${i}`, '2026-02-02', date));
    expect(events(plan, '2026-03-02', ['2026-03-02'])).toEqual({ broken: 1, partial: 0 });
    const paid = invoice('A', 1000, { settlements: [payment('2026-02-05', 600)] });
    const book = bookOf([paid], { commitments: plan });
    const ctx = context('2026-03-02', {}, ['2026-03-02']);
    expect(judgeCommitments(book, ctx).map(({ state }) => state)).toEqual(['kept', 'partially_kept', 'broken']);
    expect(brokenEvents(book, judgeCommitments(book, ctx), ctx)).toEqual({ broken: 1, partial: 0 });
  });
});

describe('a promise without ticked items', () => {
  const items = [
    invoice('LATER', 300, { dueOn: '2026-04-01' }),
    invoice('NONE', 300, { dueOn: null }),
    invoice('NEWER', 300, { dueOn: '2026-02-01' }),
    invoice('OLDEST', 300, { dueOn: '2026-01-15', settlements: [payment('2026-02-20', 100)] }),
    invoice('PAID', 300, { dueOn: '2026-01-10', settlements: [payment('2026-02-20', 300)] }),
    invoice('USD', 300, { dueOn: '2026-01-01', currency: 'USD' }),
    credit('P', 300, '2026-01-01'),
  ];
  const chosen = (minor: number, asOf = '2026-03-02') =>
    allocateToOldest(bookOf(items), asOf, 'EUR', minor).map((item) => [item.number, item.openMinor]);

  it('is about the oldest due items up to its amount, each with all that is open of it', () => {
    expect(chosen(200)).toEqual([['OLDEST', 200]]);
    expect(chosen(201)).toEqual([
      ['OLDEST', 200],
      ['NEWER', 300],
    ]);
  });

  it('reaches what is not due, then what has no due date, only with a larger amount', () => {
    expect(chosen(501).map(([number]) => number)).toEqual(['OLDEST', 'NEWER', 'LATER']);
    expect(chosen(5000).map(([number]) => number)).toEqual(['OLDEST', 'NEWER', 'LATER', 'NONE']);
  });

  it('is about the open amounts of the as-of date, and of equal due dates the smaller number first', () => {
    expect(chosen(200, '2026-02-19')).toEqual([['PAID', 300]]);
    const twins = [invoice('2', 100), invoice('1', 100)];
    expect(allocateToOldest(bookOf(twins), '2026-03-02', 'EUR', 50).map(({ number }) => number)).toEqual(['1']);
    expect(allocateToOldest(bookOf(twins), '2026-03-02', 'EUR', 0)).toEqual([]);
  });
});
