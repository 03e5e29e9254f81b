import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { answer, duebook, refused, rowsOf, workbench } from './duebook';

const TODAY = '2026-11-23';
const bench = workbench();
const db = bench.path('portfolio.db');
const run = <T = Record<string, number>>(at: string, ...words: string[]) => answer<T>(at, words, TODAY);
const keysIn = async (at: string) => (await run<{ key: string }[]>(at, 'customers')).map(({ key }) => key).sort();
const rowsIn = (at: string, table: string) => rowsOf(at)[table] as Record<string, unknown>[];

/** Ana has C1 and C3, Ben C2. */
const LIST = [
  'Customer No;Customer Name;Collector;Invoice No;Invoice Date;Due Date;Currency;Amount;Open Amount',
  'C1;Firm One;Ana Prieto;1;2026-09-01;2026-10-01;EUR;100.00;100.00',
  'C1;Firm One;Ana Prieto;4;2026-09-01;2026-10-01;EUR;40.00;40.00',
  'C2;Firm Two;Ben Okoro;2;2026-09-01;2026-10-01;EUR;200.00;200.00',
  'C3;Firm Three;Ana Prieto;3;2026-09-01;2026-10-01;EUR;300.00;300.00',
  '',
].join('\n');

beforeAll(async () => {
  // The list before names nobody; collectors are taken from a list once they are people of the portfolio.
  const before = LIST.replace(/Ana Prieto|Ben Okoro/g, '');
  await run(db, 'import', bench.file('list 2026-11-19.csv', before));
  await run(db, 'users', 'add', 'Mia Berg', '--role', 'manager');
  for (const name of ['Ana Prieto', 'Ben Okoro']) await run(db, 'users', 'add', name);
  await run(db, 'import', bench.file('list 2026-11-20.csv', LIST), '--user', 'Mia Berg');
  for (const [key, note] of [
    ['C1', 'about one'],
    ['C2', 'about two'],
  ] as const)
    await run(db, 'log', key, '--kind', 'call', '--outcome', 'voicemail', '--note', note, '--user', 'Mia Berg');
}, 120_000);

const exported = (name: string, ...words: string[]) =>
  run(db, 'export', bench.path(name), '--user', 'Mia Berg', ...words);

