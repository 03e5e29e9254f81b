import { beforeAll, describe, expect, it } from 'vitest';
import { answer, duebook, openItemsCsv, refused, rowsOf, workbench } from './duebook';

/** Calls, promises and settings on a small portfolio: Monday 23 November 2026, C1 owes 100 + 200 overdue, 400 is not due. */
const TODAY = '2026-11-23';
const bench = workbench();
const base = bench.path('base.db');
let copies = 0;

beforeAll(async () => {
  const rows = openItemsCsv(
    ['C1', '1', '2026-09-01', 100, 100],
    ['C1', '2', '2026-10-01', 200, 200],
    ['C1', '5', '2026-12-15', 400, 400],
    ['C2', '3', '2026-10-01', 300, 300],
  );
  await answer(base, ['import', bench.file('main 2026-11-20.csv', rows)], TODAY);
  const north = openItemsCsv(['C2', '9', '2026-10-01', 50, 50]);
  await answer(base, ['import', bench.file('north 2026-11-20.csv', north), '--source', 'north'], TODAY);
}, 120_000);

const portfolio = () => bench.copy(base, `copy-${copies++}.db`);
const PROMISE = ['promise', 'C1', '--amount', '150.00', '--currency', 'EUR', '--date', '2026-11-26'];
interface Promised {
  commitment: string;
  state: string;
  written: string;
}
interface Commitment {
  id: string;
  items: { number: string; open: number }[];
  [field: string]: unknown;
}
const agendaKeys = async (db: string, asOf: string) => {
  const list = await answer<{ items: { key: string }[]; notListed: { key: string; reason: { code: string } }[] }>(
    db,
    ['agenda', '--limit', 'all'],
    asOf,
  );
  return { listed: list.items.map((item) => item.key), away: list.notListed };
};

