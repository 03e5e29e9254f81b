import { holdActive } from '../collectable';
import type { RuleContext } from '../context';
import type { Commitment, CustomerBook, IsoDate, IsoMoment, Reason } from '../model';
import { formatMoney } from '../money';
import { failedCallReturn, isFailedCall } from '../touch';
import { dayWords, OUTCOME_WORDS } from '../words';
import type { Facts } from './facts';
import { nothingChaseable, snoozed } from './gates';
import type { Moment } from './moments';
import { followUpInForce, latestMoment } from './moments';
import type { Notes } from './notes';
import type { PinEvent } from './pins';
import { answerPin, isAllowed, pendingCallBack } from './pins';

/** What time it is where the list is worked. Nothing but the hours of the day itself depends on it. */
export interface Clock {
  /** Null: failed calls of the day stay away until tomorrow. */
  now: IsoMoment | null;
  /** Local `HH:MM`. Null: every call-back of the day is due. */
  nowLocalTime: string | null;
}

/** What the day's own records did to a customer: they only take it off the list or pin it. */
export interface DayEffect {
  facts: Facts;
  /** Why it left the list; null when it stays, or is back. */
  gone: Reason | null;
  /** A failed call has come back after its two hours. */
  back: boolean;
  /** Raised today and due now. */
  pin: PinEvent | null;
  /** The first record of the day that pinned it, spent or not: the order in which those come who were not on the list. */
  arrival: Moment | null;
}

/** Whether the hour of a call-back has come. */
export function hourCome(at: string | null, clock: Clock): boolean {
  return at === null || clock.nowLocalTime === null || at <= clock.nowLocalTime;
}

/** What the as-of day's records did to this customer, or null when there are none. Source: rules "Agenda", the morning freeze. */
export function dayEffect(book: CustomerBook, ctx: RuleContext, clock: Clock, notes: Notes): DayEffect | null {
  if (!hasRecordsOf(book, ctx.asOf)) return null;
  const facts = notes.factsOf(book);
  const today = facts.moments.filter((moment) => moment.on === ctx.asOf);
  const callBack = callBackOfToday(facts, ctx);
  const waiting = callBack !== null && !hourCome(callBack.at, clock) ? callBack : null;
  const answer = answerOfToday(today, facts, ctx);
  const pin =
    [waiting === null ? callBack : null, answer].find((one) => one !== null && isAllowed(one, facts, ctx)) ?? null;
  const back = pin === null && hasComeBack(today, facts, ctx, clock);
  const gone = pin !== null || back ? null : goneBecause(today, waiting, facts, ctx, clock);
  return {
    facts,
    gone,
    back,
    pin,
    arrival: today.find((moment) => pins(moment, ctx.asOf) && mayArrive(moment, facts, ctx)) ?? null,
  };
}

function hasRecordsOf({ customer, activities, commitments, disputes }: CustomerBook, asOf: IsoDate): boolean {
  return (
    customer.snooze?.from === asOf ||
    customer.hold?.from === asOf ||
    activities.some(({ on }) => on === asOf) ||
    commitments.some(({ madeOn }) => madeOn === asOf) ||
    disputes.some(({ openedOn }) => openedOn === asOf)
  );
}

function pins({ reply, attempt, activity }: Moment, asOf: IsoDate): boolean {
  if (reply) return activity?.commitmentId === null;
  return attempt && activity?.outcome === 'call_back' && activity.followUpOn === asOf;
}

/** Whether the event could bring the customer onto the list; a snooze of the same day comes after it and takes nothing back. */
function mayArrive(moment: Moment, facts: Facts, ctx: RuleContext): boolean {
  const { customer } = facts.book;
  const snooze = customer.snooze?.from === ctx.asOf ? null : customer.snooze;
  const awake = { ...facts, book: { ...facts.book, customer: { ...customer, snooze } } };
  return !moment.reply || isAllowed(answerPin(moment, awake, ctx), awake, ctx);
}

/** A call-back asked for today, for today. */
function callBackOfToday(facts: Facts, { asOf }: RuleContext): PinEvent | null {
  const pending = pendingCallBack(facts.moments);
  if (pending?.moment.on !== asOf || pending.due > asOf) return null;
  const text = `call-back asked for today${pending.at === null ? '' : ` at ${pending.at}`}`;
  return { kind: 'call_back', on: asOf, at: pending.at, raisedOn: asOf, stake: facts.collectable, text };
}

function answerOfToday(today: readonly Moment[], facts: Facts, ctx: RuleContext): PinEvent | null {
  const last = latestMoment(today, (moment) => moment.attempt || moment.reply);
  return last?.reply && pins(last, ctx.asOf) ? answerPin(last, facts, ctx) : null;
}

