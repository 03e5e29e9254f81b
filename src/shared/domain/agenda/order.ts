import { businessDaysBetween } from '../calendar';
import type { RuleContext } from '../context';
import { daysBetween } from '../dates';
import type { IsoDate } from '../model';
import type { PinKind } from '../results';
import { PIN_KINDS } from '../results';

/** Pins older than this many business days stand under "While you were away". Source: rules "Pins". */
const FRESH_BUSINESS_DAYS = 3;
const FAIR_PLACE = 8;
const SMALL_POINTS = 30;
const LONG_UNTOUCHED_DAYS = 30;

/** What the order looks at; nothing else of a customer moves its place. */
export interface Candidate {
  source: string;
  key: string;
  points: number;
  /** Unrounded share of the money mark: min(1, collectable ÷ A), best of the currencies. */
  mark: number;
  /** Due date of the oldest chaseable item, or null. */
  oldestDueOn: IsoDate | null;
  /** Day of the last touch, or null when never touched. */
  touchedOn: IsoDate | null;
  /** `stake` is the amount at stake over its currency's A. */
  pin: { kind: PinKind; on: IsoDate; at: string | null; stake: number } | null;
}

export interface Place<T extends Candidate> {
  candidate: T;
  fairness: boolean;
  whileAway: boolean;
}

/**
 * The list in its order: fresh pins (at most half the list length), then the pins that overflow or are older than 3 business
 * days, by points, then everybody else by points, every eighth place of whom goes to a small, long untouched customer.
 * Total and independent of the order given. Source: rules "Agenda", stages 2 and 4. O(n log n).
 */
export function inOrder<T extends Candidate>(candidates: readonly T[], ctx: RuleContext): Place<T>[] {
  const { asOf, calendar, settings } = ctx;
  const fresh: T[] = [];
  const away: T[] = [];
  const unpinned: T[] = [];
  for (const candidate of candidates) {
    if (candidate.pin === null) unpinned.push(candidate);
    else if (businessDaysBetween(calendar, candidate.pin.on, asOf) > FRESH_BUSINESS_DAYS) away.push(candidate);
    else fresh.push(candidate);
  }
  fresh.sort((a, b) => comparePins(a, b, asOf));
  away.push(...fresh.splice(Math.floor(settings.listLength / 2)));
  away.sort(comparePoints);
  unpinned.sort(comparePoints);
  return [
    ...fresh.map((candidate) => ({ candidate, fairness: false, whileAway: false })),
    ...away.map((candidate) => ({ candidate, fairness: false, whileAway: true })),
    ...withFairPlaces(unpinned, asOf),
  ];
}

/**
 * Order of pins: kind, then within a kind those with an hour of today by it, then the amount at stake, then the key. The hour
 * of an earlier day is gone: such a call-back is due all day.
 */
export function comparePins(a: Candidate, b: Candidate, asOf: IsoDate): number {
  if (a.pin === null || b.pin === null) return Number(a.pin === null) - Number(b.pin === null);
  const kinds = PIN_KINDS.indexOf(a.pin.kind) - PIN_KINDS.indexOf(b.pin.kind);
  if (kinds !== 0) return kinds;
  const hourA = a.pin.on === asOf ? a.pin.at : null;
  const hourB = b.pin.on === asOf ? b.pin.at : null;
  if (hourA !== hourB) return hourB === null || (hourA !== null && hourA < hourB) ? -1 : 1;
  return b.pin.stake - a.pin.stake || compareKeys(a, b);
}

/** Order by points; ties by the unrounded money mark, the oldest due date, the key. */
function comparePoints(a: Candidate, b: Candidate): number {
  return b.points - a.points || b.mark - a.mark || compareDates(a.oldestDueOn, b.oldestDueOn) || compareKeys(a, b);
}

/** Earlier first, no date last. */
function compareDates(a: IsoDate | null, b: IsoDate | null): number {
  if (a === b) return 0;
  return b === null || (a !== null && a < b) ? -1 : 1;
}

/** By key, then source, both by code point: the only order that needs no locale. */
export function compareKeys(a: Pick<Candidate, 'key' | 'source'>, b: Pick<Candidate, 'key' | 'source'>): number {
  return compareCodePoints(a.key, b.key) || compareCodePoints(a.source, b.source);
}

/** Order by code point; JavaScript's own compares UTF-16 units, which puts U+10000 and above before U+E000–U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
  }
  return a.length - b.length;
}

/** Small old debts must not rot: every eighth place goes to the longest untouched customer under 30 points still below it. */
function withFairPlaces<T extends Candidate>(sorted: readonly T[], asOf: IsoDate): Place<T>[] {
  const waiting = sorted.filter((candidate) => isLongUntouched(candidate, asOf)).sort(compareUntouched);
  const places: Place<T>[] = [];
  const placed = new Set<T>();
  let next = 0;
  let nextFair = 0;
  while (places.length < sorted.length) {
    let fair: T | undefined;
    if ((places.length + 1) % FAIR_PLACE === 0) {
      while (placed.has(waiting[nextFair] as T)) nextFair += 1;
      fair = waiting[nextFair];
    }
    while (placed.has(sorted[next] as T)) next += 1;
    const candidate = fair ?? (sorted[next] as T);
    placed.add(candidate);
    places.push({ candidate, fairness: fair !== undefined, whileAway: false });
  }
  return places;
}

/** Never touched counts from the oldest due date. */
function isLongUntouched({ points, touchedOn, oldestDueOn }: Candidate, asOf: IsoDate): boolean {
  const since = touchedOn ?? oldestDueOn;
  return points < SMALL_POINTS && since !== null && daysBetween(since, asOf) >= LONG_UNTOUCHED_DAYS;
}

/** Never touched counts as longest, among them the oldest debt; then the oldest touch. */
function compareUntouched(a: Candidate, b: Candidate): number {
  const never = Number(a.touchedOn !== null) - Number(b.touchedOn !== null);
  return never || compareDates(a.touchedOn ?? a.oldestDueOn, b.touchedOn ?? b.oldestDueOn) || comparePoints(a, b);
}
