import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logActivity } from '../../src/main/data/activities/commands';
import type { Db } from '../../src/main/data/db/database';
import { openDesk } from '../../src/main/data/desk/desk';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { exchangeHistory } from '../../src/main/data/exchange/history';
import { replayPending } from '../../src/main/data/exchange/replay';
import { supersededBy } from '../../src/main/data/exchange/report';
import { KNOWLEDGE } from '../../src/main/data/exchange/stage';
import { restoreSuperseded } from '../../src/main/data/exchange/superseded';
import { takeSeqs, writeAnnotation } from '../../src/main/data/exchange/write';
import { writeMe, writeUser } from '../../src/main/data/portfolio/store';
import { customerId, save, smallPortfolio, TODAY } from '../data/desk/small';
import { newFolder, testEnv } from '../data/support/database';
import { linesOf, mergeLines, newCopy, WHOLE } from './support/copies';

const at = (key: string) => `main\u001f${key}`;
const NOW = Date.parse('2026-11-23T10:00:00Z');

function assign(db: Db, key: string, user: string): void {
  db.write(() => writeAnnotation(db, NOW, 'customerDesk', at(key), 'assignee', { assignee: user }));
}

function contactAt(db: Db, id: string, key: string): void {
  db.write(() => {
    writeAnnotation(db, NOW, 'contact', id, 'of', { source: 'main', customer_key: key });
    writeAnnotation(db, NOW, 'contact', id, 'person', { name: 'Eva Roth', role: null, internal: 0 });
  });
}

/** Takes the words of a fact away, as a redaction does. */
function redact(db: Db, id: string): void {
  db.write(() => {
    db.run(
      'INSERT INTO activity_redaction (activity_id, user_id, at, seq) VALUES (?, ?, ?, ?)',
      id,
      'u',
      '2026-11-23T10:00:00Z',
      takeSeqs(db, 1),
    );
    db.run('UPDATE activity SET body = NULL WHERE id = ?', id);
  });
}

function bookNames(db: Db, key: string): string[] {
  const book = [...openDesk(db).books.values()].find((one) => one.customer.key === key);
  return (book?.contacts ?? []).map((contact) => contact.name);
}

describe('an export that fails', () => {
  it('leaves the database free for the next edit', async () => {
    const db = smallPortfolio();
    const gone = join(newFolder(), 'gone', 'file.duebook');
    await expect(exportFile(db, { now: NOW, userId: 'u' }, gone, WHOLE)).rejects.toMatchObject({
      code: 'file_missing',
    });
    expect(db.raw.inTransaction).toBe(false);
    assign(db, 'C1', 'ana');
    const short = join(newFolder(), 'file.duebook');
    await expect(exportFile(db, { now: NOW, userId: 'u' }, short, WHOLE, { passphrase: 'x' })).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect(db.raw.inTransaction).toBe(false);
    assign(db, 'C2', 'ana');
  });
});

describe('the views after a merge', () => {
  it('show customers that came under an import known before', async () => {
    const ours = smallPortfolio();
    const theirs = newCopy(2);
    const chosen = (key: string) => linesOf(ours, { scope: { kind: 'customers', owners: [at(key)], until: null } });
    await mergeLines(theirs, chosen('C1'));
    expect(openDesk(theirs).books.size).toBe(1);
    await mergeLines(theirs, chosen('C2'));
    expect(openDesk(theirs).books.size).toBe(2);
  });

  it('show a contact with the customer it was moved to, and with no other', async () => {
    const ours = smallPortfolio();
    contactAt(ours, 'eva', 'C1');
    const theirs = newCopy(2);
    await mergeLines(theirs, linesOf(ours));
    expect([bookNames(theirs, 'C1'), bookNames(theirs, 'C2')]).toEqual([['Eva Roth'], []]);
    contactAt(ours, 'eva', 'C2');
    await mergeLines(theirs, linesOf(ours));
    expect([bookNames(theirs, 'C1'), bookNames(theirs, 'C2')]).toEqual([[], ['Eva Roth']]);
  });
});

describe('redacted facts', () => {
  it('come with their redaction, whatever file that stood in before', async () => {
    const ours = smallPortfolio();
    for (const key of ['C1', 'C2']) assign(ours, key, 'ben');
    assign(ours, 'C1', 'ana');
    logActivity(ours, testEnv(TODAY), save(ours, 'C2', 'reached', { note: 'said too much' }));
    redact(ours, ours.value<string>('SELECT id FROM activity') as string);
    const toAna = { scope: { kind: 'assignee', userId: 'ana' }, channel: 'person:ana', changesOnly: true } as const;
    linesOf(ours, toAna);
    assign(ours, 'C2', 'ana');
    const ana = newCopy(2);
    await mergeLines(ana, linesOf(ours, toAna));
    expect(ana.all('SELECT body FROM activity')).toEqual([{ body: null }]);
  });
});

describe('a customer handed over', () => {
  it('takes along what its former collector had not sent yet', async () => {
    const manager = smallPortfolio();
    for (const key of ['C1', 'C2', 'C3']) assign(manager, key, 'ana');
    writeUser(manager, NOW, { id: 'ana', name: 'Ana', initials: 'A', role: 'collector' });
    const ana = newCopy(2);
    await mergeLines(ana, linesOf(manager));
    writeMe(ana, 'ana');
    const own = { scope: { kind: 'assignee', userId: 'ana' }, channel: 'folder:1', changesOnly: true } as const;
    linesOf(ana, own);
    logActivity(ana, testEnv(TODAY), save(ana, 'C1', 'reached', { note: 'pays on Friday' }));
    writeAnnotation(ana, NOW, 'customerDesk', at('C1'), 'tags', { tags: '["slow"]' });
    assign(manager, 'C1', 'ben');
    await mergeLines(ana, linesOf(manager), { channel: 'folder:1' });
    await mergeLines(manager, linesOf(ana, own));
    expect(manager.all("SELECT json_extract(body, '$.note') AS note FROM activity")).toEqual([
      { note: 'pays on Friday' },
    ]);
    expect(manager.value('SELECT tags FROM customer_desk WHERE row_id = ?', at('C1'))).toBe('["slow"]');
    expect(customerId(manager, 'C1')).toBeGreaterThan(0);
    expect(linesOf(ana, own).filter((line) => line.includes('slow') || line.startsWith('["a"'))).toEqual([]);
  });
});

