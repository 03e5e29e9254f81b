import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { timeline } from '../../../src/main/data/activities/queries';
import { assignCustomers } from '../../../src/main/data/customers/commands';
import { requireBook } from '../../../src/main/data/customers/find';
import { customerPage } from '../../../src/main/data/customers/queries';
import type { Db } from '../../../src/main/data/db/database';
import { portfolioStatus } from '../../../src/main/data/portfolio/queries';
import { readMe, readUsers, writeMe } from '../../../src/main/data/portfolio/store';
import { saveUser, setUserActive } from '../../../src/main/data/users/commands';
import { userRows } from '../../../src/main/data/users/queries';
import { customerId, refusalOf, save, smallPortfolio, TODAY } from '../desk/small';
import { dump, newDatabase, testEnv } from '../support/database';

const env = testEnv(TODAY);
const add = (db: Db, name: string, initials = '', role: 'collector' | 'manager' | 'viewer' = 'collector') =>
  saveUser(db, 5, env.newId, { userId: null, name, initials, role });

describe('people', () => {
  it('are added with initials of their own, changed, and listed with how many customers are theirs', () => {
    const db = smallPortfolio();
    const ana = add(db, '  Ana   Prieto ', '', 'manager');
    const ada = add(db, 'Ada Palm');
    expect(readUsers(db)).toEqual([
      { id: ada, name: 'Ada Palm', initials: 'AP2', role: 'collector' },
      { id: ana, name: 'Ana Prieto', initials: 'AP', role: 'manager' },
    ]);
    saveUser(db, 6, env.newId, { userId: ada, name: 'Ada Palm-Lund', initials: 'APL', role: 'viewer' });
    assignCustomers(db, 7, { customerIds: [customerId(db, 'C1'), customerId(db, 'C3')], userId: ada });
    expect(userRows(db)).toEqual([
      { id: ada, name: 'Ada Palm-Lund', initials: 'APL', role: 'viewer', active: true, customers: 2 },
      { id: ana, name: 'Ana Prieto', initials: 'AP', role: 'manager', active: true, customers: 0 },
    ]);
  });

  it('have names and initials of their own, also against those who left; a refusal changes nothing', () => {
    const db = newDatabase();
    const ana = add(db, 'Ana Prieto');
    const bo = add(db, 'Bo Lind', 'BL');
    setUserActive(db, 6, { userId: bo, active: false });
    const before = dump(db);
    expect(refusalOf(() => add(db, 'ana prieto')).message).toBe(
      'Ana Prieto is already in this portfolio, and two of one name could not be told apart. Nothing was changed.',
    );
    expect(refusalOf(() => add(db, 'Bo  Lind')).message).toBe(
      'This is Bo Lind, who left. Make them active again, or choose another; nothing was changed.',
    );
    expect(refusalOf(() => add(db, 'Al Post', 'ap')).message).toMatch(/^“ap” already stands for Ana Prieto\. /);
    expect(refusalOf(() => add(db, 'AP', 'X')).code).toBe('bad_input');
    const unknown = { userId: 'nobody', name: 'N', initials: '', role: 'collector' as const };
    expect(refusalOf(() => saveUser(db, 6, env.newId, unknown)).code).toBe('not_found');
    expect(dump(db)).toEqual(before);
    // Saving a person as they are collides with nobody, least of all with themselves.
    saveUser(db, 7, env.newId, { userId: ana, name: 'Ana Prieto', initials: 'AP', role: 'collector' });
  });

  it('who left are offered nowhere, but keep their name on what they recorded and on their customers', () => {
    const db = smallPortfolio();
    const ana = add(db, 'Ana Prieto');
    const bo = add(db, 'Bo Lind');
    assignCustomers(db, 6, { customerIds: [customerId(db, 'C1')], userId: bo });
    logActivity(db, { ...env, userId: bo }, save(db, 'C1', 'voicemail'));
    setUserActive(db, 7, { userId: bo, active: false });
    expect(readUsers(db).map((user) => user.id)).toEqual([ana]);
    expect(portfolioStatus(db, TODAY).former.map((user) => user.name)).toEqual(['Bo Lind']);
    expect(readMe(db)?.id).toBe(ana);
    expect(userRows(db).map((row) => [row.name, row.active, row.customers])).toEqual([
      ['Ana Prieto', true, 0],
      ['Bo Lind', false, 1],
    ]);
    const { book } = requireBook(db, customerId(db, 'C1'), TODAY);
    expect(timeline(db, book, TODAY)[0]?.userName).toBe('Bo Lind');
    const page = customerPage(db, { asOf: TODAY, customerId: customerId(db, 'C1'), userId: null });
    expect(page.assigneeName).toBe('Bo Lind');
    expect(refusalOf(() => assignCustomers(db, 8, { customerIds: [1], userId: bo })).code).toBe('not_found');
    setUserActive(db, 9, { userId: bo, active: true });
    expect(readUsers(db).map((user) => user.name)).toEqual(['Ana Prieto', 'Bo Lind']);
  });

  it('cannot leave while they work here', () => {
    const db = newDatabase();
    const ana = add(db, 'Ana Prieto');
    add(db, 'Bo Lind');
    db.write(() => writeMe(db, ana));
    expect(refusalOf(() => setUserActive(db, 6, { userId: ana, active: false })).message).toMatch(
      /^You work here as Ana Prieto\./,
    );
    expect(refusalOf(() => setUserActive(db, 6, { userId: 'x', active: false })).code).toBe('not_found');
  });
});
