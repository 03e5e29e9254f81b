import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/data/db/database';
import { INSTALL_FILE } from '../../src/main/data/exchange/identity';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { openPortfolio } from '../../src/main/data/open';
import { duebook, rowsOf } from './cli/duebook';
import { smallPortfolio, TODAY } from './desk/small';
import { newFolder } from './support/database';

/** The small portfolio with a contact of C1 that came from a later version: this one could not read it then, and can now. */
function keptForLater(): string {
  const db = smallPortfolio();
  db.write(() => writeAnnotation(db, 1, 'contact', 'eva', 'of', { source: 'main', customer_key: 'C1' }));
  db.run(
    `INSERT INTO pending_cell (entity, row_id, grp, clock, value, reason, owner, seq)
     VALUES ('contact', 'eva', 'person', ?, ?, 'group', 'main' || char(31) || 'C1', 1)`,
    Buffer.from(`${'0'.repeat(11)}2${'0'.repeat(4)}${'0'.repeat(14)}aa`, 'hex'),
    JSON.stringify({ internal: 0, name: 'Eva Roth', role: null }),
  );
  return db.file;
}

const names = (file: string) => (rowsOf(file).contact as { name: string | null }[]).map((row) => row.name);

describe('opening a portfolio', () => {
  it('gives what a later version wrote its place, in the window’s data process and on the command line alike', async () => {
    const window = keptForLater();
    openDatabase(window, { create: false }).close();
    expect(names(window)).toEqual([null]);
    (await openPortfolio(window, { create: false, userData: newFolder() })).close();
    expect(names(window)).toEqual(['Eva Roth']);
    const cli = keptForLater();
    expect((await duebook(['customers', '--db', cli, '--as-of', TODAY])).code).toBe(0);
    expect(names(cli)).toEqual(['Eva Roth']);
    expect(rowsOf(cli).pending_cell).toEqual([]);
  });

  it('reads on as it is where another program writes, and gives it its place the next time', async () => {
    const file = keptForLater();
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    expect(await duebook(['customers', '--db', file, '--as-of', TODAY])).toMatchObject({ code: 0, stderr: '' });
    other.exec('ROLLBACK');
    other.close();
    expect(names(file)).toEqual([null]);
    await duebook(['customers', '--db', file, '--as-of', TODAY]);
    expect(names(file)).toEqual(['Eva Roth']);
  });

  it('binds it to the installation: a copy takes an identity of its own with its first write, not before', async () => {
    const userData = newFolder();
    const db = await openPortfolio(join(newFolder(), 'new.db'), { create: true, userData });
    const identity = () => db.value<Buffer>('SELECT replica_id FROM replica')?.toString('hex');
    const before = identity();
    expect(existsSync(join(userData, INSTALL_FILE))).toBe(false);
    db.write(() => {});
    expect(identity()).not.toBe(before);
    expect(existsSync(join(userData, INSTALL_FILE))).toBe(true);
    db.close();
  });
});
