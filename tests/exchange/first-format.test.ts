import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/data/db/database';
import { openExchangeFile } from '../../src/main/data/exchange/file/open-file';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { newFolder } from '../data/support/database';
import { linesOf } from './support/copies';
import { newReplica, stateOf } from './support/team';

/**
 * A database and its files as the first exchange format wrote them. They are kept for ever: a version that reads or spells them
 * otherwise breaks with every file that is out there.
 */
const fixtures = join(import.meta.dirname, '../fixtures/exchange');
const PASSPHRASE = 'correct horse battery staple';
const NOW = Date.parse('2026-11-23T12:00:00Z');

async function linesIn(name: string, passphrase?: string): Promise<string[]> {
  const opened = await openExchangeFile(join(fixtures, name));
  const lines: string[] = [];
  for await (const batch of opened.lines(passphrase)) lines.push(...batch);
  return lines;
}

it('P13 the database of the first format is exported to the lines it was exported to then', async () => {
  const folder = newFolder();
  copyFileSync(join(fixtures, 'first-format.db'), join(folder, 'copy.db'));
  const db = openDatabase(join(folder, 'copy.db'), { create: false });
  const lines = await linesIn('first-format.duebook');
  expect(lines.length).toBeGreaterThan(15);
  expect(linesOf(db)).toEqual(lines);
  expect(await linesIn('first-format-encrypted.duebook', PASSPHRASE)).toEqual(lines);
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  ['first-format.duebook', undefined],
  ['first-format-encrypted.duebook', PASSPHRASE],
])('%s is joined by an empty database, which then says the same', async (name, passphrase) => {
  const db = newReplica(9);
  const report = await mergeFile(db, NOW, join(fixtures, name), { join: true, passphrase });
  expect(report).toMatchObject({ updated: 0, keptOurs: 0, unknown: 0 });
  expect(linesOf(db)).toEqual(await linesIn('first-format.duebook'));
  expect(stateOf(db)).toContain('Kim Núñez');
  expect(db.value('SELECT count(*) FROM activity WHERE private = 1')).toBe(0);
  expect(db.value("SELECT body FROM activity WHERE id = 'a3'")).toBeNull();
});
