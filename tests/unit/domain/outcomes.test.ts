import { CALL_OUTCOMES, OTHER_OUTCOMES } from '@shared/domain/model';
import { proposeFollowUp } from '@shared/domain/outcomes';
import { counted, dayWords, OUTCOME_LABELS, OUTCOME_WORDS } from '@shared/domain/words';
import { describe, expect, it } from 'vitest';
import { context } from './rule-books';

/** Wednesday; the weekend is the 21st and 22nd. */
const ctx = context('2026-11-18');
const on = (...args: Parameters<typeof proposeFollowUp>) => proposeFollowUp(...args).on;

describe('an outcome proposes its follow-up', () => {
  it('reached: 5 business days, over the weekend', () => {
    expect(on('reached', ctx, null, null)).toBe('2026-11-25');
    expect(on('met', ctx, null, null)).toBe('2026-11-25');
  });

  it('voicemail: 2 business days', () => {
    expect(on('voicemail', ctx, null, null)).toBe('2026-11-20');
    expect(on('voicemail', context('2026-11-20'), null, null)).toBe('2026-11-24');
  });

  it('no answer: the same day, after the second call the next business day', () => {
    expect(on('no_answer', ctx, null, null)).toBe('2026-11-18');
    expect(proposeFollowUp('no_answer', ctx, null, null, 1).on).toBe('2026-11-19');
  });

  it('promised: the first day it can be broken', () => {
    expect(on('promised', ctx, '2026-12-01', null)).toBe('2026-12-01');
    expect(on('promised', ctx, null, null)).toBe('2026-11-25');
  });

  it('dispute: the answer date, 5 business days where none is given', () => {
    expect(on('disputes', ctx, null, '2026-12-04')).toBe('2026-12-04');
    expect(on('disputes', ctx, null, null)).toBe('2026-11-25');
  });

  it('refuses: the next business day', () => {
    expect(on('refuses', ctx, null, null)).toBe('2026-11-19');
    expect(on('refuses', context('2026-11-20'), null, null)).toBe('2026-11-23');
  });

  it('already paid: 3 business days', () => {
    expect(on('already_paid', ctx, null, null)).toBe('2026-11-23');
  });

  it('wrong number: no day, a contact has to be found first', () => {
    const { on: day, why } = proposeFollowUp('wrong_number', ctx, null, null);
    expect([day, why.text]).toEqual([null, 'find a contact first']);
  });

  it('call back: asks for its day', () => {
    expect(on('call_back', ctx, null, null)).toBeNull();
  });

  it('what is written waits for an answer, what did not get through is tried another way, a statement waits for nothing', () => {
    expect(on('sent', ctx, null, null)).toBe('2026-11-25');
    expect(on('failed', ctx, null, null)).toBe('2026-11-19');
    expect(on('reply', ctx, null, null)).toBe('2026-11-18');
    expect(on('batch', ctx, null, null)).toBeNull();
  });

  it('the numbers of days are settings', () => {
    const other = context('2026-11-18', { followUpDays: { reached: 3, voicemail: 1, refuses: 4 } });
    expect(on('reached', other, null, null)).toBe('2026-11-23');
    expect(on('voicemail', other, null, null)).toBe('2026-11-19');
    expect(on('refuses', other, null, null)).toBe('2026-11-24');
  });

  it('closed days do not count', () => {
    const closed = { ...ctx, calendar: { weekend: new Set([0, 6]), closed: new Set(['2026-11-19', '2026-11-20']) } };
    expect(on('voicemail', closed, null, null)).toBe('2026-11-24');
  });

  it('every outcome says why, and the day it says stands in the words of a dispute', () => {
    for (const outcome of [...CALL_OUTCOMES, ...OTHER_OUTCOMES]) {
      const { why, at } = proposeFollowUp(outcome, ctx, null, null);
      expect(why.code).toBe(outcome);
      expect(why.text).not.toBe('');
      expect(at).toBeNull();
      expect(OUTCOME_LABELS[outcome]).not.toBe('');
      expect(OUTCOME_WORDS[outcome]).not.toBe('');
    }
    expect(proposeFollowUp('disputes', ctx, null, '2026-12-04').why.text).toBe('our answer is due Fri 4 Dec');
  });
});

describe('words', () => {
  it('a day is said with its weekday, and with the year only when it is another one', () => {
    expect(dayWords('2026-11-26', '2026-11-18')).toBe('Thu 26 Nov');
    expect(dayWords('2027-01-04', '2026-11-18')).toBe('Mon 4 Jan 2027');
  });

  it('one day, two days', () => {
    expect([counted(1, 'day'), counted(2, 'day'), counted(0, 'day')]).toEqual(['1 day', '2 days', '0 days']);
  });
});
