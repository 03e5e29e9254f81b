import type { Activity } from '@shared/domain/model';
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
  reasonOff,
  TODAY,
  YESTERDAY,
} from './agenda-books';
import { credit, dispute, payment, promise, settled } from './rule-books';

const big = overdue('1', 500_000, 40);
const reply = (on: string, some: Partial<Activity> = {}) => activity(on, { kind: 'mail', outcome: 'reply', ...some });
const callBack = (on: string, followUpOn: string, followUpAt: string | null = null) =>
  activity(on, { outcome: 'call_back', followUpOn, followUpAt });
const voicemail = (on: string, some: Partial<Activity> = {}) => activity(on, { outcome: 'voicemail', ...some });
const of = (...activities: Activity[]) => customer('C1', [big], { activities });

describe('a call-back', () => {
  it('pins from its day on, and not before', () => {
    expect(entryOf(of(callBack('2026-11-12', TODAY))).pin).toMatchObject({ kind: 'call_back', on: TODAY, at: null });
    expect(reasonOff(of(callBack('2026-11-12', '2026-11-19')))).toMatch('follow_up: ');
  });

  it('with an hour, from its hour; without a clock it is due', () => {
    const book = of(callBack('2026-11-12', TODAY, '14:00'));
    expect(reasonOff(book, desk(), { nowLocalTime: '13:59' })).toBe('call_back: call-back at 14:00');
    expect(entryOf(book, desk(), { nowLocalTime: '14:00' }).pin?.at).toBe('14:00');
    expect(entryOf(book, desk(), { nowLocalTime: null }).pin?.text).toBe('Call back 14:00');
  });

  it('missed yesterday stays due all day, whatever its hour was', () => {
    const { pin } = entryOf(of(callBack('2026-11-12', YESTERDAY, '14:00')), desk(), { nowLocalTime: '09:00' });
    expect(pin?.text).toBe('Call back since Tue 17 Nov 14:00');
  });

  it('is spent by an attempt on or after its day, also a failed one', () => {
    const failed = activity(YESTERDAY, { outcome: 'no_answer' });
    expect(entryOf(of(callBack('2026-11-12', YESTERDAY), failed)).pin).toBeNull();
  });

  it('is not spent by a message left before its day, but by a conversation', () => {
    expect(entryOf(of(callBack('2026-11-10', TODAY), voicemail('2026-11-12'))).pin?.kind).toBe('call_back');
    expect(entryOf(of(callBack('2026-11-10', TODAY), activity('2026-11-12'))).pin).toBeNull();
  });

  it('gives way to the one asked for after it', () => {
    expect(entryOf(of(callBack('2026-11-09', '2026-11-16'), callBack('2026-11-12', TODAY))).pin?.on).toBe(TODAY);
  });

  it('pins under the minimum amount, and with nothing overdue, as the only one', () => {
    const ctx = desk({ minimumAmount: 50 });
    const small = overdue('1', 1_000, 40);
    const activities = [callBack('2026-11-12', TODAY)];
    expect(entryOf(customer('C1', [small], { activities }), ctx).pin?.kind).toBe('call_back');
    expect(entryOf(customer('C1', [], { activities })).pin?.kind).toBe('call_back');
    expect(reasonOff(customer('C1', [small], { activities: [reply(YESTERDAY)] }), ctx)).toMatch('minimum_amount: ');
  });
});

describe('a payment returned', () => {
  const bounced = (on: string) =>
    overdue('1', 500_000, 40, { settlements: [payment('2026-11-02', 500_000), settled('reversal', on, -500_000)] });

  it('pins with what is open again, also when the list of the day brought it', () => {
    for (const on of [YESTERDAY, TODAY]) {
      const { pin } = entryOf(customer('C1', [bounced(on)]));
      expect(pin).toMatchObject({ kind: 'returned_or_answered', on, stakeMinor: 500_000 });
    }
    expect(entryOf(customer('C1', [bounced(YESTERDAY)])).pin?.text).toBe(
      'Payment returned Tue 17 Nov · €5,000.00 open again',
    );
  });

  it('does not pin once it is paid again, nor before it happens', () => {
    const paid = overdue('1', 500_000, 40, {
      settlements: [...bounced('2026-11-16').settlements, payment(YESTERDAY, 500_000)],
    });
    expect(agendaOf([customer('C1', [paid])]).entries).toEqual([]);
    expect(agendaOf([customer('C1', [bounced('2026-11-19')])]).entries).toEqual([]);
  });

  it('is spent by the first attempt after it, on the same day too', () => {
    const book = customer('C1', [bounced('2026-11-12')], { activities: [voicemail('2026-11-12')] });
    expect(entryOf(book).pin).toBeNull();
  });
});

