import { judgeCommitments } from '@shared/domain/commitments/judge';
import type { Commitment, Item } from '@shared/domain/model';
import type { Settings } from '@shared/domain/settings';
import { describe, expect, it } from 'vitest';
import { between, bookOf, context, invoice, payment, promise, settled } from './rule-books';

const CALENDAR = (days: number) => ({ toleranceUnit: 'calendar' as const, toleranceDays: days });
const BUSINESS = (days: number) => ({ toleranceUnit: 'business' as const, toleranceDays: days });

function judge(
  items: Item[],
  commitments: Commitment[],
  asOf: string,
  lists: string[] = [],
  settings: Partial<Settings> = {},
) {
  return judgeCommitments(bookOf(items, { commitments }), context(asOf, settings, lists));
}

/** One promise on one invoice of that amount, with these settlements. */
function one(
  minor: number,
  madeOn: string,
  promisedFor: string,
  settlements: Item['settlements'],
  some: Partial<Commitment> = {},
) {
  const item = invoice('A', minor, { settlements });
  const commitments = [promise('c', minor, madeOn, promisedFor, [[item, minor]], some)];
  return (asOf: string, lists: string[] = [], settings: Partial<Settings> = {}) => {
    const result = judge([item], commitments, asOf, lists, settings)[0];
    if (result === undefined) throw new Error('no result');
    return result;
  };
}

describe('the window', () => {
  it('O25: 500 for Saturday 14 March, paid on Monday the 16th: calendar days 0 and 1 break it, 2 keep it', () => {
    const at = one(50_000, '2026-03-10', '2026-03-14', [payment('2026-03-16', 50_000)]);
    const judged = (settings: Partial<Settings>) => at('2026-03-20', ['2026-03-20'], settings);
    expect([0, 1, 2].map((days) => judged(CALENDAR(days)).state)).toEqual(['broken', 'broken', 'kept']);
    expect([0, 1, 2].map((days) => judged(CALENDAR(days)).windowEnd)).toEqual([
      '2026-03-14',
      '2026-03-15',
      '2026-03-16',
    ]);
  });

  it('O25: with business days 1 is already enough, and 0 on a closed day is that day', () => {
    const at = one(50_000, '2026-03-10', '2026-03-14', [payment('2026-03-16', 50_000)]);
    const judged = (days: number) => at('2026-03-20', ['2026-03-20'], BUSINESS(days));
    expect([0, 1, 2].map((days) => judged(days).state)).toEqual(['broken', 'kept', 'kept']);
    expect([0, 1, 2].map((days) => judged(days).windowEnd)).toEqual(['2026-03-14', '2026-03-16', '2026-03-17']);
  });

  it('O26: 600 of 1,000 inside the window leaves it open, 400 more inside keep it', () => {
    const at = one(100_000, '2026-03-02', '2026-03-10', [payment('2026-03-11', 60_000), payment('2026-03-12', 40_000)]);
    expect(at('2026-03-11')).toMatchObject({ state: 'open', paidMinor: 60_000, outstandingMinor: 40_000 });
    expect(at('2026-03-12')).toMatchObject({ state: 'kept', stateOn: '2026-03-12', outstandingMinor: 0 });
  });

  it('O26: the 400 a day after the window leave it partially kept, once a file is there', () => {
    const at = one(100_000, '2026-03-02', '2026-03-10', [payment('2026-03-11', 60_000), payment('2026-03-13', 40_000)]);
    expect(at('2026-03-13')).toMatchObject({ state: 'open', waitingForFile: true });
    expect(at('2026-03-16', ['2026-03-16'])).toMatchObject({
      state: 'partially_kept',
      stateOn: '2026-03-16',
      paidMinor: 60_000,
      outstandingMinor: 0,
    });
  });
});

