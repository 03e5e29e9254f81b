import { resolve } from 'node:path';
import type { ImportOptions } from '@shared/contract/imports';
import { describe, expect, it } from 'vitest';
import { commitImport, readImportFile } from '../../../src/main/data/import';
import { importBench } from './helpers';

const b = importBench();
const take = (name: string, options: ImportOptions = {}) =>
  commitImport(b.db, readImportFile(resolve(import.meta.dirname, '../../fixtures/import', name)), options, b.env());

describe('files in the layouts of real systems', () => {
  it('a German open-items list in Windows-1252 with title lines, subtotals and trailing minus', () => {
    const report = take('Offene Posten Stichtag.csv');
    expect(report).toMatchObject({
      kind: 'open-items',
      listDate: '2026-11-13',
      rows: 6,
      created: 4,
      leftOut: 2,
      rejected: 0,
      sums: [{ currency: 'EUR', accepted: 351100, leftOut: 696250 }],
      file: { encoding: 'windows-1252', delimiter: ';', headerRow: 5, decimal: ',' },
    });
    expect(b.db.value("SELECT name FROM customer WHERE key = '10001'")).toBe('Bäckerei Größ KG');
    expect(b.db.get("SELECT type, amount_minor AS minor FROM item WHERE number = 'GS-2026-0012'")).toEqual({
      type: 'credit_note',
      minor: -11900,
    });
    expect(b.open('RE-2026-0455')).toBe(38050);
  });

  it('a French aged balance with euro signs and no-break spaces', () => {
    const report = take('balance agee.csv');
    expect(report).toMatchObject({
      kind: 'open-items',
      created: 3,
      rejected: 0,
      file: { encoding: 'utf-8-bom', dates: 'dmy', decimal: ',' },
    });
    expect(b.open('FA000981')).toBe(1245090);
    expect(b.db.all('SELECT disputed FROM item ORDER BY number')).toEqual([
      { disputed: 0 },
      { disputed: 1 },
      { disputed: 0 },
    ]);
  });

  it('a Spanish list saved as Unicode text', () => {
    const report = take('pendientes.txt');
    expect(report).toMatchObject({
      kind: 'open-items',
      created: 2,
      file: { encoding: 'utf-16le', delimiter: '\t', dates: 'dmy' },
    });
    expect(b.db.value("SELECT name FROM customer WHERE key = '0031'")).toBe('Núñez S.A.');
    expect(b.open('00460')).toBe(0);
  });

  it('ERP line items with compact dates, parentheses, a page header and a bare total', () => {
    const report = take('FBL5N_20261120.csv', { kind: 'open-items' });
    expect(report).toMatchObject({
      listDate: '2026-11-20',
      rows: 5,
      created: 3,
      leftOut: 2,
      rejected: 0,
      file: { headerRow: 2, dates: 'ymd' },
    });
    expect(report.sums).toEqual([{ currency: 'USD', accepted: 1350075, repeated: 0, leftOut: 1350075, rejected: 0 }]);
    expect(b.db.value("SELECT type FROM item WHERE number = '1600000009'")).toBe('credit_note');
  });

  it('the late-payment-histories layout, whose PaperlessDate and DaysLate are not taken for what they are not', () => {
    const report = take('ibm-layout.csv', { currency: 'USD' });
    expect(report).toMatchObject({ kind: 'invoices', created: 3, rejected: 0, file: { dates: 'mdy' } });
    expect(report.file.mapping).toMatchObject({
      issue_date: 'InvoiceDate',
      due_date: 'DueDate',
      paid_date: 'SettledDate',
    });
    expect(report.file.mapping).not.toHaveProperty('terms_days');
    expect(b.settlements('0000000101')).toMatchObject([{ kind: 'paid_date', on: '2013-01-15', minor: 5594 }]);
  });

  it('a list with forecast columns settles nothing', () => {
    const report = take('forecast-columns.csv');
    expect(report.file.mapping).not.toHaveProperty('paid_date');
    expect(b.db.value('SELECT count(*) FROM settlement')).toBe(0);
  });
});
