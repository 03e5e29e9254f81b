import { fc, test } from '@fast-check/vitest';
import type { Activity } from '@shared/domain/model';
import { ACTIVITY_KINDS, CALL_OUTCOMES, OTHER_OUTCOMES } from '@shared/domain/model';
import { failedCallReturn, isAttempt, isRightParty, isTouch, lastRightParty, lastTouch } from '@shared/domain/touch';
import { describe, expect, it } from 'vitest';
import { activity, TODAY, YESTERDAY } from './agenda-books';
import { context } from './rule-books';

const of = (kind: Activity['kind'], outcome: Activity['outcome'], internal = false) =>
  activity(TODAY, { kind, outcome, internal });

describe('touch', () => {
  it('a call that reached someone or left a message is a touch, a failed one is not', () => {
    const touches = CALL_OUTCOMES.filter((outcome) => isTouch(of('call', outcome)));
    expect(touches).toEqual(['reached', 'voicemail', 'promised', 'disputes', 'already_paid', 'refuses', 'call_back']);
  });

  it('a personal mail, letter, SMS and a visit that met someone are touches; what did not get through is none', () => {
    for (const kind of ['mail', 'letter', 'sms'] as const) {
      expect(isTouch(of(kind, 'sent'))).toBe(true);
      expect(isTouch(of(kind, null))).toBe(true);
      expect(isTouch(of(kind, 'failed'))).toBe(false);
    }
    expect(isTouch(of('visit', 'met'))).toBe(true);
    expect(isTouch(of('visit', 'failed'))).toBe(false);
    expect(isTouch(of('call', null))).toBe(false);
  });

  it('statements and batch mails, internal messages, notes and system entries are none', () => {
    expect(isTouch(of('mail', 'batch'))).toBe(false);
    expect(isTouch(of('mail', 'sent', true))).toBe(false);
    expect(isTouch(of('call', 'reached', true))).toBe(false);
    expect(isTouch(of('note', null))).toBe(false);
    expect(isTouch(of('note', 'reached'))).toBe(false);
    expect(isTouch(of('system', null))).toBe(false);
  });

  it('a reply received is no touch by us, no attempt, but the right party', () => {
    const reply = of('mail', 'reply');
    expect([isTouch(reply), isAttempt(reply), isRightParty(reply)]).toEqual([false, false, true]);
  });

  it('a failed attempt is an attempt all the same', () => {
    expect(isAttempt(of('call', 'no_answer'))).toBe(true);
    expect(isAttempt(of('call', 'wrong_number'))).toBe(true);
    expect(isAttempt(of('mail', 'failed'))).toBe(true);
    expect(isAttempt(of('mail', 'batch'))).toBe(false);
    expect(isAttempt(of('call', 'reached', true))).toBe(false);
  });

  it('the right party is whoever can speak for the debt: not a voicemail, not a letter sent', () => {
    const right = [...CALL_OUTCOMES, ...OTHER_OUTCOMES].filter((outcome) => isRightParty(of('call', outcome)));
    expect(right).toEqual(['reached', 'promised', 'disputes', 'already_paid', 'refuses', 'call_back', 'reply', 'met']);
  });

  const any = fc.tuple(
    fc.constantFrom(...ACTIVITY_KINDS),
    fc.constantFrom(null, ...CALL_OUTCOMES, ...OTHER_OUTCOMES),
    fc.boolean(),
  );
  test.prop([any], { seed: 20261121, numRuns: 300 })(
    'every touch is an attempt, and no attempt is internal, a note or a system entry',
    ([kind, outcome, internal]) => {
      const one = of(kind, outcome, internal);
      expect(isTouch(one) && !isAttempt(one)).toBe(false);
      expect(isAttempt(one) && (internal || kind === 'note' || kind === 'system')).toBe(false);
    },
  );
});

describe('the last of them', () => {
  const early = activity('2026-11-02', { outcome: 'reached' });
  const late = activity(YESTERDAY, { outcome: 'voicemail' });
  const reply = activity(YESTERDAY, { kind: 'mail', outcome: 'reply' });
  const future = activity('2026-11-30', { outcome: 'reached' });
  const all = [future, late, reply, early];

  it('is found by business date up to the as-of date, in whatever order they are given', () => {
    expect(lastTouch(all, TODAY)).toBe(late);
    expect(lastRightParty(all, TODAY)).toBe(reply);
    expect(lastTouch(all, '2026-11-16')).toBe(early);
    expect(lastTouch(all, '2026-11-01')).toBeNull();
  });

  it('is the one recorded later on the same day', () => {
    const morning = activity(TODAY, { recordedAt: `${TODAY}T08:00:00.000Z` });
    const noon = activity(TODAY, { recordedAt: `${TODAY}T12:00:00.000Z` });
    expect(lastTouch([noon, morning], TODAY)).toBe(noon);
  });
});

describe('a failed call', () => {
  const ctx = context(TODAY);
  const failed = (at: string) => activity(TODAY, { outcome: 'no_answer', recordedAt: `${TODAY}T${at}:00.000Z` });

  it('comes back after two hours', () => {
    expect(failedCallReturn([failed('10:05')], ctx)).toEqual({
      onSameDayAfter: `${TODAY}T12:05:00.000Z`,
      nextOn: '2026-11-19',
    });
  });

  it('is tried twice a day at most, then the next business day', () => {
    const twice = [failed('10:05'), failed('12:30')];
    expect(failedCallReturn(twice, ctx)).toEqual({ onSameDayAfter: null, nextOn: '2026-11-19' });
    const friday = context('2026-11-20');
    const onFriday = activity('2026-11-20', { outcome: 'no_answer' });
    expect(failedCallReturn([onFriday], friday)?.nextOn).toBe('2026-11-23');
  });

  it('does not come back when somebody was reached after it, or when it was another day', () => {
    const reached = activity(TODAY, { recordedAt: `${TODAY}T11:00:00.000Z` });
    expect(failedCallReturn([failed('10:05'), reached], ctx)).toBeNull();
    expect(failedCallReturn([activity(YESTERDAY, { outcome: 'no_answer' })], ctx)).toBeNull();
  });

  it('comes back also after a mail of the same day', () => {
    const mail = activity(TODAY, { kind: 'mail', outcome: 'sent', recordedAt: `${TODAY}T09:00:00.000Z` });
    expect(failedCallReturn([mail, failed('10:05')], ctx)?.onSameDayAfter).not.toBeNull();
  });

  it('does not come back the same day after a message was left', () => {
    const message = activity(TODAY, { outcome: 'voicemail', recordedAt: `${TODAY}T09:00:00.000Z` });
    expect(failedCallReturn([message, failed('10:05')], ctx)?.onSameDayAfter).toBeNull();
  });
});