describe('the states', () => {
  it('a promise does not exist before it was made', () => {
    const at = one(1000, '2026-03-02', '2026-03-10', []);
    expect(at('2026-03-02').state).toBe('open');
    expect(() => at('2026-03-01')).toThrow('no result');
  });

  it('kept as soon as it is paid, long before the promised date', () => {
    const at = one(1000, '2026-03-02', '2026-03-10', [payment('2026-03-03', 1000)]);
    expect(at('2026-03-03')).toMatchObject({ state: 'kept', stateOn: '2026-03-03', paidMinor: 1000, pauses: false });
  });

  it('broken only when the window is over and a file dated after its end is there', () => {
    const at = one(1000, '2026-03-02', '2026-03-10', []);
    expect(at('2026-03-12', ['2026-03-12'])).toMatchObject({ state: 'open', waitingForFile: false });
    expect(at('2026-03-20', ['2026-03-12'])).toMatchObject({ state: 'open', waitingForFile: true, pauses: true });
    expect(at('2026-03-20', ['2026-03-13', '2026-03-18'])).toMatchObject({
      state: 'broken',
      stateOn: '2026-03-13',
      waitingForFile: false,
      pauses: false,
      outstandingMinor: 0,
    });
  });

  it('a file of another source decides nothing', () => {
    const item = invoice('A', 1000);
    const book = bookOf(
      [item],
      { commitments: [promise('c', 1000, '2026-03-02', '2026-03-10', [[item, 1000]])] },
      { source: 'branch' },
    );
    expect(judgeCommitments(book, context('2026-03-20', {}, ['2026-03-18']))[0]?.state).toBe('open');
  });

  it('withdrawn from its day on, whatever was paid', () => {
    const withdrawn = { on: '2026-03-05', why: 'mistake' };
    const at = one(1000, '2026-03-02', '2026-03-10', [payment('2026-03-04', 1000)], { withdrawn });
    expect(at('2026-03-04').state).toBe('kept');
    expect(at('2026-03-05')).toMatchObject({ state: 'withdrawn', stateOn: '2026-03-05', paidMinor: 0, pauses: false });
  });

  it('a withdrawn promise leaves its money to another one', () => {
    const item = invoice('A', 1000, { settlements: [payment('2026-03-04', 1000)] });
    const withdrawn = { on: '2026-03-05', why: 'wrong date' };
    const commitments = [
      promise('wrong', 1000, '2026-03-02', '2026-03-10', [[item, 1000]], { withdrawn }),
      promise('right', 1000, '2026-03-02', '2026-03-17', [[item, 1000]]),
    ];
    const results = judge([item], commitments, '2026-03-06');
    expect(results.map(({ id, state, paidMinor }) => [id, state, paidMinor])).toEqual([
      ['wrong', 'withdrawn', 0],
      ['right', 'kept', 1000],
    ]);
  });

  it('a returned payment takes a kept promise back, on the day it was returned', () => {
    const back = [payment('2026-03-09', 1000), settled('reversal', '2026-03-20', -1000)];
    const at = one(1000, '2026-03-02', '2026-03-10', back);
    expect(at('2026-03-19', ['2026-03-16']).state).toBe('kept');
    expect(at('2026-03-20', ['2026-03-16'])).toMatchObject({ state: 'broken', stateOn: '2026-03-20', paidMinor: 0 });
    const early = one(1000, '2026-03-02', '2026-03-10', [
      payment('2026-03-03', 1000),
      settled('reversal', '2026-03-06', -1000),
    ]);
    expect(early('2026-03-06')).toMatchObject({ state: 'open', outstandingMinor: 1000, pauses: true });
  });

  it('says how far it was put in writing at the as-of date', () => {
    const at = one(1000, '2026-03-02', '2026-03-10', [], {
      written: { state: 'written', on: '2026-03-04', via: 'mail' },
    });
    expect([at('2026-03-03').written, at('2026-03-04').written]).toEqual(['oral', 'written']);
  });

  it('lists results by promised date', () => {
    const item = invoice('A', 1000);
    const commitments = [
      promise('late', 10, '2026-03-02', '2026-03-20', [[item, 1000]]),
      promise('soon', 10, '2026-03-03', '2026-03-10', [[item, 1000]]),
    ];
    expect(judge([item], commitments, '2026-03-04').map(({ id }) => id)).toEqual(['soon', 'late']);
  });
});

describe('the amount tolerance', () => {
  const paid = (minor: number, of: number, settings: Partial<Settings> = {}, currency = 'EUR') => {
    const item = invoice('A', of, { currency, settlements: [payment('2026-03-09', minor)] });
    const commitments = [promise('c', of, '2026-03-02', '2026-03-10', [[item, of]], { currency })];
    return judge([item], commitments, '2026-03-09', [], settings)[0]?.state;
  };

  it('lets 1 % be missing', () => {
    expect(paid(99_000, 100_000)).toBe('kept');
    expect(paid(98_999, 100_000)).toBe('open');
  });

  it('lets no more than 25 units of the currency be missing', () => {
    expect(paid(997_500, 1_000_000)).toBe('kept');
    expect(paid(997_499, 1_000_000)).toBe('open');
    expect(paid(9975, 10_000, {}, 'JPY')).toBe('kept');
    expect(paid(9974, 10_000, {}, 'JPY')).toBe('open');
  });

  it('is a setting', () => {
    expect(paid(99_999, 100_000, { toleranceAmountPercent: 0 })).toBe('open');
    expect(paid(94_000, 100_000, { toleranceAmountPercent: 6, toleranceAmountCap: 60 })).toBe('kept');
    expect(paid(99_500, 100_000, { toleranceAmountPercent: 0.5 })).toBe('kept');
  });
});

