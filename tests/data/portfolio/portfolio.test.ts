import { describe, expect, it } from 'vitest';
import { startPortfolio } from '../../../src/main/data/portfolio/commands';
import { portfolioStatus } from '../../../src/main/data/portfolio/queries';
import {
  ensureUser,
  findUser,
  initialsOf,
  readMe,
  readUsers,
  writeMe,
  writeUser,
} from '../../../src/main/data/portfolio/store';
import { envAt } from '../../../src/main/data/session';
import { refusalOf, smallPortfolio, TODAY, takeList } from '../desk/small';
import { dump, newDatabase } from '../support/database';

const START = { name: 'North desk', userName: 'Jo Wren', initials: 'JW', currency: 'USD' };

describe('a portfolio', () => {
  it('is not started while it holds nothing, and knows its file and identity', () => {
    const db = newDatabase();
    expect(portfolioStatus(db, TODAY)).toEqual({
      started: false,
      name: 'Portfolio',
      portfolioId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      baseCurrency: 'EUR',
      databaseFile: db.file,
      users: [],
      former: [],
      me: null,
      customers: 0,
      items: 0,
      openItems: 0,
      sources: [],
      revision: 0,
    });
  });

  it('starts with its name, currency and first person, once', () => {
    const db = newDatabase();
    startPortfolio(db, 1, 'u1', START);
    const jo = { id: 'u1', name: 'Jo Wren', initials: 'JW', role: 'collector' };
    expect(portfolioStatus(db, TODAY)).toMatchObject({
      started: true,
      name: 'North desk',
      baseCurrency: 'USD',
      users: [jo],
      me: jo,
    });
    const before = dump(db);
    expect(refusalOf(() => startPortfolio(db, 2, 'u2', START))).toMatchObject({
      code: 'not_empty',
      message: expect.stringContaining('nothing was changed'),
    });
    expect(dump(db)).toEqual(before);
  });

  it('leaves nothing when its currency is refused', () => {
    const db = newDatabase();
    const before = dump(db);
    expect(refusalOf(() => startPortfolio(db, 1, 'u1', { ...START, currency: 'dollars' })).code).toBe('bad_input');
    expect(dump(db)).toEqual(before);
  });

  it('tells the latest list of each source up to the as-of date; what was undone does not count', () => {
    const db = smallPortfolio();
    takeList(db, '2026-11-27', [['C1', '1', '2026-09-01', 100]]);
    takeList(db, '2026-11-10', [['N1', '1', '2026-10-01', 5]], { source: 'north' });
    const dates = (asOf: string) => portfolioStatus(db, asOf).sources.map((s) => [s.source, s.listDate]);
    expect(dates(TODAY)).toEqual([
      ['main', '2026-11-20'],
      ['north', '2026-11-10'],
    ]);
    expect(dates('2026-11-30')[0]).toEqual(['main', '2026-11-27']);
    db.run("UPDATE import_batch SET undone_at = 'x' WHERE list_date = '2026-11-20'");
    expect(dates(TODAY)).toEqual([['north', '2026-11-10']]);
    expect(portfolioStatus(db, TODAY)).toMatchObject({ customers: 4, items: 6, started: true });
  });
});

describe('who works here', () => {
  it('is the one chosen, else the only person, else nobody', () => {
    const db = newDatabase();
    expect(readMe(db)).toBeNull();
    const person = (id: string, name: string, initials: string) =>
      db.write(() => writeUser(db, 1, { id, name, initials, role: 'collector' }));
    person('b', 'Bob Stone', 'BS');
    expect(readMe(db)?.id).toBe('b');
    person('a', 'Ann Lee', 'AL');
    expect(readMe(db)).toBeNull();
    db.write(() => writeMe(db, 'a'));
    expect(readMe(db)?.id).toBe('a');
    expect(readUsers(db).map((user) => user.name)).toEqual(['Ann Lee', 'Bob Stone']);
    expect(refusalOf(() => db.write(() => writeMe(db, 'nobody')))).toMatchObject({ code: 'not_found' });
    expect(readMe(db)?.id).toBe('a');
    expect([findUser(db, ' bob stone '), findUser(db, 'al'), findUser(db, 'Bob')].map((u) => u?.id)).toEqual([
      'b',
      'a',
      undefined,
    ]);
  });

  it('becomes a person named like the computer user, once, when there is nobody', () => {
    const db = newDatabase();
    const id = db.write(() => ensureUser(db, 1, 'mary ann de groot', 'u-1'));
    expect(readUsers(db)).toEqual([{ id, name: 'mary ann de groot', initials: 'MAD', role: 'collector' }]);
    expect(db.write(() => ensureUser(db, 2, 'someone else', 'u-2'))).toBe(id);
    expect(envAt(db, TODAY)).toMatchObject({ userId: id, asOf: TODAY });
    expect(initialsOf('ümit')).toBe('Ü');
  });
});
