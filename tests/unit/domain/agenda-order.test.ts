import type { Candidate } from '@shared/domain/agenda/order';
import { compareCodePoints, inOrder } from '@shared/domain/agenda/order';
import { addDays } from '@shared/domain/dates';
import { describe, expect, it } from 'vitest';
import { activity, agendaOf, customer, desk, keysOf, overdue, TODAY } from './agenda-books';

const candidate = (key: string, points: number, some: Partial<Candidate> = {}): Candidate => ({
  source: 'main',
  key,
  points,
  mark: 0.5,
  oldestDueOn: '2026-10-01',
  touchedOn: '2026-11-10',
  pin: null,
  ...some,
});
const keys = (candidates: Candidate[]) => inOrder(candidates, desk()).map((place) => place.candidate.key);

describe('the order', () => {
  it('is by points', () => {
    expect(keys([candidate('A', 10), candidate('B', 70), candidate('C', 40)])).toEqual(['B', 'C', 'A']);
  });

  it('breaks ties by the unrounded money mark', () => {
    expect(keys([candidate('A', 40, { mark: 0.501 }), candidate('B', 40, { mark: 0.502 })])).toEqual(['B', 'A']);
    // 500,100 and 500,200 of 1,000,000 are both 15 points of money.
    const books = [customer('A', [overdue('1', 500_100, 40)]), customer('B', [overdue('1', 500_200, 40)])];
    const { entries } = agendaOf(books);
    expect(entries.map(({ key, points }) => [key, points])).toEqual([
      ['B', 42],
      ['A', 42],
    ]);
  });

  it('then by the oldest due date', () => {
    const books = [customer('A', [overdue('1', 500_000, 40)]), customer('B', [overdue('1', 500_000, 41)])];
    expect(keysOf(agendaOf(books))).toEqual(['B', 'A']);
    expect(keys([candidate('A', 40, { oldestDueOn: null }), candidate('B', 40)])).toEqual(['B', 'A']);
  });

  it('then by the key, by code point: capitals first, and emoji behind every other letter', () => {
    expect(keys(['b', '\u{1F600}', 'B', '\uFB01', 'a', '10', '9'].map((key) => candidate(key, 40)))).toEqual([
      '10',
      '9',
      'B',
      'a',
      'b',
      '\uFB01',
      '\u{1F600}',
    ]);
    expect(compareCodePoints('ab', 'abc')).toBeLessThan(0);
    expect(compareCodePoints('abc', 'abc')).toBe(0);
  });

  it('then by the source, where two sources use one key', () => {
    const two = [candidate('A', 40, { source: 'west' }), candidate('A', 40, { source: 'east' })];
    expect(inOrder(two, desk()).map((place) => place.candidate.source)).toEqual(['east', 'west']);
  });
});

describe('a limit', () => {
  it('cuts the entries and nothing else', () => {
    const books = ['A', 'B', 'C'].map((key, i) => customer(key, [overdue('1', 900_000 - i, 40)]));
    const all = agendaOf(books);
    expect(all.listed).toBe(3);
    expect(agendaOf(books, desk(), { limit: 2 })).toEqual({ ...all, entries: all.entries.slice(0, 2) });
  });
});

describe('the fairness place', () => {
  const strong = Array.from({ length: 20 }, (_, i) => candidate(`S${String(i).padStart(2, '0')}`, 90 - i));
  const long = (days: number) => addDays(TODAY, -days);
  const placesOf = (more: Candidate[]) =>
    inOrder([...strong, ...more], desk()).map(({ candidate: { key }, fairness }) => (fairness ? `${key}!` : key));

  it('is every eighth place: it goes to the longest untouched customer under 30 points', () => {
    const places = placesOf([
      candidate('X', 12, { touchedOn: long(40) }),
      candidate('Y', 11, { touchedOn: long(90) }),
      candidate('Z', 29, { touchedOn: long(29) }),
    ]);
    expect(places[7]).toBe('Y!');
    expect(places[15]).toBe('X!');
    expect(places.filter((place) => place.endsWith('!'))).toHaveLength(2);
    expect(places).toHaveLength(23);
    expect(new Set(places).size).toBe(23);
  });

  it('is for those untouched for at least 30 days', () => {
    expect(placesOf([candidate('X', 12, { touchedOn: long(30) })])[7]).toBe('X!');
    expect(placesOf([candidate('X', 12, { touchedOn: long(29) })])[7]).toBe('S07');
  });

  it('is for those under 30 points', () => {
    expect(placesOf([candidate('X', 29, { touchedOn: long(60) })])[7]).toBe('X!');
    expect(placesOf([candidate('X', 30, { touchedOn: long(60) })])[7]).toBe('S07');
  });

  it('takes never touched as longest, counted from the oldest due date', () => {
    const touched = candidate('X', 12, { touchedOn: long(300) });
    const never = (due: string) => candidate('N', 12, { touchedOn: null, oldestDueOn: due });
    expect(placesOf([touched, never(long(30))])[7]).toBe('N!');
    expect(placesOf([touched, never(long(29))])[7]).toBe('X!');
  });

  it('counts only unpinned places', () => {
    const pinned = [1, 2, 3].map((i) =>
      candidate(`P${i}`, 5, { pin: { kind: 'call_back', on: TODAY, at: null, stake: 1 } }),
    );
    const places = placesOf([...pinned, candidate('X', 12, { touchedOn: long(60) })]);
    expect(places.indexOf('X!')).toBe(10);
  });

  it('says so in the list, and gives the reason', () => {
    const books = Array.from({ length: 8 }, (_, i) => customer(`S${i}`, [overdue('1', 900_000, 100)]));
    const small = customer('X', [overdue('1', 60_000, 5)], { activities: [activity('2026-09-01')] });
    const later = customer('Y', [overdue('1', 70_000, 5)], { activities: [activity('2026-10-01')] });
    const { entries } = agendaOf([...books, small, later]);
    expect(entries[7]).toMatchObject({ key: 'X', rank: 8, fairness: true });
    expect(entries[7]?.reasons[0]).toEqual({ code: 'fairness', text: 'small, and not touched for 78 days' });
    expect(entries.filter(({ fairness }) => fairness)).toHaveLength(1);
  });
});
