import type { Activity } from '@shared/domain/model';
import { STANDINGS } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';
import {
  activity,
  agendaOf,
  customer,
  desk,
  entryOf,
  keysOf,
  newcomer,
  overdue,
  paidLate,
  reasonOff,
  TODAY,
  YESTERDAY,
} from './agenda-books';
import { bookOf, credit, dispute, payment, promise } from './rule-books';

const big = overdue('1', 500_000, 40);
const reply = (on: string, some: Partial<Activity> = {}) => activity(on, { kind: 'mail', outcome: 'reply', ...some });

describe('hard gates', () => {
  it('not mine: a customer assigned to somebody else; an unassigned one belongs to everybody', () => {
    const mine = customer('C1', [big], { customer: { assignee: 'u1' } });
    const theirs = customer('C2', [big], { customer: { assignee: 'u2' } });
    const nobodys = customer('C3', [big]);
    const agenda = agendaOf([mine, theirs, nobodys], desk(), { userId: 'u1' });
    expect(keysOf(agenda)).toEqual(['C1', 'C3']);
    expect(agenda.notListed.map(({ key, reason }) => `${key} ${reason.code}`)).toEqual(['C2 not_mine']);
    expect(keysOf(agendaOf([mine, theirs, nobodys]))).toEqual(['C1', 'C2', 'C3']);
  });

  it('holiday cover: until its day, included, the customer is on the colleague’s list and off its assignee’s', () => {
    const covered = (until: string) =>
      customer('C1', [big], { customer: { assignee: 'u1', cover: { by: 'u2', until } } });
    const listOf = (userId: string, until: string) => agendaOf([covered(until)], desk(), { userId });
    expect(keysOf(listOf('u2', TODAY))).toEqual(['C1']);
    expect(listOf('u1', TODAY).notListed.map(({ reason }) => reason)).toEqual([
      { code: 'not_mine', text: expect.stringMatching(/^a colleague covers it until /) },
    ]);
    expect(keysOf(listOf('u1', YESTERDAY))).toEqual(['C1']);
    expect(keysOf(listOf('u2', YESTERDAY))).toEqual([]);
    expect(keysOf(agendaOf([covered(TODAY)]))).toEqual(['C1']);
  });

  it.each([
    ['do_not_contact', 'do not contact'],
    ['proceedings', 'in insolvency proceedings: file the claim, no dunning'],
    ['litigation', 'in litigation'],
    ['agency', 'with the collection agency'],
  ] as const)('%s', (standing, words) => {
    expect(reasonOff(customer('C1', [big], { customer: { standing } }))).toBe(`${standing}: ${words}`);
  });

  it('beat pins', () => {
    const pinned = { activities: [reply(YESTERDAY)] };
    expect(entryOf(customer('C1', [big], pinned)).pin?.kind).toBe('returned_or_answered');
    for (const standing of STANDINGS.filter((one) => one !== 'normal')) {
      expect(reasonOff(customer('C1', [big], { ...pinned, customer: { standing } }))).toMatch(`${standing}: `);
    }
    const theirs = customer('C1', [big], { ...pinned, customer: { assignee: 'u2' } });
    expect(reasonOff(theirs, desk(), { userId: 'u1' })).toMatch('not_mine: ');
  });
});

