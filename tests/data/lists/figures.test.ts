import { join } from 'node:path';
import type { ListChoice } from '@shared/contract/lists';
import { agingLine } from '@shared/contract/lists';
import { addDays } from '@shared/domain/dates';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { clockAt } from '../../../src/main/data/clock';
import { customerRows } from '../../../src/main/data/customers/queries';
import type { Db } from '../../../src/main/data/db/database';
import { commitImport } from '../../../src/main/data/import';
import { agingView, openItems } from '../../../src/main/data/items/queries';
import { saveList } from '../../../src/main/data/lists/save';
import { readUsers } from '../../../src/main/data/portfolio/store';
import { writeSetting } from '../../../src/main/data/settings/store';
import { sampleBench } from '../desk/sample';
import { promiseOf, save, smallPortfolio } from '../desk/small';
import { newDatabase, newFolder, testEnv } from '../support/database';
import { readSaved, sumsOf } from './saved';

const TODAY = '2026-11-23';
const bench = sampleBench(TODAY);
const folder = newFolder();
const ALL = { userId: null, customerIds: null };
const ITEMS: ListChoice = { what: 'items', ...ALL, itemIds: null };
const AGING: ListChoice = { what: 'aging', ...ALL, lines: null };
const AGENDA: ListChoice = { what: 'agenda', ...ALL, limit: 'all' };
const ACTIVITIES: ListChoice = { what: 'activities', ...ALL, privateNotes: false };

let files = 0;
async function saved(db: Db, list: ListChoice, ending = 'csv', asOf = TODAY) {
  const path = join(folder, `${list.what}-${files++}.${ending}`);
  const report = await saveList(db, asOf, list, path);
  return { path, report, ...readSaved(path) };
}
const nonZero = (sums: { currency: string; minor: number }[]) => sums.filter(({ minor }) => minor !== 0);

describe('the figures of saved lists', () => {
  it('are those of the aging at any as-of date and any edges, in CSV and in a workbook', async () => {
    const db = bench.copy();
    const edges = fc
      .uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 })
      .map((list) => list.toSorted((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -700, max: 120 }),
        edges,
        fc.constantFrom('csv', 'xlsx'),
        async (days, bucketEdges, ending) => {
          const asOf = addDays(TODAY, days);
          db.write(() => writeSetting(db, Date.parse(TODAY), 'bucketEdges', bucketEdges));
          const view = agingView(db, asOf);
          const balances = nonZero(view.totals.map(({ currency, balance }) => ({ currency, minor: balance })));
          const items = await saved(db, ITEMS, ending, asOf);
          const aging = await saved(db, AGING, ending, asOf);
          expect(nonZero(sumsOf(items.rows, 'Open'))).toEqual(balances);
          expect(nonZero(sumsOf(aging.rows, 'Balance'))).toEqual(balances);
          expect(nonZero(items.report.sums)).toEqual(balances);
          expect(nonZero(aging.report.sums)).toEqual(balances);
          expect(items.report.rows).toBe(openItems(db, asOf).length);
          expect([items.rows.length, aging.rows.length]).toEqual([items.report.rows, aging.report.rows]);
          // Each bucket is a column of the one and a word of the other.
          const names = aging.header.slice(aging.header.indexOf('Currency') + 1, -1);
          expect(names).toHaveLength(bucketEdges.length + 4);
          for (const name of names) {
            const inBucket = items.rows.filter((row) => row.Bucket === name);
            expect(nonZero(sumsOf(inBucket, 'Open')), `${name} at ${asOf}`).toEqual(nonZero(sumsOf(aging.rows, name)));
          }
        },
      ),
      { numRuns: 16, seed: 20261123 },
    );
  }, 120_000);

  it('of one person and of chosen customers are their part, and the parts make the whole', async () => {
    const db = bench.db();
    const everyone = await saved(db, ITEMS);
    const held: typeof everyone.rows = [];
    for (const { id, name } of readUsers(db)) {
      const { rows } = await saved(db, { ...ITEMS, userId: id });
      const aging = await saved(db, { ...AGING, userId: id });
      expect(rows.every((row) => row.Assignee === name)).toBe(true);
      expect(sumsOf(aging.rows, 'Balance')).toEqual(sumsOf(rows, 'Open'));
      held.push(...rows);
    }
    const nobodys = everyone.rows.filter((row) => row.Assignee === '');
    expect(held.length).toBeGreaterThan(100);
    expect(held.length + nobodys.length).toBe(everyone.rows.length);
    const [first, second] = customerRows(db, TODAY).filter((row) => row.open.length > 0);
    const chosen = await saved(db, { ...ITEMS, customerIds: [first?.id as number, second?.id as number] });
    expect(new Set(chosen.rows.map((row) => row['Customer key']))).toEqual(new Set([first?.key, second?.key]));
  });

  it('hold just the rows that were on the screen', async () => {
    const db = bench.db();
    const wanted = openItems(db, TODAY).filter((row) => row.bucket === 'credits');
    const items = await saved(db, { ...ITEMS, itemIds: wanted.map(({ id }) => id) });
    expect(items.rows.map((row) => row['Item number'])).toEqual(wanted.map((row) => row.number));
    const pounds = agingView(db, TODAY).customers.flatMap(({ customerId, rows }) =>
      rows.filter(({ currency }) => currency === 'GBP').map(({ currency }) => agingLine(customerId, currency)),
    );
    const aging = await saved(db, { ...AGING, lines: pounds });
    expect(aging.rows).toHaveLength(pounds.length);
    expect(aging.report.sums.map(({ currency }) => currency)).toEqual(['GBP']);
  });

  it('of the day’s list are its order, its points and what stands behind them', async () => {
    const db = bench.db();
    const { entries } = agendaView(db, { asOf: TODAY, userId: null, limit: 12, ...clockAt(TODAY) });
    const overdue = new Map(customerRows(db, TODAY).map((row) => [row.key, row.overdue]));
    const agenda = await saved(db, { ...AGENDA, limit: 12 }, 'xlsx');
    const places = agenda.rows.filter((row, i) => row.Rank !== agenda.rows[i - 1]?.Rank);
    expect(places.map((row) => [row.Rank, row['Customer key'], row.Points])).toEqual(
      entries.map((entry) => [entry.rank, entry.key, entry.points]),
    );
    for (const entry of entries) {
      const rows = agenda.rows.filter((row) => row.Rank === entry.rank);
      expect(nonZero(sumsOf(rows, 'Collectable'))).toEqual(nonZero([...entry.collectable]));
      expect(nonZero(sumsOf(rows, 'Overdue'))).toEqual(nonZero([...(overdue.get(entry.key) ?? [])]));
      expect(rows[0]?.Reasons).toBe(entry.reasons.map(({ text }) => text).join('; '));
      expect(rows[0]?.['Next step']).toBe(entry.next.text);
    }
    expect(entries.filter(({ pin }) => pin !== null).length).toBe(places.filter((row) => row.Pin !== '').length);
  });

  it('of a customer owing in two currencies are a row each', async () => {
    const db = newDatabase();
    const list =
      'Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Open Amount\nC1;Firm;1;2026-07-01;2026-08-01;JPY;1234567\nC1;Firm;2;2026-07-01;2026-08-01;KWD;12.345\n';
    commitImport(db, { name: 'list.csv', bytes: Buffer.from(list) }, { listDate: '2026-11-20' }, testEnv(TODAY));
    const aging = await saved(db, AGING);
    expect(aging.rows.map((row) => [row.Currency, row.Balance])).toEqual([
      ['JPY', '1234567'],
      ['KWD', '12.345'],
    ]);
    expect(aging.report.sums).toEqual([
      { currency: 'JPY', minor: 1234567 },
      { currency: 'KWD', minor: 12345 },
    ]);
    const agenda = await saved(db, AGENDA);
    expect(agenda.rows.map((row) => [row.Rank, row.Currency, row.Overdue])).toEqual([
      ['1', 'JPY', '1234567'],
      ['1', 'KWD', '12.345'],
    ]);
  });
});

