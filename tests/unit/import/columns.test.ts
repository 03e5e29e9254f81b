import type { ImportField } from '@shared/contract/imports';
import { describe, expect, it } from 'vitest';
import { findHeaderRow } from '../../../src/main/data/import/understand/header';
import { guessKind } from '../../../src/main/data/import/understand/kind';
import { layoutKey } from '../../../src/main/data/import/understand/layout';
import { findListDate } from '../../../src/main/data/import/understand/list-date';
import { mapColumns } from '../../../src/main/data/import/understand/mapping';
import { headerWords, SYNONYMS } from '../../../src/main/data/import/understand/synonyms';

/** Field → header, as found for a file with these columns and cells. */
function found(
  headers: string[],
  rows: string[][],
  kind: Parameters<typeof mapColumns>[2] = 'invoices',
  explicit = {},
) {
  const { mapping } = mapColumns(headers, rows, kind, explicit);
  return Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, headers[column]]));
}

const CELLS: Partial<Record<ImportField, string>> = {
  customer_key: '10001',
  customer_name: 'Ada GmbH',
  item_number: 'RE-1',
  issue_date: '2026-10-01',
  due_date: '2026-10-31',
  amount: '100.00',
  open_amount: '50.00',
};

describe('columns', () => {
  it.each([
    ['English', 'Customer Number|Customer Name|Invoice #|Invoice Date|Due Date|Invoice Amount|Balance Due'],
    ['German', 'Kundennr.|Kundenname|Rechnungsnummer|Rechnungsdatum|Fälligkeitsdatum|Rechnungsbetrag|Offener Betrag'],
    ['French', 'Code client|Raison sociale|N° facture|Date facture|Échéance|Montant TTC|Reste à payer'],
    ['Spanish', 'Código cliente|Razón social|Nº factura|Fecha factura|Vencimiento|Importe|Pendiente'],
    [
      'Portuguese',
      'Código do cliente|Razão social|Número da fatura|Data de emissão|Data de vencimento|Valor|Valor em aberto',
    ],
    ['Italian', 'Codice cliente|Ragione sociale|Numero fattura|Data fattura|Scadenza|Importo|Residuo'],
    ['Dutch', 'Debiteurnummer|Klantnaam|Factuurnummer|Factuurdatum|Vervaldatum|Factuurbedrag|Openstaand bedrag'],
  ])('are known in %s', (_language, line) => {
    const headers = line.split('|');
    const fields = Object.keys(CELLS) as ImportField[];
    expect(found(headers, [fields.map((field) => CELLS[field] ?? '')])).toEqual(
      Object.fromEntries(fields.map((field, i) => [field, headers[i]])),
    );
  });

  it('are told by what their cells look like, not by their name alone', () => {
    const headers = ['Customer No', 'Invoice No', 'Due', 'Due Date', 'Amount'];
    expect(found(headers, [['C1', '1', 'in 30 days', '2026-10-31', '5.00']])).toMatchObject({ due_date: 'Due Date' });
  });

  it('that hold a forecast, a target or a count of days are never a date of payment', () => {
    const headers = [
      'Customer ID',
      'Invoice No',
      'Expected Payment Date',
      'Predicted Paid Date',
      'Target Payment Date',
      'PaperlessDate',
      'DaysToSettle',
      'DaysLate',
      'Amount',
    ];
    const mapped = found(headers, [
      ['C1', '1', '2026-10-20', '2026-10-20', '2026-10-20', '2026-10-20', '13', '0', '5'],
    ]);
    expect(mapped).toEqual({ customer_key: 'Customer ID', item_number: 'Invoice No', amount: 'Amount' });
  });

  it('are used once each', () => {
    const { mapping } = mapColumns(
      ['Customer', 'Invoice', 'Date', 'Total', 'Balance'],
      [['Ada', '1', '2026-10-01', '5', '5']],
      'invoices',
      {},
    );
    expect(new Set(Object.values(mapping)).size).toBe(Object.values(mapping).length);
  });

  it('named explicitly win, and an empty name takes a field away', () => {
    const headers = ['Customer No', 'Invoice No', 'Amount', 'Gross'];
    const rows = [['C1', '1', '5', '6']];
    expect(found(headers, rows, 'invoices', { amount: 'gross', customer_key: '' })).toEqual({
      item_number: 'Invoice No',
      amount: 'Gross',
    });
    expect(mapColumns(headers, rows, 'invoices', { amount: 'Net' }).problems).toEqual([
      { field: 'amount', header: 'Net' },
    ]);
  });

  it('with codes are the customer’s key, with words his name', () => {
    expect(found(['Customer', 'Name', 'Invoice', 'Amount'], [['10001', 'Ada', '1', '5']])).toMatchObject({
      customer_key: 'Customer',
      customer_name: 'Name',
    });
    expect(found(['Customer', 'Invoice', 'Amount'], [['Ada GmbH', '1', '5']])).toMatchObject({
      customer_name: 'Customer',
    });
  });

  it('of the account manager and the region are neither collector nor country', () => {
    const headers = ['Customer_ID', 'Customer_Name', 'Region', 'Account_Manager'];
    expect(found(headers, [['C1', 'Ada', 'North', 'Manager 4']], 'customers')).toEqual({
      customer_key: 'Customer_ID',
      customer_name: 'Customer_Name',
    });
  });

  it('have no synonym that two fields of items would quarrel over', () => {
    const fields = [
      'customer_key',
      'item_number',
      'issue_date',
      'due_date',
      'amount',
      'open_amount',
      'currency',
      'po_number',
    ] as const;
    const owner = new Map<string, string>();
    for (const field of fields)
      for (const name of SYNONYMS[field]) {
        expect(owner.get(name) ?? field, name).toBe(field);
        owner.set(name, field);
        expect(headerWords(name), name).toBe(name);
      }
  });
});

