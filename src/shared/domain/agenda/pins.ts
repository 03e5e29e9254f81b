import { chaseFrom } from '../collectable';
import { itemsByRef, refKey } from '../commitments/item-ref';
import type { RuleContext } from '../context';
import { knownOn } from '../context';
import type { IsoDate, Minor, Money } from '../model';
import { formatMoney, sumByCurrency } from '../money';
import { openMinor } from '../open-amount';
import type { PinKind } from '../results';
import { PIN_KINDS } from '../results';
import { dayWords } from '../words';
import type { Facts } from './facts';
import { snoozeActive, underMinimum } from './gates';
import type { Moment } from './moments';
import { latestMoment } from './moments';

/** A dated event that puts the customer on top, not yet spent by a contact attempt. */
export interface PinEvent {
  kind: PinKind;
  /** Its day; for a call-back the day asked for. */
  on: IsoDate;
  /** Local hour `HH:MM` of a call-back, or null. */
  at: string | null;
  /** The day it was known: a snooze yields only to what is later than its `from`. */
  raisedOn: IsoDate;
  /** Amounts at stake; the agenda compares the best of the currencies. */
  stake: readonly Money[];
  text: string;
}

/**
 * The pin of a customer: the first kind with an unspent event, in the order call-back, returned or answered, broken promise,
 * New never reached. None under the minimum amount but call-backs, none without anything open but call-backs, none older
 * than a running snooze. Source: rules "Pins".
 */
export function pinOf(facts: Facts, ctx: RuleContext): PinEvent | null {
  for (const kind of PIN_KINDS) {
    const pin = EVENTS[kind](facts, ctx);
    if (pin !== null && isAllowed(pin, facts, ctx)) return pin;
  }
  return null;
}

/** Whether an event may pin this customer at all. */
export function isAllowed(pin: PinEvent, facts: Facts, ctx: RuleContext): boolean {
  const { snooze } = facts.book.customer;
  if (snooze !== null && snoozeActive(facts.book.customer, ctx.asOf) && pin.raisedOn <= snooze.from) return false;
  if (pin.kind === 'call_back') return true;
  return facts.standings.length > 0 && underMinimum([...pin.stake, ...facts.collectable], ctx) === null;
}

const EVENTS: Record<PinKind, (facts: Facts, ctx: RuleContext) => PinEvent | null> = {
  call_back: callBackDue,
  returned_or_answered: (facts, ctx) => latestOf(returned(facts, ctx), answered(facts, ctx)),
  broken_promise: brokenPromise,
  new_never_reached: newNeverReached,
};

/**
 * The call-back asked for last, once its day has come. Spent by any attempt on or after that day, and by an earlier
 * conversation after it was asked for, which settled anew when to speak.
 */
function callBackDue(facts: Facts, ctx: RuleContext): PinEvent | null {
  const pending = pendingCallBack(facts.moments);
  if (pending === null || pending.due > ctx.asOf) return null;
  const when = [pending.due === ctx.asOf ? null : `since ${dayWords(pending.due, ctx.asOf)}`, pending.at].filter(
    Boolean,
  );
  const who = pending.contactName === null ? '' : ` · ${pending.contactName}`;
  return {
    kind: 'call_back',
    on: pending.due,
    at: pending.at,
    raisedOn: pending.moment.on,
    stake: owed(facts),
    text: `Call back ${when.join(' ') || 'today'}${who}`,
  };
}

/** The call-back that waits to be kept, due or not; moments in order. */
export function pendingCallBack(
  moments: readonly Moment[],
): { moment: Moment; due: IsoDate; at: string | null; contactName: string | null } | null {
  let pending: ReturnType<typeof pendingCallBack> = null;
  for (const moment of moments) {
    const { activity } = moment;
    if (moment.attempt && pending !== null && (moment.on >= pending.due || moment.rightParty)) pending = null;
    if (moment.attempt && activity?.outcome === 'call_back' && activity.followUpOn !== null) {
      pending = { moment, due: activity.followUpOn, at: activity.followUpAt, contactName: activity.contactName };
    }
  }
  return pending;
}

/** A payment was taken back: what was paid is open again. */
function returned(facts: Facts, ctx: RuleContext): PinEvent | null {
  const spentOn = latestMoment(facts.moments, (moment) => moment.attempt)?.on ?? '';
  const stake: Money[] = [];
  let on: IsoDate | null = null;
  for (const { item, openMinor: open } of facts.standings) {
    if (open <= 0) continue;
    let back: Minor = 0;
    for (const settlement of item.settlements) {
      if (settlement.kind !== 'reversal' || settlement.minor >= 0) continue;
      const known = knownOn(ctx, facts.book.customer.source, settlement.on);
      if (settlement.on > ctx.asOf || known <= spentOn) continue;
      back -= settlement.minor;
      if (on === null || known > on) on = known;
    }
    if (back > 0) stake.push({ currency: item.currency, minor: Math.min(back, open) });
  }
  if (on === null) return null;
  const sums = sumByCurrency(stake);
  const text = `Payment returned ${dayWords(on, ctx.asOf)} · ${amounts(sums)} open again`;
  return { kind: 'returned_or_answered', on, at: null, raisedOn: on, stake: sums, text };
}

