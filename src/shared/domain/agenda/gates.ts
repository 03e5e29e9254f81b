import { businessDaysBetween, nextBusinessDay } from '../calendar';
import { chaseFrom, holdActive } from '../collectable';
import type { RuleContext } from '../context';
import type { CurrencyCode, Customer, IsoDate, Minor, Money, Reason } from '../model';
import { currencyExponent, formatMoney } from '../money';
import { DAYS_TO_SEE_PAYMENT } from '../outcomes';
import { isFailedCall } from '../touch';
import { dayWords, OUTCOME_WORDS } from '../words';
import { expectedBy, usualDaysLate } from './expected';
import type { Facts } from './facts';
import { overdueOf, sumsOf } from './facts';
import { followUpInForce, latestMoment } from './moments';

/** Business days between two touches. Source: rules "Agenda"; rules: Sources S1. */
const DAYS_BETWEEN_TOUCHES = 2;

/**
 * Whether this person works the customer on that day: the one who covers it, else its assignee; a customer without an assignee is
 * nobody's and therefore everybody's. Null stands for everybody. Source: rules "Gates", hard.
 */
export function isWorkedBy(customer: Customer, userId: string | null, asOf: IsoDate): boolean {
  const holder = holderOn(customer, asOf);
  return userId === null || holder === null || holder === userId;
}

/** User id of who works the customer on that day, a cover before the assignee; null for nobody's. */
export function holderOn(customer: Customer, asOf: IsoDate): string | null {
  return coverOn(customer, asOf)?.by ?? customer.assignee;
}

function coverOn({ cover = null }: Customer, asOf: IsoDate): Customer['cover'] {
  return cover !== null && asOf <= cover.until ? cover : null;
}

/**
 * Why nobody may call this customer today, whatever happened; null when calling is allowed. Source: rules "Gates", hard.
 * @param userId whose list is made; null makes everybody's.
 */
export function hardGate(customer: Customer, userId: string | null, asOf: IsoDate): Reason | null {
  if (!isWorkedBy(customer, userId, asOf)) {
    const cover = customer.assignee === userId ? coverOn(customer, asOf) : null;
    return {
      code: 'not_mine',
      text: cover ? `a colleague covers it until ${dayWords(cover.until, asOf)}` : 'a colleague has this customer',
    };
  }
  switch (customer.standing) {
    case 'do_not_contact':
      return { code: 'do_not_contact', text: 'do not contact' };
    case 'proceedings':
      return { code: 'proceedings', text: 'in insolvency proceedings: file the claim, no dunning' };
    case 'litigation':
      return { code: 'litigation', text: 'in litigation' };
    case 'agency':
      return { code: 'agency', text: 'with the collection agency' };
    case 'normal':
      return null;
  }
}

/** Why this customer rests today, in the order of the gates; null when it belongs on the list. Source: rules "Gates", soft. */
export function softGate(facts: Facts, ctx: RuleContext): Reason | null {
  return (
    nothingChaseable(facts, ctx) ??
    underMinimum(facts.collectable, ctx) ??
    snoozed(facts.book.customer, ctx.asOf) ??
    recentContact(facts, ctx) ??
    claimedPaid(facts, ctx) ??
    followUpLater(facts, ctx) ??
    expectedLater(facts, ctx)
  );
}