describe('the activities', () => {
  /** A promise, a note that is private, and a call asked for in private. */
  function talkedTo(): Db {
    const db = smallPortfolio();
    const env = (hour: number) => ({ ...testEnv(TODAY), now: Date.parse(`${TODAY}T0${hour}:00:00Z`) });
    logActivity(db, env(6), save(db, 'C1', 'promised', { promise: promiseOf(100, '2026-11-27'), note: 'said so' }));
    logActivity(db, env(7), save(db, 'C2', 'reached', { kind: 'call', note: 'the boss drinks', private: true }));
    const early = { private: true, contactName: 'Deep Throat', followUpOn: TODAY, asOf: '2026-11-20' };
    logActivity(db, { ...testEnv('2026-11-20'), now: env(1).now }, save(db, 'C3', 'call_back', early));
    return db;
  }

  it('say who did what, newest first, and what was promised; private ones are left out, rows and all', async () => {
    const db = talkedTo();
    const { rows, header, report } = await saved(db, ACTIVITIES);
    expect(header).not.toContain('Private');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      On: TODAY,
      'Customer key': 'C1',
      Customer: 'Firm C1',
      Kind: 'Call',
      Outcome: 'Promised',
      Note: 'said so',
      Currency: 'EUR',
      Promised: '100.00',
      'Promised for': '2026-11-27',
      'Promise stands': 'Open, for Fri 27 Nov',
    });
    expect(report).toMatchObject({ what: 'activities', rows: 1, sums: [] });
    const asked = await saved(db, { ...ACTIVITIES, privateNotes: true });
    expect(asked.rows.map((row) => [row['Customer key'], row.Private])).toEqual([
      ['C2', 'yes'],
      ['C1', ''],
      ['C3', 'yes'],
    ]);
  });

  it('are those up to the as-of date', async () => {
    expect((await saved(talkedTo(), { ...ACTIVITIES, privateNotes: true }, 'csv', '2026-11-22')).rows).toHaveLength(1);
  });

  it('in private leave no word in any list that did not ask for them', async () => {
    const db = talkedTo();
    for (const list of [AGENDA, AGING, ITEMS, ACTIVITIES]) {
      const { rows } = await saved(db, list, 'csv');
      expect(JSON.stringify(rows), list.what).not.toMatch(/drinks|Deep Throat/);
    }
    const replied = smallPortfolio();
    const early = { kind: 'mail', private: true, contactName: 'all', asOf: '2026-11-20' } as const;
    logActivity(replied, testEnv('2026-11-20'), save(replied, 'C1', 'reply', early));
    const reasons = async (from: Db, key: string) =>
      (await saved(from, AGENDA)).rows.find((row) => row['Customer key'] === key)?.Reasons;
    expect(await reasons(db, 'C3')).toMatch(/^Call back today; /);
    expect(await reasons(replied, 'C1')).toMatch(/^the customer answered Fri 20 Nov; .* to collect$/);
  });
});
