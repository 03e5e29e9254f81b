import type { Activity, CustomerBook } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';
import {
  activity,
  agendaOf,
  customer,
  desk,
  entryOf,
  keysOf,
  overdue,
  reasonOff,
  reasonWorked,
  TODAY,
  YESTERDAY,
} from './agenda-books';
import { dispute, payment, promise } from './rule-books';

const big = overdue('1', 500_000, 40);
const at = (time: string, some: Partial<Activity> = {}) =>
  activity(TODAY, { recordedAt: `${TODAY}T${time}:00.000Z`, ...some });
const reply = (time: string, some: Partial<Activity> = {}) => at(time, { kind: 'mail', outcome: 'reply', ...some });
const of = (...activities: Activity[]) => customer('C1', [big], { activities });

/** Five customers in a clear order A … E. */
const five = (): CustomerBook[] =>
  ['A', 'B', 'C', 'D', 'E'].map((key, i) => customer(key, [overdue('1', 900_000 - i * 100_000, 40)]));
const withToday = (books: CustomerBook[], key: string, ...activities: Activity[]) =>
  books.map((book) => (book.customer.key === key ? { ...book, activities } : book));
const ranks = (books: CustomerBook[], ...args: Parameters<typeof agendaOf> extends [unknown, ...infer R] ? R : never) =>
  agendaOf(books, ...args).entries.map(({ key, rank }) => `${rank} ${key}`);

describe('the list does not move under the hands', () => {
  it('a contact of the day takes the customer off; the others keep their ranks', () => {
    const books = withToday(five(), 'B', at('10:00', { outcome: 'voicemail' }));
    const agenda = agendaOf(books);
    expect(ranks(books)).toEqual(['1 A', '3 C', '4 D', '5 E']);
    expect(agenda.worked).toEqual([
      {
        customerId: expect.any(Number),
        key: 'B',
        name: 'Customer B',
        rank: 2,
        reason: { code: 'voicemail', text: 'left a voicemail' },
      },
    ]);
  });

  it('nothing recorded on the day changes points: not the contact, not the promise, not the dispute', () => {
    const before = entryOf(customer('C1', [big, overdue('2', 200_000, 20)]));
    const part = dispute('d', [big], TODAY, { partMinor: 100_000 });
    const after = entryOf(customer('C1', [big, overdue('2', 200_000, 20)], { disputes: [part] }));
    expect([after.points, after.collectable]).toEqual([before.points, before.collectable]);
  });

  it('imports of the day count', () => {
    const paid = overdue('1', 500_000, 40, { settlements: [payment(TODAY, 400_000)] });
    expect(entryOf(customer('C1', [paid])).collectable).toEqual([{ currency: 'EUR', minor: 100_000 }]);
  });

  it('nothing recorded after the day exists', () => {
    const future = activity('2026-11-19', { outcome: 'voicemail' });
    expect(entryOf(of(future)).rank).toBe(1);
  });

  it('withdrawing or superseding a promise during the day brings nobody on', () => {
    const made = promise('p', 500_000, '2026-11-10', '2026-11-26', [[big, 500_000]]);
    const told = activity('2026-11-10', { outcome: 'promised', commitmentId: 'p' });
    for (const change of [{ withdrawn: { on: TODAY, why: '' } }, { superseded: { on: TODAY, by: 'q' } }]) {
      const book = customer('C1', [big], { commitments: [{ ...made, ...change }], activities: [told] });
      expect(reasonOff(book)).toMatch('promised: ');
    }
  });

  it('resolving a dispute during the day brings nobody on', () => {
    const disputes = [dispute('d', [big], '2026-11-10', { resolved: { on: TODAY, inFavourOf: 'us' } })];
    expect(agendaOf([customer('C1', [big], { disputes })]).entries).toEqual([]);
  });
});

