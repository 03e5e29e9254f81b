import { daysBetween } from '../dates';
import type { IsoDate, Money, Reason } from '../model';
import { formatMoney } from '../money';
import type { PointComponents, ScoreResult } from '../results';
import { counted } from '../words';
import type { Measures } from './measures';
import { BROKEN_SINCE_DAYS, EDGE_WITHIN_DAYS, HIGH_CREDIT_USE } from './measures';
import type { PinEvent } from './pins';
import type { Points } from './points';

export interface ReasonFacts {
  pin: PinEvent | null;
  fairness: boolean;
  /** Day of the last touch, or null. */
  touchedOn: IsoDate | null;
  collectable: readonly Money[];
  score: ScoreResult;
  measures: Measures;
  points: Points;
  asOf: IsoDate;
}

const ORDER: readonly (keyof PointComponents)[] = ['money', 'age', 'score', 'broken', 'silence', 'exposure'];

/**
 * Why the customer stands where it stands, in words that can be said on the phone; the first is the line shown in the list.
 * What set the place comes first (pin, fairness place, small or large balance), then every component that scored, highest first but money
 * last (its amount stands beside the name already), and the score wherever lately differs from it. Source: rules "Agenda"; rules: Sources.
 */
export function reasonsOf(facts: ReasonFacts): Reason[] {
  const { pin, points, measures } = facts;
  const reasons: Reason[] = [];
  if (pin !== null) reasons.push({ code: pin.kind, text: pin.text });
  if (facts.fairness) reasons.push({ code: 'fairness', text: untouchedWords(facts) });
  if (points.small && measures.best !== null) {
    reasons.push({ code: 'small_balance', text: 'small balance: letter, not call' });
  }
  if (points.large) reasons.push({ code: 'large_balance', text: 'one of the largest balances' });
  const { lately, score } = facts.score;
  const differs = lately !== null && lately.score !== score;
  const told = ORDER.filter((name) => points.components[name] > 0 || (name === 'score' && differs));
  told.sort(
    (a, b) =>
      Number(a === 'money') - Number(b === 'money') ||
      points.components[b] - points.components[a] ||
      ORDER.indexOf(a) - ORDER.indexOf(b),
  );
  for (const name of told) reasons.push({ code: name, text: WORDS[name](facts) });
  if (reasons.length === 0) reasons.push({ code: 'overdue', text: 'overdue' });
  return reasons;
}

function untouchedWords({ touchedOn, asOf }: ReasonFacts): string {
  return touchedOn === null
    ? 'small, and never touched'
    : `small, and not touched for ${counted(daysBetween(touchedOn, asOf), 'day')}`;
}

const WORDS: Record<keyof PointComponents, (facts: ReasonFacts) => string> = {
  money: ({ collectable }) => `${collectable.map((money) => formatMoney(money)).join(' and ')} to collect`,
  age: ({ measures: { weightedDays, oldestDays } }) => {
    const days = counted(weightedDays ?? 0, 'day');
    return weightedDays === oldestDays
      ? `open items ${days} late`
      : `open items ${days} late, the oldest ${oldestDays}`;
  },
  score: ({ score }) => scoreWords(score),
  broken: ({ measures: { broken, partial } }) => {
    const parts: string[] = [];
    if (broken > 0) parts.push(counted(broken, 'broken promise'));
    if (partial > 0) parts.push(broken > 0 ? `${partial} kept in part` : `${counted(partial, 'promise')} kept in part`);
    return `${parts.join(', ')} in ${BROKEN_SINCE_DAYS} days`;
  },
  silence: ({ measures: { silentDays } }) => `no word and no payment for ${counted(silentDays ?? 0, 'day')}`,
  exposure: ({ measures: { creditUse, edgeSoon } }) => {
    const parts: string[] = [];
    if (creditUse !== null && creditUse >= HIGH_CREDIT_USE) parts.push(`${creditUse} % of the credit limit used`);
    if (edgeSoon) parts.push(`into the next aging bucket within ${EDGE_WITHIN_DAYS} days`);
    return parts.join(', ');
  },
};

/** `Great, lately Poor (70 days late)`, `Poor: 61 days late on average`, `New, overdue`. */
function scoreWords({ score, newOverdue, daysLate, lately }: ScoreResult): string {
  if (newOverdue) return 'New, overdue: no payment history';
  if (lately !== null && lately.score !== score)
    return `${score}, lately ${lately.score} (${lateWords(lately.daysLate)})`;
  if (score === 'New' || daysLate === null) return 'New: no payment history';
  return `${score}: paid ${lateWords(daysLate)} on average`;
}

function lateWords(days: number): string {
  if (days === 0) return 'on time';
  return days < 0 ? `${counted(-days, 'day')} early` : `${counted(days, 'day')} late`;
}
