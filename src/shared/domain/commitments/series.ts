import type { Commitment, ItemRef } from '../model';
import { refKey } from './item-ref';

/*
 * How commitments on the same items relate: in which order they were made, which belong to one plan.
 */

/** Order of making: business date, moment of recording, id; for sorting. */
export function byMaking(a: Commitment, b: Commitment): number {
  return compare(a.madeOn, b.madeOn) || compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id);
}

/** Order in which money is counted: the promised date, then the order of making (rules: "earliest commitment first"). */
export function byPromisedDate(a: Commitment, b: Commitment): number {
  return compare(a.promisedFor, b.promisedFor) || byMaking(a, b);
}

/** Whether two commitments name an item in common: recording the newer one supersedes the older while that is open. */
export function overlaps(a: Pick<Commitment, 'items'>, b: Pick<Commitment, 'items'>): boolean {
  const keys = new Set(a.items.map(refKey));
  return b.items.some((item) => keys.has(refKey(item)));
}

/** Whether two commitments are instalments of one plan: recorded in the same moment, for different dates, on common items. */
export function samePlan(a: Commitment, b: Commitment): boolean {
  return (
    a.id !== b.id &&
    a.madeOn === b.madeOn &&
    a.recordedAt === b.recordedAt &&
    a.currency === b.currency &&
    a.promisedFor !== b.promisedFor &&
    overlaps(a, b)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Which promise on one of its items a new one is, counting from 1: the most that any item has had, plus one (rules: "The n-th
 * promise on an item is counted"). The instalments of a plan count as one promise.
 * @param earlier promises made before it that were not kept by then; whatever else became of them.
 */
export function levelOf(items: readonly ItemRef[], earlier: readonly Commitment[]): number {
  let level = 1;
  for (const key of items.map(refKey)) {
    const counted: Commitment[] = [];
    for (const other of earlier) {
      const onItem = other.items.some((ref) => refKey(ref) === key);
      if (onItem && !counted.some((one) => samePlan(one, other))) counted.push(other);
    }
    level = Math.max(level, 1 + counted.length);
  }
  return level;
}
