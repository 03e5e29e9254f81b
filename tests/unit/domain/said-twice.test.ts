import { describe, expect, it } from 'vitest';
import { type Listed, type Recorded, saidTwice } from '../../../src/shared/domain/said-twice';

const day = (n: number) => `2026-11-${String(n + 10)}`;
const settled = (kind: Recorded['kind'], on: number, minor: number, more: Partial<Recorded> = {}): Recorded => ({
  kind,
  natural: day(on),
  on: day(on),
  after: null,
  minor,
  reason: null,
  listDate: day(on),
  ...more,
});
const inferred = (after: number, on: number, minor: number) => settled('inferred', on, minor, { after: day(after) });
const closed = (after: number, on: number, minor: number, reason: Recorded['reason'] = 'paid') =>
  settled('closed', on, minor, { after: day(after), reason });
const opening = (listed: number, minor: number) => settled('opening', 0, minor, { natural: '', listDate: day(listed) });
const list = (on: number, openMinor: number | null): Listed => ({ on: day(on), openMinor });

describe('what settlements of several copies say twice', () => {
  it.each<[why: string, listed: Listed, settlements: Recorded[], twice: number[]]>([
    ['nothing, where they agree with the list', list(8, 300), [inferred(1, 5, 400), inferred(5, 8, 300)], [0, 0]],
    ['one fall between two pairs of lists', list(8, 600), [inferred(1, 5, 400), inferred(1, 8, 400)], [0, 400]],
    ['the earlier part of a larger fall', list(8, 300), [inferred(1, 5, 400), inferred(1, 8, 700)], [0, 400]],
    [
      'falls whose days overlap in part',
      list(8, 400),
      [inferred(1, 3, 200), inferred(1, 5, 400), inferred(3, 8, 400)],
      [0, 0, 400],
    ],
    ['a fall that a payment in its days is', list(8, 600), [settled('payment', 4, 400), inferred(1, 8, 400)], [0, 400]],
    [
      'not money newer than the list, on another day',
      list(5, 600),
      [inferred(1, 3, 400), settled('payment', 5, 200)],
      [0, 0],
    ],
    ['the closing of two complete lists', list(1, 1000), [closed(1, 5, 1000), closed(1, 8, 1000)], [0, 1000]],
    [
      'the closing nobody gave a reason for',
      list(1, 1000),
      [closed(1, 5, 1000), closed(1, 4, 1000, 'credited')],
      [1000, 0],
    ],
    ['a fall, then the closing of all', list(5, 600), [inferred(1, 5, 400), closed(1, 8, 1000)], [0, 400]],
    ['a closing that a newer list does not know', list(8, 1000), [closed(1, 5, 1000)], [1000]],
    ['not a closing that was taken back', list(8, 1000), [closed(1, 5, 1000), settled('reversal', 8, -1000)], [0, 0]],
    [
      'an opening of an item that another list named before',
      list(5, 600),
      [opening(3, 300), inferred(1, 5, 400)],
      [300, 0],
    ],
    [
      'not the opening of the first list',
      list(8, 500),
      [opening(1, 100), inferred(1, 5, 400), inferred(1, 8, 400)],
      [0, 0, 400],
    ],
    ['a guess before a paid date', list(8, 0), [inferred(1, 5, 400), settled('paid_date', 4, 1000)], [400, 0]],
    [
      'one return seen by two lists',
      list(8, 1000),
      [inferred(1, 3, 400), settled('reversal', 5, -400), settled('reversal', 8, -400)],
      [0, 0, -400],
    ],
    [
      'what goes beyond zero where the list says nothing',
      list(5, null),
      [inferred(1, 5, 800), inferred(1, 8, 500)],
      [0, 300],
    ],
    ['not what the list itself shows as overpaid', list(5, -50), [settled('payment', 3, 1050)], [0]],
    ['never a payment', list(5, null), [settled('payment', 3, 1000), settled('payment', 4, 500)], [0, 0]],
  ])('%s', (_why, listed, settlements, twice) => {
    expect(saidTwice(1000, listed, settlements)).toEqual(twice);
    // A credit note is the same with the other sign.
    const mirrored = settlements.map((one) => ({ ...one, minor: -one.minor }));
    const openMinor = listed.openMinor === null ? null : -listed.openMinor;
    expect(saidTwice(-1000, { ...listed, openMinor }, mirrored).map((minor) => 0 - minor)).toEqual(twice);
  });

  it('does not depend on the order the rows come in', () => {
    const rows = [inferred(1, 5, 400), closed(1, 8, 1000), opening(3, 300), settled('payment', 4, 200)];
    const kept = (order: Recorded[]) => {
      const twice = saidTwice(1000, list(5, 600), order);
      return order.map((row, i) => `${row.kind} ${row.minor - (twice[i] as number)}`).sort();
    };
    expect(kept(rows.toReversed())).toEqual(kept(rows));
  });
});
