import { describe, expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import { openDatabase } from '../../../src/main/data/db/database';
import { dayOf } from '../../../src/main/data/desk/day';
import { contextAt, openBook, openDesk } from '../../../src/main/data/desk/desk';
import { undoImport } from '../../../src/main/data/import';
import { closeDay } from '../../../src/main/data/settings/store';
import { testEnv } from '../support/database';
import { sampleBench } from './sample';
import { customerId, promiseOf, save, smallPortfolio, TODAY, takeList } from './small';

const sample = sampleBench(TODAY);

describe('the desk', () => {
  it('is loaded once a revision: the same until something is recorded', () => {
    const db = smallPortfolio();
    const desk = openDesk(db);
    expect(openDesk(db)).toBe(desk);
    expect(dayOf(desk, TODAY).notes).toBe(dayOf(desk, TODAY).notes);
    logActivity(db, testEnv(TODAY), save(db, 'C1', 'reached'));
    const after = openDesk(db);
    expect(after).not.toBe(desk);
    const id = customerId(db, 'C1');
    expect([desk.books.get(id)?.activities.length, after.books.get(id)?.activities.length]).toEqual([0, 1]);
    // The ledger did not change, so its items are not loaded again.
    expect(after.books.get(id)?.items).toBe(desk.books.get(id)?.items);
  });

  it('sees what an import, its undo, a setting or another connection changed', () => {
    const db = smallPortfolio();
    const items = () => [...openDesk(db).books.values()].reduce((sum, book) => sum + book.items.length, 0);
    expect(items()).toBe(5);
    takeList(db, '2026-11-22', [['C9', '90', '2026-12-01', 7]]);
    expect(items()).toBe(6);
    undoImport(db, 2, testEnv(TODAY));
    expect(items()).toBe(5);
    db.write(() => closeDay(db, 1, '2026-12-25', '', true));
    expect(openDesk(db).calendar.closed.has('2026-12-25')).toBe(true);
    const other = openDatabase(db.file, { create: false });
    logActivity(other, testEnv(TODAY), save(other, 'C2', 'voicemail'));
    other.close();
    expect(openDesk(db).books.get(customerId(db, 'C2'))?.activities).toMatchObject([{ outcome: 'voicemail' }]);
  });

  it('counts lists only from their date on, payments too, customer files never, undone ones not', () => {
    const db = smallPortfolio();
    takeList(db, '2026-11-27', [['C1', '1', '2026-09-01', 100]]);
    const dates = (asOf: string) => contextAt(openDesk(db), asOf).listDates.get('main');
    expect(dates('2026-11-19')).toEqual([]);
    expect(dates('2026-11-20')).toEqual(['2026-11-20']);
    expect(dates('2026-11-30')).toEqual(['2026-11-20', '2026-11-27']);
    undoImport(db, 2, testEnv('2026-11-28'));
    expect(dates('2026-11-30')).toEqual(['2026-11-20']);
  });

  it('gives a command the same book of one customer as the views have of all', () => {
    const db = sample.db();
    const desk = openDesk(db);
    expect(desk.books.size).toBeGreaterThan(100);
    for (const book of desk.books.values()) {
      const alone = openBook(db, book.customer.id, TODAY);
      expect(alone?.book, book.customer.key).toEqual(book);
      expect(alone?.ctx).toEqual(contextAt(desk, TODAY));
    }
    expect(openBook(db, 10_000_000, TODAY)).toBeNull();
  });

  it('keeps the same customer key of two sources apart', () => {
    const db = smallPortfolio();
    takeList(db, '2026-11-20', [['C1', '1', '2026-10-01', 5]], { source: 'north' });
    logActivity(db, testEnv(TODAY), save(db, 'C1', 'promised', { promise: promiseOf(10, '2026-11-26') }));
    const counts = [...openDesk(db).books.values()]
      .filter((book) => book.customer.key === 'C1')
      .map((book) => [book.customer.source, book.commitments.length, book.activities.length]);
    expect(counts.toSorted()).toEqual([
      ['main', 1, 1],
      ['north', 0, 0],
    ]);
  });
});
