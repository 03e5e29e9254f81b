import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import { canonicalJson } from '@shared/exchange/canonical';
import { expect } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { checkDatabase } from '../../../src/main/data/db/doctor';
import { openDesk } from '../../../src/main/data/desk/desk';
import { dispatch } from '../../../src/main/data/dispatch';
import type { HeaderDraft } from '../../../src/main/data/exchange/file/header';
import { writeExchangeFile } from '../../../src/main/data/exchange/file/write-file';
import { mergeFile } from '../../../src/main/data/exchange/merge';
import { previewMerge } from '../../../src/main/data/exchange/preview';
import type { MergeOptions } from '../../../src/main/data/exchange/stage-file';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { writeMe, writeUser } from '../../../src/main/data/portfolio/store';
import { itemId, save, smallPortfolio, TODAY, takeList } from '../../data/desk/small';
import { dump, newFolder, testEnv } from '../../data/support/database';
import { linesOf, mergeLines, PORTFOLIO } from './copies';

export const NOW = Date.parse('2026-11-23T12:00:00Z');
export const C1 = 'main\u001fC1';

/** A clock as it stands in a file; hours after the portfolio was worked on. */
export function clock(hours: number, replica = '00000000000000ee'): string {
  return `${(NOW + hours * 3_600_000).toString(16).padStart(12, '0')}0000${replica}`;
}

export interface World {
  /** A valid file's lines, with something of every kind. */
  lines: string[];
  /** A database file that holds them, and edits of its own. */
  template: string;
}

export async function newWorld(): Promise<World> {
  const sender = smallPortfolio();
  sender.run('UPDATE replica SET portfolio_id = ?', PORTFOLIO);
  takeList(sender, '2026-11-22', [
    ['C1', '1', '2026-09-01', 60],
    ['C2', '3', '2026-10-01', 300],
  ]);
  writeUser(sender, NOW, { id: 'ana', name: 'Ana', initials: 'A', role: 'manager' });
  writeMe(sender, 'ana');
  const promise = { minor: 10_000, currency: 'EUR', promisedFor: '2026-11-27', itemIds: [], pauseWhy: null };
  logActivity(sender, testEnv(TODAY), save(sender, 'C1', 'promised', { promise, note: 'on Friday' }));
  const dispute = {
    itemIds: [itemId(sender, '3')],
    type: 'price',
    reason: 'x',
    partMinor: null,
    answerOn: '2026-11-30',
  };
  logActivity(sender, testEnv(TODAY), save(sender, 'C2', 'disputes', { dispute }));
  sender.write(() => {
    writeAnnotation(sender, NOW, 'customerDesk', C1, 'assignee', { assignee: 'ana' });
    writeAnnotation(sender, NOW, 'customerDesk', C1, 'tags', { tags: '["slow"]' });
    writeAnnotation(sender, NOW, 'contact', 'eva', 'of', { source: 'main', customer_key: 'C1' });
    writeAnnotation(sender, NOW, 'contact', 'eva', 'person', { name: 'Eva', role: 'ap', internal: 0 });
    writeAnnotation(sender, NOW, 'calendarDay', '2026-12-25', 'day', { label: 'Christmas', closed: 1 });
    writeAnnotation(sender, NOW, 'setting', 'listLength', 'value', { value: '20' });
  });
  const lines = linesOf(sender);
  const victim = smallPortfolio();
  victim.run('UPDATE replica SET portfolio_id = ?', PORTFOLIO);
  await mergeLines(victim, lines, { header: { ...DRAFT, counts: { cells: 0, activities: 0 } } });
  victim.write(() => {
    writeAnnotation(victim, NOW, 'customerDesk', C1, 'tags', { tags: '["ours"]' });
    writeMe(victim, 'ana');
  });
  logActivity(victim, testEnv(TODAY), save(victim, 'C3', 'reached', { note: 'ours' }));
  const template = join(newFolder(), 'template.db');
  victim.raw.exec(`VACUUM INTO '${template}'`);
  return { lines, template };
}