/** Says which of hold, promise, dispute or credit keeps everything back; null when something can be asked for. */
export function nothingChaseable(facts: Facts, ctx: RuleContext): Reason | null {
  if (facts.collectable.length > 0) return null;
  const { customer } = facts.book;
  if (holdActive(customer, ctx.asOf)) return { code: 'on_hold', text: onHoldWords(customer, ctx.asOf) };
  const overdue = overdueOf(facts);
  if (overdue.length === 0) return { code: 'nothing_overdue', text: nothingOverdueWords(facts, ctx.asOf) };
  if (facts.chaseable.length > 0) return { code: 'covered', text: 'credits cover what is overdue: match cash' };

  const promised = overdue.some((item) => item.promisedMinor > 0);
  const disputed = overdue.some((item) => item.disputedMinor > 0);
  if (promised && disputed) return { code: 'promised', text: `${promisedWords(facts, ctx.asOf)}, the rest disputed` };
  if (promised) return { code: 'promised', text: promisedWords(facts, ctx.asOf) };
  if (disputed) {
    const sums = sumsOf(overdue, (standing) => standing.disputedMinor);
    return { code: 'disputed', text: `disputed: ${amountWords(sums)}` };
  }
  const from = firstChaseFrom(facts, ctx);
  if (from !== null) return { code: 'not_yet', text: `just overdue: to be chased from ${dayWords(from, ctx.asOf)}` };
  return { code: 'covered', text: 'money received covers what is overdue: match cash' };
}

function onHoldWords({ hold }: Customer, asOf: IsoDate): string {
  const until = hold?.until ? ` until ${dayWords(hold.until, asOf)}` : ' without an end';
  return hold?.reason ? `on hold${until}: ${hold.reason}` : `on hold${until}`;
}

function nothingOverdueWords(facts: Facts, asOf: IsoDate): string {
  let next: number | null = null;
  let due: IsoDate | null = null;
  for (const { item, openMinor: open, daysPastDue: days } of facts.standings) {
    if (open <= 0 || days === null || (next !== null && days <= next)) continue;
    next = days;
    due = item.dueOn;
  }
  return due === null ? 'nothing overdue' : `nothing overdue: next due ${dayWords(due, asOf)}`;
}

function promisedWords(facts: Facts, asOf: IsoDate): string {
  const promises = new Map(facts.book.commitments.map((commitment) => [commitment.id, commitment]));
  let text = '';
  let last: IsoDate | null = null;
  for (const result of facts.results) {
    const promise = promises.get(result.id);
    if (!result.pauses || !promise || (last !== null && promise.promisedFor <= last)) continue;
    last = promise.promisedFor;
    const rest = formatMoney({ currency: promise.currency, minor: result.outstandingMinor });
    text = result.waitingForFile
      ? `promised: ${rest} for ${dayWords(last, asOf)}, no newer list yet`
      : `promised until ${dayWords(last, asOf)}: ${rest}`;
  }
  return text;
}

function firstChaseFrom(facts: Facts, ctx: RuleContext): IsoDate | null {
  let first: IsoDate | null = null;
  for (const { item } of overdueOf(facts)) {
    const from = chaseFrom(item, ctx);
    if (from !== null && from > ctx.asOf && (first === null || from < first)) first = from;
  }
  return first;
}

function amountWords(sums: ReadonlyMap<CurrencyCode, Minor>): string {
  return [...sums]
    .filter(([, minor]) => minor > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => formatMoney({ currency, minor }))
    .join(' and ');
}

/** Under the minimum amount in every currency; the setting counts whole units of each. */
export function underMinimum(amounts: readonly Money[], ctx: RuleContext): Reason | null {
  const { minimumAmount } = ctx.settings;
  const enough = amounts.some(({ currency, minor }) => minor >= minimumAmount * 10 ** currencyExponent(currency));
  if (minimumAmount <= 0 || enough) return null;
  return { code: 'minimum_amount', text: `under the minimum amount of ${minimumAmount}` };
}

/** Whether the snooze is running: back on its `until`. */
export function snoozeActive({ snooze }: Customer, asOf: IsoDate): boolean {
  return snooze !== null && snooze.from <= asOf && asOf < snooze.until;
}

/** Says until when the customer is snoozed; null when it is not. */
export function snoozed(customer: Customer, asOf: IsoDate): Reason | null {
  if (customer.snooze === null || !snoozeActive(customer, asOf)) return null;
  const { until, reason } = customer.snooze;
  const text = `snoozed until ${dayWords(until, asOf)}`;
  return { code: 'snoozed', text: reason ? `${text}: ${reason}` : text };
}