describe('export', () => {
  it('of one collector holds their customers and nobody else’s', async () => {
    expect(await exported('ana.duebook', '--assignee', 'Ana Prieto')).toMatchObject({
      file: 'ana.duebook',
      encrypted: false,
      customers: 2,
      items: 3,
      activities: 1,
    });
    const ana = bench.path('ana.db');
    await run(ana, 'merge', bench.path('ana.duebook'));
    expect(await keysIn(ana)).toEqual(['C1', 'C3']);
    expect(rowsIn(ana, 'activity').map((row) => row.customer_key)).toEqual(['C1']);
  });

  it('of chosen customers holds these', async () => {
    expect(await exported('chosen.duebook', '--customer', 'C2', '--customer', 'C3')).toMatchObject({
      customers: 2,
      items: 2,
      activities: 1,
    });
    const chosen = bench.path('chosen.db');
    await run(chosen, 'merge', bench.path('chosen.duebook'));
    expect(await keysIn(chosen)).toEqual(['C2', 'C3']);
    expect(await run(chosen, 'check')).toEqual({ ok: true, problems: [] });
  });

  it('of changes leaves out what the person confirmed by a file that came back', async () => {
    const changes = (name: string) => exported(name, '--what', 'changes', '--with', 'Ben Okoro');
    expect(await changes('mia-1.duebook')).toMatchObject({ customers: 3, items: 4, activities: 2 });
    const ben = bench.path('ben.db');
    await run(ben, 'merge', bench.path('mia-1.duebook'));
    await run(db, 'log', 'C3', '--kind', 'call', '--outcome', 'voicemail', '--user', 'Mia Berg');
    // It may have been lost: all of it goes once more.
    expect(await changes('mia-2.duebook')).toMatchObject({ items: 4, activities: 3 });
    await run(ben, 'export', bench.path('ben-1.duebook'), '--user', 'Ben Okoro', '--with', 'Mia Berg');
    await run(db, 'merge', bench.path('ben-1.duebook'));
    expect(await changes('mia-3.duebook')).toMatchObject({ items: 0, activities: 1 });
    // Another person's channel is their own: everything is new to them.
    expect(await exported('mia-4.duebook', '--what', 'changes', '--with', 'Mia Berg')).toMatchObject({
      customers: 3,
      activities: 3,
    });
    await run(ben, 'merge', bench.path('mia-3.duebook'));
    expect(rowsIn(ben, 'activity')).toHaveLength(3);
    expect(await keysIn(ben)).toEqual(['C1', 'C2', 'C3']);
  });

  it('leaves private notes out unless they are asked for', async () => {
    const file = bench.copy(db, 'private.db');
    const raw = new Sqlite(file);
    // The command line records none; the window does.
    raw.exec("DROP TRIGGER activity_is_append_only_update; UPDATE activity SET private = 1 WHERE customer_key = 'C1'");
    raw.close();
    const words = ['export', bench.path('private.duebook'), '--user', 'Mia Berg', '--assignee', 'Ana Prieto'];
    const without = await run(file, ...words);
    expect(await run(file, ...words, '--private-notes')).toMatchObject({
      activities: (without.activities as number) + 1,
    });
  });

  it('is refused for an unknown person or customer and for a missing folder, and leaves no file', async () => {
    const before = rowsOf(db);
    for (const [code, ...words] of [
      ['not_found', '--assignee', 'Nobody'],
      ['not_found', '--what', 'changes', '--with', 'Nobody'],
      ['unknown_customer', '--customer', 'C1', '--customer', 'C9'],
    ] as const) {
      const refusal = await refused(db, ['export', bench.path('never.duebook'), '--user', 'Mia Berg', ...words], TODAY);
      expect(refusal.code, words.join(' ')).toBe(code);
    }
    const away = bench.path('away/never.duebook');
    expect((await refused(db, ['export', away, '--user', 'Mia Berg'], TODAY)).code).toBe('file_missing');
    for (const words of [
      ['--assignee', 'Ana Prieto', '--customer', 'C1'],
      ['--what', 'changes'],
      ['--what', 'everything'],
      ['--assignee', 'all'],
    ])
      expect((await duebook(['export', bench.path('never.duebook'), '--db', db, ...words])).code).toBe(2);
    expect(bench.names().filter((name) => name.includes('never'))).toEqual([]);
    expect(rowsOf(db)).toEqual(before);
  });
});

describe('a passphrase', () => {
  it('is wanted, told apart from damage when it is wrong, and opens the file when it is right', async () => {
    const right = bench.file('right.txt', 'correct horse battery\r\nsecond line\n');
    const wrong = bench.file('wrong.txt', 'incorrect horse battery\n');
    expect(await exported('locked.duebook', '--passphrase-file', right)).toMatchObject({ encrypted: true });
    const locked = bench.path('locked.duebook');
    const bytes = readFileSync(locked);
    for (const word of ['Mia Berg', 'Firm One', 'about one']) expect(bytes.includes(word), word).toBe(false);
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 30] = (damaged[bytes.length - 30] as number) ^ 1;
    const target = bench.copy(db, 'locked.db');
    const before = rowsOf(target);
    for (const [code, file, ...words] of [
      ['passphrase_wanted', locked],
      ['passphrase_wrong', locked, '--passphrase-file', wrong],
      ['file_damaged', bench.file('damaged.duebook', damaged), '--passphrase-file', right],
      ['file_damaged', bench.path('damaged.duebook'), '--passphrase-file', wrong],
      ['file_unreadable', locked, '--passphrase-file', bench.path('nowhere.txt')],
    ] as const)
      expect((await refused(target, ['merge', file, ...words], TODAY)).code, words.join(' ')).toBe(code);
    expect((await refused(bench.path('locked-new.db'), ['merge', locked], TODAY)).code).toBe('passphrase_wanted');
    expect(rowsOf(target)).toEqual(before);
    expect(existsSync(bench.path('locked-new.db'))).toBe(false);
    // Only the first line counts, whatever ends it.
    const merged = await run(bench.path('locked-new.db'), 'merge', locked, '--passphrase-file', right);
    expect(merged.added).toBeGreaterThan(5);
    expect(await keysIn(bench.path('locked-new.db'))).toEqual(['C1', 'C2', 'C3']);
  });

  it('that is too short is refused, and no file is written', async () => {
    const short = bench.file('short.txt', 'ninechars\n');
    const words = ['export', bench.path('short.duebook'), '--user', 'Mia Berg', '--passphrase-file', short];
    expect((await refused(db, words, TODAY)).code).toBe('bad_input');
    expect(existsSync(bench.path('short.duebook'))).toBe(false);
  });
});

