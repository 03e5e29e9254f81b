import { judgeCommitments } from '@shared/domain/commitments/judge';
import type { Commitment, Item } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';
import { between, bookOf, context, credit, invoice, payment, promise, settled } from './rule-books';

function judge(items: Item[], commitments: Commitment[], asOf: string, lists: string[] = []) {
  const results = judgeCommitments(bookOf(items, { commitments }), context(asOf, {}, lists));
  return (id = 'c') => {
    const result = results.find((one) => one.id === id);
    if (result === undefined) throw new Error(`no result for ${id}`);
    return result;
  };
}

const MADE = '2026-03-04';
const FOR = '2026-03-10';
const END = '2026-03-12';
const AFTER = '2026-03-30';

/** A promise of the whole invoice A of 1,000, made on 4 March for the 10th, window to the 12th. */
const onA = (settlements: Item['settlements'], others: Item[] = [], recorded = 1000, minor = 1000, asOf = AFTER) => {
  const a = invoice('A', 1000, { settlements });
  return judge([a, ...others], [promise('c', minor, MADE, FOR, [[a, recorded]])], asOf)();
};

describe('falls of its own items', () => {
  it('count from the day it was made to the end of its window', () => {
    expect(onA([payment('2026-03-03', 100), payment(MADE, 200)], [], 900).paidMinor).toBe(200);
    expect(onA([payment(END, 200), payment('2026-03-13', 400)]).paidMinor).toBe(200);
  });

  it('count for several items together, capped at the promised amount', () => {
    const a = invoice('A', 600, { settlements: [payment('2026-03-09', 600)] });
    const b = invoice('B', 600, { settlements: [payment('2026-03-10', 600)] });
    const result = judge([a, b], [promise('c', 1000, MADE, FOR, [[a, 600], [b, 600]])], AFTER)(); // biome-ignore format: pairs
    expect(result).toMatchObject({ state: 'kept', paidMinor: 1000, paidElsewhereMinor: 0, stateOn: '2026-03-10' });
  });

  it('count paid dates, falls between lists and items closed as paid for money', () => {
    expect(onA([settled('paid_date', '2026-03-09', 1000)]).state).toBe('kept');
    expect(onA([between('2026-03-05', '2026-03-09', 1000)]).state).toBe('kept');
    expect(onA([settled('closed', '2026-03-09', 1000, { after: '2026-03-05' })]).state).toBe('kept');
  });

  it('a fall between two lists counts on its first day; it is kept from the later list on', () => {
    expect(onA([between('2026-03-11', '2026-03-18', 1000)])).toMatchObject({ state: 'kept', stateOn: '2026-03-18' });
    expect(onA([between(END, '2026-03-19', 1000)]).paidMinor).toBe(0);
  });

  it('a fall between two lists around the day it was made counts: it was not known then', () => {
    expect(onA([between('2026-03-02', '2026-03-09', 1000)]).state).toBe('kept');
  });

  it('what was in and known when it was made never counts, also on that same day', () => {
    expect(onA([between('2026-02-25', '2026-03-03', 600)], [], 400).paidMinor).toBe(0);
    expect(onA([between('2026-02-25', MADE, 600)], [], 400).paidMinor).toBe(0);
    expect(onA([payment(MADE, 600)], [], 400).paidMinor).toBe(0);
    expect(onA([payment(MADE, 600), payment('2026-03-09', 400)], [], 400, 400)).toMatchObject({
      state: 'kept',
      paidMinor: 400,
    });
  });

  it('of two falls on the day it was made, only what was known is passed over', () => {
    expect(onA([payment(MADE, 300), payment(MADE, 301)], [], 700).paidMinor).toBe(301);
  });

  it('count only for invoices of its own currency that the customer has', () => {
    const a = invoice('A', 1000, { settlements: [payment('2026-03-09', 100)] });
    const dollars = invoice('D', 1000, { currency: 'USD', settlements: [payment('2026-03-09', 200)] });
    const gone = invoice('GONE', 1000, { settlements: [payment('2026-03-09', 400)] });
    const named = [a, dollars, gone].map((item) => [item, 1000] as const);
    expect(judge([a, dollars], [promise('c', 1000, MADE, FOR, named)], AFTER)()).toMatchObject({
      state: 'open',
      promisedMinor: 1000,
      paidMinor: 100,
    });
  });

  it('on the day it was made the list of that morning is known, what it did not show is not', () => {
    expect(onA([between('2026-02-25', MADE, 600)], [], 1000).paidMinor).toBe(600);
  });

  it('an amount raised later takes nothing off the payments that follow', () => {
    const a = invoice('A', 1200, { settlements: [payment('2026-03-09', 1000)] });
    expect(judge([a], [promise('c', 1000, MADE, FOR, [[a, 1000]])], AFTER)().state).toBe('kept');
  });

  it('money in before it was made but learnt of later lowers what is promised', () => {
    const result = onA([payment('2026-03-02', 600), payment('2026-03-09', 400)], [], 1000);
    expect(result).toMatchObject({ state: 'kept', promisedMinor: 400, paidMinor: 400 });
  });
});

