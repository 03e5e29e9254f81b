import { turned } from '@shared/domain/handout/plan';
import type { HandoutRule } from '@shared/domain/handout/rules';
import { NO_CONDITIONS, NOBODY } from '@shared/domain/handout/rules';
import { describe, expect, it } from 'vitest';
import { assignCustomers } from '../../../src/main/data/customers/commands';
import { customerRows } from '../../../src/main/data/customers/queries';
import type { Db } from '../../../src/main/data/db/database';
import { applyHandout } from '../../../src/main/data/handout/commands';
import { handoutPlan } from '../../../src/main/data/handout/queries';
import { writeUser } from '../../../src/main/data/portfolio/store';
import { readSettings, writeSetting } from '../../../src/main/data/settings/store';
import { setUserActive } from '../../../src/main/data/users/commands';
import { customerId, refusalOf, smallPortfolio, TODAY } from '../desk/small';
import { dump } from '../support/database';

/** C1 owes 300 overdue, C2 300, C3 80 dollars. */
function team(): Db {
  const db = smallPortfolio();
  db.write(() => {
    for (const id of ['ann', 'bob']) writeUser(db, 1, { id, name: id, initials: id.slice(0, 1), role: 'collector' });
  });
  return db;
}
const rule = (to: string[], when: Partial<HandoutRule['when']> = {}) => ({
  when: { ...NO_CONDITIONS, ...when, countries: [], scores: [], tags: [], sources: [] },
  to,
  evenly: 'overdue' as const,
});
const holders = (db: Db) => Object.fromEntries(customerRows(db, TODAY).map((row) => [row.key, row.assignee]));

describe('handing out by rule', () => {
  it('does what the plan said in one step, and the same moves turned around take it back', () => {
    const db = team();
    assignCustomers(db, 2, { customerIds: [customerId(db, 'C3')], userId: 'bob' });
    const before = holders(db);
    const plan = handoutPlan(db, { asOf: TODAY, rules: [rule(['ann', 'bob'], { holder: NOBODY })] });
    expect(holders(db)).toEqual(before);
    // bob has dollars already but no euros: C1 goes to ann for being first of equals in euros with fewer customers.
    expect(plan.shares.map((share) => [share.userId, share.after.customers, share.after.overdue])).toEqual([
      ['ann', 1, [{ currency: 'EUR', minor: 30_000 }]],
      [
        'bob',
        2,
        [
          { currency: 'EUR', minor: 30_000 },
          { currency: 'USD', minor: 8_000 },
        ],
      ],
      [null, 0, []],
    ]);
    expect(applyHandout(db, 3, { moves: [...plan.moves] })).toEqual({ moved: 2, kept: 0 });
    expect(holders(db)).toEqual({ C1: 'ann', C2: 'bob', C3: 'bob' });
    // Somebody else hands C2 on meanwhile: that stays.
    assignCustomers(db, 4, { customerIds: [customerId(db, 'C2')], userId: 'ann' });
    expect(applyHandout(db, 5, { moves: plan.moves.map(turned) })).toEqual({ moved: 1, kept: 1 });
    expect(holders(db)).toEqual({ C1: null, C2: 'ann', C3: 'bob' });
  });

  it('refuses whole: people who left or never were here, an unknown customer', () => {
    const db = team();
    setUserActive(db, 2, { userId: 'bob', active: false });
    const before = dump(db);
    expect(refusalOf(() => handoutPlan(db, { asOf: TODAY, rules: [rule(['ann']), rule(['bob'])] })).message).toMatch(
      /^Rule 2 hands out to somebody who does not work here any more\./,
    );
    const first = { customerId: customerId(db, 'C1'), from: null, to: 'ann' };
    expect(refusalOf(() => applyHandout(db, 3, { moves: [first, { ...first, to: 'zoe' }] })).code).toBe('not_found');
    expect(refusalOf(() => applyHandout(db, 3, { moves: [first, { ...first, customerId: 99 }] })).code).toBe(
      'unknown_customer',
    );
    expect(dump(db)).toEqual(before);
  });

  it('keeps its rules as a setting of the portfolio', () => {
    const db = team();
    const rules = [rule(['ann'], { nameTo: 'M', amount: { of: 'overdue', currency: 'EUR', from: 1, to: null } })];
    db.write(() => writeSetting(db, 2, 'handoutRules', rules));
    expect(readSettings(db).handoutRules).toEqual(rules);
    const twice = [rule(['ann', 'ann'])];
    expect(refusalOf(() => db.write(() => writeSetting(db, 3, 'handoutRules', twice))).message).toMatch(
      /each person once/,
    );
  });
});