describe('nothing chaseable', () => {
  it('nothing overdue, with the next due date; due today is not overdue', () => {
    expect(reasonOff(customer('C1', [overdue('1', 1000, -8), overdue('2', 1000, -20)]))).toBe(
      'nothing_overdue: nothing overdue: next due Thu 26 Nov',
    );
    expect(reasonOff(customer('C1', [overdue('1', 1000, 0)]))).toMatch('nothing_overdue: ');
    expect(reasonOff(customer('C1', [overdue('1', 1000, 0, { dueOn: null })]))).toBe(
      'nothing_overdue: nothing overdue',
    );
  });

  it('just overdue, before its first business day', () => {
    const asOfSaturday = { ...desk(), asOf: '2026-11-21' };
    const dueFriday = overdue('1', 1000, -2);
    expect(reasonOff(customer('C1', [dueFriday]), asOfSaturday)).toBe(
      'not_yet: just overdue: to be chased from Mon 23 Nov',
    );
  });

  it('everything promised, until when', () => {
    const book = customer('C1', [big], {
      commitments: [promise('p', 500_000, '2026-11-10', '2026-11-26', [[big, 500_000]])],
      activities: [activity('2026-11-10', { outcome: 'promised', commitmentId: 'p' })],
    });
    expect(reasonOff(book)).toBe('promised: promised until Thu 26 Nov: €5,000.00');
  });

  it('promised, the window over, no newer list: still off the list, and said so', () => {
    const book = customer('C1', [big], {
      commitments: [promise('p', 500_000, '2026-11-02', '2026-11-10', [[big, 500_000]])],
      activities: [activity('2026-11-02', { outcome: 'promised', commitmentId: 'p' })],
    });
    expect(reasonOff(book, desk({}, ['2026-11-12']))).toBe(
      'promised: promised: €5,000.00 for Tue 10 Nov, no newer list yet',
    );
    expect(entryOf(book, desk({}, ['2026-11-16'])).pin?.kind).toBe('broken_promise');
  });

  it('everything disputed, or part promised and the rest disputed', () => {
    const disputes = [dispute('d', [big], '2026-11-10')];
    expect(reasonOff(customer('C1', [big], { disputes }))).toBe('disputed: disputed: €5,000.00');
    const other = overdue('2', 20_000, 30);
    const both = customer('C1', [big, other], {
      disputes,
      commitments: [promise('p', 20_000, '2026-11-10', '2026-11-26', [[other, 20_000]])],
    });
    expect(reasonOff(both)).toBe('promised: promised until Thu 26 Nov: €200.00, the rest disputed');
  });

  it('a part that is neither promised nor disputed keeps the customer on the list', () => {
    const book = customer('C1', [big], { disputes: [dispute('d', [big], '2026-11-10', { partMinor: 100_000 })] });
    expect(entryOf(book).collectable).toEqual([{ currency: 'EUR', minor: 400_000 }]);
  });

  it('on hold, with its end and reason; back after its last day', () => {
    const held = (until: string | null) =>
      customer('C1', [big], { customer: { hold: { from: '2026-11-02', until, reason: 'audit' } } });
    expect(reasonOff(held('2026-12-04'))).toBe('on_hold: on hold until Fri 4 Dec: audit');
    expect(reasonOff(held(TODAY))).toMatch('on_hold: ');
    expect(reasonOff(held(null))).toBe('on_hold: on hold without an end: audit');
    expect(entryOf(held(YESTERDAY)).rank).toBe(1);
  });

  it('credits cover it: cash to match', () => {
    const book = customer('C1', [big, credit('U', 500_000, '2026-11-01')]);
    expect(reasonOff(book)).toBe('covered: credits cover what is overdue: match cash');
  });
});

describe('the minimum amount', () => {
  it('keeps smaller customers off, in whole units of each currency', () => {
    const ctx = desk({ minimumAmount: 50 });
    expect(reasonOff(customer('C1', [overdue('1', 4_999, 40)]), ctx)).toBe(
      'minimum_amount: under the minimum amount of 50',
    );
    expect(entryOf(customer('C1', [overdue('1', 5_000, 40)]), ctx).rank).toBe(1);
    expect(entryOf(customer('C1', [overdue('1', 50, 40, { currency: 'JPY' })]), ctx).rank).toBe(1);
  });
});

describe('a snooze', () => {
  const snoozed = (from: string, until: string, activities: Activity[] = []) =>
    customer('C1', [big], { customer: { snooze: { from, until, reason: 'audit week' } }, activities });

  it('keeps the customer off until its day', () => {
    expect(reasonOff(snoozed('2026-11-10', '2026-11-19'))).toBe('snoozed: snoozed until Thu 19 Nov: audit week');
    expect(entryOf(snoozed('2026-11-10', TODAY)).rank).toBe(1);
  });

  it('yields only to events later than it', () => {
    expect(reasonOff(snoozed('2026-11-16', '2026-11-30', [reply('2026-11-16')]))).toMatch('snoozed: ');
    expect(entryOf(snoozed('2026-11-16', '2026-11-30', [reply(YESTERDAY)])).pin?.kind).toBe('returned_or_answered');
  });

  it('given after a call-back was noted holds that one back too', () => {
    const callBack = activity('2026-11-10', { outcome: 'call_back', followUpOn: TODAY });
    expect(reasonOff(snoozed('2026-11-12', '2026-11-30', [callBack]))).toMatch('snoozed: ');
    expect(entryOf(snoozed('2026-11-09', '2026-11-30', [callBack])).pin?.kind).toBe('call_back');
  });
});

