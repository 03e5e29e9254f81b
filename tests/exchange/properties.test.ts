import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Db } from '../../src/main/data/db/database';
import { DECISIONS } from '../../src/main/data/exchange/decisions';
import { appendActivity, writeAnnotation } from '../../src/main/data/exchange/write';
import { tick } from '../../src/shared/exchange/clock';
import { linesOf, mergeLines } from './support/copies';
import { importList, NEWER, newReplica, type Op, redact, stateOf, steps, Team } from './support/team';

const SEED = 20261122;
const settings = { seed: SEED, numRuns: 12, endOnFailure: true };
const NOW = Date.parse('2026-11-23T10:00:00Z');

async function ran(size: number, ops: readonly Op[], options?: ConstructorParameters<typeof Team>[1]): Promise<Team> {
  const team = new Team(size, options);
  await team.run(ops);
  return team;
}

function allEqual(states: readonly string[]): void {
  for (const state of states) expect(state).toBe(states[0]);
}

const properties = {
  P4: async (runs = settings.numRuns) =>
    fc.assert(
      fc.asyncProperty(steps(8), async (ops) => {
        const team = await ran(8, ops);
        await team.gossip();
        allEqual(team.states());
        team.close();
      }),
      { ...settings, numRuns: runs },
    ),
  P4cursors: async (runs = settings.numRuns) =>
    fc.assert(
      fc.asyncProperty(steps(4), async (ops) => {
        // The second and the third copy are one person's two machines.
        const team = new Team(4, { persons: [0, 1, 1, 2] });
        // Everybody has heard everybody: from here on files leave out what was confirmed.
        await team.gossip(true);
        await team.gossip(true);
        await team.run(ops.map((op) => (op.kind === 'send' ? { ...op, changes: true } : op)));
        await team.gossip(true);
        allEqual(team.states());
        team.close();
      }),
      { ...settings, numRuns: runs },
    ),
  P5: async (runs = settings.numRuns) =>
    fc.assert(
      fc.asyncProperty(steps(3), async (ops) => {
        // Somebody whose clock is ten years ahead wrote the same field before.
        const team = await ran(3, [...ops, { kind: 'edit', at: 2, row: 1, field: 0, value: 8 }]);
        const last = { kind: 'edit', at: 0, row: 1, field: 0, value: 9 } as const;
        await team.gossip();
        await team.step(last);
        await team.gossip();
        expect(team.lost).toEqual([]);
        for (const { db } of team.members)
          expect(db.value("SELECT assignee FROM customer_desk WHERE row_id = 'main' || char(31) || 'C1'")).toBe('u9');
        team.close();
      }),
      { ...settings, numRuns: runs },
    ),
  P9: async (runs = settings.numRuns) =>
    fc.assert(
      fc.asyncProperty(steps(3), async (ops) => {
        const team = await ran(3, [...ops, { kind: 'newer', at: 2, row: 0, value: 1 }]);
        // From the newer version through an older one into another newer copy.
        await team.send(2, 0, false, 'arrives');
        const far = newReplica(60, true);
        await mergeLines(far, linesOf((team.members[0] as Team['members'][0]).db), { now: NOW, know: NEWER });
        const sent = stateOf((team.members[2] as Team['members'][0]).db, NEWER)
          .split('\n')
          .filter((line) => /fax|parcel/.test(line));
        const arrived = new Set(stateOf(far, NEWER).split('\n'));
        expect(sent.length).toBeGreaterThan(0);
        for (const line of sent) expect(arrived).toContain(line);
        team.close();
      }),
      { ...settings, numRuns: runs },
    ),
  P14: async (runs = settings.numRuns) =>
    fc.assert(
      fc.asyncProperty(steps(3), async (ops) => {
        // All three write under one id and one clock.
        const team = await ran(3, ops, { stopped: true, versions: false, ids: [7, 7, 7] });
        // Files cross: what a copy sends was written before it heard the others.
        await team.swap();
        await team.swap();
        allEqual(team.states());
        team.close();
      }),
      { ...settings, numRuns: runs },
    ),
  P6: async (edit = rename) => {
    const [ana, ben] = [newReplica(1), newReplica(2)];
    rename(ana, NOW, 'Kim');
    const old = linesOf(ana);
    await mergeLines(ben, old, { now: NOW });
    ben.write(() => writeAnnotation(ben, NOW, 'contact', 'k', 'deleted', { deleted: 1 }));
    // Ana, who has not seen it, edits; her edit changes the name and nothing else.
    edit(ana, NOW + 5, 'Kim B');
    await mergeLines(ben, linesOf(ana), { now: NOW });
    await mergeLines(ben, old, { now: NOW });
    expect(ben.get('SELECT name, deleted FROM contact')).toEqual({ name: 'Kim B', deleted: 1 });
  },
  P20: async () => {
    const [ana, ben] = [newReplica(1), newReplica(2)];
    importList(ana, '2026-11-05', [3, 3, 3], NOW);
    importList(ben, '2026-11-01', [2, 2, 2], NOW);
    linesOf(ana, { channel: 'folder:1', changesOnly: true });
    await mergeLines(ana, linesOf(ben), { now: NOW, channel: 'folder:1' });
    const next = linesOf(ana, { channel: 'folder:1', changesOnly: true });
    expect(next.filter((line) => line.startsWith('["i"')).length).toBe(3);
    await mergeLines(ben, next, { now: NOW });
    expect(stateOf(ben)).toBe(stateOf(ana));
  },
};

