import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Public files beside the checkout; what reads them says so and is skipped where they are not there. */
export const DATA = resolve(import.meta.dirname, '../../../shared/data');
export const present = existsSync(DATA);

/** Files that go in by themselves, with their rows as their READMEs count them. */
export const TAKEN: readonly [path: string, expected: { kind: string; rows: number } & Record<string, unknown>][] = [
  ['erp-templates/akaunting_customers.xlsx', { kind: 'customers', rows: 1, created: 1 }],
  // One customer; the other three accounts are suppliers (70001 to 70003).
  ['erp-templates/datev_EXTF_Stammdaten.csv', { kind: 'customers', rows: 4, created: 1, leftOut: 3 }],
  ['erp-templates/odoo_Journal Entry (account.move).xlsx', { kind: 'invoices', rows: 1, created: 1 }],
  // 23 rows below the first, of which two more are title lines and one is the header.
  ['invoiceninja-fixtures/clients.csv', { kind: 'customers', rows: 20, created: 20 }],
  ['invoiceninja-fixtures/freshbooks_clients.csv', { kind: 'customers', rows: 2, created: 2 }],
  ['invoiceninja-fixtures/i2g_invoices.csv', { kind: 'invoices', rows: 4, created: 4 }],
  ['invoiceninja-fixtures/invoice.csv', { kind: 'invoices', rows: 401, created: 400, repeated: 1 }],
  ['invoiceninja-fixtures/invoicely_clients.csv', { kind: 'customers', rows: 2, created: 2 }],
  ['invoiceninja-fixtures/invoicely_invoices.csv', { kind: 'invoices', rows: 1, created: 1 }],
  ['invoiceninja-fixtures/recurring_invoice.csv', { kind: 'invoices', rows: 401, created: 400, repeated: 1 }],
  ['invoiceninja-fixtures/wave_clients.csv', { kind: 'customers', rows: 4, created: 4 }],
  ['invoiceninja-fixtures/zoho_contacts.csv', { kind: 'customers', rows: 5, created: 5 }],
  ['invoiceninja-fixtures/zoho_invoices.csv', { kind: 'invoices', rows: 13, created: 3, repeated: 10 }],
  ['poulomi-linked-ar/Credit_Limits.csv', { kind: 'customers', rows: 500, created: 500 }],
  ['poulomi-linked-ar/Customer_Master.csv', { kind: 'customers', rows: 503, created: 500, repeated: 3 }],
  // Six blank amounts; five exact repeats.
  ['poulomi-linked-ar/Invoices.csv', { kind: 'invoices', rows: 8005, created: 7994, repeated: 5, rejected: 6 }],
  ['ibm-late-payments/WA_Fn-UseC_-Accounts-Receivable.csv', { kind: 'invoices', rows: 2466, created: 2466 }],
];

/** Files that cannot go in as they are, and why. */
export const BLOCKED: readonly [path: string, code: string, why: RegExp][] = [
  ['erp-templates/akaunting_invoices.xlsx', 'sheet_wanted', /"invoices", "invoice_totals", "invoice_transactions"/],
  // Movements of a bank account: the column for the invoice's number is empty, so nothing says what was paid.
  ['erp-templates/akaunting_transactions.xlsx', 'bad_input', /no such/],
  ['erp-templates/datev_EXTF_Buchungsstapel.csv', 'bad_input', /posting batch/],
  // One row per line, without a column for the invoice's total.
  ['invoiceninja-fixtures/freshbooks_invoices.csv', 'bad_input', /one row per line of an invoice/],
  // Quotes are owed by nobody.
  ['invoiceninja-fixtures/quotes.csv', 'mapping_incomplete', /no column was found for the item number\./],
  // Journal lines: what is open is spread over debits and credits.
  ['invoiceninja-fixtures/wave_invoices.csv', 'mapping_incomplete', /amount/],
  // Orders, not invoices.
  ['poulomi-linked-ar/Sales.csv', 'mapping_incomplete', /no column was found for the item number and the amount\./],
  // Payments without their invoices, which other tests import first.
  ['invoiceninja-fixtures/payments.csv', 'bad_input', /no such customer/],
  ['poulomi-linked-ar/Payments.csv', 'bad_input', /no such item/],
];