describe('the header row', () => {
  it('is found below title lines', () => {
    const rows = [
      ['Open items'],
      [''],
      ['as of', '2026-11-20'],
      ['Customer', 'Invoice', 'Due Date', 'Amount'],
      ['C1', '1', '2026-10-01', '5'],
    ];
    expect(findHeaderRow(rows, {})).toBe(3);
  });

  it('is the one that holds the columns named', () => {
    expect(
      findHeaderRow(
        [
          ['Customer', 'x'],
          ['Wer', 'Was', 'Wieviel'],
          ['C1', '1', '5'],
        ],
        { amount: 'Wieviel' },
      ),
    ).toBe(1);
  });
});

describe('the kind of file', () => {
  const kind = (headers: string, cells: string, name = 'list.csv', titles: string[] = []) =>
    guessKind(mapColumns(headers.split(','), [cells.split(',')], null, {}).mapping, name, titles);

  it.each([
    ['Customer No,Invoice No,Due Date,Amount,Open Amount', 'C1,1,2026-10-01,5,5', 'open-items'],
    ['Customer No,Invoice No,Due Date,Amount,Paid Date', 'C1,1,2026-10-01,5,2026-10-01', 'invoices'],
    ['Customer No,Invoice No,Invoice Date,Due Date,Amount', 'C1,1,2026-10-01,2026-10-01,5', 'invoices'],
    ['Payment_ID,Invoice_ID,Payment_Date,Amount_Paid', 'P1,1,2026-10-01,5', 'payments'],
    ['Customer No,Customer Name,Credit Limit,Payment Terms', 'C1,Ada,5,Net 30', 'customers'],
    ['Customer No,Contact Name,Email,Phone', 'C1,Eve,e@a.example,1', 'contacts'],
    ['Order,Product', '1,Chair', null],
  ])('of %s is told by its columns', (headers, cells, expected) => expect(kind(headers, cells)).toBe(expected));

  it('is told by file name and title where the columns leave it open', () => {
    expect(kind('Client,Invoice Number,Amount,Date', 'Ada,1,5,2026-10-01', 'payments.csv')).toBe('payments');
    expect(kind('Client,Invoice Number,Amount,Date', 'Ada,1,5,2026-10-01', 'x.csv', ['Zahlungseingänge Oktober'])).toBe(
      'payments',
    );
    expect(kind('Client,Invoice Number,Amount,Due Date', 'Ada,1,5,2026-10-01', 'open-items 2026-11-20.csv')).toBe(
      'open-items',
    );
  });
});

describe('the list date', () => {
  it.each([
    [['Open items as of 20/11/2026, printed 2026-11-21'], 'x.csv', '2026-11-20'],
    [['Stichtag: 13.11.2026'], 'x.csv', '2026-11-13'],
    [['Situation au 13 novembre 2026'], 'x.csv', '2026-11-13'],
    [['Period 2026-10-01 - 2026-10-31'], 'x.csv', '2026-10-31'],
    [['v4.5.17 - December 19, 2020 11:28 pm'], 'x.csv', '2020-12-19'],
    [[], 'open-items 2026-11-20.csv', '2026-11-20'],
    [[], 'OP_20261120.csv', '2026-11-20'],
    [[], 'OP 20.11.2026.csv', '2026-11-20'],
    [['Open items'], 'list 7.csv', null],
  ])('of %j and %s is %s', (titles, name, date) =>
    expect(
      findListDate(
        titles.map((title) => [title]),
        name,
        null,
      ),
    ).toBe(date),
  );

  it('is not guessed from a date that may be read either way', () => {
    expect(findListDate([['as of 03/04/2026']], 'x.csv', null)).toBeNull();
    expect(findListDate([['as of 03/04/2026']], 'x.csv', 'dmy')).toBe('2026-04-03');
  });
});

describe('a layout', () => {
  it('is the same whatever case and punctuation its columns are written in', () => {
    expect(layoutKey(['Customer No.', 'Fällig_am'])).toBe(layoutKey(['CUSTOMER NO', 'Fällig am']));
    expect(layoutKey(['A', 'B'])).not.toBe(layoutKey(['B', 'A']));
  });
});