function rename(db: Db, now: number, name: string): void {
  db.write(() => writeAnnotation(db, now, 'contact', 'k', 'person', { name, role: 'ap', internal: 0 }));
}

describe('a team of copies', () => {
  it('P4 P10 converges whatever was edited, imported and exchanged: eight copies, clocks ten years apart, files lost, late and twice, three versions', () =>
    properties.P4());
  it('P4 P16 converges by files of changes alone, lost, late, twice, or merged on one of a person’s two machines: what came in late is forwarded', () =>
    properties.P4cursors());
  it('P5 P10 reads back what was typed, whatever any clock says, and everywhere', () => properties.P5());
  it('P9 carries what a later version wrote through an older one', () => properties.P9());
  it('P14 converges when several write under one replica id', () => properties.P14());

  it('P1 P7 a file merged twice is a file merged once, and a merge makes nothing fewer', async () => {
    await fc.assert(
      fc.asyncProperty(steps(3), async (ops) => {
        const team = await ran(3, ops);
        const lines = linesOf((team.members[1] as Team['members'][0]).db, { privateNotes: true });
        await team.merge(0, { lines }, 1);
        const once = team.states()[0];
        const report = await mergeLines((team.members[0] as Team['members'][0]).db, lines, { now: NOW });
        expect(report).toMatchObject({ added: 0, updated: 0 });
        expect(team.states()[0]).toBe(once);
        expect(team.shrunk).toEqual([]);
        team.close();
      }),
      settings,
    );
  });

  it('P2 P3 the order of files does not matter, nor whether they come one by one or as one', async () => {
    await fc.assert(
      fc.asyncProperty(steps(4), fc.shuffledSubarray([1, 2, 3], { minLength: 3 }), async (ops, order) => {
        const team = await ran(4, ops);
        const files = team.members.map(({ db, know }) => linesOf(db, { privateNotes: true }, know));
        const start = newReplica(50);
        const other = newReplica(51);
        const whole = newReplica(52);
        const joined = newReplica(53);
        for (const n of [1, 2, 3]) await mergeLines(start, files[n] as string[], { now: NOW });
        for (const n of order) await mergeLines(other, files[n] as string[], { now: NOW });
        for (const n of [3, 1, 2]) await mergeLines(joined, files[n] as string[], { now: NOW });
        await mergeLines(whole, linesOf(joined, { privateNotes: true }), { now: NOW });
        expect(stateOf(other)).toBe(stateOf(start));
        expect(stateOf(whole)).toBe(stateOf(start));
        team.close();
      }),
      settings,
    );
  });

  it('P8 a scoped file brings of its customers what the whole file brings', async () => {
    await fc.assert(
      fc.asyncProperty(steps(3), fc.nat({ max: 3 }), async (ops, user) => {
        const team = await ran(3, ops, { versions: false });
        const from = (team.members[1] as Team['members'][0]).db;
        const scope = { kind: 'assignee' as const, userId: `u${user}` };
        const part = newReplica(50);
        const whole = newReplica(51);
        await mergeLines(part, linesOf(from, { scope, privateNotes: true }), { now: NOW });
        await mergeLines(whole, linesOf(from, { privateNotes: true }), { now: NOW });
        const of = (db: typeof part) =>
          linesOf(db, { scope, privateNotes: true }).filter((line) => !line.startsWith('["x"'));
        expect(of(part)).toEqual(of(whole));
        team.close();
      }),
      settings,
    );
  });

  it('P13 the same state has the same lines, however it came about', async () => {
    await fc.assert(
      fc.asyncProperty(steps(3), async (ops) => {
        const team = await ran(3, ops, { versions: false });
        await team.gossip();
        const files = team.members.map(({ db }) => linesOf(db, { privateNotes: true }).join('\n'));
        allEqual(files);
        team.close();
      }),
      settings,
    );
  });

  it('P17 a snapshot stands for the files of changes before it', async () => {
    await fc.assert(
      fc.asyncProperty(steps(2), async (ops) => {
        const team = new Team(2, { versions: false });
        const writer = (team.members[0] as Team['members'][0]).db;
        const segments: string[][] = [];
        for (const op of ops) {
          await team.step(op);
          segments.push(linesOf(writer, { channel: 'folder:x', changesOnly: true, privateNotes: true }));
        }
        const bySegments = newReplica(50);
        for (const lines of segments) await mergeLines(bySegments, lines, { now: NOW });
        const bySnapshot = newReplica(51);
        await mergeLines(bySnapshot, linesOf(writer, { privateNotes: true }), { now: NOW });
        expect(stateOf(bySegments)).toBe(stateOf(bySnapshot));
        team.close();
      }),
      { ...settings, numRuns: 4 },
    );
  });
});

