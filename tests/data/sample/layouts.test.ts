import { describe, expect, it } from 'vitest';
import { commitImport, previewImport } from '../../../src/main/data/import';
import { openRowsAt } from '../../../src/main/data/sample/csv';
import { generateSample, SAMPLE_SEED } from '../../../src/main/data/sample/generate';
import { agedDetail, erpLineItems, excelSerials, germanOpenItems, ibmLatePayments, trio } from '../../fixtures/layouts';
import { newDatabase, testEnv } from '../support/database';

const TODAY = '2026-11-23';
const portfolio = generateSample(SAMPLE_SEED, TODAY);
const LIST = portfolio.dates.last;
const rows = openRowsAt(portfolio, LIST);
const bytes = (text: string | Uint8Array) => (typeof text === 'string' ? new TextEncoder().encode(text) : text);
const sumOf = (currency: string, of = rows) =>
  of.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.openMinor, 0);
const preview = (name: string, text: string | Uint8Array, options = {}) =>
  previewImport(newDatabase(), { name, bytes: bytes(text) }, options, testEnv(TODAY));

describe('the layouts of well-known exports', () => {
  it('reads US late-payment data with dates without zeros', () => {
    const text = ibmLatePayments(portfolio);
    expect(text.split('\r\n')[1]).toMatch(/^\d{3},\d{4}-\d{5},\d{1,2}\/\d{1,2}\/\d{4},\d+,/);
    const { report, blocked } = preview('late-payments.csv', text, { currency: 'USD' });
    expect(blocked).toBeNull();
    expect(report).toMatchObject({ kind: 'invoices', rejected: 0, created: text.trimEnd().split('\r\n').length - 1 });
    expect(report.file.dates).toBe('mdy');
  });

  it('reads a German list in Windows-1252 with subtotals, and finds its date in the title', () => {
    const { report, blocked } = preview('op.csv', germanOpenItems(rows, LIST), { kind: 'open-items' });
    expect(blocked).toBeNull();
    expect(report).toMatchObject({ rejected: 0, created: rows.length, listDate: LIST });
    expect(report.leftOut).toBeGreaterThan(20);
    expect(report.file).toMatchObject({ delimiter: ';', decimal: ',', encoding: expect.stringMatching(/1252/) });
  });

  it('reads an aging detail with a section for each bucket', () => {
    const euros = rows.filter((row) => row.currency === 'EUR' && row.dueOn !== null);
    const text = agedDetail(euros, LIST);
    const { report, blocked } = preview('aging.csv', text, { kind: 'open-items', currency: 'EUR' });
    expect(blocked).toBeNull();
    expect(report).toMatchObject({ created: euros.length, listDate: LIST });
    expect(report.sums.find((sum) => sum.currency === 'EUR')?.accepted).toBe(
      euros.reduce((sum, row) => sum + row.amountMinor, 0),
    );
    // Nothing but section titles and totals stays outside.
    const outside = text.split('\n').filter((line) => /^(Current|\d|Total|TOTAL)/.test(line)).length;
    expect(report.rejected + report.leftOut).toBe(outside);
    expect(report.file.dates).toBe('mdy');
  });

  it('reads ERP line items with the minus behind the number', () => {
    const { report, blocked } = preview('fbl5n.txt', erpLineItems(rows), { kind: 'open-items', listDate: LIST });
    expect(blocked).toBeNull();
    expect(report).toMatchObject({ rejected: 0, created: rows.length });
    for (const currency of ['EUR', 'GBP'])
      expect(report.sums.find((sum) => sum.currency === currency)?.accepted).toBe(sumOf(currency));
  });

  it('reads serial dates of a spreadsheet', () => {
    const db = newDatabase();
    const report = commitImport(
      db,
      { name: 'sheet.csv', bytes: bytes(excelSerials(rows)) },
      { kind: 'open-items', listDate: LIST },
      testEnv(TODAY),
    );
    expect(report).toMatchObject({ rejected: 0, created: rows.length });
    const [row] = rows;
    expect(db.get('SELECT issued_on, due_on FROM item WHERE number = ?', row!.number)).toEqual({
      issued_on: row!.issuedOn,
      due_on: row!.dueOn,
    });
  });

  it('reads customers, invoices and payments after one another', () => {
    const db = newDatabase();
    const files = trio(portfolio);
    const { history } = portfolio.dates;
    const load = (kind: 'customers' | 'invoices' | 'payments') =>
      commitImport(db, { name: `${kind}.csv`, bytes: bytes(files[kind]) }, { kind, listDate: history }, testEnv(TODAY));
    expect(load('customers')).toMatchObject({ rejected: 0, created: portfolio.customers.length });
    expect(load('invoices').rejected).toBe(0);
    const payments = load('payments');
    expect(payments.rejected).toBe(0);
    const open = db.value<number>('SELECT (SELECT sum(amount_minor) FROM item) - (SELECT sum(minor) FROM settlement)');
    const listed = openRowsAt(portfolio, history);
    expect(open).toBe(sumOf('EUR', listed) + sumOf('GBP', listed));
  });
});