describe('credits and write-offs on its items', () => {
  const credited = (minor: number, on = '2026-03-06') => settled('closed', on, minor, { reason: 'credited' });

  it('lower what is promised', () => {
    expect(onA([credited(200)], [], 1000, 1000, '2026-03-06')).toMatchObject({
      promisedMinor: 800,
      outstandingMinor: 800,
    });
    expect(onA([credited(200), payment('2026-03-09', 800)])).toMatchObject({ state: 'kept', paidMinor: 800 });
    for (const reason of ['written_off', 'replaced', 'moved', 'entered_in_error'] as const) {
      expect(onA([settled('closed', '2026-03-06', 200, { reason })]).promisedMinor, reason).toBe(800);
    }
  });

  it('use up first what was open beyond the promise', () => {
    expect(onA([credited(200)], [], 1000, 700).promisedMinor).toBe(700);
    expect(onA([credited(500)], [], 1000, 700).promisedMinor).toBe(500);
  });

  it('lower a promise above the open amount all the same', () => {
    expect(onA([credited(200)], [], 1000, 1500).promisedMinor).toBe(1300);
  });

  it('that take everything leave a promise with nothing to keep: kept, of 0', () => {
    expect(onA([credited(1000)])).toMatchObject({
      state: 'kept',
      stateOn: '2026-03-06',
      promisedMinor: 0,
      paidMinor: 0,
    });
  });

  it('after the window change nothing', () => {
    const a = invoice('A', 1000, { settlements: [credited(1000, '2026-03-20')] });
    const result = judge([a], [promise('c', 1000, MADE, FOR, [[a, 1000]])], AFTER, ['2026-03-16'])();
    expect(result).toMatchObject({ state: 'broken', promisedMinor: 1000 });
  });

  it('fulfil a part-paid promise on their own day', () => {
    expect(onA([payment('2026-03-05', 800), credited(200, '2026-03-09')])).toMatchObject({
      state: 'kept',
      stateOn: '2026-03-09',
    });
  });

  it('by a credit note are told from money where both fall in the same list', () => {
    const note = credit('G', 200, '2026-03-01', {
      type: 'credit_note',
      settlements: [settled('closed', '2026-03-09', -200, { after: '2026-03-02' })],
    });
    const list = [settled('closed', '2026-03-09', 1000, { after: '2026-03-02' })];
    expect(onA(list, [note])).toMatchObject({ state: 'kept', promisedMinor: 800, paidMinor: 800 });
  });

  it('on an item with two promises lower each cent of them once, the later promise first', () => {
    const a = invoice('A', 1000, { settlements: [credited(200)] });
    const commitments = [
      promise('c1', 500, MADE, FOR, [[a, 1000]]),
      promise('c2', 500, MADE, '2026-03-17', [[a, 1000]]),
    ];
    const result = judge([a], commitments, '2026-03-06');
    expect([result('c1').promisedMinor, result('c2').promisedMinor]).toEqual([500, 300]);
  });
});