describe('what was worked says why it left', () => {
  const worked = (...activities: Activity[]) => reasonWorked(of(...activities));

  it('with the outcome, and the day it comes back', () => {
    expect(worked(at('10:00', { followUpOn: '2026-11-25' }))).toBe('reached: spoke to them: again Wed 25 Nov');
    expect(worked(at('10:00', { outcome: 'voicemail' }))).toBe('voicemail: left a voicemail');
    expect(worked(at('10:00', { outcome: 'wrong_number' }))).toBe('wrong_number: wrong number: find a contact');
    expect(worked(at('10:00', { kind: 'letter', outcome: 'sent' }))).toBe('sent: wrote to them');
    expect(worked(at('10:00', { outcome: null }))).toBe('called: called');
  });

  it('with the promise, recorded with the call or alone', () => {
    const commitments = [promise('p', 120_000, TODAY, '2026-11-26', [[big, 500_000]])];
    const words = 'promised: promise €1,200.00 for Thu 26 Nov';
    const call = at('10:00', { outcome: 'promised', commitmentId: 'p', followUpOn: '2026-12-01' });
    expect(reasonWorked(customer('C1', [big], { commitments, activities: [call] }))).toBe(words);
    expect(reasonWorked(customer('C1', [big], { commitments }))).toBe(words);
    const answer = reply('10:00', { commitmentId: 'p' });
    expect(reasonWorked(customer('C1', [big], { commitments, activities: [answer] }))).toBe(words);
  });

  it('with the first instalment of a plan', () => {
    const commitments = ['2026-12-10', '2026-11-26'].map((day, i) =>
      promise(`p${i}`, 120_000, TODAY, day, [[big, 500_000]]),
    );
    expect(reasonWorked(customer('C1', [big], { commitments }))).toBe('promised: promise €1,200.00 for Thu 26 Nov');
  });

  it('with a snooze, a hold, a follow-up noted, or a dispute that leaves nothing to ask for', () => {
    const snooze = { from: TODAY, until: '2026-11-30', reason: 'audit' };
    expect(reasonWorked(customer('C1', [big], { customer: { snooze } }))).toBe(
      'snoozed: snoozed until Mon 30 Nov: audit',
    );
    const hold = { from: TODAY, until: '2026-11-30', reason: '' };
    expect(reasonWorked(customer('C1', [big], { customer: { hold } }))).toBe('on_hold: on hold until Mon 30 Nov');
    const note = at('10:00', { kind: 'note', outcome: null, followUpOn: '2026-11-26' });
    expect(worked(note)).toBe('follow_up: follow-up Thu 26 Nov');
    const disputes = [dispute('d', [big], TODAY)];
    expect(reasonWorked(customer('C1', [big], { disputes }))).toBe('disputed: disputed: €5,000.00');
  });

  it('a note, an internal message or a dispute of a part take nobody off', () => {
    expect(entryOf(of(at('10:00', { kind: 'note', outcome: null }))).rank).toBe(1);
    expect(entryOf(of(at('10:00', { kind: 'mail', outcome: 'sent', internal: true }))).rank).toBe(1);
    expect(entryOf(of(at('10:00', { kind: 'mail', outcome: 'batch' }))).rank).toBe(1);
  });

  it('who was not on the list this morning is not worked, but tells what was done', () => {
    const resting = customer('C1', [big], {
      activities: [activity(YESTERDAY, { outcome: 'voicemail' }), at('10:00', { outcome: 'refuses' })],
    });
    expect(agendaOf([resting]).worked).toEqual([]);
    expect(reasonOff(resting)).toBe('refuses: refuses to pay');
  });
});

