import type { CurrencyCode, IsoDate, Item, Minor, Money, Reason, Score, WrittenState } from './model';

/** What the rules answer with; the window and the command line show these and compute nothing themselves. */

export interface ScoreResult {
  score: Score;
  /** New, with overdue items: shown as "New, overdue" and counted like Risk in the points. */
  newOverdue: boolean;
  /** Exact mean days late (early is negative) of the items paid in full, 4 decimals, weighted as the settings say; null when New. */
  averageDaysLate: number | null;
  /** The mean rounded half-up to whole days; null when New. */
  daysLate: number | null;
  medianDaysLate: number | null;
  /** Share 0–1 of paid items more than 15 days late. */
  shareLate: number | null;
  paidItems: number;
  /** Fewer than 3 paid items. */
  fewItems: boolean;
  /** The last 12 months' paid items with open undisputed overdue ones at today's age, where it can be told. */
  lately: { score: Score; daysLate: number } | null;
}

/** A column of the aging table; `key` is current, d1_30, d31_60, …, d91_plus, noDueDate, credits. */
export interface Bucket {
  key: string;
  label: string;
  /** First and last days past due, null where open-ended. */
  from: number | null;
  to: number | null;
}

/** Sums by bucket key in minor units of one currency; Σ of all = balance, always. */
export interface AgingRow {
  currency: CurrencyCode;
  buckets: Readonly<Record<string, Minor>>;
  balance: Minor;
}

export const COMMITMENT_STATES = ['open', 'kept', 'partially_kept', 'broken', 'withdrawn', 'superseded'] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

export interface CommitmentResult {
  id: string;
  state: CommitmentState;
  /** Window over, no newer list or payments file: still open, and said so. */
  waitingForFile: boolean;
  /** Last day on which money keeps it. */
  windowEnd: IsoDate;
  /** The day its state became what it is (kept: the day it was paid; broken: first day it could be told), null while open. */
  stateOn: IsoDate | null;
  written: WrittenState;
  promisedMinor: Minor;
  /** Paid toward it inside the window, capped at the promised amount. */
  paidMinor: Minor;
  /** The part of `paidMinor` that came in on other items or unapplied. */
  paidElsewhereMinor: Minor;
  /** The part of `paidElsewhereMinor` that still stands unapplied at the as-of date; none when absent. */
  unappliedMinor?: Minor;
  /** What is still promised and not yet paid, while open; 0 otherwise. */
  outstandingMinor: Minor;
  /** The n-th promise on one of its items, counting from 1. */
  level: number;
  /** It holds back chasing of its items. */
  pauses: boolean;
  /** Superseded on or after its date, or for the second time: counts as one broken event. */
  countsAsBroken: boolean;
}

/** One item as it stands at the as-of date. */
export interface ItemStanding {
  item: Item;
  openMinor: Minor;
  /** Calendar days; negative before the due date; null without one. */
  daysPastDue: number | null;
  bucket: string;
  disputedMinor: Minor;
  /** Outstanding promised part that holds back chasing. */
  promisedMinor: Minor;
  /** Unapplied money already counted toward a commitment on this item: it waits to be matched; none when absent. */
  coveredMinor?: Minor;
  /** max(0, open − disputed − promised − covered); 0 on hold, in litigation, before the chase-from day, and for credits. */
  chaseableMinor: Minor;
}

export const PIN_KINDS = ['call_back', 'returned_or_answered', 'broken_promise', 'new_never_reached'] as const;
export type PinKind = (typeof PIN_KINDS)[number];

export interface Pin {
  kind: PinKind;
  /** The dated event that raised it. */
  on: IsoDate;
  at: string | null;
  stakeMinor: Minor;
  text: string;
}

export interface PointComponents {
  money: number;
  age: number;
  score: number;
  broken: number;
  silence: number;
  exposure: number;
}

export interface AgendaEntry {
  rank: number;
  customerId: number;
  key: string;
  name: string;
  score: ScoreResult;
  /** 0–100. */
  points: number;
  components: PointComponents;
  pin: Pin | null;
  /** Took the place kept for the longest untouched small customer. */
  fairness: boolean;
  /** Overflowed or older pin: stands under "While you were away". */
  whileAway: boolean;
  collectable: readonly Money[];
  /** Open amounts per currency by bucket, for the little bar. */
  aging: readonly AgingRow[];
  /** The first is the line shown in the list. */
  reasons: readonly Reason[];
  next: Reason;
}

export interface NotListed {
  customerId: number;
  key: string;
  name: string;
  reason: Reason;
}

export interface Agenda {
  asOf: IsoDate;
  /** Everybody who is on today's list, in order; the caller cuts at the list length. */
  entries: readonly AgendaEntry[];
  /** How many are on today's list, also where `entries` was cut. */
  listed: number;
  /** On the list this morning, worked since: with the reason they left and the place they had. */
  worked: readonly (NotListed & { rank: number })[];
  notListed: readonly NotListed[];
  /** Overdue customers without any dated next thing (follow-up, promise, snooze, task), counted in the footer. */
  overdueWithoutNextDate: number;
  /** The amount A that stood behind the points, per currency in order of the code: what was set, else the proposal of the morning. */
  amountA: readonly (Money & { proposed: boolean })[];
}
