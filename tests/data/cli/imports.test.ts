import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, duebook, openItemsCsv, refused, rowsOf, workbench } from './duebook';

const bench = workbench();
const TODAY = '2026-11-23';
const first = bench.file(
  'open-items 2026-11-13.csv',
  openItemsCsv(
    ['C1', '1', '2026-10-01', 100, 100],
    ['C1', '2', '2026-11-30', 200, 200],
    ['C2', '3', '2026-09-01', 300, 250],
  ),
);
const second = bench.file(
  'open-items 2026-11-20.csv',
  openItemsCsv(
    ['C1', '1', '2026-10-01', 100, 60],
    ['C2', '3', '2026-09-01', 300, 250],
    ['C3', '4', '2026-12-01', 70, 70],
  ),
);

const refusing = bench.path('refusing.db');
beforeAll(async () => {
  await answer(refusing, ['import', first], TODAY);
}, 120_000);

interface Report {
  batch: number;
  [field: string]: unknown;
}
const views = async (db: string) => [
  await answer(db, ['customers'], TODAY),
  await answer(db, ['aging', '--by', 'customer'], TODAY),
];

describe.concurrent('import', () => {
  it('creates the database and reports what it understood and did, in exactly the documented fields', async () => {
    const db = bench.path('new.db');
    const report = await answer<Report>(db, ['import', first], TODAY);
    expect(report).toEqual({
      batch: 1,
      kind: 'open-items',
      complete: false,
      listDate: '2026-11-13',
      source: 'main',
      rows: 3,
      created: 3,
      updated: 0,
      unchanged: 0,
      repeated: 0,
      leftOut: 0,
      rejected: 0,
      settled: 0,
      returned: 0,
      sums: [{ currency: 'EUR', accepted: 60_000, repeated: 0, leftOut: 0, rejected: 0 }],
      rejects: [],
      warnings: [],
      file: {
        encoding: expect.any(String),
        delimiter: ';',
        headerRow: 1,
        dates: 'ymd',
        decimal: '.',
        mapping: {
          customer_key: 'Customer No',
          customer_name: 'Customer Name',
          item_number: 'Invoice No',
          issue_date: 'Invoice Date',
          due_date: 'Due Date',
          currency: 'Currency',
          amount: 'Amount',
          open_amount: 'Open Amount',
        },
      },
    });
    expect(rowsOf(db).user).toHaveLength(1);
  });

  it('of a complete list settles what is gone, only when said so where it is more than a fifth', async () => {
    const db = bench.path('complete.db');
    await answer(db, ['import', first], TODAY);
    const before = rowsOf(db);
    const brake = await refused(db, ['import', second, '--complete'], TODAY);
    expect(brake.code).toBe('needs_confirmation');
    expect(await refused(db, ['import', second, '--complete', '--dry-run'], TODAY)).toEqual(brake);
    expect(rowsOf(db)).toEqual(before);
    const report = await answer(db, ['import', second, '--complete', '--confirm-settle'], TODAY);
    expect(report).toMatchObject({ complete: true, created: 1, updated: 1, unchanged: 1, rows: 3, settled: 1 });
  });

  it('of the same file twice changes nothing that is shown', async () => {
    const db = bench.path('twice.db');
    await answer(db, ['import', first], TODAY);
    await answer(db, ['import', second], TODAY);
    const before = await views(db);
    const settlements = rowsOf(db).settlement?.length;
    for (const file of [second, first]) {
      const again = await answer(db, ['import', file], TODAY);
      expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 3, settled: 0, returned: 0 });
    }
    expect(await views(db)).toEqual(before);
    expect(rowsOf(db).settlement).toHaveLength(settlements as number);
  });

  it('with --dry-run says the same and keeps nothing, not even a new database or a person', async () => {
    const db = bench.path('dry.db');
    const planned = await answer<Report>(db, ['import', first, '--dry-run'], TODAY);
    expect(bench.names().filter((name) => name.startsWith('dry.db'))).toEqual([]);
    const done = await answer<Report>(db, ['import', first], TODAY);
    expect(planned).toEqual({ ...done, batch: null });
    const before = rowsOf(db);
    expect(await answer(db, ['import', second, '--dry-run'], TODAY)).toMatchObject({ batch: null, updated: 1 });
    expect(rowsOf(db)).toEqual(before);
  });

  it('closes what vanished as was said: --close, --close-others, --take-proposals', async () => {
    const db = bench.path('closing.db');
    const before = bench.file(
      'open-items 2026-11-06.csv',
      openItemsCsv(
        ['C1', 'R-10', '2026-10-01', 50, 50],
        ['C1', 'R-11', '2026-10-02', 60, 60],
        ['C2', 'R-12', '2026-10-03', 70, 70],
      ),
    );
    const after = bench.file('open-items 2026-11-07.csv', openItemsCsv(['C1', 'R-10-2', '2026-12-01', 45, 45]));
    await answer(db, ['import', before], TODAY);
    const words = ['import', after, '--complete', '--confirm-settle'];
    const plain = await answer<{ warnings: { code: string }[] }>(db, [...words, '--dry-run'], TODAY);
    expect(plain.warnings).toMatchObject([
      { code: 'replaced_proposed', text: expect.stringContaining('R-10 by R-10-2') },
    ]);
    const options = ['--close', 'R-11=written_off', '--close-others', 'moved', '--take-proposals'];
    const { batch } = await answer<Report>(db, [...words, ...options], TODAY);
    const found = await answer<{ changes: object[]; row: object }>(db, ['imports', String(batch)], TODAY);
    expect(found).toMatchObject({ row: { batch, fileName: basename(after) }, customers: [], next: null });
    expect(found.changes).toMatchObject([
      { number: 'R-10', change: 'vanished', what: 'replaced by R-10-2', open: [5000, 0] },
      { number: 'R-11', change: 'vanished', what: 'written off', open: [6000, 0] },
      { number: 'R-12', change: 'vanished', what: 'moved', open: [7000, 0] },
      { number: 'R-10-2', change: 'new', open: [null, 4500], dueOn: [null, '2026-12-01'] },
    ]);
  });

  it.each([
    ['--close', 'R-11'],
    ['--close', 'R-11=lost'],
    ['--close', 'R-11=paid:R-12'],
    ['--close-others', 'lost'],
    ['--delimiter', 'x'],
    ['--header-row', '0'],
    ['--decimal', '-'],
    ['--encoding', 'ebcdic'],
  ])('knows no %s %s', async (option, value) => {
    const ran = await duebook(['import', first, option, value, '--db', bench.path('usage.db')]);
    expect(ran.code).toBe(2);
  });

  it('takes its options: source, list date, kind, mapping, date order, currency, terms', async () => {
    const db = bench.path('options.db');
    const file = bench.file('odd.csv', 'Wer;Was;Wann;Wieviel\nC9;77;03/04/2026;12.50\n');
    const map = ['customer_key=Wer', 'item_number=Was', 'issue_date=Wann', 'open_amount=Wieviel'];
    const words = ['import', file, '--kind', 'open-items', '--source', 'north', '--list-date', '2026-11-01'];
    const options = ['--dates', 'mdy', '--currency', 'USD', '--terms', '14', ...map.flatMap((m) => ['--map', m])];
    expect(await answer(db, [...words, ...options], TODAY)).toMatchObject({
      source: 'north',
      listDate: '2026-11-01',
      sums: [{ currency: 'USD', accepted: 1250 }],
      file: { dates: 'mdy', mapping: { customer_key: 'Wer' } },
    });
    // 4 March 2026 plus 14 days.
    expect(await answer(db, ['customers'], '2026-03-20')).toMatchObject([{ source: 'north', oldestDaysPastDue: 2 }]);
  });

  it('reports rejected rows by line, column, value and reason, and takes the others', async () => {
    const db = bench.path('rejects.db');
    const good = openItemsCsv(['C1', '1', '2026-10-01', 100, 100]);
    const file = bench.file('part.csv', `${good}C1;Firm C1;2;2026-09-01;someday;EUR;5.00;5.00\n`);
    const report = await answer(db, ['import', file, '--dates', 'ymd'], TODAY);
    expect(report).toMatchObject({ rows: 2, created: 1, rejected: 1 });
    expect(report.rejects).toEqual([
      { row: 3, column: 'Due Date', value: 'someday', reason: expect.stringMatching(/\w/) },
    ]);
    expect(report.sums).toEqual([{ currency: 'EUR', accepted: 10_000, repeated: 0, leftOut: 0, rejected: 500 }]);
  });

  it.each<[what: string, content: string | Uint8Array | null, words: string[], code: string]>([
    ['a missing file', null, [], 'file_missing'],
    ['an empty file', '', [], 'file_empty'],
    ['a binary file', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]), [], 'file_binary'],
    ['a torn workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 1]), [], 'file_unreadable'],
    [
      'a wrongly mapped file',
      openItemsCsv(['C1', '8', '2026-10-01', 1, 1]),
      ['--map', 'open_amount=Firm'],
      'mapping_incomplete',
    ],
    [
      'a file mapped to the wrong column',
      openItemsCsv(['C1', '8', '2026-10-01', 1, 1]),
      ['--map', 'open_amount=Customer Name'],
      'bad_input',
    ],
    [
      'dates that may be read either way',
      'Customer No;Invoice No;Due Date;Amount\nC;1;03/04/2026;5,00\n',
      [],
      'dates_ambiguous',
    ],
  ])('of %s is refused by name, changes nothing and creates no database', async (what, content, words, code) => {
    const name = `${what.replaceAll(' ', '-')}.csv`;
    const file = content === null ? bench.path(name) : bench.file(name, content);
    const db = refusing;
    const before = rowsOf(db);
    const bytes = readFileSync(db);
    for (const dry of [[], ['--dry-run']]) {
      const { code: found, message } = await refused(db, ['import', file, ...words, ...dry], TODAY);
      expect(found).toBe(code);
      expect(message).toMatch(/Nothing was changed/);
      if (code.startsWith('file_')) expect(message).toContain(name);
    }
    expect(rowsOf(db)).toEqual(before);
    expect(readFileSync(db).equals(bytes)).toBe(true);
    const none = bench.path(`none-${name}.db`);
    expect((await refused(none, ['import', file, ...words, '--currency', 'EUR'], TODAY)).code).toBe(code);
    expect(bench.names().filter((found) => found.startsWith(basename(none)))).toEqual([]);
  });

  it.each([
    ['a kind that does not exist', ['--kind', 'invoice']],
    ['a date order that does not exist', ['--dates', 'dym']],
    ['a field that does not exist', ['--map', 'customer=Customer No']],
    ['a mapping without a column', ['--map', 'customer_key']],
    ['a list date that is no date', ['--list-date', '2026-02-30']],
    ['a currency that is no code', ['--currency', 'euro']],
    ['terms that are no number', ['--terms', '30 days']],
    ['an empty source', ['--source', ' ']],
    ['an option that does not exist', ['--colour']],
    ['two files', [first]],
  ])('with %s is wrong usage: exit 2, nothing on stdout, no database', async (what, words) => {
    const db = bench.path(`${what}.db`);
    const ran = await duebook(['import', first, ...words, '--db', db, '--json']);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(/\w/);
    expect(existsSync(db)).toBe(false);
  });
});

