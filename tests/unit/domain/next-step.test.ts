import { standings } from '@shared/domain/collectable';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import type { Activity, CustomerBook, PayerType } from '@shared/domain/model';
import { PAYER_TYPES, STANDINGS } from '@shared/domain/model';
import { nextStep } from '@shared/domain/next-step';
import type { PinKind } from '@shared/domain/results';
import { scoreOf } from '@shared/domain/score';
import { describe, expect, it } from 'vitest';
import { activity, contact, customer, desk, newcomer, overdue, paidLate, TODAY, YESTERDAY } from './agenda-books';
import { bookOf, credit, dispute, invoice, payment, promise } from './rule-books';

function step(book: CustomerBook, pin: PinKind | null = null, lists: readonly string[] = [TODAY]) {
  const ctx = desk({}, lists);
  const commitments = judgeCommitments(book, ctx);
  return nextStep(book, ctx, {
    score: scoreOf(book, ctx),
    standings: standings(book, ctx, commitments),
    commitments,
    pin,
  });
}
const late = (days: number) => overdue('1', 500_000, days);
const paying = (daysLate: number, days: number) => bookOf([...paidLate(daysLate, daysLate, daysLate), late(days)]);
const voicemails = (...days: string[]): Activity[] => days.map((on) => activity(on, { outcome: 'voicemail' }));

describe('the next step by score', () => {
  it.each([
    [0, 'score_great', 'Ask whether anything is missing on the invoice, and thank them for paying well so far.'],
    [20, 'score_good', 'Call accounts payable; ask where approval stands and for a payment date in writing.'],
    [60, 'score_poor', 'Call accounts payable; settle receipt, PO and questions now, and get a date in writing.'],
    [120, 'score_risk', 'Escalate today: agree who of ours speaks to their finance head, and ask for a dated plan.'],
  ])('mean days late %i: %s', (daysLate, code, text) => {
    expect(step(paying(daysLate, 10))).toEqual({ code, text });
  });

  it('New: the right contact first', () => {
    expect(step(newcomer('C1', [late(10)])).code).toBe('score_new');
  });

  it('Poor and silent since a touch: bring in the account executive', () => {
    const book = { ...paying(60, 10), activities: voicemails('2026-11-16') };
    expect(step(book)).toEqual({
      code: 'bring_in',
      text: 'Silent since the last touch: bring in the account executive now, a short note often unlocks it.',
    });
    const named = { ...book, contacts: [contact('Ada', { role: 'customer_success', internal: true })] };
    expect(step(named).text).toContain('bring in Ada now');
  });

  it('usually Great, lately much later: ask what has changed', () => {
    const recent = ['R1', 'R2', 'R3'].map((number) =>
      invoice(number, 10_000, { dueOn: '2026-06-01', settlements: [payment('2026-08-01', 10_000)] }),
    );
    const book = bookOf([...paidLate(...Array<number>(14).fill(0)), ...recent, late(61)]);
    expect(step(book).text).toBe(
      'Usually Great, lately 61 days late: ask what has changed, and for a date in writing.',
    );
  });
});

describe('the next step by payer type', () => {
  it('goes before the score', () => {
    const texts = PAYER_TYPES.map((payerType: PayerType) =>
      step(customer('C1', [late(10)], { customer: { payerType } })),
    );
    expect(texts.map(({ code }) => code)).toEqual(PAYER_TYPES.map((type) => `payer_${type}`));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(PAYER_TYPES.length);
    expect(texts[2]?.text).toBe('Ask for a part payment today, then a written schedule for the rest.');
  });
});

describe('the next step before the due date', () => {
  it('prepares: by payer type where it says something, else by score', () => {
    const of = (payerType: PayerType | null) => step(customer('C1', [late(-10)], { customer: { payerType } })).text;
    expect(of('automatic')).toBe('Send the statement before the due date; the direct debit does the rest.');
    expect(of('good')).toBe('Nothing to do: they pay on the day.');
    expect(of(null)).toBe('Ask before the due date whether it is in process.');
    expect(of('bad')).toBe(of(null));
    expect(step(newcomer('C1', [late(-10)])).text).toBe('Confirm contact, PO and papers before the due date.');
  });

  it('is nothing where nothing is open', () => {
    expect(step(customer('C1', []))).toEqual({ code: 'nothing', text: 'Nothing is open.' });
  });
});

describe('the next step by age and silence', () => {
  it('three touches without a right-party contact: beyond accounts payable, to the account executive by name', () => {
    const three = voicemails('2026-11-02', '2026-11-09', '2026-11-13');
    const executive = contact('Eve', { role: 'account_executive', internal: true });
    const book = customer('C1', [late(40)], { activities: three, contacts: [contact('Al'), executive] });
    expect(step(book)).toEqual({
      code: 'beyond_ap',
      text: '3 touches unanswered: go beyond accounts payable, ask Eve for another contact, try every second business day.',
    });
    expect(step({ ...book, activities: three.slice(1) }).code).toBe('score_good');
    const answered = [...three, activity('2026-11-16', { kind: 'mail', outcome: 'reply' })];
    expect(step({ ...book, activities: answered }).code).toBe('score_good');
    expect(step({ ...book, contacts: [] }).text).toContain('ask the account executive for');
  });

  it('90 days past due without a right-party contact in that time: the same', () => {
    expect(step(customer('C1', [late(90)])).text).toMatch(/^90 days late and nobody reached: go beyond/);
    expect(step(customer('C1', [late(89)])).code).toBe('score_good');
    expect(step(customer('C1', [late(120)], { activities: [activity('2026-08-20')] })).code).toBe('beyond_ap');
  });

  it('90 days past due and in contact: a conversation instead of another demand', () => {
    const book = customer('C1', [late(120)], { activities: [activity('2026-08-21')] });
    expect(step(book)).toEqual({
      code: 'conversation',
      text: 'Not another demand after 120 days: ask what stands in the way, offer a plan with a part payment now.',
    });
    const insolvent = { ...book, customer: { ...book.customer, payerType: 'insolvent' as const } };
    expect(step(insolvent).code).toBe('payer_insolvent');
  });
});

