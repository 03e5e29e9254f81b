import { describe, expect, it } from 'vitest';
import { importBench, LEDGER, openItems } from './helpers';

const b = importBench();
const equation = (r: {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  repeated: number;
  leftOut: number;
  rejected: number;
}) => r.created + r.updated + r.unchanged + r.repeated + r.leftOut + r.rejected;

describe('rows of a list of items', () => {
  it('counts every row exactly once, in number and amount', () => {
    const text = [
      'Customer;Name;Invoice;Date;Due Date;Amount',
      'C1;Ada GmbH;1;2026-10-01;2026-10-31;100,00',
      'C1;Ada GmbH;1;2026-10-01;2026-10-31;100,00',
      'C1;Ada GmbH;1;2026-10-01;2026-10-31;150,00',
      'C1;Ada GmbH;2;2026-10-01;2026-10-31;',
      'C1;Ada GmbH;3;2026-10-01;2026-02-30;30,50',
      ';;;;;',
      'Total;;;;;280,50',
      'C2;Bo AG;4;2026-10-01;;1.000,25',
    ].join('\n');
    const report = b.take(text, { kind: 'invoices' });
    expect(report).toMatchObject({ rows: 8, created: 2, repeated: 1, leftOut: 2, rejected: 3 });
    expect(equation(report)).toBe(report.rows);
    expect(report.sums).toEqual([
      { currency: 'EUR', accepted: 110025, repeated: 10000, leftOut: 28050, rejected: 18050 },
    ]);
    expect(report.rejects).toEqual([
      { row: 4, column: 'Invoice', value: '1', reason: 'stands in row 2 already, with other content' },
      { row: 5, column: 'Amount', value: '', reason: 'is blank: no amount' },
      { row: 6, column: 'Due Date', value: '2026-02-30', reason: 'is not a date that exists' },
    ]);
    expect(b.open('1')).toBe(10000);
    expect(b.db.value("SELECT name FROM customer WHERE key = 'C2'")).toBe('Bo AG');
  });

  it('keeps case and leading zeros of keys, trims them and writes them in NFC', () => {
    b.take('Customer No,Invoice No,Amount\n 007a ,0001,10\n007A,="0001",20\nZoe\u0308,1,5', { kind: 'invoices' });
    expect(
      b.db.all('SELECT c.key, i.number FROM item i JOIN customer c ON c.id = i.customer_id ORDER BY i.id'),
    ).toEqual([
      { key: '007a', number: '0001' },
      { key: '007A', number: '0001' },
      { key: 'Zo\u00eb', number: '1' },
    ]);
  });

  it('makes credits of negative amounts and of types that say credit or payment', () => {
    b.take(
      'Customer No,Invoice No,Type,Amount\nC,1,Invoice,-5\nC,2,Credit note,7\nC,3,Unapplied payment,9.00\nC,4,Invoice,11',
      {},
    );
    expect(b.db.all('SELECT number, type, amount_minor AS minor FROM item ORDER BY number')).toEqual([
      { number: '1', type: 'credit_note', minor: -500 },
      { number: '2', type: 'credit_note', minor: -700 },
      { number: '3', type: 'unapplied_payment', minor: -900 },
      { number: '4', type: 'invoice', minor: 1100 },
    ]);
  });

  it('leaves a blank due date null and keeps the row’s and the given terms beside it', () => {
    b.take('Customer No,Invoice No,Date,Due Date,Terms,Amount\nC,1,2026-10-01,,Net 30,5\nC,2,2026-10-01,,,5', {
      kind: 'invoices',
      terms: 14,
    });
    expect(b.db.all('SELECT due_on, terms_days, fallback_terms_days AS given FROM item ORDER BY number')).toEqual([
      { due_on: null, terms_days: 30, given: 14 },
      { due_on: null, terms_days: null, given: 14 },
    ]);
  });

  it('takes what is already settled at first sight as an opening, dated the issue date', () => {
    b.take(openItems(['1', 40]), { listDate: '2026-11-10' });
    expect(b.settlements('1')).toEqual([{ kind: 'opening', on: '2026-10-01', after: null, minor: 6000, reason: null }]);
    expect(b.db.value('SELECT listed_on FROM item')).toBe('2026-11-10');
  });

  it('takes the open amount for the amount where the list has no other', () => {
    b.take('Customer No;Invoice No;Due Date;Offener Betrag\nC1;1;2026-10-31;75,00', { listDate: '2026-11-10' });
    b.take('Customer No;Invoice No;Due Date;Offener Betrag\nC1;1;2026-10-31;50,00', { listDate: '2026-11-17' });
    expect(b.db.value('SELECT amount_minor FROM item')).toBe(7500);
    expect(b.open('1')).toBe(5000);
  });

  it('settles the rest on the paid date, corrects that date, and takes it back when it is blank again', () => {
    const invoices = (paid: string) =>
      `Customer No,Invoice No,Date,Due Date,Amount,Paid On\nC,1,2026-09-01,2026-10-01,50.00,${paid}`;
    expect(b.take(invoices('2026-10-05'), { listDate: '2026-11-01' })).toMatchObject({ kind: 'invoices', created: 1 });
    expect(b.settlements('1')).toMatchObject([{ kind: 'paid_date', on: '2026-10-05', minor: 5000 }]);
    expect(b.take(invoices('2026-10-06'), { listDate: '2026-11-08' })).toMatchObject({ updated: 1, settled: 1 });
    expect(b.settlements('1')).toMatchObject([{ kind: 'paid_date', on: '2026-10-06', minor: 5000 }]);
    expect(b.take(invoices(''), { listDate: '2026-11-15' })).toMatchObject({ updated: 1, returned: 1 });
    expect(b.open('1')).toBe(5000);
  });

  it('rejects a row that a delimiter inside a cell has shifted', () => {
    const report = b.take('Customer No,Name,Invoice No,Amount\nC1,Ada, Inc,1,5\nC2,Bo,2,6,,');
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.rejects[0]).toMatchObject({
      row: 2,
      column: '',
      value: '5',
      reason: expect.stringMatching(/more cells than/),
    });
  });

  it('keeps the ERP’s disputed mark on the item', () => {
    b.take('Customer No,Invoice No,Amount,Disputed\nC,1,5,Yes\nC,2,5,No\nC,3,5,', { kind: 'invoices' });
    expect(b.db.all('SELECT disputed FROM item ORDER BY number')).toEqual([
      { disputed: 1 },
      { disputed: 0 },
      { disputed: 0 },
    ]);
  });
});

