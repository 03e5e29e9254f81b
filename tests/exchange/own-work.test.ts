import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logActivity } from '../../src/main/data/activities/commands';
import type { Db } from '../../src/main/data/db/database';
import { openDesk } from '../../src/main/data/desk/desk';
import { KNOWLEDGE } from '../../src/main/data/exchange/stage';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { writeMe, writeUser } from '../../src/main/data/portfolio/store';
import { save, smallPortfolio, TODAY, takeList } from '../data/desk/small';
import { testEnv } from '../data/support/database';
import { letterOf, linesOf, mergeLines, newCopy } from './support/copies';
import { steps, Team } from './support/team';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const at = (key: string) => `main\u001f${key}`;
const OWN = { scope: { kind: 'assignee', userId: 'ana' }, channel: 'folder:1', changesOnly: true } as const;

function assign(db: Db, key: string, assignee: string): void {
  db.write(() => writeAnnotation(db, NOW, 'customerDesk', at(key), 'assignee', { assignee }));
}

const note = (db: Db, key: string, words: string) =>
  logActivity(db, testEnv(TODAY, 'ana'), save(db, key, 'reached', { note: words }));
const notes = (db: Db) =>
  db.all("SELECT json_extract(body, '$.note') AS note FROM activity ORDER BY note").map((a) => a.note);

/** The manager has the portfolio, Ana a copy of it with C1 and C2 as hers. */
async function managerAndAna(): Promise<{ manager: Db; ana: Db }> {
  const manager = smallPortfolio();
  for (const key of ['C1', 'C2']) assign(manager, key, 'ana');
  assign(manager, 'C3', 'ben');
  writeUser(manager, NOW, { id: 'mia', name: 'Mia', initials: 'M', role: 'manager' });
  manager.write(() => writeMe(manager, 'mia'));
  writeUser(manager, NOW, { id: 'ana', name: 'Ana', initials: 'A', role: 'collector' });
  const ana = newCopy(2);
  await mergeLines(ana, linesOf(manager));
  ana.write(() => writeMe(ana, 'ana'));
  return { manager, ana };
}

/** The manager gives C1 to Ben, and Ana hears it. */
async function handOver(manager: Db, ana: Db): Promise<void> {
  assign(manager, 'C1', 'ben');
  await mergeLines(ana, linesOf(manager), { channel: 'folder:1' });
}

describe('a customer that left a collector', () => {
  it('takes along what was imported and recorded before the first file of own customers', async () => {
    const { manager, ana } = await managerAndAna();
    takeList(ana, '2026-11-22', [
      ['C1', '1', '2026-09-01', 60],
      ['C1', '9', '2026-11-01', 500],
    ]);
    note(ana, 'C1', 'pays on Friday');
    await handOver(manager, ana);
    await mergeLines(manager, linesOf(ana, OWN));
    expect(notes(manager)).toEqual(['pays on Friday']);
    expect(manager.value("SELECT amount_minor FROM item WHERE number = '9'")).toBe(50_000);
    expect(manager.value("SELECT minor FROM settlement s JOIN item i ON i.id = s.item_id WHERE i.number = '1'")).toBe(
      4000,
    );
    expect(linesOf(ana, OWN)).toEqual([]);
  });

  it('takes along what the same person recorded on another machine', async () => {
    const { manager, ana } = await managerAndAna();
    const laptop = newCopy(3);
    await mergeLines(laptop, linesOf(manager));
    note(laptop, 'C1', 'said on the train');
    const header = { by: { replicaId: '0000000000000003', userId: 'ana' } };
    await mergeLines(ana, linesOf(laptop), { channel: 'person:ana', header });
    await handOver(manager, ana);
    await mergeLines(manager, linesOf(ana, OWN));
    expect(notes(manager)).toEqual(['said on the train']);
  });

  it('keeps its work in a file of everything, which stands for those before it (P17)', async () => {
    const { manager, ana } = await managerAndAna();
    linesOf(ana, OWN);
    note(ana, 'C1', 'pays on Friday');
    linesOf(ana, OWN);
    await handOver(manager, ana);
    linesOf(ana, OWN);
    // The files of changes are gone when the manager is back.
    await mergeLines(manager, linesOf(ana, { ...OWN, changesOnly: false }));
    expect(notes(manager)).toEqual(['pays on Friday']);
  });

  it('takes along the work where nobody was chosen to work here, and the file is signed by name', async () => {
    const { manager, ana } = await managerAndAna();
    linesOf(ana, OWN);
    ana.run("DELETE FROM local_state WHERE name = 'me'");
    note(ana, 'C1', 'pays on Friday');
    await handOver(manager, ana);
    await mergeLines(manager, letterOf(ana, OWN, KNOWLEDGE, 'ana').lines);
    expect(notes(manager)).toEqual(['pays on Friday']);
  });

  it('is told once to a folder, not with every round', async () => {
    const { manager } = await managerAndAna();
    const forAna = { ...OWN, channel: 'folder:2' };
    linesOf(manager, forAna);
    assign(manager, 'C1', 'ben');
    expect(linesOf(manager, forAna)).toHaveLength(1);
    expect(linesOf(manager, forAna)).toEqual([]);
    expect(linesOf(manager, { ...forAna, changesOnly: false }).filter((line) => line.includes('"ben"'))).toHaveLength(
      1,
    );
  });
});