/** A database like the template, in a file of its own. */
export function victimOf({ template }: World): Db {
  const file = join(newFolder(), 'victim.db');
  copyFileSync(template, file);
  return openDatabase(file, { create: false });
}

const DRAFT: HeaderDraft = {
  portfolioId: PORTFOLIO,
  fileId: 'f',
  kind: 'snapshot',
  scope: { all: true },
  createdAt: '2026-11-23T12:00:00.000Z',
  by: { replicaId: '00000000000000ee', userId: 'eve', name: 'Eve', appVersion: '1' },
  schema: 1,
};

/** A file whose container is right and whose lines are anything. */
export async function fileOf(lines: Iterable<string>, draft: Partial<HeaderDraft> = {}, name = 'f'): Promise<string> {
  const path = join(newFolder(), `${name}.duebook`);
  const counts = () => ({ rows: 7, cells: 7, activities: 7, redactions: 7 });
  await writeExchangeFile(path, { ...DRAFT, ...draft }, lines, { counts });
  return path;
}

/** The same fact with the digest that fits, as somebody who means harm would make it. */
export function signed(record: unknown): unknown {
  if (!Array.isArray(record) || record[0] !== 'a') return record;
  return ['a', record[1], createHash('sha256').update(canonicalJson(record[1])).digest('hex')];
}

/** Every view of the window; one that does not answer fails the test, as does an answer that could not be sent to it. */
async function look(db: Db): Promise<void> {
  const asOf = TODAY;
  const ids = [...openDesk(db).books.keys()].slice(0, 10);
  const views = [
    ['agenda.today', { asOf, userId: null, limit: 'all' }],
    ['customers.list', { asOf }],
    ...ids.map((customerId) => ['customers.page', { asOf, customerId, userId: null }] as const),
    ['items.list', { asOf }],
    ['items.aging', { asOf }],
    ['commitments.list', { asOf, customerId: null }],
    ['tasks.list', { asOf, userId: null }],
    ['portfolio.status', { asOf }],
    ['settings.get', { asOf }],
    ['imports.list', {}],
    ['users.list', {}],
    ['team.view', { asOf }],
    ['handout.plan', { asOf, rules: [] }],
    ['exchange.history', {}],
  ] as const;
  for (const [name, input] of views) {
    const answer = await dispatch({ db, push: () => {}, fileOf: () => '' }, name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
    structuredClone(answer);
  }
}

/**
 * Previews and merges a file: either both refuse it with a plain reason and nothing is changed, or it is merged, the database
 * is sound and every view stands. The code of the refusal, or `merged`.
 */
export async function meet(db: Db, path: string, options: MergeOptions = {}): Promise<string> {
  const before = dump(db);
  const plain = { backup: false, ...options };
  const previewed = await previewMerge(db, NOW, path, plain).then(structuredClone, refusal);
  expect(dump(db)).toEqual(before);
  const merged = await mergeFile(db, NOW, path, { confirmed: true, ...plain }).then(structuredClone, refusal);
  expect(db.all("SELECT name FROM temp.sqlite_schema WHERE name LIKE 'in\\_%' ESCAPE '\\'")).toEqual([]);
  if (merged instanceof Refusal) {
    expect(previewed).toMatchObject({ code: merged.code, message: merged.message });
    expect(merged.message).toMatch(/Nothing was changed/);
    expect(merged.message.length).toBeLessThan(500);
    expect(dump(db)).toEqual(before);
    return merged.code;
  }
  expect(previewed).not.toBeInstanceOf(Refusal);
  expect(checkDatabase(db, TODAY)).toEqual([]);
  await look(db);
  // Once more changes nothing (P1).
  const held = linesOf(db);
  await mergeFile(db, NOW, path, { confirmed: true, ...plain });
  expect(linesOf(db)).toEqual(held);
  return 'merged';
}

function refusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
