import { describe, expect, it } from 'vitest';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { assignCustomers, saveContact, snoozeCustomer, writeDesk } from '../../../src/main/data/customers/commands';
import { customerIdByKey, requireBook } from '../../../src/main/data/customers/find';
import { customerPage, customerRows } from '../../../src/main/data/customers/queries';
import type { Db } from '../../../src/main/data/db/database';
import { writeUser } from '../../../src/main/data/portfolio/store';
import { customerId, refusalOf, smallPortfolio, TODAY, takeList } from '../desk/small';
import { dump, testEnv } from '../support/database';

const page = (db: Db, key: string, asOf = TODAY) =>
  customerPage(db, { asOf, customerId: customerId(db, key), userId: null });
const list = (db: Db, asOf: string, userId: string | null = null) => {
  const view = agendaView(db, { asOf, userId, limit: 'all', localTime: null, now: null });
  return {
    keys: view.entries.map((entry) => entry.key),
    why: Object.fromEntries([...view.worked, ...view.notListed].map((entry) => [entry.key, entry.reason.code])),
  };
};
const people = (db: Db) =>
  db.write(() => {
    writeUser(db, 1, { id: 'ann', name: 'Ann', initials: 'A', role: 'collector' });
    writeUser(db, 1, { id: 'bob', name: 'Bob', initials: 'B', role: 'collector' });
  });

describe('later', () => {
  it('takes a customer off the list until the day, on which it is back, and null ends it', () => {
    const db = smallPortfolio();
    const input = { asOf: TODAY, customerId: customerId(db, 'C1'), until: '2026-11-26', reason: 'stocktaking' };
    snoozeCustomer(db, testEnv(TODAY), input);
    expect(list(db, TODAY).why.C1).toBe('snoozed');
    expect(list(db, '2026-11-25').why.C1).toBe('snoozed');
    expect(list(db, '2026-11-26').keys).toContain('C1');
    expect(list(db, '2026-11-22').why.C1).not.toBe('snoozed');
    expect(page(db, 'C1').customer.snooze).toEqual({ from: TODAY, until: '2026-11-26', reason: 'stocktaking' });
    expect(customerRows(db, TODAY).find((row) => row.key === 'C1')?.nextOn).toBe('2026-11-26');
    snoozeCustomer(db, testEnv(TODAY), { ...input, until: null, reason: '' });
    expect(list(db, TODAY).keys).toContain('C1');
    expect(page(db, 'C1').customer.snooze).toBeNull();
  });

  it('is refused for today, a past day and an unknown customer', () => {
    const db = smallPortfolio();
    const before = dump(db);
    for (const until of [TODAY, '2026-11-20'])
      expect(
        refusalOf(() => snoozeCustomer(db, testEnv(TODAY), { asOf: TODAY, customerId: 1, until, reason: '' })).message,
      ).toMatch(/choose a later day/);
    const unknown = { asOf: TODAY, customerId: 99, until: '2026-12-01', reason: '' };
    expect(refusalOf(() => snoozeCustomer(db, testEnv(TODAY), unknown)).code).toBe('unknown_customer');
    expect(dump(db)).toEqual(before);
  });
});

describe('assigning', () => {
  it('gives customers to a person or to nobody, and the lists follow', () => {
    const db = smallPortfolio();
    people(db);
    assignCustomers(db, 5, { customerIds: [customerId(db, 'C1'), customerId(db, 'C2')], userId: 'ann' });
    expect(page(db, 'C1').assigneeName).toBe('Ann');
    expect(list(db, TODAY, 'bob')).toMatchObject({ keys: ['C3'], why: { C1: 'not_mine', C2: 'not_mine' } });
    expect(list(db, TODAY, 'ann').keys.toSorted()).toEqual(['C1', 'C2', 'C3']);
    assignCustomers(db, 6, { customerIds: [customerId(db, 'C1')], userId: null });
    expect(list(db, TODAY, 'bob').keys).toContain('C1');
  });

  it('is refused whole for an unknown person or one unknown customer among them', () => {
    const db = smallPortfolio();
    people(db);
    const before = dump(db);
    const assign = (ids: number[], userId: string) =>
      refusalOf(() => assignCustomers(db, 5, { customerIds: ids, userId })).code;
    expect(assign([customerId(db, 'C1')], 'carl')).toBe('not_found');
    expect(assign([customerId(db, 'C1'), 999], 'ann')).toBe('unknown_customer');
    expect(dump(db)).toEqual(before);
  });

  it.each(['do_not_contact', 'proceedings', 'litigation', 'agency'])(
    '%s keeps a customer off every list',
    (standing) => {
      const db = smallPortfolio();
      db.write(() => writeDesk(db, 5, customerId(db, 'C1'), 'standing', { standing }));
      expect(list(db, TODAY).why.C1).toBe(standing);
      expect(page(db, 'C1')).toMatchObject({ entry: null, notListed: { code: standing } });
    },
  );
});