/**
 * Touched less than 2 business days ago, unless the follow-up then agreed has come: the date given beats the rhythm. A failed
 * call is no touch; it only waits for its next business day.
 */
function recentContact(facts: Facts, ctx: RuleContext): Reason | null {
  const { asOf, calendar } = ctx;
  const attempt = latestMoment(facts.moments, (moment) => moment.attempt);
  if (attempt?.activity && isFailedCall(attempt.activity)) {
    const nextOn = nextBusinessDay(calendar, attempt.on);
    if (asOf < nextOn) return { code: 'no_answer', text: `called, no answer: again ${dayWords(nextOn, asOf)}` };
  }
  const touch = latestMoment(facts.moments, (moment) => moment.touch);
  if (touch === null || businessDaysBetween(calendar, touch.on, asOf) >= DAYS_BETWEEN_TOUCHES) return null;
  if (agreedDayHasCome(facts, asOf, touch.on)) return null;
  const outcome = touch.activity === null ? 'promised' : (touch.activity.outcome ?? 'sent');
  return { code: 'touched', text: `touched ${dayWords(touch.on, asOf)}: ${OUTCOME_WORDS[outcome]}` };
}

/** A follow-up recorded on or after `since` is due: the day somebody chose beats rhythm and habit. */
function agreedDayHasCome(facts: Facts, asOf: IsoDate, since: IsoDate): boolean {
  const followUp = followUpInForce(facts.moments);
  return followUp !== null && followUp.on <= asOf && followUp.by.on >= since;
}

/** The follow-up recorded last is the customer's next date. */
function followUpLater(facts: Facts, ctx: RuleContext): Reason | null {
  const followUp = followUpInForce(facts.moments);
  if (followUp === null || followUp.on <= ctx.asOf) return null;
  return { code: 'follow_up', text: `follow-up ${dayWords(followUp.on, ctx.asOf)}` };
}

/** A claimed payment is off the chase until 3 business days after it and a newer file. Source: rules "Outcomes". */
function claimedPaid(facts: Facts, ctx: RuleContext): Reason | null {
  const last = latestMoment(facts.moments, (moment) => moment.touch || moment.rightParty);
  if (last?.activity?.outcome !== 'already_paid') return null;
  const claimed = dayWords(last.on, ctx.asOf);
  if (businessDaysBetween(ctx.calendar, last.on, ctx.asOf) < DAYS_TO_SEE_PAYMENT) {
    return { code: 'claimed_paid', text: `says it is already paid (${claimed}): must show within 3 business days` };
  }
  const newer = (ctx.listDates.get(facts.book.customer.source)?.at(-1) ?? '') > last.on;
  return newer ? null : { code: 'claimed_paid', text: `says it is already paid (${claimed}): no newer list yet` };
}

/** Everything chaseable is usually paid by a later day. Not for those whose lateness means more than a habit. */
function expectedLater(facts: Facts, ctx: RuleContext): Reason | null {
  const { payerType } = facts.book.customer;
  if (payerType === 'bad' || payerType === 'insolvent') return null;
  if (facts.oldestDueOn !== null && agreedDayHasCome(facts, ctx.asOf, facts.oldestDueOn)) return null;
  const usual = usualDaysLate(facts.book.items, ctx.asOf);
  if (usual === null || facts.score().score === 'Risk') return null;
  const dues = facts.chaseable.flatMap(({ item }) => item.dueOn ?? []);
  const on = expectedBy(dues, usual, ctx.asOf);
  if (on === null) return null;
  return { code: 'expected', text: `expected by ${dayWords(on, ctx.asOf)}: usually ${lateWords(usual)}` };
}

function lateWords(days: number): string {
  if (days === 0) return 'paid on the due date';
  return days < 0
    ? `paid ${-days} days before it is due`
    : `paid ${days === 1 ? 'a day' : `${days} days`} after the due date`;
}
