import * as v from 'valibot';
import { isCurrencyCode } from '../domain/money';
import type { PointWeights, Settings } from '../domain/settings';
import { currency } from './call';
import { handoutRules } from './handout';

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const ascending = (edges: number[]): boolean => edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number));
const weight = whole(0, 100);

/** What each portfolio setting may be; a value that breaks its rule is refused with these words and nothing is saved. */
export const settingRules = {
  baseCurrency: v.pipe(currency, v.check(isCurrencyCode, 'no currency of ISO 4217')),
  weekend: v.pipe(
    v.array(whole(0, 6)),
    v.maxLength(6, 'at least one weekday must be a working day'),
    v.check((days) => new Set(days).size === days.length, 'each weekday once'),
  ),
  scoreEdges: v.pipe(
    v.tuple([whole(0, 3650), whole(0, 3650), whole(0, 3650)]),
    v.check((edges) => ascending([...edges]), 'the edges of Great, Good and Poor must rise'),
  ),
  scoreWeighting: v.picklist(['simple', 'amount']),
  scoreWindowMonths: v.nullable(whole(1, 240)),
  bucketEdges: v.pipe(
    v.array(whole(1, 3650)),
    v.minLength(1),
    v.maxLength(8),
    v.check((edges) => ascending(edges), 'the bucket edges must rise'),
  ),
  weights: v.pipe(
    v.strictObject(
      { money: weight, age: weight, score: weight, broken: weight, silence: weight, exposure: weight },
      'all six weights are wanted: money, age, score, broken, silence, exposure, each a whole number from 0 to 100',
    ),
    v.check(
      (w: PointWeights) => Object.values(w).reduce((a, b) => a + b, 0) === 100,
      'the six weights must sum to 100',
    ),
  ),
  amountA: v.record(currency, v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  toleranceDays: whole(0, 99),
  toleranceUnit: v.picklist(['business', 'calendar']),
  toleranceAmountPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  toleranceAmountCap: whole(0, 1_000_000),
  minimumAmount: whole(0, 1_000_000_000),
  listLength: whole(1, 1000),
  followUpDays: v.strictObject({ reached: whole(0, 365), voicemail: whole(0, 365), refuses: whole(0, 365) }),
  handoutRules,
  reusedNumbers: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(60))), v.maxLength(1000)),
} satisfies Record<keyof Settings, v.GenericSchema>;