describe('contacts', () => {
  it('are added, changed in place and trimmed; blanks are nothing', () => {
    const db = smallPortfolio();
    const input = {
      customerId: customerId(db, 'C1'),
      contactId: null,
      name: 'Ada',
      role: 'ap' as const,
      internal: false,
      email: ' ada@c1.example ',
      phone: '  ',
    };
    const id = saveContact(db, testEnv(TODAY), input);
    expect(page(db, 'C1').contacts).toEqual([
      { id, name: 'Ada', role: 'ap', internal: false, email: 'ada@c1.example', phone: null },
    ]);
    const changed = { ...input, contactId: id, name: 'Ada B.', role: 'cfo' as const, phone: '+49 30 1' };
    expect(saveContact(db, testEnv(TODAY), changed)).toBe(id);
    expect(page(db, 'C1').contacts).toMatchObject([{ id, name: 'Ada B.', role: 'cfo', phone: '+49 30 1' }]);
    expect(page(db, 'C2').contacts).toEqual([]);
    const before = dump(db);
    expect(refusalOf(() => saveContact(db, testEnv(TODAY), { ...input, customerId: 99 })).code).toBe(
      'unknown_customer',
    );
    expect(dump(db)).toEqual(before);
  });
});

describe('finding a customer', () => {
  it('by its key, by source and key where two sources have it, and says which there are', () => {
    const db = smallPortfolio();
    takeList(db, '2026-11-20', [['C1', '1', '2026-10-01', 5]], { source: 'north' });
    expect(customerIdByKey(db, 'C2')).toBe(customerId(db, 'C2'));
    const id = (source: string) => db.value<number>("SELECT id FROM customer WHERE key = 'C1' AND source = ?", source);
    expect([customerIdByKey(db, 'main/C1'), customerIdByKey(db, 'north/C1')]).toEqual([id('main'), id('north')]);
    expect(refusalOf(() => customerIdByKey(db, 'C1')).message).toContain('main/C1 or north/C1');
    expect(refusalOf(() => customerIdByKey(db, 'c2')).code).toBe('unknown_customer');
    expect(refusalOf(() => requireBook(db, 99, TODAY)).code).toBe('unknown_customer');
  });
});

describe("the customer's page", () => {
  it('shows open items by due date with sums that are those of the list of customers', () => {
    const db = smallPortfolio();
    const { items, open, overdue, aging, entry } = page(db, 'C1');
    expect(items.map((item) => [item.number, item.openMinor, item.daysPastDue, item.bucket])).toEqual([
      ['1', 10_000, 83, 'd61_90'],
      ['2', 20_000, 53, 'd31_60'],
      ['5', 40_000, -22, 'current'],
    ]);
    expect(open).toEqual([{ currency: 'EUR', minor: 70_000 }]);
    expect(overdue).toEqual([{ currency: 'EUR', minor: 30_000 }]);
    expect(aging[0]?.balance).toBe(70_000);
    expect(entry?.key).toBe('C1');
    const row = customerRows(db, TODAY).find((r) => r.key === 'C1');
    expect(row).toMatchObject({ open, overdue, oldestDaysPastDue: 83, lastTouchOn: null, nextOn: null });
  });

  it('shows nothing of an item before the day it was issued', () => {
    const db = smallPortfolio();
    expect(page(db, 'C1', '2026-06-30').items).toEqual([]);
    expect(page(db, 'C1', '2026-06-30').open).toEqual([]);
  });
});