describe('a failed call', () => {
  const failed = (time: string) => at(time, { outcome: 'no_answer' });
  const clock = (time: string) => ({ now: `${TODAY}T${time}:00.000Z`, nowLocalTime: null });

  it('comes back at its old place after two hours', () => {
    const books = withToday(five(), 'B', failed('10:05'));
    expect(ranks(books, desk(), clock('12:04'))).toEqual(['1 A', '3 C', '4 D', '5 E']);
    expect(ranks(books, desk(), clock('12:05'))).toEqual(['1 A', '2 B', '3 C', '4 D', '5 E']);
    expect(ranks(books, desk())).toEqual(['1 A', '3 C', '4 D', '5 E']);
  });

  it('says after what hour, in local time', () => {
    const local = { now: `${TODAY}T10:30:00.000Z`, nowLocalTime: '12:30' };
    expect(reasonWorked(of(failed('10:05')), desk(), local)).toBe('no_answer: called, no answer: again after 14:05');
    const beyond = { now: `${TODAY}T23:30:00.000Z`, nowLocalTime: '18:30' };
    expect(reasonWorked(of(failed('23:05')), desk(), beyond)).toBe('no_answer: called, no answer: again after 20:05');
    expect(reasonWorked(of(failed('10:05')))).toBe('no_answer: called, no answer: again in two hours');
  });

  it('is over for the day after the second', () => {
    const twice = of(failed('10:05'), failed('12:30'));
    expect(reasonWorked(twice, desk(), clock('18:00'))).toBe('no_answer: called, no answer: again Thu 19 Nov');
  });

  it('does not come back when the customer was snoozed meanwhile', () => {
    const book = of(failed('10:05'));
    const snooze = { from: TODAY, until: '2026-11-30', reason: '' };
    const snoozed = { ...book, customer: { ...book.customer, snooze } };
    expect(reasonWorked(snoozed, desk(), clock('18:00'))).toMatch('no_answer: ');
  });

  it('of a customer who was not on the list does not put it there', () => {
    const resting = customer('C1', [big], {
      activities: [activity(YESTERDAY, { outcome: 'voicemail' }), failed('08:00')],
    });
    expect(agendaOf([resting], desk(), clock('18:00')).entries).toEqual([]);
  });
});

describe('pins of the day', () => {
  it('an answer today pins on top, with the rank of the morning', () => {
    const books = withToday(five(), 'D', reply('10:00'));
    expect(ranks(books)).toEqual(['4 D', '1 A', '2 B', '3 C', '5 E']);
    expect(agendaOf(books).entries[0]).toMatchObject({
      pin: { kind: 'returned_or_answered', on: TODAY },
      next: { code: 'answered' },
    });
  });

  it('an answer after the call of the day brings the customer back; a contact after it takes it off again', () => {
    const call = at('09:00', { outcome: 'voicemail' });
    expect(entryOf(of(call, reply('10:00'))).pin?.text).toBe('the customer answered today');
    expect(reasonWorked(of(call, reply('10:00'), at('11:00')))).toBe('reached: spoke to them');
  });

  it('who comes on during the day gets the ranks after the morning’s, in order of arrival', () => {
    const resting = (key: string, ...activities: Activity[]) =>
      customer(key, [big], { activities: [activity(YESTERDAY, { outcome: 'voicemail' }), ...activities] });
    const books = [...five(), resting('X', reply('11:00')), resting('Y', reply('10:00')), resting('Z')];
    expect(ranks(books)).toEqual(['7 X', '6 Y', '1 A', '2 B', '3 C', '4 D', '5 E']);
    const answered = [...five(), resting('X', reply('11:00')), resting('Y', reply('10:00'), at('10:30')), resting('Z')];
    expect(ranks(answered)).toEqual(['7 X', '1 A', '2 B', '3 C', '4 D', '5 E']);
    expect(agendaOf(answered).worked.map(({ key, rank }) => `${rank} ${key}`)).toEqual(['6 Y']);
  });

  it('an answer does not pin under the minimum amount, behind a hard gate, nor with nothing open', () => {
    const small = customer('C1', [overdue('1', 1_000, 40)], { activities: [reply('10:00')] });
    expect(reasonOff(small, desk({ minimumAmount: 50 }))).toMatch('minimum_amount: ');
    const closed = customer('C1', [big], { activities: [reply('10:00')], customer: { standing: 'agency' } });
    expect(reasonOff(closed)).toMatch('agency: ');
    expect(agendaOf([customer('C1', [], { activities: [reply('10:00')] })]).entries).toEqual([]);
  });

  it('an answer beats a snooze of before, and yields to one of today', () => {
    const snoozed = (from: string) => ({
      ...of(reply('10:00')),
      customer: { ...of().customer, snooze: { from, until: '2026-11-30', reason: '' } },
    });
    expect(entryOf(snoozed(YESTERDAY)).pin?.kind).toBe('returned_or_answered');
    expect(reasonWorked(snoozed(TODAY))).toMatch('snoozed: ');
  });

  it('a call-back asked for today comes at its hour, at the rank of the morning', () => {
    const later = at('09:00', { outcome: 'call_back', followUpOn: TODAY, followUpAt: '15:00' });
    const books = withToday(five(), 'C', later);
    const early = agendaOf(books, desk(), { nowLocalTime: '14:59' });
    expect(early.worked.map(({ reason }) => reason.text)).toEqual(['asked for a call-back: again at 15:00']);
    expect(keysOf(early)).toEqual(['A', 'B', 'D', 'E']);
    expect(ranks(books, desk(), { nowLocalTime: '15:00' })).toEqual(['3 C', '1 A', '2 B', '4 D', '5 E']);
  });

  it('a call-back asked for another day is worked today', () => {
    expect(reasonWorked(of(at('09:00', { outcome: 'call_back', followUpOn: '2026-11-20' })))).toBe(
      'call_back: asked for a call-back: again Fri 20 Nov',
    );
  });

  it('a call-back of today, kept, is worked', () => {
    const asked = activity('2026-11-12', { outcome: 'call_back', followUpOn: TODAY, followUpAt: '09:00' });
    expect(reasonWorked(of(asked, at('09:05')))).toBe('reached: spoke to them');
  });

  it('keeps the ranks whatever the hour: a call-back still to come holds its place', () => {
    const asked = activity('2026-11-12', { outcome: 'call_back', followUpOn: TODAY, followUpAt: '14:00' });
    const books = withToday(five(), 'E', asked);
    expect(ranks(books, desk(), { nowLocalTime: '10:00' })).toEqual(['2 A', '3 B', '4 C', '5 D']);
    expect(ranks(books, desk(), { nowLocalTime: '14:00' })).toEqual(['1 E', '2 A', '3 B', '4 C', '5 D']);
  });
});

