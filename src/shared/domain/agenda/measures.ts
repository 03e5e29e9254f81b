import { bucketOf } from '../aging';
import { brokenEvents } from '../commitments/broken-events';
import type { RuleContext } from '../context';
import { addDays, daysBetween } from '../dates';
import type { CurrencyCode, CustomerBook, IsoDate, Minor, Money, Score } from '../model';
import { isPaymentLike, openMinor, standingFalls } from '../open-amount';
import type { ScoreResult } from '../results';
import type { Facts } from './facts';
import { latestMoment } from './moments';

/** Broken promises count this long, in days. Source: rules "Points". */
export const BROKEN_SINCE_DAYS = 180;
/** From this use of the credit limit on, in percent, it is nearly spent. Source: rules "Points". */
export const HIGH_CREDIT_USE = 90;
/** An item that crosses a bucket edge within so many days is about to get worse. Source: rules "Points". */
export const EDGE_WITHIN_DAYS = 5;

/** The numbers the points are made of. */
export interface Measures {
  /** The collectable amount with the highest share of its currency's A, or null when nothing is collectable. */
  best: Money | null;
  /** The A of that currency, minor units; 0 without one. */
  amountA: Minor;
  /** Amount-weighted days past due of that currency's chaseable parts, half-up; null without any. */
  weightedDays: number | null;
  /** Days past due of the oldest chaseable item of any currency; null without any. */
  oldestDays: number | null;
  /** The worse of score and lately; Risk for New, overdue. */
  score: Score;
  broken: number;
  partial: number;
  /** Days since the latest of right-party contact or reply, receipt, oldest chaseable due date; null when there is none of them. */
  silentDays: number | null;
  /** Open balance in percent of the credit limit, whole percents reached; null without a limit. */
  creditUse: number | null;
  /** A chaseable item crosses a bucket edge within 5 days. */
  edgeSoon: boolean;
}

/** Takes the measures of a customer in the morning. Linear in its items. */
export function measuresOf(facts: Facts, amountA: (currency: CurrencyCode) => Minor, ctx: RuleContext): Measures {
  const best = bestOf(facts.collectable, amountA);
  return {
    best,
    amountA: best === null ? 0 : amountA(best.currency),
    weightedDays: best === null ? null : weightedDaysOf(facts, best.currency),
    oldestDays: facts.oldestDueOn === null ? null : daysBetween(facts.oldestDueOn, ctx.asOf),
    score: worseOf(facts.score()),
    ...brokenEvents(facts.book, facts.results, ctx, BROKEN_SINCE_DAYS),
    silentDays: silentDaysOf(facts, ctx.asOf),
    creditUse: creditUseOf(facts.book, ctx.asOf),
    edgeSoon: crossesEdge(facts, ctx),
  };
}

/** The amount with the highest share of its currency's A, the first by code when equal; null when none is positive. */
export function bestOf(amounts: readonly Money[], amountA: (currency: CurrencyCode) => Minor): Money | null {
  let best: Money | null = null;
  let highest = 0;
  for (const money of amounts) {
    const share = shareOf(money.minor, amountA(money.currency));
    if (share <= highest) continue;
    best = money;
    highest = share;
  }
  return best;
}

/** amount ÷ A, not capped; without a usable A anything positive is a whole share. Order of shares only, never an amount. */
export function shareOf(minor: Minor, amountA: Minor): number {
  if (minor <= 0) return 0;
  return amountA > 0 ? minor / amountA : 1;
}

/** Sums are big integers: amount × days leaves the safe integers long before an amount does. */
function weightedDaysOf(facts: Facts, currency: CurrencyCode): number | null {
  let weighted = 0n;
  let weight = 0n;
  for (const { item, chaseableMinor, daysPastDue } of facts.chaseable) {
    if (item.currency !== currency || daysPastDue === null) continue;
    weighted += BigInt(chaseableMinor) * BigInt(daysPastDue);
    weight += BigInt(chaseableMinor);
  }
  return weight === 0n ? null : Number((2n * weighted + weight) / (2n * weight));
}

const FROM_BEST: readonly Score[] = ['Great', 'Good', 'New', 'Poor', 'Risk'];

/** The worse of the score and how they pay lately; a New customer with overdue items counts as Risk. */
export function worseOf({ score, newOverdue, lately }: Pick<ScoreResult, 'score' | 'newOverdue' | 'lately'>): Score {
  if (newOverdue) return 'Risk';
  return lately !== null && FROM_BEST.indexOf(lately.score) > FROM_BEST.indexOf(score) ? lately.score : score;
}

function silentDaysOf(facts: Facts, asOf: IsoDate): number | null {
  const spoken = latestMoment(facts.moments, (moment) => moment.rightParty)?.on ?? null;
  const since = [spoken, lastReceipt(facts.book, asOf), facts.oldestDueOn].reduce(later, null);
  return since === null ? null : daysBetween(since, asOf);
}

function later(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  return a === null || (b !== null && b > a) ? b : a;
}

/**
 * The last day money came in: payments on invoices that still stand, and unapplied payments. What was already settled when
 * first seen has no known day and tells nothing.
 */
function lastReceipt({ items }: CustomerBook, asOf: IsoDate): IsoDate | null {
  let last: IsoDate | null = null;
  for (const item of items) {
    if (item.type === 'credit_note' || item.knownFrom > asOf) continue;
    if (item.type === 'unapplied_payment') {
      const on = item.issuedOn ?? item.knownFrom;
      if (on <= asOf) last = later(last, on);
      continue;
    }
    if (!item.settlements.some(({ on }) => on <= asOf && (last === null || on > last))) continue;
    for (const { settlement } of standingFalls(item, asOf)) {
      if (settlement.kind !== 'opening' && isPaymentLike(settlement)) last = later(last, settlement.on);
    }
  }
  return last;
}

function creditUseOf({ customer, items }: CustomerBook, asOf: IsoDate): number | null {
  const limit = customer.creditLimit;
  if (limit === null || limit.minor <= 0) return null;
  let balance = 0;
  for (const item of items) if (item.currency === limit.currency) balance += openMinor(item, asOf);
  return Math.max(0, Math.floor((balance * 100) / limit.minor));
}

function crossesEdge(facts: Facts, ctx: RuleContext): boolean {
  const soon = addDays(ctx.asOf, EDGE_WITHIN_DAYS);
  return facts.chaseable.some(
    ({ item, openMinor: open, bucket }) => bucketOf(item, open, soon, ctx.settings.bucketEdges) !== bucket,
  );
}
