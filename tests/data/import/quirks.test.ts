import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Refusal } from '@shared/contract/errors';
import type { ImportOptions } from '@shared/contract/imports';
import { describe, expect, it } from 'vitest';
import { commitImport, previewImport } from '../../../src/main/data/import';
import { importBench } from './helpers';

const b = importBench();
const file = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../fixtures/import', name))),
});
const take = (name: string, options: ImportOptions = {}) => commitImport(b.db, file(name), options, b.env());
const blocked = (name: string, options: ImportOptions = {}) =>
  previewImport(b.db, file(name), options, b.env()).blocked;
const refused = (action: () => unknown): Refusal => {
  const before = b.dump();
  try {
    action();
  } catch (error) {
    expect(b.dump()).toBe(before);
    return error as Refusal;
  }
  throw new Error('was not refused');
};
const open = () =>
  Object.fromEntries(
    b.db
      .all<{ number: string; minor: number }>(
        `SELECT i.number, i.amount_minor - coalesce((SELECT sum(s.minor) FROM settlement s WHERE s.item_id = i.id), 0) AS minor
         FROM item i ORDER BY i.number`,
      )
      .map(({ number, minor }) => [number, minor]),
  );
const due = () =>
  Object.fromEntries(
    b.db
      .all<{ number: string; due: string | null }>('SELECT number, due_on AS due FROM item ORDER BY number')
      .map(({ number, due }) => [number, due]),
  );
const names = () => b.db.all<{ name: string }>('SELECT name FROM customer ORDER BY key').map(({ name }) => name);

describe('characters', () => {
  it('UTF-16 with the high byte first', () => {
    expect(take('utf-16be.csv').file.encoding).toBe('utf-16be');
    expect([names(), open(), due()]).toEqual([['Bäcker'], { R1: 119050 }, { R1: '2026-10-31' }]);
  });

  it('Windows-1252 with its euro sign', () => {
    expect(take('windows-1252-euro.csv').file.encoding).toBe('windows-1252');
    expect([names(), open()]).toEqual([['Größe & Söhne'], { R1: 119050 }]);
  });

  it('two encodings joined in one file: each line in its own, with a warning', () => {
    const report = take('mixed-encodings.csv');
    expect(report.warnings).toMatchObject([{ code: 'mixed_encodings' }]);
    expect(names()).toEqual(['Müller', 'Größe']);
  });

  it('NUL bytes are refused', () => {
    expect(refused(() => take('nul-bytes.csv'))).toMatchObject({
      code: 'file_binary',
      message: expect.stringMatching(/NUL bytes.*Nothing was changed/),
    });
  });
});

