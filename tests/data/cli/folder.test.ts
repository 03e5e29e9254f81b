import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, duebook, openItemsCsv, refused, rowsOf, workbench } from './duebook';

const TODAY = '2026-11-23';
const bench = workbench();

interface Note {
  who: string;
  name: string;
  message: string;
}
interface Status {
  path: string;
  state: string;
  sign: string;
  paused: boolean;
  assignee: string | null;
  publishedAt: string | null;
  collectedAt: string | null;
  colleagues: { name: string }[];
  waiting: Note[];
  problems: Note[];
  strangers: string[];
}
interface Round extends Status {
  collected: { who: string; name: string; brought: boolean }[];
  published: string[];
  cloned: boolean;
}

const run = <T = Round[]>(db: string, ...words: string[]) => answer<T>(db, words, TODAY);
const one = async (db: string, ...words: string[]) => (await run(db, 'folder', ...words))[0] as Round;

beforeAll(async () => {
  const list = bench.file(
    'list 2026-11-20.csv',
    openItemsCsv(['C1', '1', '2026-10-01', 100, 100], ['C2', '2', '2026-10-05', 200, 200]),
  );
  const start = bench.path('start.db');
  await run(start, 'import', list);
  await run(start, 'users', 'add', 'Mia Berg', '--role', 'manager');
  await run(start, 'users', 'add', 'Ana Prieto');
  await run(start, 'export', bench.path('start.duebook'), '--user', 'Mia Berg');
}, 120_000);

/** Mia's database and Ana's, which took the portfolio over from Mia's file, with one new folder between them. */
async function two(name: string) {
  const mia = bench.copy(bench.path('start.db'), `${name}-mia.db`);
  const ana = bench.path(`${name}-ana.db`);
  const share = bench.path(`${name}-share`);
  mkdirSync(share);
  await run(ana, 'merge', bench.path('start.duebook'));
  for (const db of [mia, ana]) await run(db, 'folder', 'set', share);
  const root = () => join(share, readdirSync(share).find((entry) => entry.startsWith('Duebook-')) as string);
  return { mia: { db: mia, as: 'Mia Berg' }, ana: { db: ana, as: 'Ana Prieto' }, share, root };
}
interface Desk {
  db: string;
  as: string;
}

const work = ({ db, as }: Desk, verb: string) => one(db, verb, '--user', as);
const logs = ({ db, as }: Desk, key: string) =>
  run(db, 'log', key, '--kind', 'call', '--outcome', 'voicemail', '--user', as);
const ownFiles = (root: string, { db }: Desk) => {
  const [row] = rowsOf(db).replica as { replica_id: Buffer }[];
  return join(root, row?.replica_id.toString('hex') as string);
};
const segmentsIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.duebook'))
    .sort();

/** What must be the same in both. */
function exchanged(db: string): unknown {
  const rows = rowsOf(db);
  const bare = (table: string, ...but: string[]) =>
    (rows[table] as Record<string, unknown>[])
      .map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !but.includes(name)))))
      .sort();
  return {
    items: bare('item', 'id', 'seq', 'stamp', 'customer_id'),
    cells: bare('cell', 'seq'),
    desks: bare('customer_desk'),
    users: bare('user'),
    commitments: bare('commitment'),
    activities: bare('activity', 'seq'),
  };
}