describe('merge', () => {
  it('takes a portfolio over into a database that is missing, and keeps to it', async () => {
    await exported('whole.duebook');
    const joined = bench.path('joined.db');
    const counts = await run(joined, 'merge', bench.path('whole.duebook'));
    expect(counts).toMatchObject({ updated: 0, unchanged: 0, keptOurs: 0, unknown: 0, conflicts: 0 });
    expect(counts.added).toBeGreaterThan(10);
    const portfolio = (at: string) => rowsIn(at, 'replica')[0]?.portfolio_id;
    expect(portfolio(joined)).toBe(portfolio(db));
    expect(rowsIn(joined, 'replica')[0]?.replica_id).not.toEqual(rowsIn(db, 'replica')[0]?.replica_id);
    expect(await run(joined, 'check')).toEqual({ ok: true, problems: [] });
    // Once more: nothing new, and said.
    const again = await duebook(['merge', bench.path('whole.duebook'), '--db', joined, '--json']);
    expect(again.stderr).toMatch(/merged before, on 20\d\d-/);
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, updated: 0, unchanged: counts.added });
    const other = bench.path('other.db');
    await run(other, 'import', bench.path('list 2026-11-20.csv'));
    const before = rowsOf(other);
    expect((await refused(other, ['merge', bench.path('whole.duebook')], TODAY)).code).toBe('other_portfolio');
    expect(rowsOf(other)).toEqual(before);
  });

  it('in a dry run says what the merge then does, and changes nothing', async () => {
    const [ours, theirs] = [bench.path('dry-ours.db'), bench.path('dry-theirs.db')];
    await exported('dry.duebook');
    for (const at of [ours, theirs]) await run(at, 'merge', bench.path('dry.duebook'));
    // Both say something of one setting, theirs later; ours has a call of its own beside.
    await run(ours, 'set', 'listLength', '12', '--user', 'Mia Berg');
    await run(ours, 'log', 'C1', '--kind', 'call', '--outcome', 'voicemail', '--user', 'Mia Berg');
    await run(theirs, 'set', 'listLength', '15', '--user', 'Ana Prieto');
    await run(theirs, 'log', 'C2', '--kind', 'call', '--outcome', 'voicemail', '--user', 'Ana Prieto');
    await run(theirs, 'export', bench.path('back.duebook'), '--user', 'Ana Prieto');
    const before = rowsOf(ours);
    const names = bench.names();
    const dry = await run(ours, 'merge', bench.path('back.duebook'), '--dry-run');
    expect(dry).toMatchObject({ added: 1, updated: 1, conflicts: 1 });
    expect(rowsOf(ours)).toEqual(before);
    expect(bench.names()).toEqual(names);
    const backups = () => readdirSync(bench.path('backups')).filter((name) => name.startsWith('dry-ours.db.'));
    expect(bench.names().includes('backups') ? backups() : []).toEqual([]);
    expect(await run(ours, 'merge', bench.path('back.duebook'))).toEqual(dry);
    expect(rowsOf(ours)).not.toEqual(before);
    expect(rowsIn(ours, 'activity')).toHaveLength((before.activity?.length as number) + 1);
    expect(backups()).toHaveLength(1);
    const nowhere = bench.path('dry-new.db');
    expect((await run(nowhere, 'merge', bench.path('back.duebook'), '--dry-run')).added).toBeGreaterThan(10);
    expect(bench.names().filter((name) => name.startsWith('dry-new'))).toEqual([]);
  });
});

