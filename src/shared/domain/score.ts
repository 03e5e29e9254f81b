import { disputedByItem } from './collectable';
import type { RuleContext } from './context';
import { addMonths, toDay } from './dates';
import type { CurrencyCode, CustomerBook, IsoDate, Minor, Score } from './model';
import { openMinor, settledInFullOn } from './open-amount';
import type { ScoreResult } from './results';

/** An invoice paid in full. */
export interface PaidItem {
  /** Payment − due in calendar days; early is negative. */
  daysLate: number;
  /** The item's amount. */
  minor: Minor;
  currency: CurrencyCode;
  paidOn: IsoDate;
}

/** An open invoice past its due date. */
export interface OverdueItem {
  /** Days past due at the as-of date, at least 1. */
  daysLate: number;
  openMinor: Minor;
  disputedMinor: Minor;
  currency: CurrencyCode;
}

interface Sample {
  days: number;
  weight: Minor;
  currency: CurrencyCode;
}

/** Fewer paid items than this are few: marked beside the score, and not enough for *lately* (rules: Collection score). */
const FEW = 3;
const LATELY_MONTHS = 12;

/**
 * The published bands on whole days late (Tesorio): up to 15 Great (early too), to 45 Good, to 90 Poor, above Risk.
 * @param edges upper edges of Great, Good and Poor.
 */
export function scoreFromDaysLate(roundedDays: number, edges: readonly [number, number, number]): Score {
  if (roundedDays <= edges[0]) return 'Great';
  if (roundedDays <= edges[1]) return 'Good';
  return roundedDays <= edges[2] ? 'Poor' : 'Risk';
}

/**
 * The collection score of a customer at the as-of date (rules: Collection score), from the invoices paid in full by money.
 * Invoices without a due date have no lateness and are left out.
 */
export function scoreOf(book: CustomerBook, ctx: RuleContext): ScoreResult {
  const asOf = toDay(ctx.asOf);
  const paid: PaidItem[] = [];
  const overdue: OverdueItem[] = [];
  let disputed: ReadonlyMap<number, Minor> | null = null;
  for (const item of book.items) {
    if (item.dueOn === null || item.type !== 'invoice') continue;
    const open = openMinor(item, ctx.asOf);
    if (open > 0 && item.dueOn < ctx.asOf) {
      disputed ??= disputedByItem(book, ctx.asOf);
      const disputedMinor = disputed.get(item.id) ?? 0;
      overdue.push({ daysLate: asOf - toDay(item.dueOn), openMinor: open, disputedMinor, currency: item.currency });
    } else if (open <= 0) {
      const paidOn = settledInFullOn(item, ctx.asOf)?.score;
      if (paidOn === undefined) continue;
      paid.push({
        daysLate: toDay(paidOn) - toDay(item.dueOn),
        minor: item.amountMinor,
        currency: item.currency,
        paidOn,
      });
    }
  }
  return scoreFromPaid(paid, overdue, ctx);
}

/**
 * The same from facts already gathered, for callers that read them in bulk. Paid items outside the window of the settings, or
 * paid after the as-of date, are left out here.
 *
 * A window of N months ends on the as-of date and starts the day after the same day N months earlier. *Lately* is the mean of
 * the last 12 months' paid items with the undisputed part of open overdue ones at today's age (Upflow's weighting; O18).
 */
export function scoreFromPaid(
  paid: readonly PaidItem[],
  openOverdue: readonly OverdueItem[],
  ctx: RuleContext,
): ScoreResult {
  const { scoreEdges: edges, scoreWeighting: weighting, scoreWindowMonths: months } = ctx.settings;
  const counted = paidWithin(paid, ctx.asOf, months);
  const mean = meanOf(counted.map(sampleOf), weighting);
  const days = counted.map((item) => item.daysLate).sort((a, b) => a - b);
  return {
    score: mean === null ? 'New' : scoreFromDaysLate(mean.rounded, edges),
    newOverdue: mean === null && openOverdue.length > 0,
    averageDaysLate: mean?.exact ?? null,
    daysLate: mean?.rounded ?? null,
    medianDaysLate: medianOf(days),
    shareLate: days.length === 0 ? null : days.filter((late) => late > edges[0]).length / days.length,
    paidItems: days.length,
    fewItems: days.length < FEW,
    lately: latelyOf(paid, openOverdue, ctx),
  };
}

function latelyOf(paid: readonly PaidItem[], overdue: readonly OverdueItem[], ctx: RuleContext): ScoreResult['lately'] {
  const recent = paidWithin(paid, ctx.asOf, LATELY_MONTHS).map(sampleOf);
  if (recent.length < FEW) return null;
  for (const { daysLate, openMinor: open, disputedMinor, currency } of overdue) {
    if (open > disputedMinor) recent.push({ days: daysLate, weight: open - disputedMinor, currency });
  }
  const mean = meanOf(recent, ctx.settings.scoreWeighting);
  return mean && { score: scoreFromDaysLate(mean.rounded, ctx.settings.scoreEdges), daysLate: mean.rounded };
}

function paidWithin(paid: readonly PaidItem[], asOf: IsoDate, months: number | null): PaidItem[] {
  const after = months === null ? '' : addMonths(asOf, -months);
  return paid.filter((item) => item.paidOn <= asOf && item.paidOn > after);
}

function sampleOf(item: PaidItem): Sample {
  return { days: item.daysLate, weight: item.minor, currency: item.currency };
}

/**
 * Mean days, exact to 4 decimals and rounded half-up to whole days; null without samples. Amounts of different currencies are
 * never added: weighted by amount, each currency gives its own weighted mean, and these count by their number of items.
 * Sums are big integers because amount × days passes 2^53 long before an amount does.
 */
function meanOf(samples: readonly Sample[], weighting: 'simple' | 'amount'): { exact: number; rounded: number } | null {
  if (samples.length === 0) return null;
  const sums = new Map<CurrencyCode, { days: bigint; weight: bigint; count: bigint }>();
  for (const sample of samples) {
    const key = weighting === 'amount' ? sample.currency : '';
    const sum = sums.get(key) ?? { days: 0n, weight: 0n, count: 0n };
    sums.set(key, sum);
    const weight = weighting === 'amount' ? BigInt(sample.weight) : 1n;
    sum.days += weight * BigInt(sample.days);
    sum.weight += weight;
    sum.count += 1n;
  }
  let numerator = 0n;
  let denominator = 1n;
  for (const { days, weight, count } of sums.values()) {
    numerator = numerator * weight + days * count * denominator;
    denominator *= weight;
  }
  denominator *= BigInt(samples.length);
  return {
    exact: Number(halfUp(numerator * 10_000n, denominator)) / 10_000,
    rounded: Number(halfUp(numerator, denominator)),
  };
}

/** Like `roundHalfUp`, for sums beyond the safe integers; the denominator is positive. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * numerator + denominator;
  const quotient = doubled / (2n * denominator);
  return doubled < 0n && quotient * 2n * denominator !== doubled ? quotient - 1n : quotient;
}

/** Middle value of sorted days, the mean of the two middle ones for an even number; null for none. */
function medianOf(sorted: readonly number[]): number | null {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
