import { agingOf } from '../aging';
import type { RuleContext } from '../context';
import type { CurrencyCode, Minor } from '../model';
import { nextStep } from '../next-step';
import type { AgendaEntry } from '../results';
import type { DayEffect } from './day';
import type { Facts } from './facts';
import type { Measures } from './measures';
import { bestOf, measuresOf, shareOf } from './measures';
import { latestMoment } from './moments';
import type { Candidate, Place } from './order';
import type { PinEvent } from './pins';
import type { Points } from './points';
import { pointsOf } from './points';
import { reasonsOf } from './reasons';

/** The amount A of a currency, minor units; 0 when there is none. */
export type AmountA = (currency: CurrencyCode) => Minor;

/** A customer as the morning found it, with what the day did to it. */
export interface Row {
  facts: Facts;
  /** The morning's pin. */
  event: PinEvent | null;
  effect: DayEffect | null;
}

/** A row with everything its place and its words are made of. */
export interface Ranked extends Row, Candidate {
  measures: Measures;
  scored: Points;
  stakeMinor: Minor;
}

/** A ranked row at its place; the rank is the one of the morning. */
export type Standing = Place<Ranked> & { rank: number };

/** Measures and points of a row under the given pin. */
export function rankedOf(row: Row, event: PinEvent | null, amountA: AmountA, ctx: RuleContext): Ranked {
  const { facts } = row;
  const { source, key } = facts.book.customer;
  const measures = measuresOf(facts, amountA, ctx);
  const scored = pointsOf(measures, ctx);
  const stake = event && bestOf(event.stake, amountA);
  const { points, mark } = scored;
  return {
    ...row,
    event,
    source,
    key,
    points,
    mark,
    oldestDueOn: facts.oldestDueOn,
    touchedOn: latestMoment(facts.moments, (moment) => moment.touch)?.on ?? null,
    pin: event && { ...event, stake: stake === null ? 0 : shareOf(stake.minor, amountA(stake.currency)) },
    measures,
    scored,
    stakeMinor: stake?.minor ?? 0,
  };
}

/** The entry as it is shown. */
export function entryOf({ candidate, rank, fairness, whileAway }: Standing, ctx: RuleContext): AgendaEntry {
  const { event, effect, facts, measures, scored, stakeMinor, touchedOn } = candidate;
  const { book, collectable } = facts;
  const openItems = facts.standings.map(({ item }) => item);
  const now = effect?.facts ?? facts;
  const { asOf, settings } = ctx;
  const score = facts.score();
  return {
    rank,
    customerId: book.customer.id,
    key: book.customer.key,
    name: book.customer.name,
    score,
    points: scored.points,
    components: scored.components,
    pin: event && { kind: event.kind, on: event.on, at: event.at, stakeMinor, text: event.text },
    fairness,
    whileAway,
    collectable,
    aging: agingOf(openItems, asOf, settings.bucketEdges),
    reasons: reasonsOf({ pin: event, fairness, touchedOn, collectable, score, measures, points: scored, asOf }),
    next: nextStep(now.book, ctx, {
      score,
      standings: now.standings,
      commitments: now.results,
      pin: event?.kind ?? null,
    }),
  };
}
