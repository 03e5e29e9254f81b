import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../src/main/data/db/database';
import { checkDatabase } from '../../src/main/data/db/doctor';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { linesOf, mergeLines } from './support/copies';
import { importList, newReplica, stateOf } from './support/team';

const NOW = Date.parse('2026-11-23T10:00:00Z');

/** Everybody hears what everybody held before, twice. */
async function gossip(...copies: Db[]): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const files = copies.map((db) => linesOf(db));
    for (const to of copies)
      for (const [n, lines] of files.entries()) if (copies[n] !== to) await mergeLines(to, lines);
  }
}

it('P14 two edits with one clock end the same where their values begin with a number', async () => {
  const [one, two] = [newReplica(7), newReplica(7)];
  for (const [db, name] of [
    [one, 'Kim'],
    [two, 'Eva'],
  ] as const)
    db.write(() => writeAnnotation(db, NOW, 'contact', 'k', 'person', { name, role: 'ap', internal: 0 }));
  await gossip(one, two);
  expect(stateOf(one)).toBe(stateOf(two));
  expect(one.value('SELECT name FROM contact')).toBe('Kim');
});

it('P14 what was written under our own id beyond our own clock can only be a clone’s: this copy goes on under another id', async () => {
  const [one, two] = [newReplica(7), newReplica(7)];
  const say = (db: Db, row: string, now: number) =>
    db.write(() => writeAnnotation(db, now, 'contact', row, 'person', { name: row, role: 'ap', internal: 0 }));
  say(one, 'k1', NOW);
  const id = () => two.value<Buffer>('SELECT replica_id FROM replica');
  const before = id();
  expect(await mergeLines(two, linesOf(one), { now: NOW })).toMatchObject({ newIdentity: true });
  expect(id()).not.toEqual(before);
  // Under ids of their own they are no clones of each other any more.
  say(two, 'k2', NOW + 1000);
  expect(await mergeLines(one, linesOf(two), { now: NOW })).toMatchObject({ newIdentity: false });
  expect(stateOf(one)).toBe(stateOf(two));
});

describe('P14 two imports with one clock, as a cloned installation makes them in one moment', () => {
  it('end the same everywhere, and the clone is found', async () => {
    const [one, two] = [newReplica(7), newReplica(7)];
    importList(one, '2026-11-05', [3, 1, 2], NOW);
    importList(two, '2026-11-01', [2, 3, 1], NOW);
    const [fromOne, fromTwo] = [linesOf(one), linesOf(two)];
    expect(await mergeLines(one, fromTwo, { now: NOW })).toMatchObject({ newIdentity: true });
    expect(await mergeLines(two, fromOne, { now: NOW })).toMatchObject({ newIdentity: true });
    expect(stateOf(one)).toBe(stateOf(two));
    expect(checkDatabase(one, '2026-11-23')).toEqual([]);
  });

  it('that differ in nothing but what each counted end the same too', async () => {
    const [one, two] = [newReplica(7), newReplica(7)];
    importList(one, '2026-11-05', [3, 1, 2], NOW);
    // The other clone had another list before: for it fewer rows of the same file are new.
    importList(two, '2026-11-01', [3, 1, 2], NOW - 1000);
    importList(two, '2026-11-05', [3, 1, 2], NOW);
    await gossip(one, two);
    expect(stateOf(one)).toBe(stateOf(two));
  });

  it('end the same among other lists, whatever the order of files', async () => {
    const list = fc.record({
      by: fc.nat({ max: 3 }),
      day: fc.nat({ max: 5 }),
      open: fc.array(fc.nat({ max: 3 }), { minLength: 3, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(list, { size: 'max', minLength: 4, maxLength: 8 }), async (lists) => {
        const copies = [7, 7, 7, 8].map((id) => newReplica(id));
        // All clocks stand still.
        for (const { by, day, open } of lists) importList(copies[by] as Db, `2026-11-0${day + 1}`, open, NOW);
        await gossip(...copies);
        const states = copies.map((db) => stateOf(db));
        for (const state of states) expect(state).toBe(states[0]);
      }),
      { seed: 20261122, numRuns: 12, endOnFailure: true },
    );
  });
});
