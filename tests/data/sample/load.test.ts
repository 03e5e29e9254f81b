import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openMinor } from '@shared/domain/open-amount';
import type { CommitmentState } from '@shared/domain/results';
import { COMMITMENT_STATES, PIN_KINDS } from '@shared/domain/results';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { dayOf } from '../../../src/main/data/desk/day';
import { openDesk } from '../../../src/main/data/desk/desk';
import { commitImport } from '../../../src/main/data/import';
import { readMe, readUsers } from '../../../src/main/data/portfolio/store';
import { generateSample, SAMPLE_SEED } from '../../../src/main/data/sample/generate';
import { loadSample } from '../../../src/main/data/sample/load';
import { sampleOpen } from '../../../src/main/data/sample/model';
import { nextListCsv } from '../../../src/main/data/sample/next-list';
import { Refusal } from '../../../src/shared/contract/errors';
import { dump, newDatabase, newFolder, testEnv } from '../support/database';

const TODAY = '2026-11-23';
const portfolio = generateSample(SAMPLE_SEED, TODAY);
let folder: string;
let db: Db;

beforeAll(() => {
  folder = newFolder();
  db = openDatabase(join(folder, 'sample.duebook.db'), { create: true });
  loadSample(db, TODAY, testEnv(TODAY));
}, 120_000);
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const books = () => [...openDesk(db).books.values()];
const tally = <T extends string>(words: readonly T[]): Partial<Record<T, number>> => {
  const counts: Partial<Record<T, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

describe('the loaded sample portfolio', () => {
  it('lost no row on the way through the importer', () => {
    const reports = db.all<{ report: string }>('SELECT report FROM import_batch').map((row) => JSON.parse(row.report));
    expect(reports.length).toBeGreaterThan(5);
    for (const report of reports) {
      expect(report).toMatchObject({ rejected: 0, repeated: 0, leftOut: 0, warnings: [] });
      expect(report.rows).toBe(report.created + report.updated + report.unchanged);
    }
    expect(db.value('SELECT count(*) FROM customer')).toBe(portfolio.customers.length);
    expect(db.value('SELECT count(*) FROM activity')).toBe(portfolio.activities.length);
    expect(db.value('SELECT count(*) FROM contact')).toBe(portfolio.customers.flatMap((c) => c.contacts).length);
  });

  it('has every item open with exactly what the last list says, at each of the three list dates', () => {
    const loaded = new Map(books().flatMap((book) => book.items.map((item) => [item.number, item])));
    for (const on of Object.values(portfolio.dates))
      for (const item of portfolio.items) {
        const open = item.issuedOn <= on ? sampleOpen(item, on) : 0;
        const found = loaded.get(item.number);
        if (found === undefined) expect(open, `${item.number} came and went between two lists`).toBe(0);
        else expect(openMinor(found, on), `${item.number} on ${on}`).toBe(open);
      }
    expect(loaded.size).toBeGreaterThanOrEqual(2300);
  });

  it('shows all five scores in a believable mix, "lately" worse ones and new customers that are overdue', () => {
    const day = dayOf(openDesk(db), TODAY);
    const scores = books().map((book) => day.of(book).score);
    const share = (score: string) => scores.filter((s) => s.score === score).length / scores.length;
    expect(share('Great')).toBeGreaterThan(0.35);
    expect(share('Great')).toBeLessThan(0.55);
    expect(share('Good')).toBeGreaterThan(0.2);
    expect(share('Good')).toBeLessThan(0.38);
    expect(share('Poor')).toBeGreaterThan(0.08);
    expect(share('Poor')).toBeLessThan(0.2);
    expect(share('Risk')).toBeGreaterThan(0.02);
    expect(share('Risk')).toBeLessThan(0.1);
    expect(share('New')).toBeGreaterThan(0.04);
    expect(share('New')).toBeLessThan(0.1);
    expect(scores.some((s) => s.score === 'Great' && s.lately?.score === 'Poor')).toBe(true);
    expect(scores.some((s) => s.newOverdue)).toBe(true);
  });

  it('shows promises in every state, waiting for a newer file, due today, oral, drafted and written', () => {
    const day = dayOf(openDesk(db), TODAY);
    const results = books().flatMap((book) => day.of(book).commitments);
    const states = tally<CommitmentState>(results.map((result) => result.state));
    for (const state of COMMITMENT_STATES) expect(states[state] ?? 0, state).toBeGreaterThan(0);
    expect(results.filter((result) => result.waitingForFile).length).toBeGreaterThanOrEqual(2);
    const open = results.filter((result) => result.state === 'open');
    expect(new Set(open.map((result) => result.written))).toEqual(new Set(['oral', 'drafted', 'written']));
    const dueToday = books().flatMap((book) => book.commitments.filter((c) => c.promisedFor === TODAY));
    expect(dueToday.length).toBeGreaterThanOrEqual(2);
    expect(states.kept ?? 0).toBeGreaterThan(states.broken ?? 0);
  });

  it('gives the one who works here a full morning: every kind of pin, and several reasons not to call', () => {
    const me = readMe(db)!;
    expect(me).toMatchObject({ name: 'Jonas Wrede', role: 'collector' });
    expect(readUsers(db).length).toBe(3);
    const view = agendaView(db, { asOf: TODAY, userId: me.id, limit: 'all', localTime: '15:00', now: null });
    expect(view.entries.length).toBeGreaterThanOrEqual(20);
    const pins = new Set(view.entries.flatMap((entry) => (entry.pin ? [entry.pin.kind] : [])));
    expect([...PIN_KINDS].filter((kind) => !pins.has(kind))).toEqual([]);
    const reasons = new Set(view.notListed.map((entry) => entry.reason.code));
    for (const code of [
      'promised',
      'disputed',
      'snoozed',
      'on_hold',
      'proceedings',
      'do_not_contact',
      'follow_up',
      'not_mine',
    ])
      expect(reasons.has(code), code).toBe(true);
    expect(view.strip.promisesDueToday.count).toBeGreaterThan(0);
    expect(view.strip.cashToMatch.count).toBeGreaterThan(0);
    expect(view.lastListDate).toBe('2026-11-20');
  });

  it('has nobody waiting for a call-back that was forgotten for more than a week', () => {
    const view = agendaView(db, { asOf: TODAY, userId: null, limit: 'all', localTime: null, now: null });
    for (const entry of view.entries)
      if (entry.pin?.kind === 'call_back') expect(entry.pin.on >= '2026-11-16').toBe(true);
  });

  it('is refused by a database that holds a portfolio, which stays as it was', () => {
    const before = dump(db);
    expect(() => loadSample(db, TODAY, testEnv(TODAY))).toThrow(
      expect.objectContaining({ code: 'not_empty', message: expect.stringContaining('nothing was changed') }),
    );
    expect(dump(db)).toEqual(before);
  });
});

describe('the next list', () => {
  const load = (on: Db, list: { fileName: string; csv: string; listDate: string }) =>
    commitImport(
      on,
      { name: list.fileName, bytes: new TextEncoder().encode(list.csv) },
      { kind: 'open-items', complete: true, listDate: list.listDate },
      testEnv(list.listDate, readMe(on)!.id),
    );
  /** A copy of the loaded portfolio that a test may change. */
  const copies: Db[] = [];
  const sample = (): Db => {
    const file = join(folder, `copy-${copies.length}.duebook.db`);
    db.raw.prepare('VACUUM INTO ?').run(file);
    const copy = openDatabase(file, { create: false });
    copies.push(copy);
    return copy;
  };
  afterAll(() => {
    for (const copy of copies) copy.close();
  });

  it('is the same list for the same database, dated a week after the last one', () => {
    expect(nextListCsv(db, TODAY)).toEqual(nextListCsv(db, TODAY));
    expect(nextListCsv(db, TODAY).listDate).toBe('2026-11-27');
    expect(nextListCsv(db, TODAY, { seed: 2 }).csv).not.toBe(nextListCsv(db, TODAY).csv);
  });

  it('is taken without the 20 % brake, with new, paid, part-paid and unchanged items, and breaks an open promise', () => {
    const fresh = sample();
    const broken = () => {
      const desk = openDesk(fresh);
      const day = dayOf(desk, '2026-11-27');
      return [...desk.books.values()].flatMap((book) => day.of(book).commitments).filter((c) => c.state === 'broken')
        .length;
    };
    const before = broken();
    const report = load(fresh, nextListCsv(fresh, TODAY));
    expect(report.rejected).toBe(0);
    expect(report.created).toBeGreaterThan(5);
    expect(report.settled).toBeGreaterThan(5);
    expect(report.updated).toBeGreaterThan(0);
    expect(report.unchanged).toBeGreaterThan(150);
    expect(broken()).toBeGreaterThan(before);
  });

  it('keeps open and pays what it is told', () => {
    const fresh = sample();
    const desk = openDesk(fresh);
    const open = [...desk.books.values()].flatMap((book) => book.items).filter((item) => openMinor(item, TODAY) > 0);
    const small = open.toSorted((a, b) => openMinor(a, TODAY) - openMinor(b, TODAY)).slice(0, 60);
    const keepOpen = small.slice(0, 30).map((item) => item.number);
    const pay = small.slice(30).map((item) => item.number);
    const list = nextListCsv(fresh, TODAY, { keepOpen, pay });
    load(fresh, list);
    const after = new Map(
      [...openDesk(fresh).books.values()].flatMap((book) => book.items.map((item) => [item.number, item])),
    );
    for (const item of small.slice(0, 30))
      expect(openMinor(after.get(item.number)!, list.listDate), item.number).toBe(openMinor(item, TODAY));
    for (const number of pay) expect(openMinor(after.get(number)!, list.listDate), number).toBe(0);
  });

  it('is refused for an item that is not open, for one told both, and without any list', () => {
    const [open] = books()
      .flatMap((book) => book.items)
      .filter((item) => openMinor(item, TODAY) > 0);
    const number = open!.number;
    expect(() => nextListCsv(db, TODAY, { keepOpen: ['INV-1'] })).toThrow(
      expect.objectContaining({ code: 'unknown_item' }),
    );
    expect(() => nextListCsv(db, TODAY, { keepOpen: [number], pay: [number] })).toThrow(
      expect.objectContaining({ code: 'bad_input' }),
    );
    expect(() => nextListCsv(newDatabase(), TODAY)).toThrow(Refusal);
  });
});
