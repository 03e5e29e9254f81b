import { fc, test } from '@fast-check/vitest';
import { addDays, addMonths, daysBetween, endOfMonth, fromDay, isIsoDate, toDay, weekday } from '@shared/domain/dates';
import { describe, expect, it } from 'vitest';

const SEED = { seed: 20261121, numRuns: 1000 };
const day = fc.integer({ min: toDay('0001-01-01'), max: toDay('9999-12-31') });

describe('dates', () => {
  it('knows real calendar dates of the years 1900 to 2200', () => {
    for (const date of ['2026-03-14', '2024-02-29', '2000-02-29', '1900-01-01', '2200-12-31']) {
      expect(isIsoDate(date), date).toBe(true);
    }
  });

  it('refuses days that do not exist and other notations', () => {
    for (const text of [
      ...['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01'],
      ...['0001-01-01', '1899-12-31', '2201-01-01', '9999-12-31'],
      ...['', '2026-3-14', '14.03.2026', '2026-03-14T00:00', ' 2026-03-14', '２０２６-03-14', '2026-03-14\n'],
    ]) {
      expect(isIsoDate(text), text).toBe(false);
    }
  });

  it('numbers days from 1970-01-01', () => {
    expect(toDay('1970-01-01')).toBe(0);
    expect(toDay('1969-12-31')).toBe(-1);
    expect(toDay('2026-03-31')).toBe(Date.UTC(2026, 2, 31) / 86_400_000);
    expect(fromDay(0)).toBe('1970-01-01');
    expect(fromDay(11_016)).toBe('2000-02-29');
  });

  it('refuses text that is no date and numbers beyond the years 0001 to 9999', () => {
    expect(() => toDay('14.03.2026')).toThrow(RangeError);
    expect(() => toDay('2026-13-01')).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => fromDay(0.5)).toThrow(RangeError);
    expect(() => addMonths('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addMonths('0001-01-31', -1)).toThrow(RangeError);
    expect(() => addMonths('2026-03-15', 0.5)).toThrow(RangeError);
  });

  it('counts calendar days, through a leap day and a change of clocks alike', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('adds months and stays inside the shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2026-03-15', -12)).toBe('2025-03-15');
    expect(addMonths('2026-12-31', 2)).toBe('2027-02-28');
    expect([addMonths('9999-11-30', 1), addMonths('0001-02-28', -1)]).toEqual(['9999-12-30', '0001-01-28']);
    expect(endOfMonth('2026-02-04')).toBe('2026-02-28');
    expect(endOfMonth('2024-02-04')).toBe('2024-02-29');
  });

  it('names the weekday from 0 Sunday to 6 Saturday', () => {
    expect(weekday('2026-03-14')).toBe(6);
    expect(weekday('2026-03-15')).toBe(0);
    expect(weekday('1969-12-31')).toBe(3);
  });

  test.prop([day], SEED)('gives every day number back from its date (property)', (n) => {
    const date = fromDay(n);
    expect(isIsoDate(date)).toBe(date >= '1900' && date < '2201');
    expect(toDay(date)).toBe(n);
  });

  test.prop([day], SEED)('agrees with the platform calendar on dates and weekdays (property)', (n) => {
    const platform = new Date(n * 86_400_000);
    expect(fromDay(n)).toBe(platform.toISOString().slice(0, 10).padStart(10, '0'));
    expect(weekday(fromDay(n))).toBe(platform.getUTCDay());
  });

  test.prop([day, day], SEED)(
    'orders dates as text like their day numbers (property)',
    (a, b) => fromDay(a) < fromDay(b) === a < b,
  );
});