describe('rows and columns', () => {
  it('a sep= line names the delimiter', () => {
    expect(take('sep-line.csv').file).toMatchObject({ delimiter: '|', headerRow: 2 });
    expect(open()).toEqual({ R1: 119050 });
  });

  it('line breaks, delimiters and quotes inside quotes', () => {
    const report = take('line-breaks-in-quotes.csv');
    expect(report).toMatchObject({ created: 1, rejected: 1, rejects: [{ row: 4, value: 'oops' }] });
    expect(names()).toEqual(['Ada\r\nGmbH, "Berlin"']);
  });

  it('blank columns', () => {
    expect(take('blank-columns.csv')).toMatchObject({ created: 2, rejected: 0 });
    expect(open()).toEqual({ R1: 1050, R2: 2050 });
  });

  it('of two columns with one name the first is taken', () => {
    take('duplicate-columns.csv');
    expect(open()).toEqual({ R1: 1050 });
    expect(b.db.value('SELECT issued_on FROM item')).toBe('2026-10-01');
  });

  it('nothing but column names is refused', () => {
    expect(refused(() => take('header-only.csv'))).toMatchObject({ code: 'file_empty' });
  });

  it('no column names: the columns have to be said', () => {
    expect(refused(() => take('no-header.csv'))).toMatchObject({ code: 'mapping_incomplete' });
  });

  it('10,000 columns are read, 20,000 refused', () => {
    const wide = (n: number) => {
      const head = ['Customer No', 'Invoice No', 'Open Amount', ...Array.from({ length: n }, (_, i) => `Extra ${i}`)];
      const row = ['7', 'R1', '10.50', ...Array.from({ length: n }, (_, i) => String(i))];
      return `${head.join(';')}\n${row.join(';')}\n`;
    };
    expect(b.take(wide(9_997))).toMatchObject({ created: 1, rejected: 0 });
    expect(refused(() => b.take(wide(20_000)))).toMatchObject({
      code: 'bad_input',
      message: expect.stringMatching(/20003 columns.*Nothing was changed/),
    });
  }, 20_000);

  it.each([
    ['one word', () => 'x'.repeat(50_000_000)],
    ['delimiters', () => ';'.repeat(50_000_000)],
    ['an open quote', () => `Customer No;"${'x'.repeat(50_000_000)}`],
  ])('a line of 50 MB of %s is refused at once', (_what, text) => {
    const content = text();
    const start = performance.now();
    expect(refused(() => b.take(content))).toMatchObject({
      code: 'bad_input',
      message: expect.stringMatching(/Line 1 .*Nothing was changed/),
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('amounts', () => {
  it('thousands by apostrophes', () => {
    take('apostrophe-thousands.csv');
    expect(open()).toEqual({ R1: 123456750, R2: 100000 });
  });

  it('thousands by spaces of three kinds', () => {
    take('space-thousands.csv');
    expect(open()).toEqual({ R1: 123456750, R2: 100000, R3: 200025 });
  });

  it('the minus behind, with a currency before or after', () => {
    take('trailing-minus.csv');
    expect(open()).toEqual({ R1: 123450, G1: -123450, G2: -100000 });
  });

  it('negatives in parentheses or marked CR', () => {
    take('parentheses.csv', { currency: 'USD' });
    expect(open()).toEqual({ R1: 123450, C1: -123450, C2: -40000, C3: -2500 });
  });

  it('the currency in a column name', () => {
    const report = take('currency-in-column-name.csv');
    expect(report).toMatchObject({ created: 1, sums: [{ currency: 'CHF' }] });
    expect(report.file.mapping).toMatchObject({ amount: 'Amount (CHF)', open_amount: 'Open amount in CHF' });
  });

  it('the currency in each cell, else the portfolio’s', () => {
    take('currency-in-cells.csv');
    const rows = b.db.all<{ currency: string }>('SELECT currency FROM item ORDER BY number');
    expect(rows.map(({ currency }) => currency)).toEqual(['USD', 'GBP', 'GBP', 'EUR']);
  });

  it('amounts of 16 digits are too large, numbers of 16 digits are texts', () => {
    const report = take('sixteen-digits.csv');
    expect(report).toMatchObject({ created: 2, rejects: [{ row: 2, reason: 'is too large' }] });
    expect(open()).toEqual({ R2: 1234567890123456, '1234567890123456': 500 });
  });

  it('the errors of a spreadsheet are rejected by name', () => {
    const report = take('spreadsheet-errors.csv');
    expect(report.rejects.map(({ row, value, reason }) => [row, value, reason])).toEqual([
      [2, '#N/A', 'is an error of the spreadsheet, not an amount'],
      [3, '#REF!', 'is an error of the spreadsheet, not a date'],
      [5, '#WERT!', 'is an error of the spreadsheet, not an amount'],
    ]);
    expect(open()).toEqual({ R3: 1000 });
  });
});

describe('dates', () => {
  it('months written out in seven languages', () => {
    expect(take('textual-months.csv')).toMatchObject({ created: 7, rejected: 0 });
    expect(new Set(Object.values(due()))).toEqual(new Set(['2026-10-03']));
  });

  it('months cut short', () => {
    take('textual-months-short.csv');
    expect(Object.values(due())).toEqual([
      '2026-03-03',
      '2026-03-03',
      '2026-03-03',
      '2026-03-03',
      '2026-02-03',
      '2026-01-03',
      '2026-03-03',
    ]);
  });

  it('years of two digits', () => {
    take('two-digit-years.csv');
    expect(due()).toEqual({ R1: '2026-10-31', R2: '2026-11-01', R3: '1999-12-31' });
  });

  it('compact dates, also as a number with a decimal', () => {
    take('compact-dates.csv');
    expect(due()).toEqual({ R1: '2026-10-31', R2: '2026-11-01' });
  });

  it('day numbers of a spreadsheet, also with a time', () => {
    take('serial-dates.csv');
    expect(due()).toEqual({ R1: '2026-10-31', R2: '2026-11-01' });
  });

  it('day and month swapped by a spreadsheet: asked, then turned back or taken as they stand', () => {
    expect(blocked('swapped-dates.csv')).toMatchObject({
      code: 'dates_ambiguous',
      message: expect.stringMatching(/"Due Date".*spreadsheet.*2026-03-04.*“day first”.*“year first”/),
    });
    expect(refused(() => take('swapped-dates.csv')).code).toBe('dates_ambiguous');
    const { batch, warnings } = take('swapped-dates.csv', { dates: 'dmy' });
    expect(warnings).toMatchObject([{ code: 'dates_turned' }]);
    expect(due()).toEqual({ R1: '2026-04-03', R2: '2026-04-13', R3: '2026-12-05', R4: '2026-02-28' });
    b.undo(batch);
    take('swapped-dates.csv', { dates: 'ymd' });
    expect(due()).toEqual({ R1: '2026-03-04', R2: '2026-04-13', R3: '2026-05-12', R4: '2026-02-28' });
  });

  it('what was answered for swapped dates is asked again for the next file', () => {
    take('swapped-dates.csv', { dates: 'dmy' });
    expect(blocked('swapped-dates.csv')?.code).toBe('dates_ambiguous');
  });

  it('several notations in one column: asked', () => {
    expect(blocked('mixed-notations.csv')).toMatchObject({
      code: 'dates_ambiguous',
      message: expect.stringMatching(/several notations \(13\/04\/2026, 14\.04\.2026, 15 April 2026\)/),
    });
    take('mixed-notations.csv', { dates: 'dmy' });
    expect(due()).toEqual({ R1: '2026-04-13', R2: '2026-04-14', R3: '2026-04-15' });
  });

  it('ISO dates beside one other notation are no mix', () => {
    expect(take('iso-beside-another.csv').file.dates).toBe('dmy');
    expect(due()).toEqual({ R1: '2026-04-03', R2: '2026-04-29', R3: '2026-04-13', R4: '2026-04-05' });
  });

  it('dates that fit both orders, or contradict each other: asked', () => {
    expect(blocked('either-order.csv')?.message).toMatch(/day or the month first \(such as 03\/04\/2026\)/);
    expect(blocked('both-orders.csv')?.message).toMatch(/day first beside dates with the month first/);
  });

  it('31 February, the year 0202 and negative dates are rejected, dashes are blank', () => {
    const report = take('impossible-dates.csv');
    expect(report.rejects.map(({ row, value }) => [row, value])).toEqual([
      [2, '31/02/2026'],
      [3, '13/04/0202'],
      [4, '-46326'],
    ]);
    expect(due()).toEqual({ R4: '2026-04-13', R5: null, R6: '2026-04-14' });
  });
});

describe('rows that are no items', () => {
  it('section titles and totals of an aging detail are left out', () => {
    const report = take('aged-by-bucket.csv', { currency: 'USD' });
    expect(report).toMatchObject({
      kind: 'open-items',
      rows: 8,
      created: 3,
      leftOut: 5,
      rejected: 0,
      listDate: '2026-11-20',
    });
    expect(open()).toEqual({ '1001': 10000, '1002': 120000, C7: -5000 });
    expect(names()).toContain('Total Energies');
  });

  it('totals with the word behind the name are left out', () => {
    expect(take('total-behind-the-name.csv')).toMatchObject({ created: 2, leftOut: 2, rejected: 0 });
  });

  it('a customer called Total is one', () => {
    expect(take('customer-named-total.csv')).toMatchObject({ kind: 'customers', created: 2, leftOut: 1, rejected: 0 });
    expect(names()).toEqual(['Total Energies', 'Ada GmbH']);
  });

  it('a DATEV posting batch is refused with what to export instead', () => {
    expect(refused(() => take('datev-posting-batch.csv'))).toMatchObject({
      code: 'bad_input',
      message: expect.stringMatching(/posting batch.*Nothing was changed.*Offene Posten/),
    });
  });

  it('of DATEV accounts the customers are taken and the suppliers left out', () => {
    expect(take('datev-accounts.csv')).toMatchObject({ kind: 'customers', created: 1, leftOut: 1 });
    expect(names()).toEqual(['Bäckerei Größ']);
  });

  it('one row per line with the invoice’s total in each: taken once', () => {
    const report = take('line-rows-with-total.csv');
    expect(report).toMatchObject({ created: 2, repeated: 1, rejected: 0, warnings: [{ code: 'line_rows' }] });
    expect(report.sums).toMatchObject([{ accepted: 5500, repeated: 5000 }]);
    expect(open()).toEqual({ 'INV-1': 3000, 'INV-2': 500 });
  });

  it('one row per line without the invoice’s total: no line is taken for an invoice', () => {
    const report = take('line-rows-without-total.csv');
    expect(report).toMatchObject({ created: 1, rejected: 2 });
    expect(report.rejects[0]?.reason).toMatch(/one row per line of an invoice/);
    expect(open()).toEqual({ '0000002': 15000 });
  });

  it('column names of programs that write “at” for dates', () => {
    expect(take('akaunting-names.csv').file.mapping).toMatchObject({
      customer_name: 'contact_name',
      issue_date: 'invoiced_at',
      due_date: 'due_at',
    });
  });
});
