import type { RuleContext } from '../context';
import type { Minor, Score } from '../model';
import { roundHalfUp } from '../money';
import type { PointComponents } from '../results';
import type { PointWeights } from '../settings';
import type { Measures } from './measures';
import { HIGH_CREDIT_USE, shareOf } from './measures';

/** The maxima the steps below were published with (rules "Points"); other weights scale them. */
const PUBLISHED = { age: 25, score: 15, broken: 15, silence: 10, exposure: 5 } as const;

/** From so many days on, so many points; highest first. */
type Steps = readonly (readonly [from: number, points: number])[];
const AGE_STEPS: Steps = [
  [91, 25],
  [61, 20],
  [46, 16],
  [31, 12],
  [16, 8],
  [1, 4],
];
const SILENCE_STEPS: Steps = [
  [14, 10],
  [7, 7],
  [3, 4],
];
const SCORE_STEPS: Readonly<Record<Score, number>> = { Great: 0, Good: 5, New: 8, Poor: 10, Risk: 15 };
const BROKEN_STEP = 5;
const PARTIAL_STEP = 2;
const CREDIT_USE_STEP = 3;
const EDGE_STEP = 2;

const SMALL_AT_MOST = 29;
const LARGE_AT_LEAST = 60;

export interface Points {
  /** Integer 0–100. */
  points: number;
  components: PointComponents;
  /** Unrounded share of the money mark, 0–1, for ties. */
  mark: number;
  /** Under A ÷ 20. */
  small: boolean;
  /** Over 3 × A. */
  large: boolean;
}

/**
 * The proposed amount A of a currency: nearest-rank 90th percentile of its positive collectable amounts, minor units; 0 when
 * there are none. Source: rules "Points".
 */
export function proposeA(collectables: readonly Minor[]): Minor {
  const positive = collectables.filter((minor) => minor > 0).sort((a, b) => a - b);
  return positive[Math.ceil((positive.length * 9) / 10) - 1] ?? 0;
}

/**
 * Points of a customer with their components. Each component is its published step times weight over published maximum,
 * half-up, at most its weight. The sum is held at 29 under A ÷ 20 and raised to 60 over 3 × A. Source: rules "Points",
 * rules "Points" (O35, O36).
 */
export function pointsOf(measures: Measures, ctx: RuleContext): Points {
  const { best, amountA } = measures;
  const components = componentsOf(measures, ctx.settings.weights);
  const { money, age, score, broken, silence, exposure } = components;
  const collectable = best?.minor ?? 0;
  const small = collectable * 20 < amountA || best === null;
  const large = amountA > 0 && collectable > 3 * amountA;
  let points = Math.min(100, money + age + score + broken + silence + exposure);
  if (small) points = Math.min(points, SMALL_AT_MOST);
  if (large) points = Math.max(points, LARGE_AT_LEAST);
  return { points, components, mark: Math.min(1, shareOf(collectable, amountA)), small, large };
}

function componentsOf(measures: Measures, weights: PointWeights): PointComponents {
  const { best, amountA, weightedDays, oldestDays } = measures;
  const scaled = (step: number, name: keyof typeof PUBLISHED): number =>
    Math.min(weights[name], roundHalfUp(step * weights[name], PUBLISHED[name]));
  const share = best === null ? 0 : amountA > 0 ? Math.min(best.minor, amountA) : 1;
  const ages = stepOf(AGE_STEPS, weightedDays) + stepOf(AGE_STEPS, oldestDays);
  const creditUse = (measures.creditUse ?? 0) >= HIGH_CREDIT_USE ? CREDIT_USE_STEP : 0;
  return {
    money: roundHalfUp(weights.money * share, Math.max(1, amountA)),
    age: roundHalfUp(ages * weights.age, 2 * PUBLISHED.age),
    score: scaled(SCORE_STEPS[measures.score], 'score'),
    broken: scaled(BROKEN_STEP * measures.broken + PARTIAL_STEP * measures.partial, 'broken'),
    silence: scaled(stepOf(SILENCE_STEPS, measures.silentDays), 'silence'),
    exposure: scaled(creditUse + (measures.edgeSoon ? EDGE_STEP : 0), 'exposure'),
  };
}

function stepOf(steps: Steps, days: number | null): number {
  return steps.find(([from]) => days !== null && days >= from)?.[1] ?? 0;
}