function answered(facts: Facts, ctx: RuleContext): PinEvent | null {
  const reply = unansweredReply(facts.moments);
  return reply && answerPin(reply, facts, ctx);
}

/** The customer wrote or called, and nobody got back to them. An answer taken down as a promise has been dealt with. */
export function unansweredReply(moments: readonly Moment[]): Moment | null {
  const last = latestMoment(moments, (moment) => moment.attempt || moment.reply);
  return last?.reply && last.activity?.commitmentId === null ? last : null;
}

/** The pin an answer raises. */
export function answerPin(reply: Moment, facts: Facts, ctx: RuleContext): PinEvent {
  const who = reply.activity?.contactName ?? 'the customer';
  const text = `${who} answered ${reply.on === ctx.asOf ? 'today' : dayWords(reply.on, ctx.asOf)}`;
  return { kind: 'returned_or_answered', on: reply.on, at: null, raisedOn: reply.on, stake: owed(facts), text };
}

/** The promise broken or kept in part last, while something of it is still open. */
function brokenPromise(facts: Facts, ctx: RuleContext): PinEvent | null {
  const spentOn = latestMoment(facts.moments, (moment) => moment.attempt)?.on ?? '';
  const { source } = facts.book.customer;
  const broken = facts.results.filter(
    ({ state, stateOn, countsAsBroken }) =>
      stateOn !== null &&
      knownOn(ctx, source, stateOn) > spentOn &&
      (state === 'broken' || state === 'partially_kept' || countsAsBroken),
  );
  if (broken.length === 0) return null;
  const byRef = itemsByRef(facts.book.items);
  const promises = new Map(facts.book.commitments.map((commitment) => [commitment.id, commitment]));
  const stake: Money[] = [];
  let on: IsoDate | null = null;
  let text = '';
  for (const result of broken) {
    const promise = promises.get(result.id);
    if (promise === undefined || result.stateOn === null) continue;
    let open: Minor = 0;
    for (const ref of promise.items) {
      const item = byRef.get(refKey(ref));
      if (item !== undefined) open += Math.max(0, openMinor(item, ctx.asOf));
    }
    const missing = Math.min(result.promisedMinor - result.paidMinor, open);
    if (missing <= 0) continue;
    stake.push({ currency: promise.currency, minor: missing });
    const known = knownOn(ctx, source, result.stateOn);
    if (on !== null && known <= on) continue;
    on = known;
    const what = result.state === 'partially_kept' ? 'kept in part' : 'broken';
    const amount = formatMoney({ currency: promise.currency, minor: result.promisedMinor });
    text = `Promise ${what} · ${amount} for ${dayWords(promise.promisedFor, ctx.asOf)}`;
  }
  return on === null ? null : { kind: 'broken_promise', on, at: null, raisedOn: on, stake: sumByCurrency(stake), text };
}

/** A customer without payment history is overdue and nobody ever got through; since the day the first item could be chased. */
function newNeverReached(facts: Facts, ctx: RuleContext): PinEvent | null {
  if (facts.collectable.length === 0 || facts.moments.some((moment) => moment.rightParty)) return null;
  let on: IsoDate | null = null;
  for (const { item } of facts.chaseable) {
    const from = chaseFrom(item, ctx);
    if (from === null) continue;
    const first = from > item.knownFrom ? from : item.knownFrom;
    if (on === null || first < on) on = first;
  }
  const spentOn = latestMoment(facts.moments, (moment) => moment.attempt)?.on ?? '';
  if (on === null || on <= spentOn || facts.score().score !== 'New') return null;
  const text = 'New, overdue, nobody reached yet';
  return { kind: 'new_never_reached', on, at: null, raisedOn: on, stake: facts.collectable, text };
}

/** The later of two; the first when both are of the same day. */
function latestOf(a: PinEvent | null, b: PinEvent | null): PinEvent | null {
  return a === null || (b !== null && b.on > a.on) ? b : a;
}

/** What they owe: open invoices, overdue ones alone where there are any. */
function owed(facts: Facts): Money[] {
  const invoices = facts.standings.filter((standing) => standing.openMinor > 0);
  const overdue = invoices.filter((standing) => (standing.daysPastDue ?? 0) > 0);
  return sumByCurrency(
    (overdue.length > 0 ? overdue : invoices).map(({ item, openMinor: minor }) => ({ currency: item.currency, minor })),
  );
}

function amounts(sums: readonly Money[]): string {
  return sums.map((money) => formatMoney(money)).join(' and ');
}