describe('a shared folder', () => {
  const WRITER = '00000000000000bb';
  const from = (upTo: number) => ({ by: { replicaId: WRITER }, scope: { all: true }, upTo });

  it('is told what came by mail from somebody who stopped publishing there', async () => {
    const ben = smallPortfolio();
    const ana = newCopy(2);
    const folder = { channel: 'folder:1', changesOnly: true } as const;
    await mergeLines(ana, linesOf(ben), { channel: 'folder:1', header: from(10) });
    expect(linesOf(ana, folder)).toEqual([]);
    assign(ben, 'C1', 'cleo');
    await mergeLines(ana, linesOf(ben), { channel: 'person:ben', header: from(11) });
    expect(linesOf(ana, folder)).toHaveLength(1);
  });

  it('is not told again what came by mail, once a file of its writer there reaches as far', async () => {
    const ben = smallPortfolio();
    const ana = newCopy(2);
    const lines = linesOf(ben);
    await mergeLines(ana, lines, { channel: 'person:ben', header: from(10) });
    await mergeLines(ana, lines.slice(0, 2), { channel: 'folder:1', header: from(10) });
    assign(ben, 'C1', 'cleo');
    await mergeLines(ana, linesOf(ben).slice(-1), { channel: 'folder:1', header: from(11) });
    expect(linesOf(ana, { channel: 'folder:1', changesOnly: true })).toEqual([]);
  });
});

describe('what a later version wrote', () => {
  it('takes its place once this version can read it, and is not kept beside it', async () => {
    const ours = smallPortfolio();
    contactAt(ours, 'eva', 'C1');
    assign(ours, 'C1', 'ana');
    const { contact: _, ...registry } = KNOWLEDGE.registry;
    const older = { registry, rules: KNOWLEDGE.rules };
    const theirs = newCopy(2);
    expect(await mergeLines(theirs, linesOf(ours), { know: older })).toMatchObject({ unknown: 2 });
    expect(await replayPending(theirs, NOW, older)).toBe(0);
    expect(bookNames(theirs, 'C1')).toEqual([]);
    expect(await replayPending(theirs, NOW)).toBe(2);
    expect(bookNames(theirs, 'C1')).toEqual(['Eva Roth']);
    expect(theirs.all('SELECT * FROM pending_cell')).toEqual([]);
    expect(linesOf(theirs)).toEqual(linesOf(ours));
    expect(await replayPending(theirs, NOW)).toBe(0);
  });

  it('does not replace what was typed here since, and waits on while it makes no sense', async () => {
    const ours = smallPortfolio();
    contactAt(ours, 'eva', 'C1');
    const { contact: _, ...registry } = KNOWLEDGE.registry;
    const theirs = newCopy(2);
    await mergeLines(theirs, linesOf(ours), { know: { registry, rules: KNOWLEDGE.rules } });
    theirs.run("UPDATE pending_cell SET value = '{\"name\":5}' WHERE grp = 'person'");
    expect(await replayPending(theirs, NOW)).toBe(1);
    expect(theirs.all('SELECT grp FROM pending_cell')).toEqual([{ grp: 'person' }]);
    contactAt(theirs, 'eva', 'C2');
    expect(await replayPending(theirs, NOW)).toBe(0);
    expect(bookNames(theirs, 'C2')).toEqual(['Eva Roth']);
  });

  it('that replaces a value of our own stands in the history, where it can be had back', async () => {
    const theirs = newCopy(2);
    contactAt(theirs, 'eva', 'C1');
    const ours = smallPortfolio();
    contactAt(ours, 'eva', 'C1');
    ours.write(() =>
      writeAnnotation(ours, NOW + 1000, 'contact', 'eva', 'person', {
        name: 'Eva Roth-Klein',
        role: null,
        internal: 0,
      }),
    );
    const { contact: _, ...registry } = KNOWLEDGE.registry;
    const header = { by: { userId: 'mia' }, scope: { all: true }, counts: { cells: 2, activities: 0 } };
    await mergeLines(theirs, linesOf(ours), { know: { registry, rules: KNOWLEDGE.rules }, header });
    expect(bookNames(theirs, 'C1')).toEqual(['Eva Roth']);
    await replayPending(theirs, NOW + 2000);
    expect(bookNames(theirs, 'C1')).toEqual(['Eva Roth-Klein']);
    const [latest] = exchangeHistory(theirs);
    expect(latest).toMatchObject({
      kind: 'replay',
      at: '2026-11-23T10:00:02.000Z',
      undoes: 0,
      counts: { updated: 1, conflicts: 1 },
    });
    const [lost] = supersededBy(theirs, latest?.entry as number);
    expect(lost).toMatchObject({ customerKey: 'C1', lost: 'Eva Roth', won: 'Eva Roth-Klein', restoredAt: null });
    expect(restoreSuperseded(theirs, NOW + 3000, [lost?.id as number])).toBe(1);
    expect(bookNames(theirs, 'C1')).toEqual(['Eva Roth']);
  });
});
