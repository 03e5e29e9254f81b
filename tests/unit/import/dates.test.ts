import { describe, expect, it } from 'vitest';
import { parseDate, readDateColumn } from '../../../src/main/data/import/understand/dates';

describe('the order of a column of dates', () => {
  it('is day first as soon as one cell has a first part above 12', () => {
    expect(readDateColumn(['03/04/2026', '', '13/04/2026'])).toMatchObject({
      order: 'dmy',
      ambiguous: [],
      contradicting: false,
    });
  });

  it('is month first as soon as one cell has a second part above 12', () => {
    expect(readDateColumn(['3/4/2026', '4/13/2026'])).toMatchObject({ order: 'mdy', ambiguous: [] });
  });

  it('is asked when every cell can be read either way', () => {
    expect(readDateColumn(['03/04/2026', '05/06/2026'])).toMatchObject({
      order: null,
      ambiguous: ['03/04/2026', '05/06/2026'],
    });
  });

  it('need not be known when day and month are equal in every cell', () => {
    expect(readDateColumn(['05/05/2026', '06-06-26'])).toMatchObject({
      order: null,
      ambiguous: [],
      contradicting: false,
      share: 1,
    });
  });

  it('is asked when cells contradict each other', () => {
    expect(readDateColumn(['13/04/2026', '04/13/2026'])).toMatchObject({ order: null, contradicting: true });
  });

  it('is not disturbed by ISO dates beside another notation', () => {
    expect(readDateColumn(['2026-04-03', '29/04/2026', '03/04/2026'])).toMatchObject({ order: 'dmy', share: 1 });
    expect(readDateColumn(['2026-04-03', '2026-05-03'])).toMatchObject({ order: null, ambiguous: [], share: 1 });
  });

  it('is never in question for dates with dots', () => {
    expect(readDateColumn(['03.04.2026', '05.06.2026'])).toMatchObject({ ambiguous: [], contradicting: false });
    expect(parseDate('03.04.2026', null)).toBe('2026-04-03');
  });

  it('shows how many cells are dates at all', () => {
    expect(readDateColumn(['2026-01-01', 'Paper', 'Electronic', '']).share).toBeCloseTo(1 / 3);
  });
});

describe('one date', () => {
  it.each([
    ['2026-02-03', '2026-02-03'],
    ['2026/2/3', '2026-02-03'],
    ['2026-02-03T23:59:59+02:00', '2026-02-03'],
    ['2026-02-03 00:00:00', '2026-02-03'],
    ['20200210', '2020-02-10'],
    ['20200210.0', '2020-02-10'],
    ['43871', '2020-02-10'],
    ['43871.0', '2020-02-10'],
    ['43871.75', '2020-02-10'],
    ['36585', '2000-02-29'],
    ['Jan 28 2021', '2021-01-28'],
    ['January 28, 2021', '2021-01-28'],
    ['28 Jan 2021', '2021-01-28'],
    ['28-Jan-21', '2021-01-28'],
    ['28. März 2021', '2021-03-28'],
    ['28 février 2021', '2021-02-28'],
    ['28 août 2021', '2021-08-28'],
    ['28 de enero de 2021', '2021-01-28'],
    ['28 dezembro 2021', '2021-12-28'],
    ['28 giugno 2021', '2021-06-28'],
    ['28 luglio 2021', '2021-07-28'],
    ['28 juin 2021', '2021-06-28'],
    ['28 maart 2021', '2021-03-28'],
    ['28 mei 2021', '2021-05-28'],
    ['28 maggio 2021', '2021-05-28'],
    ['28 mai 2021', '2021-05-28'],
    ['31/12/99', '1999-12-31'],
  ])('%s is %s', (cell, date) => expect(parseDate(cell, null)).toBe(date));

  it.each([
    '30/02/2026',
    '2026-13-01',
    '2026-02-30',
    '00/00/2026',
    'soon',
    '12',
    '1234567',
    '99999',
    '28 Foo 2021',
    '31.04.2026',
    '32/01/2026',
  ])('%s is none', (cell) => expect(parseDate(cell, 'dmy')).toBeNull());

  it('is read in the order of its column', () => {
    expect(parseDate('03/04/26', 'dmy')).toBe('2026-04-03');
    expect(parseDate('03/04/26', 'mdy')).toBe('2026-03-04');
    expect(parseDate('26/03/04', 'ymd')).toBe('2026-03-04');
    expect(parseDate('03/04/2026', null)).toBeNull();
  });
});