describe('superseded promises', () => {
  const item = invoice('A', 1000);
  const first = (on: string, some: Partial<Commitment> = {}) =>
    promise('c1', 1000, '2026-03-02', '2026-03-10', [[item, 1000]], { superseded: { on, by: 'c2' }, ...some });
  const second = (madeOn: string, promisedFor: string, some: Partial<Commitment> = {}) =>
    promise('c2', 1000, madeOn, promisedFor, [[item, 1000]], some);
  const find = (results: ReturnType<typeof judge>, id: string) => results.find((result) => result.id === id);

  it('are superseded from the day the newer one was made', () => {
    const commitments = [first('2026-03-06'), second('2026-03-06', '2026-03-17')];
    expect(find(judge([item], commitments, '2026-03-05'), 'c1')?.state).toBe('open');
    expect(find(judge([item], commitments, '2026-03-06'), 'c1')).toMatchObject({
      state: 'superseded',
      stateOn: '2026-03-06',
      countsAsBroken: false,
      outstandingMinor: 0,
      pauses: false,
    });
  });

  it('count as broken when superseded on the promised date or after it', () => {
    const of = (on: string) => find(judge([item], [first(on), second(on, '2026-03-17')], '2026-03-12'), 'c1');
    expect(of('2026-03-09')?.countsAsBroken).toBe(false);
    expect(of('2026-03-10')?.countsAsBroken).toBe(true);
    expect(of('2026-03-11')?.countsAsBroken).toBe(true);
  });

  it('count as broken when superseded for the second time, also before the date', () => {
    const commitments = [
      first('2026-03-04'),
      second('2026-03-04', '2026-03-17', { superseded: { on: '2026-03-09', by: 'c3' } }),
      promise('c3', 1000, '2026-03-09', '2026-03-24', [[item, 1000]]),
    ];
    const results = judge([item], commitments, '2026-03-09');
    expect(['c1', 'c2', 'c3'].map((id) => find(results, id)?.countsAsBroken)).toEqual([false, true, false]);
    expect(find(judge([item], commitments, '2026-03-08'), 'c2')?.countsAsBroken).toBe(false);
  });

  it('stay kept when their money was in before the newer promise, which then has nothing left to ask', () => {
    const paid = { ...item, settlements: [payment('2026-03-05', 1000)] };
    const commitments = [first('2026-03-06'), second('2026-03-06', '2026-03-17')];
    const results = judge([paid], commitments, '2026-03-10');
    expect(find(results, 'c1')).toMatchObject({ state: 'kept', stateOn: '2026-03-05' });
    expect(find(results, 'c2')).toMatchObject({ state: 'kept', promisedMinor: 0, paidMinor: 0 });
  });

  it('stay broken when a file had shown it before', () => {
    const commitments = [first('2026-03-16'), second('2026-03-16', '2026-03-24')];
    expect(find(judge([item], commitments, '2026-03-17', ['2026-03-13']), 'c1')).toMatchObject({
      state: 'broken',
      stateOn: '2026-03-13',
    });
    expect(find(judge([item], commitments, '2026-03-17', ['2026-03-16']), 'c1')?.state).toBe('broken');
    expect(find(judge([item], commitments, '2026-03-18', ['2026-03-18']), 'c1')?.state).toBe('superseded');
  });

  it('leave money to the newer one from its day on, and a fall between lists that reaches that day too', () => {
    const commitments = [first('2026-03-06'), second('2026-03-06', '2026-03-17')];
    const onTheDay = judge([{ ...item, settlements: [payment('2026-03-06', 1000)] }], commitments, '2026-03-10');
    expect([find(onTheDay, 'c1')?.state, find(onTheDay, 'c2')?.state]).toEqual(['superseded', 'kept']);
    const fall = { ...item, settlements: [between('2026-03-02', '2026-03-09', 1000)] };
    const straddling = judge([fall], commitments, '2026-03-10');
    expect([find(straddling, 'c1')?.state, find(straddling, 'c2')?.state]).toEqual(['superseded', 'kept']);
  });
});