describe('an answer of the customer', () => {
  it('pins until somebody gets back to them', () => {
    expect(entryOf(of(reply(YESTERDAY))).pin).toMatchObject({ kind: 'returned_or_answered', on: YESTERDAY });
    const later = voicemail('2026-11-13', { recordedAt: '2026-11-13T11:00:00.000Z' });
    expect(entryOf(of(reply('2026-11-13'), later)).pin).toBeNull();
    const earlier = voicemail('2026-11-13', { recordedAt: '2026-11-13T09:00:00.000Z' });
    expect(entryOf(of(reply('2026-11-13'), earlier)).pin?.kind).toBe('returned_or_answered');
  });

  it('beats the soft gates: promised, touched, follow-up', () => {
    const book = customer('C1', [big], {
      commitments: [promise('p', 500_000, '2026-11-16', '2026-11-26', [[big, 500_000]])],
      activities: [
        activity('2026-11-16', { outcome: 'promised', commitmentId: 'p', followUpOn: '2026-11-30' }),
        voicemail(YESTERDAY, { recordedAt: `${YESTERDAY}T08:00:00.000Z` }),
        reply(YESTERDAY),
      ],
    });
    expect(entryOf(book)).toMatchObject({ pin: { kind: 'returned_or_answered' }, collectable: [] });
    const disputed = customer('C2', [big], {
      disputes: [dispute('d', [big], '2026-11-02')],
      activities: [reply(YESTERDAY)],
    });
    expect(entryOf(disputed).pin?.stakeMinor).toBe(500_000);
  });

  it('taken down as a promise has been dealt with', () => {
    const book = customer('C1', [big], {
      commitments: [promise('p', 500_000, YESTERDAY, '2026-11-26', [[big, 500_000]])],
      activities: [reply(YESTERDAY, { commitmentId: 'p' })],
    });
    expect(reasonOff(book)).toMatch('promised: ');
  });
});

describe('a promise broken or partially kept', () => {
  const broken = (paid: number, activities: Activity[] = []) => {
    const item = overdue('1', 500_000, 40, { settlements: paid > 0 ? [payment('2026-11-09', paid)] : [] });
    return customer('C1', [item], {
      commitments: [promise('p', 300_000, '2026-11-02', '2026-11-10', [[item, 500_000]])],
      activities: [activity('2026-11-02', { outcome: 'promised', commitmentId: 'p' }), ...activities],
    });
  };
  const ctx = desk({}, [YESTERDAY]);

  it('pins from the file that shows it, with what is missing', () => {
    expect(entryOf(broken(0), ctx).pin).toEqual({
      kind: 'broken_promise',
      on: YESTERDAY,
      at: null,
      stakeMinor: 300_000,
      text: 'Promise broken · €3,000.00 for Tue 10 Nov',
    });
    expect(entryOf(broken(100_000), ctx).pin).toMatchObject({
      stakeMinor: 200_000,
      text: 'Promise kept in part · €3,000.00 for Tue 10 Nov',
    });
  });

  it('is not spent by a call of the day before the list that shows it was imported', () => {
    const called = broken(0, [activity('2026-11-16', { outcome: 'no_answer' })]);
    const list = desk({}, ['2026-11-16']);
    const imported = { ...list, importedOn: new Map([['main', new Map([['2026-11-16', YESTERDAY]])]]) };
    expect(entryOf(called, list).pin).toBeNull();
    expect(entryOf(called, imported).pin).toMatchObject({ kind: 'broken_promise', on: YESTERDAY });
  });

  it('is spent by the first attempt after it', () => {
    expect(entryOf(broken(0, [voicemail('2026-11-16')]), ctx).pin?.kind).toBe('broken_promise');
    const monday = desk({}, ['2026-11-16']);
    expect(entryOf(broken(0, [activity('2026-11-16', { outcome: 'no_answer' })]), monday).pin).toBeNull();
  });

  it('does not pin once its items are paid, late as it was', () => {
    const item = overdue('1', 300_000, 40, { settlements: [payment('2026-11-16', 300_000)] });
    const book = customer('C1', [item, overdue('2', 100_000, 30)], {
      commitments: [promise('p', 300_000, '2026-11-02', '2026-11-10', [[item, 300_000]])],
      activities: [activity('2026-11-02', { outcome: 'promised', commitmentId: 'p' })],
    });
    expect(entryOf(book, ctx).pin).toBeNull();
  });
});

