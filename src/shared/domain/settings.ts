import type { HandoutRule } from './handout/rules';
import type { CurrencyCode, Minor } from './model';

/** Weights of the six components of points; they must sum to 100 (a save with another sum is refused). */
export interface PointWeights {
  money: number;
  age: number;
  score: number;
  broken: number;
  silence: number;
  exposure: number;
}

/** Portfolio settings: exchanged, today's value at any as-of date. */
export interface Settings {
  baseCurrency: CurrencyCode;
  /** Weekday numbers that are closed, 0 Sunday … 6 Saturday. */
  weekend: readonly number[];
  /** Upper edges in whole days of Great, Good, Poor. */
  scoreEdges: readonly [number, number, number];
  scoreWeighting: 'simple' | 'amount';
  /** Months of history that count, or null for all known history. */
  scoreWindowMonths: number | null;
  /** Upper edges in days past due of the overdue buckets but the last; ascending, each ≥ 1. */
  bucketEdges: readonly number[];
  weights: PointWeights;
  /** The amount A of each currency, minor units; a currency without one uses the proposal of the day. */
  amountA: Readonly<Record<CurrencyCode, Minor>>;
  /** Days after the promised date in which money still keeps the promise. */
  toleranceDays: number;
  toleranceUnit: 'business' | 'calendar';
  /** Share of the promised amount that may be missing, in percent (0–100). */
  toleranceAmountPercent: number;
  /** Cap of that missing part in whole currency units. */
  toleranceAmountCap: number;
  /** Customers whose collectable amount is below this many whole currency units stay off the list. */
  minimumAmount: number;
  listLength: number;
  /** Business days until the proposed follow-up after an outcome. */
  followUpDays: { reached: number; voicemail: number; refuses: number };
  /** How customers are handed out, asked in this order. */
  handoutRules: readonly HandoutRule[];
  /** Sources that use their item numbers again every year. */
  reusedNumbers: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = {
  baseCurrency: 'EUR',
  weekend: [0, 6],
  scoreEdges: [15, 45, 90],
  scoreWeighting: 'simple',
  scoreWindowMonths: null,
  bucketEdges: [30, 60, 90],
  weights: { money: 30, age: 25, score: 15, broken: 15, silence: 10, exposure: 5 },
  amountA: {},
  toleranceDays: 2,
  toleranceUnit: 'business',
  toleranceAmountPercent: 1,
  toleranceAmountCap: 25,
  minimumAmount: 0,
  listLength: 30,
  followUpDays: { reached: 5, voicemail: 2, refuses: 1 },
  handoutRules: [],
  reusedNumbers: [],
};
