import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import type { Db } from '../../../src/main/data/db/database';
import { checkDatabase } from '../../../src/main/data/db/doctor';
import { writeSetting } from '../../../src/main/data/settings/store';
import { promiseOf, save, smallPortfolio, TODAY } from '../desk/small';
import { dump, testEnv } from '../support/database';

/** A portfolio with a call, a promise and a setting in it. */
function worked(): Db {
  const db = smallPortfolio();
  logActivity(db, testEnv(TODAY), save(db, 'C2', 'reached', { note: 'Ünïcode: e\u0301' }));
  logActivity(db, testEnv(TODAY), save(db, 'C1', 'promised', { promise: promiseOf(100, '2026-11-26') }));
  db.write(() => writeSetting(db, 1, 'listLength', 10));
  return db;
}

/** Changes behind Duebook's back. */
function tamper(db: Db, sql: string): void {
  db.raw.pragma('foreign_keys = OFF');
  db.raw.exec(`DROP TRIGGER activity_is_append_only_update; DROP TRIGGER activity_is_append_only_delete; ${sql}`);
  db.raw.pragma('foreign_keys = ON');
}

describe('the doctor', () => {
  it('finds nothing in a sound portfolio at any as-of date and changes nothing', () => {
    const db = worked();
    const before = dump(db);
    for (const asOf of ['2026-01-01', '2026-07-01', TODAY, '2027-06-30']) expect(checkDatabase(db, asOf)).toEqual([]);
    expect(dump(db)).toEqual(before);
  });

  it.each<[what: string, sql: string, found: RegExp]>([
    [
      'words of a call that were changed',
      "UPDATE activity SET body = replace(body, 'code', 'mode') WHERE customer_key = 'C2'",
      /^Activity \S+ does not match its digest$/,
    ],
    [
      'the day of a call that was changed',
      "UPDATE activity SET on_date = '2026-11-02' WHERE customer_key = 'C2'",
      /digest/,
    ],
    ['a call that was made private', "UPDATE activity SET private = 1 WHERE customer_key = 'C1'", /digest/],
    [
      'an annotation without its clock',
      "DELETE FROM cell WHERE row_id = 'listLength'",
      /^1 rows of setting have no clock$/,
    ],
    ['a clock without its row', 'DELETE FROM commitment', /^1 clocks of commitment have no row$/],
    [
      'a settlement of no item',
      "INSERT INTO settlement (item_id, kind, on_date, minor, stamp, seq) VALUES (999, 'payment', '2026-11-01', 5, 1, 1)",
      /^A row of settlement names a missing row of item$/,
    ],
  ])('finds %s and names it', (_what, sql, found) => {
    const db = worked();
    tamper(db, sql);
    const problems = checkDatabase(db, TODAY);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(found);
  });

  it('says which activity was changed when there are many', () => {
    const db = worked();
    const id = db.value<string>("SELECT id FROM activity WHERE customer_key = 'C1'") as string;
    tamper(db, `UPDATE activity SET outcome = 'refuses' WHERE id = '${id}'`);
    expect(checkDatabase(db, TODAY)).toEqual([`Activity ${id} does not match its digest`]);
  });

  it('takes a recorded redaction for no damage', () => {
    const db = worked();
    const id = db.value<string>("SELECT id FROM activity WHERE customer_key = 'C2'") as string;
    db.run("INSERT INTO activity_redaction VALUES (?, 'user-1', '2026-11-24T00:00:00Z', 99)", id);
    db.run('UPDATE activity SET body = NULL WHERE id = ?', id);
    expect(checkDatabase(db, TODAY)).toEqual([]);
  });
});