describe('one list after another', () => {
  it('infers a fall between two lists, partly and to nothing', () => {
    b.take(openItems(['1', 100], ['2', 100]), { listDate: '2026-11-01' });
    const report = b.take(openItems(['1', 60], ['2', 0]), { listDate: '2026-11-08' });
    expect(report).toMatchObject({ updated: 2, settled: 1, returned: 0 });
    expect(b.settlements('1')).toEqual([
      { kind: 'inferred', on: '2026-11-08', after: '2026-11-01', minor: 4000, reason: null },
    ]);
    expect(b.open('2')).toBe(0);
  });

  it('dates the first possible day by the list that showed the item last, not by the one in between', () => {
    b.take(openItems(['1', 100], ['2', 100]), { listDate: '2026-11-01' });
    b.take(openItems(['2', 100]), { listDate: '2026-11-08' });
    b.take(openItems(['1', 60], ['2', 50]), { listDate: '2026-11-15' });
    expect(b.settlements('1')).toMatchObject([{ after: '2026-11-01', on: '2026-11-15' }]);
    expect(b.settlements('2')).toMatchObject([{ after: '2026-11-08', on: '2026-11-15' }]);
  });

  it('reverses what was inferred when an item comes back, keeping its due date', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    b.take(openItems(['1', 0]), { listDate: '2026-11-08' });
    const preview = b.look(openItems(['1', 100]), { listDate: '2026-11-15' });
    expect(preview.changes).toMatchObject([{ change: 'returned', number: '1', before: 0, after: 10000 }]);
    const report = b.take(openItems(['1', 100]), { listDate: '2026-11-15' });
    expect(report).toMatchObject({ updated: 1, returned: 1 });
    expect(b.settlements('1')).toMatchObject([
      { kind: 'inferred', on: '2026-11-08', minor: 10000 },
      { kind: 'reversal', on: '2026-11-15', minor: -10000 },
    ]);
    expect(b.open('1')).toBe(10000);
    expect(b.db.value('SELECT due_on FROM item')).toBe('2026-10-31');
  });

  it('does not take a payment dated after the list for a contradiction', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    b.take('Invoice No,Payment Date,Amount Paid\n1,2026-11-12,100', {});
    expect(b.take(openItems(['1', 100]), { listDate: '2026-11-10' })).toMatchObject({
      unchanged: 1,
      returned: 0,
      settled: 0,
    });
    expect(b.open('1')).toBe(0);
  });

  it('says in words what else changed, and moves the stamp of rows that are only said again', () => {
    b.take(openItems(['1', 100], ['2', 100]), { listDate: '2026-11-01' });
    const preview = b.look(openItems(['1', 120, { amount: 120, due: '2026-11-30' }], ['2', 100]), {
      listDate: '2026-11-08',
    });
    expect(preview.changes).toMatchObject([
      {
        change: 'amount_changed',
        before: 10000,
        after: 12000,
        what: 'amount 100.00 → 120.00, due date 2026-10-31 → 2026-11-30',
      },
    ]);
    expect(preview.report).toMatchObject({ updated: 1, unchanged: 1 });
    const { seq } = b.db.get<{ seq: number }>("SELECT seq FROM item WHERE number = '2'") as { seq: number };
    const { batch } = b.take(openItems(['1', 120, { amount: 120 }], ['2', 100]), { listDate: '2026-11-08' });
    expect(b.db.get("SELECT stamp, seq FROM item WHERE number = '2'")).toEqual({ stamp: batch, seq });
    expect(b.db.value<number>("SELECT seq FROM item WHERE number = '1'")).toBeGreaterThan(seq);
  });

  it('lets an earlier list add what is unknown, but settle, reverse and overwrite nothing', () => {
    b.take(openItems(['1', 100], ['2', 50]), { listDate: '2026-11-10' });
    const before = b.dump(LEDGER);
    const report = b.take(openItems(['1', 20, { due: '2026-12-31' }], ['2', 100], ['3', 30]), {
      listDate: '2026-11-03',
      complete: true,
    });
    expect(report).toMatchObject({ created: 1, unchanged: 2, settled: 0, returned: 0 });
    expect(report.warnings.map((w) => w.code)).toEqual(['history']);
    expect(b.open('3')).toBe(3000);
    b.undo(report.batch);
    expect(b.dump(LEDGER)).toBe(before);
  });

  it('closes what only the earlier list knows by the complete list that came after it', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-10', complete: true });
    const report = b.take(openItems(['1', 100], ['3', 30]), { listDate: '2026-11-03' });
    expect(report).toMatchObject({ created: 1, unchanged: 1, settled: 0 });
    expect(b.settlements('3').at(-1)).toMatchObject({ kind: 'closed', after: '2026-11-03', on: '2026-11-10' });
    expect(b.open('3')).toBe(0);
  });

  it('changes nothing when the same file is imported twice', () => {
    const text = openItems(['1', 60], ['2', 100], ['3', -5, { amount: -5 }]);
    b.take(text, { listDate: '2026-11-01' });
    const before = b.dump([...LEDGER, 'cell']);
    expect(b.take(text, { listDate: '2026-11-01' })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 3,
      settled: 0,
      returned: 0,
    });
    expect(b.dump([...LEDGER, 'cell'])).toBe(before);
  });

  it('keeps sources apart', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01', source: 'de' });
    b.take(openItems(['1', 80]), { listDate: '2026-11-08', source: 'at', complete: true });
    expect(b.db.value('SELECT count(*) FROM item')).toBe(2);
    expect(b.db.value("SELECT count(*) FROM settlement WHERE kind <> 'opening'")).toBe(0);
  });
});

