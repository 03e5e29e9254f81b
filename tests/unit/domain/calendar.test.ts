import { fc, test } from '@fast-check/vitest';
import {
  addBusinessDays,
  businessDaysBetween,
  isBusinessDay,
  nextBusinessDay,
  onOrAfterBusinessDay,
} from '@shared/domain/calendar';
import { addDays, fromDay, toDay } from '@shared/domain/dates';
import { describe, expect, it } from 'vitest';
import { WEEKEND } from './rule-books';

const EASTER = { weekend: new Set([0, 6]), closed: new Set(['2026-04-03', '2026-04-06', '2026-04-04']) };
const SEED = { seed: 20261121, numRuns: 300 };

const calendar = fc.record({
  weekend: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }).map((days) => new Set(days)),
  closed: fc
    .uniqueArray(fc.integer({ min: toDay('2026-01-01'), max: toDay('2026-12-31') }), { maxLength: 60 })
    .map((days) => new Set(days.map(fromDay))),
});
const date = fc.integer({ min: toDay('2025-11-01'), max: toDay('2027-02-01') }).map(fromDay);

describe('calendar', () => {
  it('closes weekends and closed days', () => {
    expect(isBusinessDay(EASTER, '2026-04-02')).toBe(true);
    expect(isBusinessDay(EASTER, '2026-04-03')).toBe(false);
    expect(isBusinessDay(EASTER, '2026-04-05')).toBe(false);
  });

  it('finds the first business day strictly after a date', () => {
    expect(nextBusinessDay(EASTER, '2026-04-02')).toBe('2026-04-07');
    expect(nextBusinessDay(WEEKEND, '2026-03-16')).toBe('2026-03-17');
  });

  it('finds the first business day on or after a date', () => {
    expect(onOrAfterBusinessDay(EASTER, '2026-04-02')).toBe('2026-04-02');
    expect(onOrAfterBusinessDay(EASTER, '2026-04-03')).toBe('2026-04-07');
  });

  it('takes 0 business days after a closed day to be that day', () => {
    expect(addBusinessDays(WEEKEND, '2026-03-14', 0)).toBe('2026-03-14');
    expect(addBusinessDays(WEEKEND, '2026-03-14', 1)).toBe('2026-03-16');
    expect(addBusinessDays(WEEKEND, '2026-03-13', 2)).toBe('2026-03-17');
  });

  it('takes another weekend where the portfolio has one', () => {
    const gulf = { weekend: new Set([5, 6]), closed: new Set<string>() };
    expect(nextBusinessDay(gulf, '2026-03-12')).toBe('2026-03-15');
  });

  it('counts the business days after the first date up to the second', () => {
    expect(businessDaysBetween(WEEKEND, '2026-03-13', '2026-03-16')).toBe(1);
    expect(businessDaysBetween(EASTER, '2026-04-02', '2026-04-07')).toBe(1);
    expect(businessDaysBetween(EASTER, '2026-04-02', '2026-04-02')).toBe(0);
    expect(businessDaysBetween(EASTER, '2026-04-07', '2026-04-02')).toBe(0);
  });

  it('refuses a calendar without an open day, and fewer than 0 days', () => {
    const never = { weekend: new Set([0, 1, 2, 3, 4, 5, 6]), closed: new Set<string>() };
    expect(() => nextBusinessDay(never, '2026-03-14')).toThrow(RangeError);
    expect(() => onOrAfterBusinessDay(never, '2026-03-14')).toThrow(RangeError);
    expect(() => addBusinessDays(never, '2026-03-14', 0)).toThrow(RangeError);
    expect(() => businessDaysBetween(never, '2026-03-14', '2026-03-20')).toThrow(RangeError);
    expect(() => addBusinessDays(WEEKEND, '2026-03-14', -1)).toThrow(RangeError);
    expect(() => addBusinessDays(WEEKEND, '2026-03-14', 0.5)).toThrow(RangeError);
  });

  test.prop([calendar, date, fc.integer({ min: 1, max: 40 })], SEED)(
    'counts back the days it added, on any calendar (property)',
    (cal, from, n) => {
      const to = addBusinessDays(cal, from, n);
      expect(isBusinessDay(cal, to)).toBe(true);
      expect(businessDaysBetween(cal, from, to)).toBe(n);
      expect(businessDaysBetween(cal, from, addDays(to, -1))).toBe(n - 1);
    },
  );

  test.prop([calendar, date, date], SEED)('counts like going through day by day (property)', (cal, from, to) => {
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isBusinessDay(cal, day)) count += 1;
    expect(businessDaysBetween(cal, from, to)).toBe(count);
  });
});