it('work on a customer that is another’s goes back as well, the rest of that customer does not', async () => {
  const { manager, ana } = await managerAndAna();
  linesOf(ana, OWN);
  note(ana, 'C3', 'called by mistake');
  const lines = linesOf(ana, OWN);
  expect(lines).toHaveLength(1);
  await mergeLines(manager, lines);
  expect(notes(manager)).toEqual(['called by mistake']);
});

describe('a contact moved to a customer outside the scope', () => {
  const names = (db: Db, key: string) =>
    [...openDesk(db).books.values()].find((book) => book.customer.key === key)?.contacts.map(({ name }) => name) ?? [];
  const put = (db: Db, key: string) =>
    db.write(() => {
      writeAnnotation(db, NOW, 'contact', 'eva', 'of', { source: 'main', customer_key: key });
      writeAnnotation(db, NOW, 'contact', 'eva', 'person', { name: 'Eva Roth', role: null, internal: 0 });
    });

  it.each([
    ['by files of changes', true],
    ['by a file of everything', false],
  ])('leaves the copy of that scope, %s', async (_, changesOnly) => {
    const { manager, ana } = await managerAndAna();
    const plan = { ...OWN, channel: 'folder:2', changesOnly };
    put(manager, 'C1');
    await mergeLines(ana, linesOf(manager, plan));
    expect(names(ana, 'C1')).toEqual(['Eva Roth']);
    put(manager, 'C3');
    const lines = linesOf(manager, plan);
    await mergeLines(ana, lines);
    expect(names(ana, 'C1')).toEqual([]);
    // Where it belongs now is all that is said of it.
    expect(lines.filter((line) => line.includes('Eva'))).toEqual([]);
    if (changesOnly) expect(linesOf(manager, plan)).toEqual([]);
  });

  it('comes back with its move back', async () => {
    const { manager, ana } = await managerAndAna();
    const plan = { ...OWN, channel: 'folder:2' };
    for (const key of ['C1', 'C3', 'C2']) {
      put(manager, key);
      await mergeLines(ana, linesOf(manager, plan));
    }
    expect([names(ana, 'C1'), names(ana, 'C2')]).toEqual([[], ['Eva Roth']]);
  });
});

it('nobody’s work is lost: a manager with collectors who exchange only their own customers ends with all that any of them did', async () => {
  await fc.assert(
    fc.asyncProperty(steps(3), async (ops) => {
      const team = new Team(3, { versions: false, scoped: true });
      await team.gossip(true);
      await team.run(ops);
      await team.gossip(true);
      const [{ db: manager }, ...collectors] = team.members as [Team['members'][0], ...Team['members']];
      for (const { db } of collectors) expect(missing(db, manager)).toEqual([]);
      team.close();
    }),
    { seed: 20261122, numRuns: 16, endOnFailure: true },
  );
});

/** What one copy recorded itself that another has neither as it is nor in a later version. */
function missing(db: Db, other: Db): unknown[] {
  const own = db.value<Buffer>('SELECT replica_id FROM replica') as Buffer;
  const cells = db
    .all<{ entity: number; row_id: string; grp: number; clock: Buffer }>(
      'SELECT entity, row_id, grp, clock FROM cell WHERE substr(clock, 9) = ?',
      own,
    )
    .filter(({ entity, row_id, grp, clock }) => {
      const there = other.value<Buffer>(
        'SELECT clock FROM cell WHERE entity = ? AND row_id = ? AND grp = ?',
        entity,
        row_id,
        grp,
      );
      return there === undefined || Buffer.compare(there, clock) < 0;
    });
  const facts = db
    .all<{ id: string }>('SELECT id FROM activity WHERE replica_id = ?', own.toString('hex'))
    .filter(({ id }) => other.value('SELECT 1 FROM activity WHERE id = ?', id) === undefined);
  const items = `SELECT c.key, i.number, b.list_date, b.clock FROM item i JOIN customer c ON c.id = i.customer_id JOIN import_batch b ON b.id = i.stamp`;
  const rows = db
    .all<{ key: string; number: string; list_date: string; clock: Buffer }>(
      `${items} WHERE substr(b.clock, 9) = ?`,
      own,
    )
    .filter(
      ({ key, number, list_date, clock }) =>
        other.value(
          `SELECT 1 FROM (${items}) WHERE key = ? AND number = ? AND (list_date, clock) >= (?, ?)`,
          key,
          number,
          list_date,
          clock,
        ) === undefined,
    );
  return [...cells, ...facts, ...rows];
}