describe('overdue with no next date', () => {
  const count = (...books: CustomerBook[]) => agendaOf(books).overdueWithoutNextDate;

  it('counts overdue customers without follow-up, open promise, snooze or hold with an end', () => {
    expect(count(of(), customer('C2', [overdue('1', 100, 3)]), customer('C3', [overdue('1', 100, -3)]))).toBe(2);
    expect(count(of(activity('2026-11-09', { followUpOn: '2026-11-26' })))).toBe(0);
    expect(count(of(activity('2026-11-09', { followUpOn: YESTERDAY })))).toBe(1);
    const commitments = [promise('p', 1_000, '2026-11-10', '2026-11-26', [[big, 500_000]])];
    expect(count(customer('C1', [big], { commitments }))).toBe(0);
    const snooze = { from: '2026-11-10', until: '2026-11-30', reason: '' };
    expect(count(customer('C1', [big], { customer: { snooze } }))).toBe(0);
    const hold = (until: string | null) =>
      customer('C1', [big], { customer: { hold: { from: '2026-11-10', until, reason: '' } } });
    expect([count(hold('2026-12-01')), count(hold(null))]).toEqual([0, 1]);
  });

  it('counts with what the day recorded: worked without a next date shows in the evening', () => {
    expect(count(of(at('10:00', { followUpOn: '2026-11-25' })))).toBe(0);
    expect(count(of(activity('2026-11-09', { followUpOn: '2026-11-26' }), at('10:00')))).toBe(1);
  });

  it('a call-back still to come is a next date, also after a call in vain', () => {
    const asked = activity('2026-11-09', { outcome: 'call_back', followUpOn: '2026-11-26' });
    expect(count(of(asked, activity('2026-11-12', { outcome: 'no_answer' })))).toBe(0);
  });

  it('leaves out customers nobody may call, and those of colleagues', () => {
    expect(count(customer('C1', [big], { customer: { standing: 'litigation' } }))).toBe(0);
    const theirs = customer('C1', [big], { customer: { assignee: 'u2' } });
    expect(agendaOf([theirs], desk(), { userId: 'u1' }).overdueWithoutNextDate).toBe(0);
  });
});
