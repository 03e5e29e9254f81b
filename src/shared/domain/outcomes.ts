import { addBusinessDays, nextBusinessDay } from './calendar';
import type { RuleContext } from './context';
import type { IsoDate, Outcome, Reason } from './model';
import { CALLS_A_DAY } from './touch';
import { counted, dayWords } from './words';

/** Business days until our answer to a dispute is asked for when no answer date is given (rules: Sources, price and delivery questions). */
const DAYS_TO_ANSWER = 5;
/** Business days after which a claimed payment must have shown. Source: rules "Outcomes". */
export const DAYS_TO_SEE_PAYMENT = 3;

export interface FollowUp {
  /** The proposed day, or null where none can be proposed. */
  on: IsoDate | null;
  /** Local hour `HH:MM`, or null for all day. */
  at: string | null;
  why: Reason;
}

/**
 * The follow-up an outcome proposes, counted from the as-of date in business days of the portfolio's calendar.
 * `commitmentFirstBreakable` is the first day the promise just taken can be broken (null: none was recorded), `answerOn` the
 * day our answer to the dispute is due (null: 5 business days), `callsToday` how often they were called that day before. Source: rules "Outcomes"; the numbers of days are settings.
 */
export function proposeFollowUp(
  outcome: Outcome,
  ctx: RuleContext,
  commitmentFirstBreakable: IsoDate | null,
  answerOn: IsoDate | null,
  callsToday = 0,
): FollowUp {
  const { followUpDays } = ctx.settings;
  const inDays = (days: number): IsoDate => addBusinessDays(ctx.calendar, ctx.asOf, days);
  const say = (on: IsoDate | null, text: string): FollowUp => ({ on, at: null, why: { code: outcome, text } });
  const wait = (days: number, text: string): FollowUp => say(inDays(days), `${text}: ${counted(days, 'business day')}`);

  switch (outcome) {
    case 'reached':
    case 'met':
      return wait(followUpDays.reached, 'time to act on what was said');
    case 'sent':
      return wait(followUpDays.reached, 'time to answer in writing');
    case 'voicemail':
      return wait(followUpDays.voicemail, 'time to call us back');
    case 'refuses':
      return wait(followUpDays.refuses, 'a no is not the end: ask again soon');
    case 'no_answer':
      return callsToday < CALLS_A_DAY - 1
        ? say(ctx.asOf, 'again today after two hours, twice a day at most')
        : say(nextBusinessDay(ctx.calendar, ctx.asOf), 'called twice today: the next business day');
    case 'promised':
      return commitmentFirstBreakable === null
        ? wait(followUpDays.reached, 'no date was taken down')
        : say(commitmentFirstBreakable, 'the first day the promise can be broken');
    case 'disputes':
      return answerOn === null
        ? wait(DAYS_TO_ANSWER, 'no answer date was given')
        : say(answerOn, `our answer is due ${dayWords(answerOn, ctx.asOf)}`);
    case 'already_paid':
      return wait(DAYS_TO_SEE_PAYMENT, 'the payment must show in a newer list by then');
    case 'failed':
      return say(nextBusinessDay(ctx.calendar, ctx.asOf), 'it did not get through: try another way');
    case 'reply':
      return say(ctx.asOf, 'they answered: act on it today');
    case 'wrong_number':
      return say(null, 'find a contact first');
    case 'call_back':
      return say(null, 'ask for the day and hour');
    case 'batch':
      return say(null, 'a statement asks for no answer');
  }
}
