import type { RuleContext } from '../context';
import { addDays } from '../dates';
import type { Commitment, CustomerBook } from '../model';
import type { CommitmentResult } from '../results';
import { samePlan } from './series';

/**
 * How many promises were broken, and how many only partially kept, in the last days up to the as-of date, by the day it could be told
 * (rules: Sources: 180 days). A superseded promise that counts as broken is one of them; a plan gives one event, its worst.
 * @param results what `judgeCommitments` found for the book.
 * @param sinceDays length of the look-back in calendar days; its first day is `sinceDays` before the as-of date.
 */
export function brokenEvents(
  book: CustomerBook,
  results: readonly CommitmentResult[],
  ctx: RuleContext,
  sinceDays = 180,
): { broken: number; partial: number } {
  const since = addDays(ctx.asOf, -sinceDays);
  const recent = results.filter(({ stateOn }) => stateOn !== null && stateOn >= since && stateOn <= ctx.asOf);
  const broken = eventsOf(
    recent.filter((result) => result.state === 'broken' || result.countsAsBroken),
    book,
    [],
  );
  const partial = eventsOf(
    recent.filter((result) => result.state === 'partially_kept'),
    book,
    broken,
  );
  return { broken: broken.length, partial: partial.length };
}

/** One commitment per event; those of a plan that is already told stand for nothing more. */
function eventsOf(results: readonly CommitmentResult[], book: CustomerBook, told: readonly Commitment[]): Commitment[] {
  const ids = new Set(results.map((result) => result.id));
  const events: Commitment[] = [];
  for (const commitment of book.commitments) {
    if (!ids.has(commitment.id)) continue;
    if (![...told, ...events].some((other) => samePlan(other, commitment))) events.push(commitment);
  }
  return events;
}
