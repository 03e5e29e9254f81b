import { fromDay, toDay } from './dates';
import type { IsoDate, Item, Minor, Settlement } from './model';

/** A settlement, or what reversals left of it: `minor` of it still lowers the open amount. Same sign as the item. */
export interface Fall {
  settlement: Settlement;
  minor: Minor;
}

/** The three readings of the day an item was settled (rules: Open amount, "An inferred payment lies in (earlier list, later list]"). */
export interface SettledDays {
  /** The later list's day, for aging. */
  aging: IsoDate;
  /** The middle day, for the score. */
  score: IsoDate;
  /** The first possible day, for commitments. */
  earliest: IsoDate;
}

/** Whether the item is known at the as-of date; before its `knownFrom` it does not exist. */
export function existsAt(item: Item, asOf: IsoDate): boolean {
  return item.knownFrom <= asOf;
}

/**
 * Open amount in minor units: amount − Σ settlements dated on or before the as-of date (rules: Open amount); 0 while the item
 * does not exist yet. Negative for open credits and for overpaid invoices.
 */
export function openMinor(item: Item, asOf: IsoDate): Minor {
  if (item.knownFrom > asOf) return 0;
  let open = item.amountMinor;
  for (const settlement of item.settlements) if (settlement.on <= asOf) open -= settlement.minor;
  return open;
}

/** Whether the settlement is money: every kind but reversals and items closed for another reason than paid. */
export function isPaymentLike(settlement: Settlement): boolean {
  if (settlement.kind === 'reversal') return false;
  return settlement.kind !== 'closed' || settlement.reason === null || settlement.reason === 'paid';
}

/**
 * The settlements dated on or before the as-of date that still hold, in order of their day. What raises the open amount, as
 * a reversal does, takes back the latest earlier one of exactly its amount, else from the latest backwards (rules: Returned).
 */
export function standingFalls(item: Item, asOf: IsoDate): Fall[] {
  const falls: Fall[] = [];
  const sign = Math.sign(item.amountMinor);
  for (const settlement of item.settlements) {
    if (settlement.on > asOf) continue;
    if (Math.sign(settlement.minor) === -sign) takeBack(falls, -settlement.minor);
    else falls.push({ settlement, minor: settlement.minor });
  }
  return falls.filter((fall) => fall.minor !== 0);
}

/**
 * The day an invoice was paid in full, or null when that cannot be told: it is still open at the as-of date, it is a credit
 * item, something other than money lowered it (rules: Collection score, "Only *paid* counts, not credited, written off or
 * replaced"), or what settled it is an `opening`, whose real day nobody knows. An overpaid invoice is paid in full.
 */
export function settledInFullOn(item: Item, asOf: IsoDate): SettledDays | null {
  if (item.type !== 'invoice' || item.amountMinor <= 0 || openMinor(item, asOf) > 0 || !existsAt(item, asOf))
    return null;
  let left = item.amountMinor;
  let finisher: Settlement | null = null;
  for (const { settlement, minor } of standingFalls(item, asOf)) {
    if (!isPaymentLike(settlement)) return null;
    left -= minor;
    if (left <= 0) finisher ??= settlement;
  }
  if (finisher === null || finisher.kind === 'opening') return null;
  return { aging: finisher.on, score: middleDay(finisher), earliest: earliestDay(finisher) };
}

/** First day on which the settlement can have happened: the day after the earlier list, or its own day where that is known. */
export function earliestDay(settlement: Settlement): IsoDate {
  if (settlement.after === null || settlement.after >= settlement.on) return settlement.on;
  return fromDay(toDay(settlement.after) + 1);
}

/** Middle of the days after+1 … on; the earlier of the two middle ones when their number is even. */
function middleDay(settlement: Settlement): IsoDate {
  if (settlement.after === null || settlement.after >= settlement.on) return settlement.on;
  const after = toDay(settlement.after);
  return fromDay(after + Math.ceil((toDay(settlement.on) - after) / 2));
}

function takeBack(falls: Fall[], minor: Minor): void {
  const same = falls.findLast((fall) => fall.minor === minor);
  if (same !== undefined) {
    same.minor = 0;
    return;
  }
  let left = minor;
  for (let i = falls.length - 1; i >= 0 && left !== 0; i--) {
    const fall = falls[i];
    if (fall === undefined) continue;
    const taken = Math.sign(left) * Math.min(Math.abs(left), Math.abs(fall.minor));
    fall.minor -= taken;
    left -= taken;
  }
}