describe('worked examples', () => {
  const row = 'main\u001fC1';
  /** The fact `a`, with these words. */
  const fact = (db: Db, note: string) =>
    db.write(() =>
      appendActivity(db, {
        id: 'a',
        source: 'main',
        customerKey: 'C1',
        kind: 'note',
        outcome: null,
        on: '2026-11-20',
        recordedAt: '2026-11-20T09:00:00.000Z',
        userId: 'u',
        private: false,
        body: { note },
      }),
    );

  it('P6 a deletion that was seen stays, whatever old file comes later', () => properties.P6());

  it('P15 of one fact with two contents the same survives everywhere, and it is reported', async () => {
    const [ana, ben] = [newReplica(1), newReplica(2)];
    fact(ana, 'one');
    fact(ben, 'two');
    const [fromAna, fromBen] = [linesOf(ana), linesOf(ben)];
    expect(await mergeLines(ana, fromBen, { now: NOW })).toMatchObject({ differing: 1, conflicts: 1 });
    await mergeLines(ben, fromAna, { now: NOW });
    expect(stateOf(ana)).toBe(stateOf(ben));
    redact(ana, 'a', 'u', NOW);
    await mergeLines(ben, linesOf(ana), { now: NOW });
    expect(ben.value('SELECT body FROM activity')).toBeNull();
    await mergeLines(ben, fromAna, { now: NOW });
    expect(ben.value('SELECT body FROM activity')).toBeNull();
  });

  it('P15 a redaction takes the words wherever they meet: also where it came first, and where they differ', async () => {
    const [ana, ben, cleo] = [newReplica(1), newReplica(2), newReplica(3)];
    fact(ana, 'one');
    fact(ben, 'two');
    const words = [linesOf(ana), linesOf(ben)];
    redact(ana, 'a', 'u', NOW);
    await mergeLines(
      cleo,
      linesOf(ana).filter((line) => line.startsWith('["x"')),
      { now: NOW },
    );
    await mergeLines(ben, linesOf(ana), { now: NOW });
    for (const db of [ana, ben, cleo])
      for (const lines of words) {
        await mergeLines(db, lines, { now: NOW });
        expect(db.value('SELECT body FROM activity')).toBeNull();
      }
    allEqual([ana, ben, cleo].map((db) => stateOf(db)));
  });

  it('P8 a row whose customer is not known yet is nobody’s, and goes into every scope', async () => {
    const [ana, ben] = [newReplica(1), newReplica(2)];
    rename(ana, NOW, 'Kim');
    const lines = linesOf(ana, { scope: { kind: 'assignee', userId: 'u1' } });
    await mergeLines(ben, lines, { now: NOW });
    expect(ben.value('SELECT name FROM contact')).toBe('Kim');
  });

  it('P19 an older extract met later does not beat a newer list that said the same as before', async () => {
    const [ana, ben] = [newReplica(1), newReplica(2)];
    importList(ana, '2026-11-01', [3, 3, 3], NOW);
    await mergeLines(ben, linesOf(ana), { now: NOW });
    importList(ana, '2026-11-05', [3, 3, 3], NOW + 1000);
    // Ben imports a list of a day in between on which the due date read otherwise.
    ben.write(() => {
      importList(ben, '2026-11-03', [3, 3, 3], NOW + 5000);
      ben.run("UPDATE item SET due_on = '2026-12-24', seq = seq + 1000 WHERE number = '0'");
      ben.run('UPDATE replica SET last_seq = last_seq + 2000');
    });
    await mergeLines(ana, linesOf(ben), { now: NOW });
    await mergeLines(ben, linesOf(ana), { now: NOW });
    for (const db of [ana, ben]) expect(db.value("SELECT due_on FROM item WHERE number = '0'")).toBe('2026-10-31');
    expect(stateOf(ana)).toBe(stateOf(ben));
  });

  it('P20 a row that beat an incoming one is sent once more', () => properties.P20());

  it('two values written here and replaced are kept, a foreign clock years ahead does not drag ours along', async () => {
    const [ana, ben] = [newReplica(1), newReplica(2)];
    ana.write(() => writeAnnotation(ana, NOW, 'customerDesk', row, 'assignee', { assignee: 'mine' }));
    ben.write(() =>
      writeAnnotation(ben, NOW + 10 * 365 * 86_400_000, 'customerDesk', row, 'assignee', { assignee: 'theirs' }),
    );
    const report = await mergeLines(ana, linesOf(ben), { now: NOW });
    expect(report).toMatchObject({ updated: 1, conflicts: 1 });
    expect(report.superseded).toMatchObject([{ what: 'collector', lost: 'mine', won: 'theirs' }]);
    expect(ana.value('SELECT clock_ms FROM replica')).toBeLessThan(NOW + 86_400_000);
    ana.write(() => writeAnnotation(ana, NOW, 'customerDesk', row, 'assignee', { assignee: 'mine again' }));
    await mergeLines(ben, linesOf(ana), { now: NOW });
    expect(ben.value('SELECT assignee FROM customer_desk')).toBe('mine again');
    // Nor does the edit over it: what is written next is written today, and coming back it is nobody's clone.
    expect(ana.value('SELECT clock_ms FROM replica')).toBeLessThan(NOW + 86_400_000);
    expect(await mergeLines(ana, linesOf(ben), { now: NOW })).toMatchObject({
      newIdentity: false,
      added: 0,
      updated: 0,
    });
    ana.write(() => writeAnnotation(ana, NOW + 1000, 'customerDesk', row, 'assignee', { assignee: 'mine once more' }));
    expect(await mergeLines(ana, linesOf(ben), { now: NOW })).toMatchObject({ newIdentity: false, updated: 0 });
    await mergeLines(ben, linesOf(ana), { now: NOW });
    expect(ben.value('SELECT assignee FROM customer_desk')).toBe('mine once more');
  });

  it('facts that have not arrived are counted by who logged them', async () => {
    const [ana, ben] = [newReplica(1), newReplica(2)];
    for (const n of [1, 2, 3, 4])
      ana.write(() =>
        appendActivity(ana, {
          id: `a${n}`,
          source: 'main',
          customerKey: 'C1',
          kind: 'call',
          outcome: 'reached',
          on: '2026-11-20',
          recordedAt: '2026-11-20T09:00:00.000Z',
          userId: 'ana',
          private: n === 2,
          body: {},
        }),
      );
    ana.write(() =>
      writeAnnotation(ana, NOW, 'user', 'ana', 'person', { name: 'Ana', initials: 'A', role: 'collector' }),
    );
    const lines = linesOf(ana).filter((line) => !line.includes('"a1"'));
    expect((await mergeLines(ben, lines, { now: NOW })).missing).toEqual([{ byName: 'Ana', activities: 1 }]);
    expect((await mergeLines(ben, linesOf(ana), { now: NOW })).missing).toEqual([]);
  });
});