describe('credits on items that an earlier promise names too', () => {
  const credited = settled('closed', '2026-03-09', 300, { reason: 'credited' });
  /** Promise `c` of 300 on A (1,000 open when made), beside an earlier one of 500 on the items it names. */
  const beside = (
    earlier: { madeOn?: string; promisedFor?: string; some?: Partial<Commitment>; items?: Item[] },
    settlements: Item['settlements'] = [],
    recorded = 1000,
  ) => {
    const a = invoice('A', 1000, { settlements: [...settlements, credited] });
    const named = [a, ...(earlier.items ?? [])].map((item) => [item, item.amountMinor] as const);
    const first = promise(
      'e',
      500,
      earlier.madeOn ?? '2026-03-02',
      earlier.promisedFor ?? '2026-03-09',
      named,
      earlier.some,
    );
    const all = [a, ...(earlier.items ?? [])];
    return judge(all, [first, promise('c', 300, MADE, FOR, [[a, recorded]])], '2026-03-09')().promisedMinor;
  };

  it('leave what both promised, as far as there is room', () => {
    expect(beside({})).toBe(200);
  });

  it('have all the room when the earlier one was over, superseded or paid by then', () => {
    expect(beside({ madeOn: '2026-02-02', promisedFor: '2026-02-10' })).toBe(300);
    expect(beside({ some: { superseded: { on: MADE, by: 'c' } } })).toBe(300);
    expect(beside({ some: { superseded: { on: '2026-03-05', by: 'x' } } })).toBe(200);
    expect(beside({}, [payment('2026-03-03', 300)], 700)).toBe(200);
    expect(beside({}, [payment('2026-03-03', 500)], 500)).toBe(200);
  });

  it('are not narrowed by what the earlier one promised on other items', () => {
    const b = invoice('B', 1000);
    expect(beside({ items: [b] })).toBe(200);
    const small = judge(
      [invoice('S', 100), invoice('A', 1000, { settlements: [credited] })],
      [
        promise('e', 500, '2026-03-02', '2026-03-09', [[invoice('S', 100), 100]]),
        promise('c', 700, MADE, FOR, [
          [invoice('S', 100), 100],
          [invoice('A', 1000), 1000],
        ]),
      ],
      '2026-03-09',
    );
    expect(small().promisedMinor).toBe(700);
  });
});