describe('the next step after a broken promise', () => {
  const broken = (paid: number, ...activities: Activity[]) => {
    const item = overdue('1', 500_000, 40, { settlements: paid > 0 ? [payment('2026-11-09', paid)] : [] });
    return customer('C1', [item], {
      commitments: [promise('p', 300_000, '2026-11-02', '2026-11-10', [[item, 500_000]], { contactName: 'Ms Otte' })],
      activities: [activity('2026-11-02', { outcome: 'promised', commitmentId: 'p' }), ...activities],
    });
  };

  it('is to ask the one who promised', () => {
    expect(step(broken(0))).toEqual({
      code: 'broken',
      text: 'Call Ms Otte: €3,000.00 promised for Tue 10 Nov did not come; ask why, and for a new date in writing.',
    });
  });

  it('thanks for the part kept', () => {
    expect(step(broken(100_000)).text).toBe(
      'Thank them for the part paid; ask for the missing €2,000.00 and its date in writing.',
    );
  });

  it('asks for more than another date the second time', () => {
    const item = overdue('1', 500_000, 60);
    const commitments = ['2026-10-05', '2026-10-19'].map((on, i) =>
      promise(`p${i}`, 300_000, on, ['2026-10-12', '2026-10-26'][i] ?? '', [[item, 500_000]]),
    );
    const book = customer('C1', [item], { commitments });
    expect(step(book, null, ['2026-10-16', '2026-11-02'])).toEqual({
      code: 'broken_again',
      text: 'Broken again: ask their finance head for a part payment today and a written plan for the rest.',
    });
  });

  it('is over once it was spoken of', () => {
    expect(step(broken(0, activity(YESTERDAY)), null, [TODAY]).code).toBe('broken');
    expect(step(broken(0, activity(YESTERDAY)), null, [YESTERDAY]).code).toBe('score_good');
  });
});

describe('the next step while nothing can be chased', () => {
  const promised = (some: Parameters<typeof promise>[5] = {}, day = '2026-11-26') => {
    const item = late(40);
    return customer('C1', [item], {
      commitments: [promise('p', 500_000, '2026-11-05', day, [[item, 500_000]], some)],
      activities: [activity('2026-11-05', { outcome: 'promised', commitmentId: 'p' })],
    });
  };

  it('promised orally: get it in writing; in writing: wait', () => {
    expect(step(promised()).text).toBe('Promised for Thu 26 Nov and still oral: send the written confirmation.');
    expect(step(promised({ written: { state: 'written', on: YESTERDAY, via: 'mail' } })).text).toBe(
      'Wait: promised in writing for Thu 26 Nov.',
    );
  });

  it('the window over and no newer file: import first', () => {
    expect(step(promised({}, '2026-11-10'), null, ['2026-11-11']).code).toBe('import_first');
  });

  it('disputed: our answer first, with its day', () => {
    const item = late(40);
    const of = (answerOn: string | null) =>
      step(customer('C1', [item], { disputes: [dispute('d', [item], '2026-11-02', { answerOn })] })).text;
    expect(of(null)).toBe('Get our answer to the dispute before asking for money again.');
    expect(of('2026-11-26')).toBe('Get our answer to the dispute, due Thu 26 Nov, before asking for money again.');
    expect(of(YESTERDAY)).toBe('Get our answer to the dispute, late since Tue 17 Nov, before asking for money again.');
  });

  it('on hold: when to look again', () => {
    const hold = (until: string | null) =>
      step(customer('C1', [late(40)], { customer: { hold: { from: '2026-11-02', until, reason: '' } } }));
    expect(hold('2026-11-30').text).toBe('On hold: look again after Mon 30 Nov.');
    expect(hold(null).text).toBe('On hold without an end: give it one.');
  });

  it('covered by unapplied money: match first', () => {
    const credits = (minor: number) => [late(40), credit('U', minor, '2026-11-02')];
    expect(step(customer('C1', credits(500_000)))).toEqual({
      code: 'match_cash',
      text: 'Match what they have paid before calling.',
    });
    expect(step(customer('C1', credits(499_999))).code).toBe('score_good');
  });

  it('paid in full while three touches were unanswered: nothing', () => {
    const paid = overdue('1', 100, 40, { settlements: [payment(YESTERDAY, 100)] });
    const activities = voicemails('2026-11-02', '2026-11-09', '2026-11-13');
    expect(step(customer('C1', [paid], { activities })).code).toBe('nothing');
  });

  it.each(STANDINGS.filter((standing) => standing !== 'normal'))(
    '%s: what the law or a colleague decided',
    (standing) => {
      expect(step(customer('C1', [late(40)], { customer: { standing } })).code).toBe(standing);
    },
  );
});

describe('the next step under a pin', () => {
  it('a call-back, an answer and a returned payment have their own', () => {
    expect(step(customer('C1', [late(40)]), 'call_back').code).toBe('call_back');
    expect(step(customer('C1', [late(40)]), 'returned_or_answered').code).toBe('returned');
    const answered = customer('C1', [late(40)], {
      activities: [activity(YESTERDAY, { kind: 'mail', outcome: 'reply' })],
    });
    expect(step(answered, 'returned_or_answered').code).toBe('answered');
    expect(step(newcomer('C1', [late(10)]), 'new_never_reached').code).toBe('score_new');
  });
});
