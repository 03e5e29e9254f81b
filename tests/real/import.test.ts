import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ImportOptions } from '@shared/contract/imports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import type { CallEnv } from '../../src/main/data/env';
import { commitImport, previewImport, readImportFile } from '../../src/main/data/import';

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const present = existsSync(DATA);
if (!present) console.warn(`tests/real/import was skipped: ${DATA} is not there`);

let folder: string;
let db: Db;
let now = Date.UTC(2026, 3, 30, 8);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duebook-real-'));
  db = openDatabase(join(folder, 'test.duebook.db'), { create: true });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function env(asOf: string): CallEnv {
  let ids = 0;
  return { now: ++now, asOf, userId: 'me', newId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}` };
}

function take(path: string, options: ImportOptions, asOf = '2026-04-30') {
  return commitImport(db, readImportFile(join(DATA, path)), options, env(asOf));
}

/** Σ of what is open at a date, credits included, by plain SQL. */
function balance(asOf: string) {
  return db.value<number>(
    `SELECT sum(i.amount_minor - coalesce((SELECT sum(s.minor) FROM settlement s WHERE s.item_id = i.id AND s.on_date <= ?), 0))
     FROM item i WHERE min(coalesce(i.issued_on, i.listed_on), i.listed_on) <= ?`,
    asOf,
    asOf,
  );
}

describe.skipIf(!present)('public files', () => {
  it('takes all 2,466 invoices of the IBM sample with their settled dates', () => {
    const report = take(
      'ibm-late-payments/WA_Fn-UseC_-Accounts-Receivable.csv',
      { kind: 'invoices', currency: 'USD' },
      '2013-12-31',
    );
    expect(report).toMatchObject({ rows: 2466, created: 2466, rejected: 0, repeated: 0, leftOut: 0 });
    expect(report.sums).toEqual([{ currency: 'USD', accepted: 14770318, repeated: 0, leftOut: 0, rejected: 0 }]);
    expect(report.file).toMatchObject({ delimiter: ',', headerRow: 1, dates: 'mdy', decimal: '.' });
    expect(report.file.mapping).toEqual({
      customer_key: 'customerID',
      item_number: 'invoiceNumber',
      issue_date: 'InvoiceDate',
      due_date: 'DueDate',
      amount: 'InvoiceAmount',
      paid_date: 'SettledDate',
      disputed: 'Disputed',
      country: 'countryCode',
    });
    expect(db.value('SELECT count(*) FROM customer')).toBe(100);
    expect(db.value("SELECT count(*) FROM item WHERE number LIKE '0%'")).toBe(266);
    expect(db.value('SELECT sum(disputed) FROM item')).toBe(561);
    // The oracle's cut: 84 open items, 5,119.85.
    expect(balance('2013-06-30')).toBe(511985);
    expect(balance('2014-12-31')).toBe(0);
  });

  it('takes customers, invoices and payments of the linked files to the cent', () => {
    const customers = take('poulomi-linked-ar/Customer_Master.csv', {});
    expect(customers).toMatchObject({ kind: 'customers', rows: 503, created: 500, repeated: 3, rejected: 0 });
    const invoices = take('poulomi-linked-ar/Invoices.csv', { currency: 'USD' });
    expect(invoices).toMatchObject({
      kind: 'invoices',
      rows: 8005,
      created: 7994,
      repeated: 5,
      rejected: 6,
      leftOut: 0,
    });
    expect(invoices.file).toMatchObject({ dates: 'dmy' });
    expect(invoices.rejects.every((reject) => reject.column === 'Invoice_Amount')).toBe(true);
    const payments = take('poulomi-linked-ar/Payments.csv', {});
    expect(payments).toMatchObject({ kind: 'payments', rows: 6748, created: 6745, rejected: 3 });
    expect(payments.rejects.map((reject) => reject.reason)).toEqual(['no such item', 'no such item', 'no such item']);
    expect(balance('2026-04-30')).toBe(3996452700);
    expect(
      db.value(
        `SELECT count(*) FROM item i WHERE amount_minor <> coalesce((SELECT sum(minor) FROM settlement s WHERE s.item_id = i.id), 0) AND amount_minor < 0`,
      ),
    ).toBe(0);
    expect(db.value("SELECT country FROM customer WHERE key = 'C0001'")).toBeNull();
    expect(db.value("SELECT terms_days FROM customer WHERE key = 'C0001'")).toBe(30);
  });

  it('sees title lines, signs and repeats in the Invoice Ninja files', () => {
    const path = (name: string) => readImportFile(join(DATA, 'invoiceninja-fixtures', name));
    const preview = previewImport(db, path('invoice.csv'), { currency: 'USD' }, env('2026-04-30'));
    expect(preview.blocked).toBeNull();
    expect(preview.report).toMatchObject({
      kind: 'invoices',
      rows: 401,
      created: 400,
      repeated: 1,
      listDate: '2020-12-19',
    });
    take('invoiceninja-fixtures/invoice.csv', { currency: 'USD' });
    expect(balance('2021-12-31')).toBe(617466);
    const payments = previewImport(db, path('payments.csv'), {}, env('2026-04-30'));
    expect(payments.blocked).toBeNull();
    expect(payments.report).toMatchObject({ kind: 'payments', rows: 403 });
  });
});
