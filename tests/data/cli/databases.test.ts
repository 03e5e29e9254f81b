import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, duebook, openItemsCsv, refused, rowsOf, workbench } from './duebook';

const bench = workbench();
const TODAY = '2026-11-23';
const list = bench.file('list 2026-11-20.csv', openItemsCsv(['C1', '1', '2026-10-01', 100, 100]));
const good = bench.path('good.db');
const READING = [['customers'], ['aging'], ['agenda'], ['commitments'], ['imports'], ['check']];
const WRITING = [
  ['undo', '1'],
  ['log', 'C1', '--kind', 'call', '--outcome', 'reached'],
  ['promise', 'C1', '--amount', '5', '--currency', 'EUR', '--date', '2026-11-30'],
  ['confirm', 'x'],
  ['withdraw', 'x', '--why', 'y'],
  ['set', 'listLength', '10'],
];

beforeAll(async () => {
  await answer(good, ['import', list], TODAY);
}, 120_000);

describe.concurrent('a missing database', () => {
  it.each([...READING, ...WRITING])('is refused by %s, which names it and creates nothing', async (...words) => {
    const db = join(bench.path('nowhere'), 'missing.db');
    const { code, message } = await refused(db, words, TODAY);
    expect(code).toBe('db_missing');
    expect(message).toContain(db);
    expect(existsSync(bench.path('nowhere'))).toBe(false);
  });

  it("is the app's own when none is named", async () => {
    const home = bench.path('home');
    const ran = await duebook(['customers', '--json'], { DUEBOOK_USER_DATA: home });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout).error.message).toContain(join(home, 'portfolio.duebook.db'));
    expect((await duebook(['import', list], { DUEBOOK_USER_DATA: home })).code).toBe(0);
    expect(existsSync(join(home, 'portfolio.duebook.db'))).toBe(true);
  });
});