describe('a complete list', () => {
  const six = () => openItems(['1', 100], ['2', 100], ['3', 100], ['4', 100], ['5', 100], ['6', 100]);

  it('closes what it no longer names as paid, between the two lists', () => {
    b.take(six(), { listDate: '2026-11-01' });
    const report = b.take(openItems(['1', 100], ['2', 100], ['3', 100], ['4', 100], ['5', 100]), {
      listDate: '2026-11-08',
      complete: true,
    });
    expect(report).toMatchObject({ complete: true, unchanged: 5, settled: 1 });
    expect(b.settlements('6')).toEqual([
      { kind: 'closed', on: '2026-11-08', after: '2026-11-01', minor: 10000, reason: 'paid' },
    ]);
  });

  it('must be confirmed when it would settle more than a fifth of the source', () => {
    b.take(six(), { listDate: '2026-11-01' });
    const before = b.dump();
    const four = openItems(['1', 100], ['2', 100], ['3', 100], ['4', 100]);
    expect(() => b.take(four, { listDate: '2026-11-08', complete: true })).toThrow(
      /2 open items of the source "main": €200\.00, 33 %/,
    );
    const preview = b.look(four, { listDate: '2026-11-08', complete: true });
    expect(preview.blocked?.code).toBe('needs_confirmation');
    expect(preview.counts).toEqual({ vanished: 2 });
    expect(b.dump()).toBe(before);
    expect(b.take(four, { listDate: '2026-11-08', complete: true, confirmSettle: true })).toMatchObject({ settled: 2 });
  });

  it('does not close an item whose row was rejected', () => {
    b.take(six(), { listDate: '2026-11-01' });
    const list = openItems(['1', 100], ['2', 100], ['3', 100], ['4', 100], ['5', 100], ['6', 'many']);
    expect(b.take(list, { listDate: '2026-11-08', complete: true })).toMatchObject({ rejected: 1, settled: 0 });
    expect(b.open('6')).toBe(10000);
  });

  it('is proposed, not assumed, when open items are missing from a list', () => {
    b.take(six(), { listDate: '2026-11-01' });
    const report = b.take(openItems(['1', 100]), { listDate: '2026-11-08' });
    expect(report.settled).toBe(0);
    expect(report.warnings.map((w) => w.code)).toEqual(['maybe_complete']);
  });
});
