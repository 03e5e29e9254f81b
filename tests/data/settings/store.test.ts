import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { describe, expect, it } from 'vitest';
import { settingsHandlers } from '../../../src/main/data/settings/handlers';
import {
  closeDay,
  readCalendar,
  readClosedDays,
  readSettings,
  writeSetting,
} from '../../../src/main/data/settings/store';
import { refusalOf, smallPortfolio, TODAY } from '../desk/small';
import { dump, newDatabase } from '../support/database';

describe('the settings of a portfolio', () => {
  it('are the defaults until something is set, and the defaults hold their own rules', () => {
    const db = newDatabase();
    expect(readSettings(db)).toEqual(DEFAULT_SETTINGS);
    db.write(() => {
      for (const [name, value] of Object.entries(DEFAULT_SETTINGS)) writeSetting(db, 1, name, value);
    });
    expect(readSettings(db)).toEqual(DEFAULT_SETTINGS);
  });

  it('keep each value apart and the last one of a name', () => {
    const db = newDatabase();
    db.write(() => {
      writeSetting(db, 1, 'listLength', 10);
      writeSetting(db, 1, 'toleranceUnit', 'calendar');
      writeSetting(db, 1, 'listLength', 40);
    });
    expect(readSettings(db)).toEqual({ ...DEFAULT_SETTINGS, listLength: 40, toleranceUnit: 'calendar' });
  });

  it('give way to the default where the stored value is not one of this version; unknown names are left alone', () => {
    const db = newDatabase();
    const put = (name: string, value: string | null) => db.run('INSERT INTO setting VALUES (?, ?)', name, value);
    put('listLength', '"many"');
    put('weights', '{"money":100}');
    put('bucketEdges', '[90,60]');
    put('scoreWeighting', null);
    put('inventedLater', '{"a":1}');
    put('minimumAmount', '50');
    expect(readSettings(db)).toEqual({ ...DEFAULT_SETTINGS, minimumAmount: 50 });
    expect(db.value('SELECT count(*) FROM setting')).toBe(6);
  });

  it.each<[name: string, value: unknown, words: RegExp]>([
    ['weights', { ...DEFAULT_SETTINGS.weights, money: 31 }, /must sum to 100/],
    ['weights', { ...DEFAULT_SETTINGS.weights, money: 30.5, age: 24.5 }, /integer/i],
    ['weights', { ...DEFAULT_SETTINGS.weights, luck: 0 }, /all six weights/],
    ['scoreEdges', [45, 15, 90], /must rise/],
    ['bucketEdges', [30, 30], /must rise/],
    ['bucketEdges', [0, 30], /0/],
    ['weekend', [0, 1, 2, 3, 4, 5, 6], /working day/],
    ['weekend', [6, 6], /each weekday once/],
    ['toleranceDays', -1, /-1/],
    ['amountA', { EUR: 0 }, /0/],
    ['amountA', { euro: 5 }, /three-letter/],
    ['listLength', '30', /listLength/],
    ['nothing', 1, /no setting “nothing”/],
  ])('%s refuses %j in words', (name, value, words) => {
    const db = newDatabase();
    const before = dump(db);
    const refusal = refusalOf(() => db.write(() => writeSetting(db, 1, name, value)));
    expect(refusal.code).toBe('bad_input');
    expect(refusal.message).toMatch(words);
    expect(dump(db)).toEqual(before);
  });

  it('are shown with the closed days and the proposed A of the day', () => {
    const db = smallPortfolio();
    db.write(() => closeDay(db, 1, '2026-12-25', 'Christmas Day', true));
    expect(settingsHandlers['settings.get']({ db, push: () => {}, fileOf: () => '' }, { asOf: TODAY })).toEqual({
      settings: readSettings(db),
      closedDays: [{ date: '2026-12-25', label: 'Christmas Day' }],
      proposedA: { EUR: 30_000, USD: 8000 },
    });
  });
});

describe('closed days', () => {
  it('are in date order, opened again by the same call, and make the calendar with the weekend', () => {
    const db = newDatabase();
    db.write(() => {
      closeDay(db, 1, '2026-12-26', 'Boxing Day', true);
      closeDay(db, 1, '2026-12-25', 'Christmas', true);
      closeDay(db, 1, '2026-12-26', 'Boxing Day', false);
      closeDay(db, 1, '2026-12-24', 'Eve', true);
      writeSetting(db, 1, 'weekend', [5]);
    });
    expect(readClosedDays(db)).toEqual([
      { date: '2026-12-24', label: 'Eve' },
      { date: '2026-12-25', label: 'Christmas' },
    ]);
    expect(readCalendar(db, readSettings(db))).toEqual({
      weekend: new Set([5]),
      closed: new Set(['2026-12-24', '2026-12-25']),
    });
    expect(refusalOf(() => closeDay(db, 1, '2026-02-30', '', true)).code).toBe('bad_input');
  });
});