describe.concurrent('a database that cannot be used is named and left as it was', () => {
  const words = [['customers'], ['set', 'listLength', '10'], ['import', list]];

  it("text, an empty file, a folder, another program's database, a newer one", async () => {
    mkdirSync(bench.path('folder'));
    const other = new Sqlite(bench.path('shop.db'));
    other.exec('CREATE TABLE orders (id INTEGER); INSERT INTO orders VALUES (7)');
    other.close();
    const newer = new Sqlite(bench.copy(good, 'newer.db'));
    newer.pragma('user_version = 99');
    newer.close();
    const cases = [
      [bench.file('notes.db', 'not a database, only words. '.repeat(400)), 'db_foreign'],
      [bench.file('empty.db', ''), 'db_damaged'],
      [bench.path('folder'), 'db_foreign'],
      [bench.path('shop.db'), 'db_foreign'],
      [bench.path('newer.db'), 'db_newer'],
    ] as const;
    for (const [file, code] of cases) {
      const bytes = file.endsWith('folder') ? null : readFileSync(file);
      for (const command of words) {
        const refusal = await refused(file, command, TODAY);
        expect(refusal.code, file).toBe(code);
        expect(refusal.message).toContain(file);
      }
      if (bytes) expect(readFileSync(file).equals(bytes), file).toBe(true);
    }
  });

  it('one that is read-only', async () => {
    const file = bench.copy(good, 'readonly.db');
    const bytes = readFileSync(file);
    chmodSync(file, 0o444);
    for (const command of words)
      expect(await refused(file, command, TODAY)).toMatchObject({
        code: 'db_readonly',
        message: expect.stringContaining(file),
      });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('one that is damaged in the middle', async () => {
    const file = bench.copy(good, 'torn.db');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096);
    bench.file('torn.db', bytes);
    const refusal = await refused(file, ['customers'], TODAY);
    expect(refusal.code).toBe('db_damaged');
    expect(refusal.message).toContain(file);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('one that another process is writing to: after five seconds, while reading goes on', async () => {
    const file = bench.copy(good, 'busy.db');
    const other = new Sqlite(file);
    const before = rowsOf(file);
    other.exec("BEGIN IMMEDIATE; INSERT INTO local_state VALUES ('half', 'written')");
    const began = Date.now();
    const [log, imported, read] = await Promise.all([
      refused(file, WRITING[1] as string[], TODAY),
      refused(file, ['import', list], TODAY),
      answer<unknown[]>(file, ['customers'], TODAY),
    ]);
    expect(read).toHaveLength(1);
    expect(Date.now() - began).toBeGreaterThan(4900);
    for (const refusal of [log, imported]) {
      expect(refusal.code).toBe('db_busy');
      expect(refusal.message).toContain(file);
      expect(refusal.message).toMatch(/Nothing was changed/);
    }
    other.exec('ROLLBACK');
    other.close();
    expect(rowsOf(file)).toEqual(before);
  });

  it('waits for a short write of another process and then does its work', async () => {
    const file = bench.copy(good, 'waiting.db');
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    const running = answer(file, ['set', 'listLength', '12'], TODAY);
    setTimeout(() => other.exec('COMMIT'), 1500);
    expect(await running).toEqual({ name: 'listLength', value: 12 });
    other.close();
  });
});

describe.concurrent('check', () => {
  it('ends with 1 and lists what is wrong with a damaged portfolio, as its own document', async () => {
    const file = bench.copy(good, 'planted.db');
    const raw = new Sqlite(file);
    raw.exec("INSERT INTO customer_desk (row_id, assignee) VALUES ('main' || char(31) || 'C1', 'nobody')");
    raw.close();
    const ran = await duebook(['check', '--db', file, '--json']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toEqual({ ok: false, problems: ['1 rows of customer_desk have no clock'] });
    expect((await duebook(['check', '--db', good])).stdout).toBe('All is well.\n');
  });
});

describe.concurrent('wrong words', () => {
  it.each([
    ['an unknown command', ['frobnicate']],
    ['a name of every object', ['toString']],
    ['a word too many', ['customers', 'C1']],
    ['a word too few', ['log']],
    ['an as-of date that is none', ['customers', '--as-of', '2026-13-01']],
    ['an as-of date in another notation', ['customers', '--as-of', '23.11.2026']],
    ['an unknown option', ['customers', '--fast']],
    ['an option without its value', ['customers', '--db']],
    ['a limit of nothing', ['agenda', '--limit', '0']],
    ['an unknown grouping', ['aging', '--by', 'country']],
  ])('%s: exit 2, the reason on stderr, nothing on stdout', async (_what, words) => {
    const ran = await duebook(
      ['--db', '--as-of'].some((option) => words.includes(option)) ? words : [...words, '--db', good],
    );
    expect(ran.code).toBe(2);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(/\w/);
  });

  it('help lists every command that docs/cli.md documents', async () => {
    const { code, stdout } = await duebook(['help']);
    expect(code).toBe(0);
    const docs = readFileSync(join(import.meta.dirname, '../../../docs/cli.md'), 'utf8');
    const commands = [...stdout.matchAll(/^ {2}duebook (\S+)/gm)].map((match) => match[1] as string);
    const headings = docs.match(/^## .*/gm)?.join('\n') ?? '';
    for (const command of commands)
      expect(`${headings}\n${docs}`, command).toMatch(new RegExp(`^(## .*\\b|)${command}\\b`, 'm'));
    expect(commands.length).toBeGreaterThanOrEqual(15);
    expect((await duebook(['agenda', '--help'])).stdout).toMatch(/^duebook agenda /);
  });

  it.each([['customers'], ['agenda'], ['set', 'listLength', '9'], ['import', list]])(
    'an unknown person is refused by %s, by name, and nothing is changed',
    async (...words) => {
      const before = rowsOf(good);
      const refusal = await refused(good, [...words, '--user', 'Nobody At All'], TODAY);
      expect(refusal).toMatchObject({ code: 'not_found', message: expect.stringContaining('Nobody At All') });
      expect(rowsOf(good)).toEqual(before);
    },
  );
});