describe('a New customer never reached', () => {
  it('pins from the first day something overdue could be chased', () => {
    expect(entryOf(newcomer('C1', [overdue('1', 500_000, 2)])).pin).toEqual({
      kind: 'new_never_reached',
      on: YESTERDAY,
      at: null,
      stakeMinor: 500_000,
      text: 'New, overdue, nobody reached yet',
    });
    expect(agendaOf([newcomer('C1', [overdue('1', 500_000, 0)])]).entries).toEqual([]);
  });

  it('is spent by an attempt since then, and never raised where somebody was reached before', () => {
    const item = overdue('1', 500_000, 8);
    expect(entryOf(newcomer('C1', [item], { activities: [voicemail('2026-11-12')] })).pin).toBeNull();
    expect(entryOf(newcomer('C1', [item], { activities: [voicemail('2026-11-02')] })).pin?.kind).toBe(
      'new_never_reached',
    );
    expect(entryOf(newcomer('C1', [item], { activities: [activity('2026-11-02')] })).pin).toBeNull();
    expect(entryOf(customer('C1', [item])).pin).toBeNull();
  });
});

describe('the order of pins', () => {
  const callBackCustomer = (key: string, at: string | null, minor = 100_000) =>
    customer(key, [overdue('1', minor, 40)], { activities: [callBack('2026-11-12', TODAY, at)] });
  const answered = (key: string, minor: number, on = YESTERDAY) =>
    customer(key, [overdue('1', minor, 40)], { activities: [reply(on)] });

  it('is call-back, returned or answered, broken promise, New never reached; then everybody else', () => {
    const item = overdue('1', 500_000, 40);
    const brokenOne = customer('C3', [item], {
      commitments: [promise('p', 300_000, '2026-11-02', '2026-11-10', [[item, 500_000]])],
      activities: [activity('2026-11-02', { outcome: 'promised', commitmentId: 'p' })],
    });
    const books = [
      customer('C5', [overdue('1', 9_000_000, 100)]),
      newcomer('C4', [overdue('1', 500_000, 2)]),
      brokenOne,
      answered('C2', 100_000),
      callBackCustomer('C1', null, 1_000),
    ];
    expect(keysOf(agendaOf(books, desk({}, [YESTERDAY])))).toEqual(['C1', 'C2', 'C3', 'C4', 'C5']);
  });

  it('within a kind is the hour, else the amount at stake, then the key', () => {
    const books = [
      callBackCustomer('E', null, 500_000),
      callBackCustomer('D', null, 900_000),
      callBackCustomer('C', '15:00', 900_000),
      callBackCustomer('B', '09:30'),
      callBackCustomer('G', null, 500_000),
    ];
    expect(keysOf(agendaOf(books))).toEqual(['B', 'C', 'D', 'E', 'G']);
  });

  it('the hour of an earlier day is gone: a call-back missed yesterday goes by its amount', () => {
    const missed = customer('A', [overdue('1', 900_000, 40)], {
      activities: [callBack('2026-11-12', YESTERDAY, '08:00')],
    });
    expect(keysOf(agendaOf([missed, callBackCustomer('B', '16:00')]))).toEqual(['B', 'A']);
  });

  it('compares amounts of different currencies by their share of A', () => {
    const yen = customer('J', [overdue('1', 900_000, 40, { currency: 'JPY' })], { activities: [reply(YESTERDAY)] });
    const ctx = desk({ amountA: { EUR: 1_000_000, JPY: 100_000_000 } });
    expect(keysOf(agendaOf([yen, answered('E', 100_000)], ctx))).toEqual(['E', 'J']);
  });

  it('at most half the list; the overflow stands below as "While you were away", by points, above the rest', () => {
    const books = [
      answered('A', 500_000),
      answered('B', 400_000),
      answered('C', 100_000),
      answered('D', 300_000),
      customer('E', [overdue('1', 9_000_000, 100)]),
    ];
    const { entries } = agendaOf(books, desk({ listLength: 5 }));
    expect(entries.map(({ key, whileAway }) => `${key}${whileAway ? ' away' : ''}`)).toEqual([
      'A',
      'B',
      'D away',
      'C away',
      'E',
    ]);
  });

  it('older than 3 business days they stand there too', () => {
    const books = [
      answered('A', 500_000, '2026-11-12'),
      answered('B', 100_000, '2026-11-13'),
      answered('C', 600_000, '2026-11-12'),
    ];
    const { entries } = agendaOf(books);
    expect(entries.map(({ key, whileAway }) => `${key}${whileAway ? ' away' : ''}`)).toEqual(['B', 'C away', 'A away']);
  });
});

describe('a customer with credits only', () => {
  it('is not pinned by anything but a call-back', () => {
    const book = customer('C1', [credit('U', 1_000, '2026-11-02')], { activities: [callBack('2026-11-12', TODAY)] });
    expect(entryOf(book).pin?.kind).toBe('call_back');
  });
});
