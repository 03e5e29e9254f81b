import type { RuleContext } from '../context';
import { addDays } from '../dates';
import type { Commitment, CustomerBook, IsoDate } from '../model';
import type { CommitmentResult, CommitmentState } from '../results';
import type { Count } from './counting';
import { countMoney } from './counting';
import { refKey } from './item-ref';
import { byMaking, levelOf, samePlan } from './series';
import { firstFileAfter } from './window';

/** A promise further away than this is recorded but pauses nothing (rules: Commitments). */
export const FAR_AWAY_DAYS = 30;
/** The promise on an item that pauses nothing any more. */
export const LAST_LEVEL = 3;

interface Verdict {
  state: CommitmentState;
  on: IsoDate | null;
}

/**
 * Judges all commitments of a customer made up to the as-of date, in order of their promised dates (rules: Commitments; SAP's
 * evaluation with the verdict held back until a file can show it).
 *
 * - *kept* as soon as enough was paid, also inside the window; a returned payment takes it back.
 * - *partially kept* or *broken* when the window is over and a list or payments file of the source dated after it is there, from that
 *   file's date on. Until then *open*.
 * - *withdrawn* always wins: it takes no money. *Superseded* only what was not decided before the newer promise was made.
 *
 * A promise whose items were credited entirely has nothing left to keep: it is kept with a promised amount of 0.
 */
export function judgeCommitments(book: CustomerBook, ctx: RuleContext): CommitmentResult[] {
  if (book.commitments.length === 0) return [];
  const counts = countMoney(book, ctx);
  const verdicts = new Map(counts.map((count) => [count.commitment.id, verdictOn(count, book, ctx)]));
  const supersededBefore = new Set<string>();
  for (const { commitment } of counts) {
    if (verdicts.get(commitment.id)?.state === 'superseded') supersededBefore.add(commitment.superseded?.by ?? '');
  }
  const made = counts.map((count) => count.commitment);
  return counts.map((count) => {
    const { commitment } = count;
    const verdict = verdicts.get(commitment.id) ?? { state: 'open', on: null };
    const keptBefore = (other: Commitment) => {
      const earlier = verdicts.get(other.id);
      return earlier?.state === 'kept' && earlier.on !== null && earlier.on <= commitment.madeOn;
    };
    const earlier = made.filter(
      (other) => byMaking(other, commitment) < 0 && !samePlan(other, commitment) && !keptBefore(other),
    );
    const level = levelOf(commitment.items, earlier);
    const late = verdict.on !== null && verdict.on >= commitment.promisedFor;
    return {
      id: commitment.id,
      state: verdict.state,
      waitingForFile: verdict.state === 'open' && ctx.asOf > count.windowEnd,
      windowEnd: count.windowEnd,
      stateOn: verdict.on,
      written: writtenAt(commitment, ctx.asOf),
      promisedMinor: count.promised,
      paidMinor: count.paid,
      paidElsewhereMinor: count.elsewhere,
      unappliedMinor: count.unapplied,
      outstandingMinor: verdict.state === 'open' ? count.promised - count.paid : 0,
      level,
      pauses: verdict.state === 'open' && mayPause(commitment, level),
      countsAsBroken: verdict.state === 'superseded' && (late || supersededBefore.has(commitment.id)),
    };
  });
}

function verdictOn(count: Count, book: CustomerBook, ctx: RuleContext): Verdict {
  const { commitment, supersededOn } = count;
  if (count.withdrawn) return { state: 'withdrawn', on: commitment.withdrawn?.on ?? null };
  if (count.fulfilledOn !== null) return { state: 'kept', on: count.fulfilledOn };
  const fileOn = firstFileAfter(book.customer.source, count.windowEnd, ctx);
  const decidedOn = fileOn === null ? null : later(fileOn, returnedOn(commitment, book, ctx));
  if (decidedOn !== null && (supersededOn === null || decidedOn <= supersededOn)) {
    return { state: count.paid > 0 ? 'partially_kept' : 'broken', on: decidedOn };
  }
  return supersededOn === null ? { state: 'open', on: null } : { state: 'superseded', on: supersededOn };
}

/** The last day money on its items was taken back: before it nobody could call the promise broken. */
function returnedOn({ items }: Commitment, book: CustomerBook, { asOf }: RuleContext): IsoDate | null {
  const named = new Set(items.map(refKey));
  let last: IsoDate | null = null;
  for (const item of book.items)
    if (named.has(refKey(item)))
      for (const { kind, on } of item.settlements) if (kind === 'reversal' && on <= asOf) last = later(on, last);
  return last;
}

function later(date: IsoDate, other: IsoDate | null): IsoDate {
  return other !== null && other > date ? other : date;
}

function mayPause(commitment: Commitment, level: number): boolean {
  if (commitment.pauseWhy !== null) return true;
  return level < LAST_LEVEL && commitment.promisedFor <= addDays(commitment.madeOn, FAR_AWAY_DAYS);
}

/** How far it was put in writing by the as-of date. */
function writtenAt({ written }: Commitment, asOf: IsoDate): CommitmentResult['written'] {
  return written.on !== null && written.on > asOf ? 'oral' : written.state;
}
