import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportOptions } from '@shared/contract/imports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import type { CallEnv } from '../../src/main/data/env';
import { commitImport, previewImport, readImportFile } from '../../src/main/data/import';
import { BLOCKED, DATA, present, TAKEN } from './files';

if (!present) console.warn(`tests/real/every-file was skipped: ${DATA} is not there`);

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
function env(): CallEnv {
  let ids = 0;
  const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`;
  return { now: ++now, asOf: '2026-04-30', userId: 'me', newId };
}
const file = (path: string) => readImportFile(join(DATA, path));
const look = (path: string, options: ImportOptions = {}) =>
  previewImport(db, file(path), { currency: 'USD', ...options }, env());
const take = (path: string, options: ImportOptions = {}) =>
  commitImport(db, file(path), { currency: 'USD', ...options }, env());
const oracle = (path: string) => JSON.parse(readFileSync(join(DATA, path), 'utf8'));
const openByNumber = () =>
  db.all<{ number: string; currency: string; minor: number }>(
    `SELECT i.number, i.currency, i.amount_minor - coalesce((SELECT sum(s.minor) FROM settlement s WHERE s.item_id = i.id), 0) AS minor
     FROM item i ORDER BY i.number`,
  );
const openTotal = () => openByNumber().reduce((sum, { minor }) => sum + minor, 0);

describe.skipIf(!present)('every public file', () => {
  it.each(TAKEN)('%s goes in by itself', (path, expected) => {
    const preview = look(path);
    expect(preview.blocked).toBeNull();
    expect(preview.report).toMatchObject({ rejected: 0, leftOut: 0, repeated: 0, ...expected });
    const { batch: _none, ...planned } = preview.report;
    expect(take(path)).toMatchObject(planned);
  });

  it.each(BLOCKED)('%s is refused with its reason', (path, code, why) => {
    expect(look(path).blocked).toMatchObject({ code, message: expect.stringMatching(why) });
    expect(() => take(path)).toThrow(/Nothing was changed/);
    expect(db.value('SELECT count(*) FROM import_batch')).toBe(0);
  });

  it('leaves no file out', () => {
    const listed = new Set([...TAKEN, ...BLOCKED].map(([path]) => path));
    const there = readdirSync(DATA, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(csv|xlsx)$/.test(path));
    expect(there.filter((path) => !listed.has(path))).toEqual([]);
  });
});

describe.skipIf(!present)('what the files say of themselves', () => {
  it('Odoo names its currency in a column of the company', () => {
    const { report } = previewImport(db, file('erp-templates/odoo_Journal Entry (account.move).xlsx'), {}, env());
    expect(report.sums).toMatchObject([{ currency: 'USD', accepted: 115000 }]);
    expect(report.file.mapping).toMatchObject({ customer_name: 'Invoice Partner Display Name', due_date: 'Due Date' });
  });
});

describe.skipIf(!present)('the open amounts of the oracle', () => {
  const others = () => oracle('invoiceninja-fixtures/oracle.json').other_programs;

  it('Zoho: the balance stands on every line and counts once', () => {
    const { sums } = take('invoiceninja-fixtures/zoho_invoices.csv');
    expect(openTotal()).toBe(others().zoho_invoices.open * 100);
    // The oracle's trap: 5,819.00 over all lines.
    expect(sums[0]!.accepted + sums[0]!.repeated).toBe(581900);
  });

  it('Invoice2go: two currencies', () => {
    take('invoiceninja-fixtures/i2g_invoices.csv');
    const sum = (currency: string) =>
      openByNumber().reduce((total, item) => total + (item.currency === currency ? item.minor : 0), 0);
    const { USD, ILS } = others().i2g_invoices.open_by_currency;
    expect([sum('USD'), sum('ILS')]).toEqual([Math.round(USD * 100), Math.round(ILS * 100)]);
  });

  it('FreshBooks: no line is taken for an invoice, and the rejected lines sum to the oracle’s total', () => {
    const { report } = look('invoiceninja-fixtures/freshbooks_invoices.csv');
    expect(report.sums[0]!.rejected).toBe(others().freshbooks_invoices.total * 100);
  });

  it('Invoice Ninja: invoices alone', () => {
    take('invoiceninja-fixtures/invoice.csv');
    const { from_invoice_csv_alone: alone } = oracle('invoiceninja-fixtures/oracle.json');
    expect(openTotal()).toBe(Math.round(alone.open_balance_total * 100));
  });

  it('Akaunting: a sheet of invoices, then the sheet of what was paid of them', () => {
    expect(take('erp-templates/akaunting_invoices.xlsx', { sheet: 'invoices' })).toMatchObject({ created: 1 });
    // "account_name" is the account the money came in on ("Cash"), not the customer's: it is taken away.
    const paid = { sheet: 'invoice_transactions', map: { customer_name: '' } };
    expect(take('erp-templates/akaunting_invoices.xlsx', paid)).toMatchObject({ kind: 'payments', created: 1 });
    // 100 less the payment of 90; the discount of 10 stands on a sheet of its own that is no list of payments.
    expect(openByNumber()).toEqual([{ number: 'INV-00001', currency: 'USD', minor: 1000 }]);
    expect(db.value('SELECT due_on FROM item')).toBe('2020-01-01');
  });
});