describe('receipts elsewhere', () => {
  const other = (settlements: Item['settlements'], some: Partial<Item> = {}) =>
    invoice('B', 5000, { settlements, ...some });

  it('on other items of the customer count inside the window, and are marked', () => {
    expect(onA([payment('2026-03-09', 400)], [other([payment('2026-03-10', 600)])])).toMatchObject({
      state: 'kept',
      paidMinor: 1000,
      paidElsewhereMinor: 600,
      unappliedMinor: 0,
    });
  });

  it('count from the day it was made to the end of the window only', () => {
    const days = ['2026-03-03', MADE, END, '2026-03-13'];
    expect(days.map((on) => onA([], [other([payment(on, 100)])]).paidElsewhereMinor)).toEqual([0, 100, 100, 0]);
  });

  it('that fell between two lists must not have been seen when it was made', () => {
    expect(onA([], [other([between('2026-02-25', MADE, 100)])]).paidElsewhereMinor).toBe(0);
    expect(onA([], [other([between('2026-03-02', '2026-03-09', 100)])]).paidElsewhereMinor).toBe(100);
    expect(onA([], [other([between('2026-03-11', '2026-03-18', 100)])]).paidElsewhereMinor).toBe(100);
    expect(onA([], [other([between(END, '2026-03-18', 100)])]).paidElsewhereMinor).toBe(0);
  });

  it('in another currency, credits, and what was settled before it was first seen do not count', () => {
    expect(onA([], [other([payment('2026-03-09', 100)], { currency: 'USD' })]).paidMinor).toBe(0);
    expect(onA([], [other([settled('closed', '2026-03-09', 100, { reason: 'credited' })])]).paidMinor).toBe(0);
    expect(onA([], [other([settled('opening', '2026-03-09', 100)])]).paidMinor).toBe(0);
  });

  it('come after its own items: nothing elsewhere is taken once it is fulfilled', () => {
    expect(onA([payment('2026-03-11', 1000)], [other([payment('2026-03-05', 600)])]).paidElsewhereMinor).toBe(0);
    expect(onA([payment('2026-03-11', 995)], [other([payment('2026-03-05', 600)])]).paidMinor).toBe(995);
  });

  it('on items under a commitment of their own do not count', () => {
    const a = invoice('A', 1000);
    const b = other([payment('2026-03-09', 600)]);
    const with2 = (some: Partial<Commitment>, madeOn = MADE, promisedFor = FOR) =>
      judge(
        [a, b],
        [promise('c', 1000, MADE, FOR, [[a, 1000]]), promise('b', 200, madeOn, promisedFor, [[b, 5000]], some)],
        AFTER,
      )().paidElsewhereMinor;
    expect(with2({})).toBe(0);
    expect(with2({ withdrawn: { on: '2026-03-20', why: 'mistake' } })).toBe(600);
    expect(with2({ superseded: { on: '2026-03-06', by: 'x' } })).toBe(600);
    expect(with2({}, '2026-02-02', '2026-02-10')).toBe(600);
  });

  it('that stand unapplied count, and are told apart', () => {
    expect(onA([], [credit('P', 600, '2026-03-09')])).toMatchObject({
      state: 'open',
      paidMinor: 600,
      paidElsewhereMinor: 600,
      unappliedMinor: 600,
    });
    expect(onA([], [credit('P', 600, '2026-03-03')]).paidMinor).toBe(0);
    expect(onA([], [credit('P', 600, '2026-03-13')]).paidMinor).toBe(0);
    expect(onA([], [credit('G', 600, '2026-03-09', { type: 'credit_note' })]).paidMinor).toBe(0);
  });

  it('include what an invoice was overpaid by', () => {
    const b = invoice('B', 100, { settlements: [payment('2026-03-09', 700)] });
    expect(onA([], [b])).toMatchObject({ paidElsewhereMinor: 700, unappliedMinor: 600 });
    const twice = invoice('B', 500, { settlements: [payment('2026-03-09', 300), payment('2026-03-10', 300)] });
    expect(onA([], [twice])).toMatchObject({ paidElsewhereMinor: 600, unappliedMinor: 100 });
    const a = invoice('A', 400, { settlements: [payment('2026-03-09', 1000)] });
    const c = invoice('C', 600);
    const result = judge([a, c], [promise('c', 1000, MADE, FOR, [[a, 400], [c, 600]])], AFTER)(); // biome-ignore format: pairs
    expect(result).toMatchObject({ state: 'kept', paidElsewhereMinor: 600, unappliedMinor: 600 });
  });
});