describe.concurrent('log', () => {
  it('records a call with its business date, moment, contact, note and proposed follow-up', async () => {
    const db = portfolio();
    const words = [
      'log',
      'C1',
      '--kind',
      'call',
      '--outcome',
      'voicemail',
      '--contact',
      'Ada',
      '--note',
      'Called twice',
    ];
    const logged = await answer(db, [...words, '--at', '2026-11-20T09:15:00Z'], TODAY);
    expect(logged).toEqual({ activity: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const [row] = rowsOf(db).activity as Record<string, string>[];
    expect(row).toMatchObject({
      id: logged.activity,
      customer_key: 'C1',
      on_date: TODAY,
      recorded_at: '2026-11-20T09:15:00.000Z',
      outcome: 'voicemail',
    });
    expect(JSON.parse(row?.body as string)).toMatchObject({
      contactName: 'Ada',
      note: 'Called twice',
      // Two business days after Monday.
      followUpOn: '2026-11-25',
      seen: { rank: expect.any(Number), points: expect.any(Number) },
    });
  });

  it('takes the worked customer off the list with the reason, and brings it back when it is due', async () => {
    const db = portfolio();
    expect((await agendaKeys(db, TODAY)).listed).toContain('C1');
    await answer(db, ['log', 'C1', '--outcome', 'reached', '--follow-up', '2026-11-25'], TODAY);
    const after = await agendaKeys(db, TODAY);
    expect(after.listed).not.toContain('C1');
    expect(after.away).toContainEqual({ key: 'C1', reason: expect.objectContaining({ code: expect.any(String) }) });
    expect((await agendaKeys(db, '2026-11-24')).listed).not.toContain('C1');
    expect((await agendaKeys(db, '2026-11-25')).listed).toContain('C1');
  });

  it('refuses an unknown customer, an ambiguous key, a past follow-up, a call-back without a day and a future moment', async () => {
    const db = portfolio();
    const before = rowsOf(db);
    const call = ['--kind', 'call', '--outcome', 'reached'];
    expect(await refused(db, ['log', 'C77', ...call], TODAY)).toMatchObject({
      code: 'unknown_customer',
      message: expect.stringContaining('C77'),
    });
    expect((await refused(db, ['log', 'C2', ...call], TODAY)).message).toMatch(/main\/C2 or north\/C2/);
    expect((await refused(db, ['log', 'C1', ...call, '--follow-up', '2026-11-20'], TODAY)).code).toBe('bad_input');
    expect((await refused(db, ['log', 'C1', '--outcome', 'call_back'], TODAY)).message).toMatch(/needs the day/);
    expect((await refused(db, ['log', 'C1', ...call, '--at', '2999-01-01T00:00:00Z'], TODAY)).message).toMatch(
      /future/,
    );
    expect(rowsOf(db)).toEqual(before);
    await answer(db, ['log', 'north/C2', ...call], TODAY);
    expect(rowsOf(db).activity).toMatchObject([{ source: 'north', customer_key: 'C2' }]);
  });

  it.each([
    ['a promise', ['--outcome', 'promised']],
    ['an unknown outcome', ['--outcome', 'shrugged']],
    ['a call without outcome', ['--kind', 'call']],
    ["a call with a mail's outcome", ['--kind', 'call', '--outcome', 'sent']],
    ["a mail with a call's outcome", ['--kind', 'mail', '--outcome', 'voicemail']],
    ['an unknown kind', ['--kind', 'fax', '--outcome', 'sent']],
    ['a follow-up that is no date', ['--outcome', 'reached', '--follow-up', 'tomorrow']],
    ['a moment that is none', ['--outcome', 'reached', '--at', 'noon']],
  ])('%s is wrong usage and records nothing', async (_what, words) => {
    const ran = await duebook(['log', 'C1', ...words, '--db', base]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/\w/);
    expect(rowsOf(base).activity).toEqual([]);
  });

  it('takes a note without an outcome', async () => {
    const db = portfolio();
    await answer(db, ['log', 'C1', '--kind', 'note', '--note', 'New address'], TODAY);
    expect(rowsOf(db).activity).toMatchObject([{ kind: 'note', outcome: null }]);
    expect((await agendaKeys(db, TODAY)).listed).toContain('C1');
  });
});

describe.concurrent('promise, confirm, withdraw, commitments', () => {
  it('stands on the oldest due items up to the amount, is oral, and is confirmed and withdrawn by id', async () => {
    const db = portfolio();
    const { commitment: id, ...rest } = await answer<Promised>(db, PROMISE, TODAY);
    expect(rest).toEqual({ state: 'open', written: 'oral' });
    expect(await answer(db, ['commitments', 'C1'], TODAY)).toEqual([
      {
        id,
        key: 'C1',
        promised: 15_000,
        currency: 'EUR',
        date: '2026-11-26',
        // Two business days after Thursday.
        windowEnd: '2026-11-30',
        state: 'open',
        waitingForFile: false,
        written: 'oral',
        paid: 0,
        paidElsewhere: 0,
        level: 1,
        items: [
          { number: '1', open: 10_000 },
          { number: '2', open: 20_000 },
        ],
      },
    ]);
    expect(await answer(db, ['confirm', id, '--via', 'reply'], TODAY)).toEqual({
      commitment: id,
      state: 'open',
      written: 'written',
    });
    expect(await answer(db, ['withdraw', id, '--why', 'taken down wrongly'], TODAY)).toEqual({
      commitment: id,
      state: 'withdrawn',
      written: 'written',
    });
    const before = rowsOf(db);
    for (const words of [
      ['confirm', id],
      ['withdraw', id, '--why', 'again'],
      ['confirm', 'nobody'],
      ['withdraw', 'x', '--why', 'y'],
    ])
      expect((await refused(db, words, TODAY)).message).toMatch(/Nothing was changed/);
    expect((await duebook(['withdraw', id, '--db', db])).code).toBe(2);
    expect((await duebook(['confirm', id, '--via', 'pigeon', '--db', db])).code).toBe(2);
    expect(rowsOf(db)).toEqual(before);
  });

  it('stands on the items named, can be written at once, and the next one on them replaces it', async () => {
    const db = portfolio();
    const first = await answer<Promised>(db, [...PROMISE, '--item', '5', '--item', '1', '--written'], TODAY);
    expect(first).toMatchObject({ state: 'open', written: 'written' });
    const second = await answer<Promised>(db, [...PROMISE, '--item', '1'], TODAY);
    const rows = await answer<Commitment[]>(db, ['commitments'], TODAY);
    expect(rows.find((row) => row.id === first.commitment)).toMatchObject({
      state: 'superseded',
      items: [
        { number: '1', open: 10_000 },
        { number: '5', open: 40_000 },
      ],
    });
    expect(rows.find((row) => row.id === second.commitment)).toMatchObject({ state: 'open', level: 2 });
  });

  it('above the open amount is recorded with a warning on stderr', async () => {
    const db = portfolio();
    const words = ['promise', 'C1', '--amount', '5000', '--currency', 'EUR', '--date', TODAY, '--json'];
    const ran = await duebook([...words, '--db', db, '--as-of', TODAY]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/More than the €700\.00 open/);
    expect(JSON.parse(ran.stdout)).toMatchObject({ state: 'open' });
    expect(rowsOf(db).commitment).toHaveLength(1);
  });

  it.each([
    ['0', ['--amount', '0'], 'bad_input', /more than 0/],
    ['a negative amount', ['--amount', '-5'], 'bad_input', /more than 0/],
    ['a past date', ['--date', '2026-11-22'], 'bad_input', /Sun 22 Nov is past/],
    ['another currency', ['--currency', 'USD'], 'bad_input', /no open item in USD/],
    ['an unknown item', ['--item', '999'], 'unknown_item', /no item 999/],
    ["another customer's item", ['--item', '3'], 'unknown_item', /no item 3/],
  ])('of %s is refused and nothing is recorded', async (_what, words, code, message) => {
    const db = portfolio();
    const before = rowsOf(db);
    const refusal = await refused(db, [...PROMISE, ...words], TODAY);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(message);
    expect(rowsOf(db)).toEqual(before);
  });

  it.each([
    ['an amount that is none', ['--amount', '1,200']],
    ['more decimals than the currency has', ['--amount', '1.005']],
    ['a currency that is none', ['--currency', 'EURO']],
    ['a date that does not exist', ['--date', '2026-02-30']],
  ])('with %s is wrong usage', async (_what, words) => {
    const ran = await duebook([...PROMISE, ...words, '--db', base]);
    expect(ran.code).toBe(2);
    expect(rowsOf(base).commitment).toEqual([]);
  });

  it('is refused for a customer nobody knows; so are its commitments', async () => {
    expect((await refused(base, ['promise', 'C77', ...PROMISE.slice(2)], TODAY)).code).toBe('unknown_customer');
    expect((await refused(base, ['commitments', 'C77'], TODAY)).code).toBe('unknown_customer');
  });
});

describe.concurrent('set', () => {
  it('takes JSON or a word, answers what is in force, and the views follow', async () => {
    const db = portfolio();
    const set = (name: string, value: string) => answer(db, ['set', name, value], TODAY);
    expect(await set('baseCurrency', 'USD')).toEqual({ name: 'baseCurrency', value: 'USD' });
    expect(await set('scoreWindowMonths', 'null')).toEqual({ name: 'scoreWindowMonths', value: null });
    expect(await set('weekend', '[5,6]')).toEqual({ name: 'weekend', value: [5, 6] });
    expect(await set('bucketEdges', '[40,80]')).toEqual({ name: 'bucketEdges', value: [40, 80] });
    expect(await answer(db, ['aging'], TODAY)).toEqual({
      asOf: TODAY,
      currencies: [
        {
          currency: 'EUR',
          buckets: [
            { from: null, to: 0, minor: 40_000 },
            { from: 1, to: 40, minor: 0 },
            { from: 41, to: 80, minor: 55_000 },
            { from: 81, to: null, minor: 10_000 },
          ],
          noDueDate: 0,
          credits: 0,
          balance: 105_000,
        },
      ],
    });
    // Weekend Friday and Saturday: two business days after Thursday 26 November are Sunday and Monday.
    await answer(db, PROMISE, TODAY);
    expect(await answer(db, ['commitments'], TODAY)).toMatchObject([{ windowEnd: '2026-11-30' }]);
    await set('toleranceDays', '5');
    expect(await answer(db, ['commitments'], TODAY)).toMatchObject([{ windowEnd: '2026-12-03' }]);
  });

  it.each([
    ['weights', '{"money":31,"age":25,"score":15,"broken":15,"silence":10,"exposure":5}', /sum to 100/],
    ['weights', '{"money":100}', /weights/],
    ['bucketEdges', '[60,30]', /must rise/],
    ['weekend', '[0,1,2,3,4,5,6]', /weekday/],
    ['listLength', '0', /listLength/],
    ['scoreWeighting', 'median', /scoreWeighting/],
    ['baseCurrency', 'euro', /currency/],
    ['favouriteColour', 'blue', /favouriteColour.*Known: baseCurrency/],
  ])('refuses %s %s with the rule and changes nothing', async (name, value, message) => {
    const before = rowsOf(base);
    const refusal = await refused(base, ['set', name, value], TODAY);
    expect(refusal.code).toBe('bad_input');
    expect(refusal.message).toMatch(message);
    expect(rowsOf(base)).toEqual(before);
  });
});