describe('two imports into one new database at once', () => {
  it('never lose what either has recorded: each is done or told to try again', async () => {
    const db = bench.path('race.db');
    const runs = await Promise.all(
      [first, second].map((file) => duebook(['import', file, '--db', db, '--as-of', TODAY, '--json'])),
    );
    const done = runs.filter((ran) => ran.code === 0).length;
    expect(done).toBeGreaterThan(0);
    for (const ran of runs) if (ran.code !== 0) expect(JSON.parse(ran.stdout).error.code).toBe('db_busy');
    expect(rowsOf(db).import_batch).toHaveLength(done);
    expect(bench.names().filter((name) => name.startsWith('race.db.new'))).toEqual([]);
  });
});

describe.concurrent('undo and imports', () => {
  it('takes the last batch back and marks it; one that another stands on is refused with the list', async () => {
    const db = bench.path('undo.db');
    await answer(db, ['import', first], TODAY);
    const before = await views(db);
    await answer(db, ['import', second], TODAY);
    const refusal = await refused(db, ['undo', '1'], TODAY);
    expect(refusal.code).toBe('cannot_undo');
    expect(refusal.message).toMatch(/import 2 \(open-items 2026-11-20\.csv\)/);
    const undone = await answer(db, ['undo', '2'], TODAY);
    expect(undone).toEqual({ batch: 2, reverted: expect.toSatisfy((n: number) => Number.isInteger(n) && n > 0) });
    expect(await views(db)).toEqual(before);
    const batches = await answer<{ batch: number; undoneAt: string | null }[]>(db, ['imports'], TODAY);
    expect(batches.map(({ batch, undoneAt }) => [batch, undoneAt === null])).toEqual([
      [2, false],
      [1, true],
    ]);
    const rows = rowsOf(db);
    expect((await refused(db, ['undo', '2'], TODAY)).code).toBe('cannot_undo');
    expect(await refused(db, ['undo', '9'], TODAY)).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('9'),
    });
    expect(rowsOf(db)).toEqual(rows);
    expect((await duebook(['undo', 'last', '--db', db])).code).toBe(2);
  });
});