describe('money that was matched later', () => {
  const applied = (on: string, minor: number) => credit('P', 600, '2026-03-09', { settlements: [payment(on, -minor)] });

  it('still counts when it is applied to its items after the window, on the day it came in', () => {
    const result = onA([payment('2026-03-09', 400), payment('2026-03-20', 600)], [applied('2026-03-20', 600)]);
    expect(result).toMatchObject({ state: 'kept', stateOn: '2026-03-09', paidMinor: 1000, paidElsewhereMinor: 0 });
  });

  it('never counts a second time when it is applied inside the window', () => {
    expect(onA([between('2026-03-09', '2026-03-11', 600)], [applied('2026-03-11', 600)]).paidMinor).toBe(600);
    expect(onA([payment('2026-03-09', 600)], [applied('2026-03-11', 600)]).paidMinor).toBe(600);
  });

  it('counts in part as matched and in part as unapplied', () => {
    expect(onA([payment('2026-03-11', 250)], [applied('2026-03-11', 250)])).toMatchObject({
      paidMinor: 600,
      paidElsewhereMinor: 350,
      unappliedMinor: 350,
    });
  });

  it('leaves the rest of a larger fall to be new money', () => {
    expect(onA([between('2026-03-09', '2026-03-11', 900)], [applied('2026-03-11', 600)])).toMatchObject({
      paidMinor: 900,
      paidElsewhereMinor: 0,
    });
  });

  it('goes to the fall of exactly its amount where there is one', () => {
    const b = invoice('B', 5000, { settlements: [payment('2026-03-20', 600)] });
    const result = onA([payment('2026-03-20', 400)], [b, applied('2026-03-20', 600)]);
    expect(result).toMatchObject({ paidMinor: 600, paidElsewhereMinor: 600, unappliedMinor: 0 });
  });

  it('lay there before the promise: applied to its items, it lowers what is promised', () => {
    const old = credit('P', 600, '2026-03-01', { settlements: [payment('2026-03-06', -600)] });
    expect(onA([payment('2026-03-06', 600)], [old])).toMatchObject({ promisedMinor: 400, paidMinor: 0 });
  });

  it('is the same money on another item, beside what is new there', () => {
    const b = invoice('B', 5000, { settlements: [between('2026-03-09', '2026-03-11', 900)] });
    expect(onA([], [b, applied('2026-03-11', 600)])).toMatchObject({ paidElsewhereMinor: 900, unappliedMinor: 0 });
  });

  it('had lowered its items before the promise: that changes nothing', () => {
    const old = credit('P', 600, '2026-02-10', { settlements: [payment('2026-02-20', -600)] });
    const result = onA([between('2026-02-10', '2026-02-20', 900)], [old], 100, 100);
    expect(result).toMatchObject({ state: 'open', promisedMinor: 100, paidMinor: 0 });
  });

  it('was entered in error: payments of that day stay new money', () => {
    const error = credit('P', 600, '2026-03-01', {
      settlements: [settled('closed', '2026-03-09', -600, { reason: 'entered_in_error' })],
    });
    expect(onA([payment('2026-03-09', 600)], [error])).toMatchObject({ promisedMinor: 1000, paidMinor: 600 });
  });

  it('went back to the customer: then it was no money', () => {
    expect(onA([], [applied('2026-03-20', 600)]).paidMinor).toBe(0);
    const error = credit('P', 600, '2026-03-09', {
      settlements: [settled('closed', '2026-03-20', -600, { reason: 'entered_in_error' })],
    });
    expect(onA([], [error]).paidMinor).toBe(0);
  });
});

describe('several commitments', () => {
  it('take each cent once, the earliest promised date first', () => {
    const a = invoice('A', 1000, { settlements: [payment('2026-03-09', 700)] });
    const commitments = [
      promise('later', 500, '2026-03-03', '2026-03-17', [[a, 1000]]),
      promise('sooner', 500, MADE, FOR, [[a, 1000]]),
    ];
    const result = judge([a], commitments, AFTER);
    expect([result('sooner').paidMinor, result('later').paidMinor]).toEqual([500, 200]);
  });

  it('of one date take it in the order they were made', () => {
    const p = credit('P', 700, '2026-03-09');
    const [a, b] = [invoice('A', 500), invoice('B', 500)];
    const commitments = [promise('c1', 500, '2026-03-05', FOR, [[a, 500]]), promise('c2', 500, MADE, FOR, [[b, 500]])];
    const result = judge([a, b, p], commitments, AFTER);
    expect([result('c2').paidMinor, result('c1').paidMinor]).toEqual([500, 200]);
  });

  it('serve their own items before any takes receipts elsewhere', () => {
    const b = invoice('B', 500, { settlements: [payment('2026-03-09', 500)] });
    const a = invoice('A', 500);
    const commitments = [promise('a', 500, MADE, FOR, [[a, 500]]), promise('b', 500, MADE, '2026-03-17', [[b, 500]])];
    const result = judge([a, b], commitments, AFTER);
    expect([result('a').paidMinor, result('b').state]).toEqual([0, 'kept']);
  });

  it('of a plan are judged one after the other: what the first overpays serves the next', () => {
    const a = invoice('A', 900, { settlements: [payment('2026-03-09', 400), payment('2026-03-16', 200)] });
    const dates = ['2026-03-10', '2026-03-17', '2026-03-24'];
    const plan = dates.map((date, i) => promise(`i${i + 1}`, 300, MADE, date, [[a, 900]]));
    const result = judge([a], plan, '2026-03-30', ['2026-03-30']);
    expect(['i1', 'i2', 'i3'].map((id) => result(id).state)).toEqual(['kept', 'kept', 'broken']);
  });
});