describe('a file that deletes many contacts', () => {
  it('wants to be confirmed: refused with their number, told in a dry run, merged when confirmed', async () => {
    const [ours, theirs] = [bench.path('few-ours.db'), bench.path('few-theirs.db')];
    await exported('many.duebook');
    for (const at of [ours, theirs]) await run(at, 'merge', bench.path('many.duebook'));
    // Contacts are deleted in the window.
    const change = async (at: string, write: (open: Db, row: string) => void) => {
      const open = openDatabase(at, { create: false });
      open.write(() => {
        for (let i = 0; i < 30; i++) write(open, `contact-${i}`);
      });
      open.close();
    };
    await change(theirs, (open, row) => {
      writeAnnotation(open, 1, 'contact', row, 'of', { source: 'main', customer_key: 'C1' });
      writeAnnotation(open, 1, 'contact', row, 'person', { name: row, role: null, internal: 0 });
    });
    await run(theirs, 'export', bench.path('contacts.duebook'), '--user', 'Ana Prieto');
    await run(ours, 'merge', bench.path('contacts.duebook'));
    await change(theirs, (open, row) => writeAnnotation(open, 2, 'contact', row, 'deleted', { deleted: 1 }));
    await run(theirs, 'export', bench.path('deleted.duebook'), '--user', 'Ana Prieto');
    const before = rowsOf(ours);
    const merge = ['merge', bench.path('deleted.duebook')];
    const refusal = await refused(ours, merge, TODAY);
    expect(refusal).toMatchObject({ code: 'needs_confirmation', message: expect.stringContaining('deletes 30 ') });
    const dry = await duebook([...merge, '--dry-run', '--db', ours, '--json']);
    expect(dry).toMatchObject({ code: 0, stderr: expect.stringContaining('deletes 30 ') });
    expect(rowsOf(ours)).toEqual(before);
    expect(await run(ours, ...merge, '--confirm-deletions')).toEqual(JSON.parse(dry.stdout));
    expect(rowsIn(ours, 'contact').filter((row) => row.deleted === 1)).toHaveLength(30);
  });
});

describe('backup and restore', () => {
  it('put back what was there, under a new identity', async () => {
    const file = bench.copy(db, 'work.db');
    await run(file, 'set', 'listLength', '11', '--user', 'Mia Berg');
    const kept = bench.path('kept.backup');
    expect(await run(file, 'backup', kept)).toEqual({ file: kept });
    const then = rowsOf(file);
    await run(file, 'set', 'listLength', '29', '--user', 'Mia Berg');
    await run(file, 'log', 'C1', '--kind', 'call', '--outcome', 'voicemail', '--user', 'Mia Berg');
    expect(rowsOf(kept)).toEqual(then);
    expect(await run(file, 'restore', kept)).toEqual({ file: kept });
    const now = rowsOf(file);
    const local = ['replica', 'local_state'];
    const shared = (rows: Record<string, unknown[]>) =>
      Object.fromEntries(Object.entries(rows).filter(([table]) => !local.includes(table)));
    expect(shared(now)).toEqual(shared(then));
    const [was, is] = [then, now].map((rows) => rows.replica?.[0] as Record<string, unknown>);
    expect(is?.portfolio_id).toEqual(was?.portfolio_id);
    expect(is?.replica_id).not.toEqual(was?.replica_id);
    // Numbers of changes that colleagues may have seen are not used again.
    expect(is?.last_seq).toBeGreaterThan(was?.last_seq as number);
    expect(await run(file, 'check')).toEqual({ ok: true, problems: [] });
    const fresh = bench.path('fresh.db');
    await run(fresh, 'restore', kept);
    expect(shared(rowsOf(fresh))).toEqual(shared(then));
    expect(rowsIn(fresh, 'replica')[0]?.replica_id).not.toEqual(was?.replica_id);
  });

  it('refuse what is no sound database or cannot be written, and leave everything as it was', async () => {
    const file = bench.copy(db, 'sound.db');
    const before = rowsOf(file);
    const torn = bench.copy(db, 'torn.backup');
    const bytes = readFileSync(torn);
    bytes.fill(0xa5, 4096);
    writeFileSync(torn, bytes);
    for (const [code, backup] of [
      ['file_missing', bench.path('nowhere.backup')],
      ['db_foreign', bench.file('text.backup', 'only words. '.repeat(400))],
      ['db_damaged', torn],
    ] as const) {
      expect((await refused(file, ['restore', backup], TODAY)).code).toBe(code);
      expect((await refused(bench.path('unborn.db'), ['restore', backup], TODAY)).code).toBe(code);
    }
    expect(rowsOf(file)).toEqual(before);
    expect(bench.names().filter((name) => name.startsWith('unborn'))).toEqual([]);
    const blocked = bench.file('blocked', 'a file where a folder is wanted');
    expect((await refused(file, ['backup', `${blocked}/x.backup`], TODAY)).code).toBe('file_unwritable');
  });
});