describe('a shared folder by the command line alone', () => {
  it('brings two databases to the same, whoever publishes and collects when, and then has nothing more to say', async () => {
    const { mia, ana, share } = await two('equal');
    const [first] = await run<Status[]>(mia.db, 'folder');
    expect(first).toMatchObject({ path: share, state: 'new', sign: 'Being set up', paused: false, assignee: null });
    // Nobody published yet: nothing to collect, and nothing wrong.
    expect(await work(ana, 'collect')).toMatchObject({ state: 'new', collected: [], published: [] });
    expect(await work(mia, 'publish')).toMatchObject({ state: 'ready', published: ['000001.duebook'], collected: [] });
    await logs(mia, 'C1');
    await logs(ana, 'C2');
    await run(ana.db, 'promise', 'C1', '--amount', '50', '--currency', 'EUR', '--date', '2026-11-27', '--user', ana.as);
    expect(await work(ana, 'exchange')).toMatchObject({
      collected: [{ who: 'Mia Berg', name: '000001.duebook', brought: false }],
      published: ['000001.duebook'],
    });
    expect(await work(mia, 'exchange')).toMatchObject({
      collected: [{ who: 'Ana Prieto', name: '000001.duebook', brought: true }],
      published: ['000002.duebook'],
    });
    expect((await work(ana, 'collect')).collected).toEqual([
      { who: 'Mia Berg', name: '000002.duebook', brought: true },
    ]);
    expect(exchanged(mia.db)).toEqual(exchanged(ana.db));
    expect(rowsOf(mia.db).activity).toHaveLength(3);
    expect(await run(mia.db, 'commitments')).toEqual(await run(ana.db, 'commitments'));
    for (const desk of [mia, ana, mia, ana])
      expect(await work(desk, 'exchange')).toMatchObject({ collected: [], published: [], sign: 'Up to date' });
    for (const { db } of [mia, ana]) expect(await run(db, 'check')).toEqual({ ok: true, problems: [] });
    const { code, stdout } = await duebook(['folder', 'status', '--db', mia.db]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /share: Up to date\n {2}Published: the whole portfolio, last 20.*UTC\n.*\n.*Ana Prieto \(last 20/,
    );
  });

  it('publishes one collector’s customers where that was chosen', async () => {
    const { mia, ana } = await two('assignee');
    await run(mia.db, 'folder', 'leave');
    const share = bench.path('assignee-other');
    mkdirSync(share);
    expect(await one(mia.db, 'set', share, '--assignee', 'Ana Prieto')).toMatchObject({ assignee: 'Ana Prieto' });
    await logs(mia, 'C1');
    await run(ana.db, 'folder', 'set', share);
    await work(mia, 'publish');
    // C1 is nobody's: the call on it does not go out.
    expect((await one(ana.db, 'collect', share)).collected).toHaveLength(1);
    expect(rowsOf(ana.db).activity).toEqual([]);
  });

  it('waits for a file still being uploaded, ends with 1 for one that is damaged, and takes it when it is whole', async () => {
    const { mia, ana, root } = await two('upload');
    await work(mia, 'publish');
    await logs(mia, 'C1');
    await work(mia, 'publish');
    const file = join(ownFiles(root(), mia), '000002.duebook');
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 20);
    const waiting = await work(ana, 'collect');
    expect(waiting).toMatchObject({
      sign: 'Waiting for files',
      waiting: [{ who: 'Mia Berg', name: '000002.duebook' }],
    });
    expect(waiting.collected.map((taken) => taken.name)).toEqual(['000001.duebook']);
    const damaged = Buffer.from(whole);
    damaged[whole.length - 10] = (damaged[whole.length - 10] as number) ^ 1;
    writeFileSync(file, damaged);
    const ran = await duebook(['folder', 'collect', '--db', ana.db, '--as-of', TODAY, '--json']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/Mia Berg: 000002\.duebook: .*damaged/);
    expect(JSON.parse(ran.stdout)).toMatchObject([{ sign: 'Needs a look', problems: [{ name: '000002.duebook' }] }]);
    expect(rowsOf(ana.db).activity).toEqual([]);
    expect((await duebook(['folder', '--db', ana.db])).stdout).toMatch(
      /Needs a look\n(.*\n)*.*1 file that cannot be read:\n.*Mia Berg: 000002/,
    );
    // What others sent damaged is no reason not to publish.
    expect((await work(ana, 'publish')).state).toBe('ready');
    writeFileSync(file, whole);
    expect((await work(ana, 'collect')).collected).toMatchObject([{ name: '000002.duebook', brought: true }]);
    expect(rowsOf(ana.db).activity).toHaveLength(1);
  });

  it('names conflict copies and leaves them alone', async () => {
    const { mia, ana, root } = await two('conflict');
    await work(mia, 'publish');
    const own = ownFiles(root(), mia);
    const name = '000001 (Ana’s conflicted copy).duebook';
    writeFileSync(join(own, name), readFileSync(join(own, '000001.duebook')));
    const collected = await work(ana, 'collect');
    expect(collected).toMatchObject({ strangers: [expect.stringContaining(name)], problems: [] });
    expect(collected.collected).toHaveLength(1);
    expect(readdirSync(own)).toContain(name);
    expect((await duebook(['folder', '--db', ana.db])).stdout).toContain(
      'Left alone: copies the folder service made, and strangers’ files:',
    );
  });

  it('is refused in words while the folder is gone, emptied, another portfolio’s, of a later Duebook or paused; all goes on afterwards', async () => {
    const { mia, ana, share, root } = await two('states');
    for (const desk of [mia, ana, mia]) await work(desk, 'exchange');
    await logs(mia, 'C1');
    const inner = root();
    const card = join(inner, 'portfolio.json');
    const text = readFileSync(card, 'utf8');
    const published = segmentsIn(ownFiles(inner, mia));
    const pause = (verb: string) => run(mia.db, 'folder', verb);
    const states: [RegExp, string, () => unknown, () => unknown][] = [
      [
        /cannot be reached/,
        'Cannot be reached',
        () => renameSync(share, `${share}-away`),
        () => renameSync(`${share}-away`, share),
      ],
      [/is empty now/, 'Emptied', () => renameSync(inner, `${share}-in`), () => renameSync(`${share}-in`, inner)],
      [
        /another portfolio/,
        'Another portfolio',
        () => writeFileSync(card, text.replace(/"portfolioId":"[^"]*"/, '"portfolioId":"x"')),
        () => writeFileSync(card, text),
      ],
      [
        /later Duebook/,
        'Needs a newer Duebook',
        () => writeFileSync(card, text.replace('"format":1', '"format":9')),
        () => writeFileSync(card, text),
      ],
      [/is paused/, 'Paused', () => pause('pause'), () => pause('resume')],
    ];
    for (const [words, sign, breakIt, mend] of states) {
      await breakIt();
      const before = exchanged(mia.db);
      for (const verb of sign === 'Emptied' ? ['publish', 'collect', 'exchange'] : ['exchange']) {
        const refusal = await refused(mia.db, ['folder', verb, '--user', mia.as], TODAY);
        expect(refusal.code).toBe('folder_stopped');
        expect(refusal.message).toMatch(words);
        expect(refusal.message).toContain(share);
        expect(refusal.message).toMatch(/Nothing was published or collected/);
      }
      expect(await one(mia.db, 'status')).toMatchObject({ sign });
      expect(exchanged(mia.db)).toEqual(before);
      await mend();
      expect(segmentsIn(ownFiles(root(), mia))).toEqual(published);
    }
    await work(mia, 'exchange');
    await work(ana, 'exchange');
    expect(exchanged(mia.db)).toEqual(exchanged(ana.db));
  });

  it('does what it can with several folders, and ends with what it could not', async () => {
    const { mia, share } = await two('several');
    const other = bench.path('several-other');
    mkdirSync(other);
    await run(mia.db, 'folder', 'set', other);
    rmSync(share, { recursive: true });
    const refusal = await refused(mia.db, ['folder', 'publish', '--user', mia.as], TODAY);
    expect(refusal).toMatchObject({ code: 'folder_stopped', message: expect.stringContaining(share) });
    expect(refusal.message).not.toContain(other);
    expect(readdirSync(other)).toHaveLength(1);
    expect((await refused(mia.db, ['folder', 'pause'], TODAY)).message).toMatch(/several shared folders/);
    expect(await run<Status[]>(mia.db, 'folder', 'leave', share)).toMatchObject([{ path: other }]);
    expect(await work(mia, 'exchange')).toMatchObject({ path: other, published: [] });
  });
});

describe('which folder it is', () => {
  it('is kept in the database; none, an unknown one, one that is not there or taken twice are refused, changing nothing', async () => {
    const { mia, share } = await two('kept');
    const before = rowsOf(mia.db);
    const nowhere = bench.path('kept-nowhere');
    for (const [words, message] of [
      [['set', nowhere], /kept-nowhere cannot be reached/],
      [['set', share], /a shared folder here already/],
      [['set', bench.path('start.duebook')], /cannot be read here/],
      [['publish', nowhere], /no shared folder here. Those in use: .*kept-share/],
    ] as const)
      expect((await refused(mia.db, ['folder', ...words], TODAY)).message).toMatch(message);
    expect(rowsOf(mia.db)).toEqual(before);
    expect(await run(mia.db, 'folder', 'leave')).toEqual([]);
    for (const verb of ['publish', 'collect', 'pause'])
      expect((await refused(mia.db, ['folder', verb], TODAY)).code).toBe('not_found');
    expect(await run(mia.db, 'folder')).toEqual([]);
    for (const words of [['frobnicate'], ['set'], ['publish', '--assignee', 'Ana'], ['toString']])
      expect((await duebook(['folder', ...words, '--db', mia.db])).code, words.join(' ')).toBe(2);
  });
});

describe('a copy of a database', () => {
  it('publishes under an id of its own from its first file on', async () => {
    const { mia, root } = await two('copied');
    await work(mia, 'publish');
    const original = ownFiles(root(), mia);
    const elsewhere = { db: bench.copy(mia.db, 'copied-elsewhere.db'), as: mia.as };
    await logs(mia, 'C1');
    await work(mia, 'publish');
    const files = segmentsIn(original);
    expect(await work(elsewhere, 'publish')).toMatchObject({ cloned: false });
    expect(segmentsIn(original)).toEqual(files);
    expect(ownFiles(root(), elsewhere)).not.toBe(original);
  });
});

describe('while the app has the same database open', () => {
  it('says that it is busy: another round is running, or something is being written', async () => {
    const { mia, ana } = await two('busy');
    await logs(mia, 'C1');
    await work(mia, 'publish');
    const turn = new Sqlite(`${ana.db}.folders`);
    turn.exec('BEGIN EXCLUSIVE');
    const writer = new Sqlite(mia.db);
    writer.exec('BEGIN IMMEDIATE');
    const [round, write] = await Promise.all([
      refused(ana.db, ['folder', 'collect'], TODAY),
      refused(mia.db, ['folder', 'publish', '--user', mia.as], TODAY),
    ]);
    expect(round).toMatchObject({
      code: 'db_busy',
      message: expect.stringMatching(/exchanging with its shared folders/),
    });
    expect(write).toMatchObject({ code: 'db_busy', message: expect.stringMatching(/Nothing was changed/) });
    expect(rowsOf(ana.db).activity).toEqual([]);
    turn.close();
    writer.exec('ROLLBACK');
    writer.close();
    expect((await work(ana, 'collect')).collected).toHaveLength(1);
    expect(rowsOf(ana.db).activity).toHaveLength(1);
  });

  it('two rounds at once number their files apart and send everything', async () => {
    const { mia, ana, root } = await two('atonce');
    await work(mia, 'publish');
    await logs(mia, 'C1');
    const rounds = await Promise.all([1, 2, 3].map(() => work(mia, 'exchange')));
    expect(
      rounds
        .map(({ published, cloned }) => ({ published, cloned }))
        .sort((a, b) => b.published.length - a.published.length),
    ).toEqual([
      { published: ['000002.duebook'], cloned: false },
      { published: [], cloned: false },
      { published: [], cloned: false },
    ]);
    expect(segmentsIn(ownFiles(root(), mia))).toEqual(['000001.duebook', '000002.duebook']);
    await work(ana, 'collect');
    expect(rowsOf(ana.db).activity).toHaveLength(1);
  });
});
