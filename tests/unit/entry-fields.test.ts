import { describe, expect, it } from 'vitest';
import { parseAmountEntry } from '../../src/renderer/features/customer/amount-entry';
import { parseDateEntry, parseHourEntry } from '../../src/renderer/features/customer/date-entry';

// A Monday.
const asOf = '2026-11-23';

describe('dates as they are typed on the phone', () => {
  it.each([
    ['26.11', '2026-11-26'],
    ['26.11.', '2026-11-26'],
    ['26/11', '2026-11-26'],
    ['26.11.26', '2026-11-26'],
    ['26.11.2027', '2027-11-26'],
    ['26 nov', '2026-11-26'],
    ['Nov 26', '2026-11-26'],
    ['Thu 26 Nov', '2026-11-26'],
    ['Mon 4 Jan 2027', '2027-01-04'],
    ['Thu', '2026-11-26'],
    ['thursday', '2026-11-26'],
    ['mon', '2026-11-30'],
    ['+3', '2026-11-26'],
    ['+2w', '2026-12-07'],
    ['today', '2026-11-23'],
    ['tomorrow', '2026-11-24'],
    ['2026-12-01', '2026-12-01'],
    ['26', '2026-11-26'],
    ['22', '2026-12-22'],
    ['31', '2026-12-31'],
  ])('%s is %s', (typed, date) => {
    expect(parseDateEntry(typed, asOf)).toBe(date);
  });

  it('takes a date without a year for the coming one, unless it has just passed', () => {
    expect(parseDateEntry('15.1', asOf)).toBe('2027-01-15');
    expect(parseDateEntry('20.11', asOf)).toBe('2026-11-20');
    expect(parseDateEntry('29.2', '2027-03-10')).toBe('2028-02-29');
  });

  it.each(['', 'soon', '31.2', '45', '26.13', '2026-02-30', 'thx', '1.2.3.4', '+', '26 foo'])(
    '%s is not understood',
    (typed) => {
      expect(parseDateEntry(typed, asOf)).toBeNull();
    },
  );
});

describe('hours', () => {
  it.each([
    ['10:30', '10:30'],
    ['1030', '10:30'],
    ['9', '09:00'],
    ['9h', '09:00'],
    ['14.15', '14:15'],
  ])('%s is %s', (typed, hour) => {
    expect(parseHourEntry(typed)).toBe(hour);
  });
  it.each(['', '25', '10:75', 'noon'])('%s is not understood', (typed) => {
    expect(parseHourEntry(typed)).toBeNull();
  });
});

describe('amounts', () => {
  it.each([
    ['13.220,00', 2, 1322000],
    ['13,220.00', 2, 1322000],
    ['13 220', 2, 1322000],
    ["13'220.50", 2, 1322050],
    ['€ 1.200', 2, 120000],
    ['1,200', 2, 120000],
    ['1200.5', 2, 120050],
    ['1.234.567', 2, 123456700],
    ['0.05', 2, 5],
    ['1200', 0, 1200],
    ['1,200', 0, 1200],
    ['1.250', 3, 1250],
    ['EUR 12.50', 2, 1250],
  ])('%s with %i decimals is %i', (typed, digits, minor) => {
    expect(parseAmountEntry(typed, digits)).toBe(minor);
  });
  it.each(['', '0', '-5', '12,34,56', '1.23.4', 'abc', '12.3456'])('%s is refused', (typed) => {
    expect(parseAmountEntry(typed, 2)).toBeNull();
  });
});