/** Two hours after a failed call, while nothing else of the day holds it back. */
function hasComeBack(today: readonly Moment[], facts: Facts, ctx: RuleContext, { now }: Clock): boolean {
  const after = failedCallReturn(activitiesOf(today), ctx)?.onSameDayAfter ?? null;
  if (after === null || now === null || Date.parse(now) < Date.parse(after)) return false;
  return otherReason(facts, ctx) === null;
}

function goneBecause(
  today: readonly Moment[],
  waiting: PinEvent | null,
  facts: Facts,
  ctx: RuleContext,
  clock: Clock,
): Reason | null {
  if (waiting !== null) return { code: 'call_back', text: `asked for a call-back: again at ${waiting.at}` };
  const promise = promiseOfToday(facts.book, ctx.asOf);
  const attempt = latestMoment(today, (moment) => moment.attempt);
  if (promise !== null && (attempt === null || !isLater(attempt, promise))) return promiseReason(promise, ctx.asOf);
  return attempt === null ? otherReason(facts, ctx) : attemptReason(attempt, today, facts, ctx, clock);
}

/** The promise recorded last today; of a plan its first instalment. */
function promiseOfToday({ commitments }: CustomerBook, asOf: IsoDate): Commitment | null {
  let last: Commitment | null = null;
  for (const promise of commitments) {
    if (promise.madeOn !== asOf) continue;
    const newer = last === null || promise.recordedAt > last.recordedAt;
    if (newer || (promise.recordedAt === last?.recordedAt && promise.promisedFor < last.promisedFor)) last = promise;
  }
  return last;
}

/** Whether the attempt came after the promise and is not the conversation that brought it. */
function isLater({ recordedAt, activity }: Moment, promise: Commitment): boolean {
  return activity !== null && activity.commitmentId !== promise.id && recordedAt > promise.recordedAt;
}

function promiseReason({ currency, minor, promisedFor }: Commitment, asOf: IsoDate): Reason {
  return { code: 'promised', text: `promise ${formatMoney({ currency, minor })} for ${dayWords(promisedFor, asOf)}` };
}

function attemptReason(
  { activity }: Moment,
  today: readonly Moment[],
  facts: Facts,
  ctx: RuleContext,
  clock: Clock,
): Reason | null {
  if (activity === null) return null;
  if (isFailedCall(activity)) {
    const text = `called, no answer: again ${againWords(activitiesOf(today), ctx, clock)}`;
    return { code: 'no_answer', text };
  }
  const followUp = followUpInForce(facts.moments);
  const again = followUp !== null && followUp.on > ctx.asOf ? `: again ${dayWords(followUp.on, ctx.asOf)}` : '';
  if (activity.outcome === null && activity.kind === 'call') return { code: 'called', text: `called${again}` };
  const code = activity.outcome ?? 'sent';
  return { code, text: `${OUTCOME_WORDS[code]}${again}` };
}

function againWords(activities: Parameters<typeof failedCallReturn>[0], ctx: RuleContext, clock: Clock): string {
  const next = failedCallReturn(activities, ctx);
  if (next === null) return 'later';
  if (next.onSameDayAfter === null) return dayWords(next.nextOn, ctx.asOf);
  const local = localTime(next.onSameDayAfter, clock);
  return local === null ? 'in two hours' : `after ${local}`;
}

/** The local `HH:MM` of a moment, from the distance between the clock's two readings; null without both. */
function localTime(moment: IsoMoment, { now, nowLocalTime }: Clock): string | null {
  if (now === null || nowLocalTime === null) return null;
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const utc = (at: IsoMoment): number => minutes(new Date(Date.parse(at)).toISOString().slice(11, 16));
  const local = (utc(moment) + minutes(nowLocalTime) - utc(now) + 2 * 1440) % 1440;
  return `${String(Math.floor(local / 60)).padStart(2, '0')}:${String(local % 60).padStart(2, '0')}`;
}

/** Without a contact: a snooze, a hold, a follow-up noted, or a dispute that leaves nothing to ask for. */
function otherReason(facts: Facts, ctx: RuleContext): Reason | null {
  const { customer, disputes } = facts.book;
  if (customer.snooze?.from === ctx.asOf) return snoozed(customer, ctx.asOf);
  const held = customer.hold?.from === ctx.asOf && holdActive(customer, ctx.asOf);
  if (held || disputes.some(({ openedOn }) => openedOn === ctx.asOf)) {
    const reason = nothingChaseable(facts, ctx);
    if (reason !== null) return reason;
  }
  const followUp = followUpInForce(facts.moments);
  if (followUp === null || followUp.by.on !== ctx.asOf || followUp.on <= ctx.asOf) return null;
  return { code: 'follow_up', text: `follow-up ${dayWords(followUp.on, ctx.asOf)}` };
}

function activitiesOf(moments: readonly Moment[]) {
  return moments.flatMap((moment) => moment.activity ?? []);
}