describe('the properties have teeth: each rule taken away is noticed', () => {
  const sound = { ...DECISIONS };
  afterEach(() => Object.assign(DECISIONS, sound));
  const fails = async (property: () => Promise<unknown>) => expect(property()).rejects.toThrow();

  it('without local-edit dominance P5 fails', async () => {
    DECISIONS.editClock = (state, now) => tick(state, now);
    await fails(properties.P5);
  });
  it('without the tie-break by value P14 fails', async () => {
    DECISIONS.largerWins = () => '0';
    await fails(properties.P14);
  });
  it('without a new change number for what was merged P4 fails by cursors', async () => {
    DECISIONS.mergedSeq = () => '0';
    await fails(properties.P4cursors);
  });
  it('with “the last file wins” for facts P14 fails', async () => {
    DECISIONS.factWins = () => '1';
    await fails(properties.P14);
  });
  it('with an edit that clears the tombstone P6 fails', async () => {
    const clearing: typeof rename = (db, now, name) => {
      rename(db, now, name);
      db.write(() => writeAnnotation(db, now, 'contact', 'k', 'deleted', { deleted: 0 }));
    };
    await fails(() => properties.P6(clearing));
  });
  it('without a new change number for what won P20 fails', async () => {
    DECISIONS.keptSeq = (_base, _n, present) => present;
    await fails(properties.P20);
  });
  it('with unknown fields dropped P9 fails', async () => {
    DECISIONS.keepsUnknown = false;
    await fails(properties.P9);
  });
  it('and with every rule in its place they hold', async () => {
    expect(DECISIONS).toEqual(sound);
    await properties.P9(3);
  });
});
