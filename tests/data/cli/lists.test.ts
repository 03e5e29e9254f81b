import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LIST_KINDS } from '@shared/contract/lists';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSaved, sumsOf } from '../lists/saved';
import { answer, duebook, refused, rowsOf, workbench } from './duebook';

const TODAY = '2026-11-23';
const bench = workbench();
const db = bench.path('portfolio.db');
const run = <T = Record<string, unknown>>(...words: string[]) => answer<T>(db, words, TODAY);
const docs = readFileSync(resolve(import.meta.dirname, '../../../docs/cli.md'), 'utf8');

interface Saved {
  file: string;
  what: string;
  rows: number;
  sums: { currency: string; minor: number }[];
}
const save = (name: string, ...words: string[]) => run<Saved>('export', bench.path(name), ...words);

beforeAll(async () => {
  await run('sample');
}, 120_000);

describe('export of a list', () => {
  it('reconciles with aging: items, aging and their answers say one balance a currency', async () => {
    const { currencies } = await run<{ currencies: { currency: string; balance: number }[] }>('aging');
    const balances = currencies.map(({ currency, balance }) => ({ currency, minor: balance }));
    for (const ending of ['csv', 'xlsx'])
      for (const [what, column] of [
        ['items', 'Open'],
        ['aging', 'Balance'],
      ] as const) {
        const answered = await save(`${what}.${ending}`, '--what', what);
        const { rows } = readSaved(bench.path(`${what}.${ending}`));
        expect(answered).toEqual({ file: `${what}.${ending}`, what, rows: rows.length, sums: balances });
        expect(sumsOf(rows, column)).toEqual(balances);
      }
  });

  it('is the list that agenda shows, as long as it, and of whom it shows', async () => {
    const person = (await run<{ name: string; customers: number }[]>('users')).find(({ customers }) => customers > 0);
    for (const words of [[], ['--assignee', person?.name as string], ['--assignee', 'all', '--limit', '5']]) {
      const { items } = await run<{ items: { rank: number; key: string }[] }>('agenda', ...words);
      await save('agenda.csv', '--what', 'agenda', ...words);
      const places = new Map(readSaved(bench.path('agenda.csv')).rows.map((row) => [row.Rank, row['Customer key']]));
      expect([...places]).toEqual(items.map(({ rank, key }) => [String(rank), key]));
    }
  });

  it('of one customer holds that customer, also where it stands far down the list', async () => {
    const { items } = await run<{ items: { rank: number; key: string }[] }>('agenda', '--limit', 'all');
    const last = items.at(-1);
    await save('one.csv', '--what', 'agenda', '--customer', last?.key as string);
    expect(readSaved(bench.path('one.csv')).rows.map((row) => [row.Rank, row['Customer key']])).toEqual([
      [String(last?.rank), last?.key],
    ]);
    await save('two.csv', '--what', 'items', '--customer', last?.key as string);
    expect(new Set(readSaved(bench.path('two.csv')).rows.map((row) => row['Customer key']))).toEqual(
      new Set([last?.key]),
    );
  });

  it('of activities leaves private notes out unless they are asked for', async () => {
    const open = await save('activities.csv', '--what', 'activities');
    const all = await save('all.csv', '--what', 'activities', '--private-notes');
    const secrets = (rowsOf(db).activity as { private: number }[]).filter((row) => row.private === 1).length;
    expect(secrets).toBeGreaterThan(0);
    expect(all.rows - open.rows).toBe(secrets);
    expect(open.sums).toEqual([]);
  });

  it.each(LIST_KINDS)('has a header whose every column docs/cli.md explains: %s', async (what) => {
    await save(`${what}.csv`, '--what', what, ...(what === 'activities' ? ['--private-notes'] : []));
    const { header } = readSaved(bench.path(`${what}.csv`));
    expect(header.length).toBeGreaterThan(8);
    for (const name of header) expect(docs).toContain(`\`${name}\``);
  });

  it('records nothing, and works with nobody chosen as user', async () => {
    const before = rowsOf(db);
    for (const what of LIST_KINDS) await save(`${what}.csv`, '--what', what);
    expect(rowsOf(db)).toEqual(before);
  });

  it('is refused for another ending, a missing folder and unknown people or customers, and leaves no file', async () => {
    for (const [code, name, ...words] of [
      ['bad_input', 'list.txt'],
      ['bad_input', 'list.duebook'],
      ['file_missing', 'away/list.csv'],
      ['not_found', 'list.csv', '--assignee', 'Nobody'],
      ['unknown_customer', 'list.csv', '--customer', 'none'],
    ] as const) {
      const { code: given } = await refused(db, ['export', bench.path(name), '--what', 'items', ...words], TODAY);
      expect(given, name).toBe(code);
      expect(existsSync(bench.path(name)), name).toBe(false);
    }
    // A portfolio file that would look like a list to whoever opens it.
    const portfolio = await refused(db, ['export', bench.path('whole.csv')], TODAY);
    expect(portfolio).toMatchObject({ code: 'bad_input', message: expect.stringContaining('--what agenda|aging') });
    expect(bench.names().filter((name) => name.includes('whole') || name.includes('part'))).toEqual([]);
  });

  it.each([
    ['--what', 'everything'],
    ['--what', 'items', '--passphrase-file', 'x'],
    ['--what', 'aging', '--with', 'Mia'],
    ['--what', 'items', '--private-notes'],
    ['--what', 'aging', '--limit', '5'],
    ['--what', 'agenda', '--limit', '0'],
    ['--what', 'portfolio', '--limit', '5'],
  ])('with %s %s %s is wrong usage', async (...words) => {
    expect((await duebook(['export', bench.path('never.csv'), '--db', db, ...words])).code).toBe(2);
    expect(existsSync(bench.path('never.csv'))).toBe(false);
  });

  it('of items is a list that import reads back: same balance in an empty database', async () => {
    const { currencies } = await run<{ currencies: unknown }>('aging');
    for (const ending of ['csv', 'xlsx']) {
      await save(`back.${ending}`, '--what', 'items');
      const empty = bench.path(`back-${ending}.db`);
      const report = await answer<{ rejected: number; leftOut: number; rows: number; created: number }>(
        empty,
        ['import', bench.path(`back.${ending}`)],
        TODAY,
      );
      expect(report).toMatchObject({ rejected: 0, leftOut: 0, created: report.rows });
      expect((await answer<{ currencies: unknown }>(empty, ['aging'], TODAY)).currencies).toEqual(currencies);
    }
  });
});