describe('touched less than 2 business days ago', () => {
  const touched = (on: string, some: Partial<Activity> = {}) =>
    customer('C1', [big], { activities: [activity(on, { outcome: 'voicemail', ...some })] });

  it('rests the customer, over the weekend too', () => {
    expect(reasonOff(touched(YESTERDAY))).toBe('touched: touched Tue 17 Nov: left a voicemail');
    expect(entryOf(touched('2026-11-16')).rank).toBe(1);
    const monday = { ...desk(), asOf: '2026-11-23' };
    expect(reasonOff(touched('2026-11-20'), monday)).toMatch('touched: ');
    expect(entryOf(touched('2026-11-19'), monday).rank).toBe(1);
  });

  it('is no matter of statements, internal messages, notes and failed attempts', () => {
    for (const some of [
      { kind: 'mail', outcome: 'batch' },
      { internal: true },
      { kind: 'note', outcome: null },
      { outcome: 'no_answer' },
      { outcome: 'wrong_number' },
    ] as const) {
      expect(entryOf(touched(YESTERDAY, some)).rank).toBe(1);
    }
  });

  it('yields to the follow-up agreed then: refused yesterday, again today', () => {
    expect(entryOf(touched(YESTERDAY, { outcome: 'refuses', followUpOn: TODAY })).rank).toBe(1);
  });

  it('counts a promise recorded without an activity: somebody was reached', () => {
    const commitments = [promise('p', 100_000, YESTERDAY, '2026-11-26', [[big, 500_000]])];
    expect(reasonOff(customer('C1', [big], { commitments }))).toBe('touched: touched Tue 17 Nov: promised to pay');
  });

  it('does not count a promise the customer sent: it came with a reply, nobody of us touched them', () => {
    const commitments = [promise('p', 100_000, YESTERDAY, '2026-11-26', [[big, 500_000]])];
    const activities = [reply(YESTERDAY, { commitmentId: 'p' })];
    expect(entryOf(customer('C1', [big], { commitments, activities })).pin).toBeNull();
  });

  it('a call nobody answered on Friday waits for Monday, not for the weekend', () => {
    const book = touched('2026-11-20', { outcome: 'no_answer' });
    expect(reasonOff(book, { ...desk(), asOf: '2026-11-21' })).toBe('no_answer: called, no answer: again Mon 23 Nov');
    expect(entryOf(book, { ...desk(), asOf: '2026-11-23' }).rank).toBe(1);
  });
});

describe('a follow-up date', () => {
  const first = activity('2026-11-09', { followUpOn: '2026-11-26' });

  it('keeps the customer off until its day', () => {
    expect(reasonOff(customer('C1', [big], { activities: [first] }))).toBe('follow_up: follow-up Thu 26 Nov');
    const due = activity('2026-11-09', { followUpOn: TODAY });
    expect(entryOf(customer('C1', [big], { activities: [due] })).rank).toBe(1);
  });

  it('set by a note or an internal message counts as well', () => {
    for (const some of [
      { kind: 'note', outcome: null },
      { kind: 'mail', outcome: 'sent', internal: true },
    ] as const) {
      const book = customer('C1', [big], {
        activities: [activity('2026-11-09', { ...some, followUpOn: '2026-11-26' })],
      });
      expect(reasonOff(book)).toMatch('follow_up: ');
    }
  });

  it('is beaten by a later contact, in either direction, and not by a note without a date', () => {
    const followedBy = (some: Partial<Activity>) =>
      customer('C1', [big], { activities: [first, activity('2026-11-12', some)] });
    expect(entryOf(followedBy({ outcome: 'voicemail' })).pin).toBeNull();
    expect(entryOf(followedBy({ kind: 'mail', outcome: 'reply' })).pin?.kind).toBe('returned_or_answered');
    expect(reasonOff(followedBy({ kind: 'note', outcome: null }))).toMatch('follow_up: ');
  });
});

describe('a claimed payment', () => {
  const says = (on: string) => customer('C1', [big], { activities: [activity(on, { outcome: 'already_paid' })] });

  it('is off the chase for 3 business days', () => {
    expect(reasonOff(says('2026-11-16'), desk({}, [TODAY]))).toBe(
      'claimed_paid: says it is already paid (Mon 16 Nov): must show within 3 business days',
    );
    expect(entryOf(says('2026-11-13'), desk({}, [TODAY])).rank).toBe(1);
  });

  it('and until a newer file', () => {
    expect(reasonOff(says('2026-11-02'), desk({}, ['2026-11-02']))).toBe(
      'claimed_paid: says it is already paid (Mon 2 Nov): no newer list yet',
    );
    expect(entryOf(says('2026-11-02'), desk({}, ['2026-11-03'])).rank).toBe(1);
  });
});

