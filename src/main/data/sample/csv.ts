import type { CurrencyCode, IsoDate, ItemType, Minor } from '@shared/domain/model';
import { minorToDecimal } from '@shared/domain/money';
import Papa from 'papaparse';
import { type SampleItem, type SamplePayment, type SamplePortfolio, sampleOpen } from './model';

/** A line of an open-items list as our own canonical file writes it. */
export interface OpenItemRow {
  customerKey: string;
  customerName: string;
  number: string;
  type: ItemType;
  currency: CurrencyCode;
  amountMinor: Minor;
  openMinor: Minor;
  issuedOn: IsoDate | null;
  dueOn: IsoDate | null;
  poNumber: string | null;
  disputed: boolean;
}

export const ITEM_TYPE_WORDS: Readonly<Record<ItemType, string>> = {
  invoice: 'Invoice',
  credit_note: 'Credit note',
  unapplied_payment: 'Unapplied payment',
};

type Cells = (string | number | null)[];

function csv(fields: string[], data: Cells[]): string {
  return `${Papa.unparse({ fields, data }, { newline: '\r\n' })}\r\n`;
}

/** An open-items list: UTF-8, comma, ISO dates, decimal point, one line an item. */
export function openItemsCsv(rows: readonly OpenItemRow[]): string {
  const fields = [
    'Customer key',
    'Customer name',
    'Item number',
    'Item type',
    'Invoice date',
    'Due date',
    'Currency',
    'Amount',
    'Open amount',
    'Disputed',
    'PO number',
  ];
  return csv(
    fields,
    rows.map((row) => [
      row.customerKey,
      row.customerName,
      row.number,
      ITEM_TYPE_WORDS[row.type],
      row.issuedOn,
      row.dueOn,
      row.currency,
      minorToDecimal(row.amountMinor, row.currency),
      minorToDecimal(row.openMinor, row.currency),
      row.disputed ? 'yes' : 'no',
      row.poNumber,
    ]),
  );
}

/** What the ERP lists as open at the end of the day. */
export function openRowsAt(portfolio: SamplePortfolio, on: IsoDate): OpenItemRow[] {
  const names = new Map(portfolio.customers.map((customer) => [customer.key, customer.name]));
  return portfolio.items
    .filter((item) => item.issuedOn <= on && sampleOpen(item, on) !== 0)
    .map((item) => ({ ...item, customerName: names.get(item.customerKey) ?? '', openMinor: sampleOpen(item, on) }));
}

export function customersCsv({ customers }: SamplePortfolio): string {
  return csv(
    ['Customer key', 'Customer name', 'Country', 'Industry', 'Terms days', 'Credit limit', 'Currency'],
    customers.map(({ key, name, country, industry, termsDays, creditLimitMinor, currencies }) => {
      const currency = currencies[0] ?? 'EUR';
      return [
        key,
        name,
        country,
        industry,
        termsDays,
        creditLimitMinor === null ? null : minorToDecimal(creditLimitMinor, currency),
        currency,
      ];
    }),
  );
}

/** Their contacts; our own account executives are no part of an ERP's file. */
export function contactsCsv({ customers }: SamplePortfolio): string {
  return csv(
    ['Customer key', 'Contact name', 'Role', 'Email', 'Phone'],
    customers.flatMap(({ key, contacts }) =>
      contacts
        .filter((contact) => !contact.internal)
        .map(({ name, role, email, phone }): Cells => [key, name, role, email, phone]),
    ),
  );
}

/**
 * All items issued up to the history's list date. What was paid at once more than a year ago carries its paid date only, as old
 * records do; what was paid later stands in the payments files.
 */
export function invoicesCsv(portfolio: SamplePortfolio): string {
  const { items, customers, dates } = portfolio;
  const names = new Map(customers.map((customer) => [customer.key, customer.name]));
  return csv(
    [
      'Customer key',
      'Customer name',
      'Item number',
      'Item type',
      'Invoice date',
      'Due date',
      'Currency',
      'Amount',
      'Paid date',
      'Disputed',
      'PO number',
    ],
    items
      .filter((item) => item.issuedOn <= dates.history)
      .map((item) => [
        item.customerKey,
        names.get(item.customerKey) ?? '',
        item.number,
        ITEM_TYPE_WORDS[item.type],
        item.issuedOn,
        item.dueOn,
        item.currency,
        minorToDecimal(item.amountMinor, item.currency),
        paidDate(item, portfolio),
        item.disputed ? 'yes' : 'no',
        item.poNumber,
      ]),
  );
}

/** A file a month up to the history's list date, oldest first, each dated by its last payment. */
export function paymentFiles(portfolio: SamplePortfolio): { listDate: IsoDate; csv: string }[] {
  const months = new Map<string, { item: SampleItem; payment: SamplePayment }[]>();
  for (const item of portfolio.items) {
    if (item.issuedOn > portfolio.dates.history || paidDate(item, portfolio) !== null) continue;
    for (const payment of item.payments) {
      if (payment.on > portfolio.dates.history) continue;
      const month = payment.on.slice(0, 7);
      const list = months.get(month);
      if (list) list.push({ item, payment });
      else months.set(month, [{ item, payment }]);
    }
  }
  return [...months.keys()].sort().map((month) => {
    const rows = (months.get(month) ?? []).toSorted((a, b) =>
      a.payment.on < b.payment.on ? -1 : a.payment.on > b.payment.on ? 1 : 0,
    );
    return { listDate: rows.at(-1)!.payment.on, csv: paymentsCsv(rows) };
  });
}

function paymentsCsv(rows: readonly { item: SampleItem; payment: SamplePayment }[]): string {
  return csv(
    [
      'Customer key',
      'Item number',
      'Payment reference',
      'Payment date',
      'Currency',
      'Payment amount',
      'Payment method',
    ],
    rows.map(({ item, payment }) => [
      item.customerKey,
      item.number,
      payment.reference,
      payment.on,
      item.currency,
      minorToDecimal(payment.minor, item.currency),
      payment.method,
    ]),
  );
}

function paidDate(item: SampleItem, { today, dates }: SamplePortfolio): IsoDate | null {
  const [only] = item.payments;
  if (item.payments.length !== 1 || only === undefined || only.minor !== item.amountMinor || only.on > dates.history)
    return null;
  const lastYear = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  return item.type !== 'invoice' || only.on < lastYear ? only.on : null;
}