describe('expected by a later day', () => {
  /** Median 12, quartiles 10.5 and 13.5: due + 12 + 1.5, rounded up to 14. */
  const habit = [8, 10, 12, 12, 14, 16].sort();
  const usual = (days: number, late: number[] = habit, some: Parameters<typeof bookOf>[2] = {}) =>
    bookOf([...paidLate(...late), overdue('1', 500_000, days)], {}, some);

  it('keeps a customer with a habit off until due + median + half the range, rounded up', () => {
    expect(reasonOff(usual(5))).toBe('expected: expected by Fri 27 Nov: usually paid 14 days after the due date');
    expect(reasonOff(usual(13))).toMatch('expected: expected by Thu 19 Nov');
    expect(entryOf(usual(14)).rank).toBe(1);
  });

  it('needs at least 6 paid items with due dates', () => {
    expect(entryOf(usual(5, habit.slice(1))).rank).toBe(1);
  });

  it('needs an interquartile range of at most 15 days', () => {
    expect(reasonOff(usual(5, [0, 4, 10, 10, 16, 19, 19]))).toMatch('expected: '); // 7 … 17.5
    expect(reasonOff(usual(5, [0, 0, 0, 15, 15, 15]))).toMatch('expected: '); // 0 … 15
    expect(entryOf(usual(5, [0, 0, 0, 16, 16, 16])).rank).toBe(1); // 0 … 16
  });

  it('needs every overdue chaseable item to be expected later', () => {
    const book = bookOf([...paidLate(...habit), overdue('1', 500_000, 5), overdue('2', 1_000, 14)]);
    expect(entryOf(book).rank).toBe(1);
  });

  it('is not for bad and insolvent payers, nor for the score Risk', () => {
    expect(entryOf(usual(5, habit, { payerType: 'bad' })).rank).toBe(1);
    expect(entryOf(usual(5, habit, { payerType: 'insolvent' })).rank).toBe(1);
    expect(reasonOff(usual(5, habit, { payerType: 'negligent' }))).toMatch('expected: ');
    expect(entryOf(usual(5, [95, 95, 95, 95, 95, 95])).rank).toBe(1);
  });

  it('yields to a follow-up chosen for this debt, not to an old one', () => {
    const on = (day: string, followUpOn: string) => ({ ...usual(10), activities: [activity(day, { followUpOn })] });
    expect(entryOf(on('2026-11-11', TODAY)).rank).toBe(1);
    expect(reasonOff(on('2026-03-02', '2026-03-09'))).toMatch('expected: ');
  });

  it('takes money seen between two lists in its middle, as the score does', () => {
    const items = paidLate(...habit).map((item) => ({
      ...item,
      settlements: item.settlements.map((one) => ({ ...one, kind: 'inferred' as const })),
    }));
    expect(reasonOff(bookOf([...items, overdue('1', 500_000, 5)]))).toMatch('expected by Fri 27 Nov');
  });
});

describe('the order of the gates', () => {
  it('tells the first that holds', () => {
    const touched = [activity(YESTERDAY, { outcome: 'voicemail', followUpOn: '2026-11-26' })];
    const all = {
      customer: { snooze: { from: '2026-11-10', until: '2026-11-30', reason: '' } },
      activities: touched,
    };
    const ctx = desk({ minimumAmount: 100_000 });
    expect(reasonOff(customer('C1', [overdue('1', 1000, 0)], all), ctx)).toMatch('nothing_overdue: ');
    expect(reasonOff(customer('C1', [big], all), ctx)).toMatch('minimum_amount: ');
    expect(reasonOff(customer('C1', [big], all))).toMatch('snoozed: ');
    expect(reasonOff(customer('C1', [big], { activities: touched }))).toMatch('touched: ');
  });

  it('lists whoever has nothing open nowhere', () => {
    const agenda = agendaOf([customer('C1', [])]);
    expect([agenda.entries, agenda.notListed, agenda.worked]).toEqual([[], [], []]);
    expect(
      agendaOf([newcomer('C1', [overdue('1', 100, 50, { settlements: [payment(YESTERDAY, 100)] })])]).entries,
    ).toEqual([]);
  });
});
