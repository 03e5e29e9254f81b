import { describe, expect, it } from 'vitest';
import { importBench, LEDGER, openItems } from './helpers';

const b = importBench();
const pay = (...rows: string[]) => ['Invoice No;Payment Date;Amount Paid;Payment No;Method', ...rows].join('\n');

describe('payments', () => {
  it('lie on the item with their number, date, reference and method', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    expect(b.take(pay('1;2026-11-05;60,00;P1;Wire'))).toMatchObject({ kind: 'payments', created: 1 });
    expect(b.db.get("SELECT on_date AS 'on', minor, natural, reference, method FROM settlement")).toEqual({
      on: '2026-11-05',
      minor: 6000,
      natural: 'P1|2026-11-05|6000',
      reference: 'P1',
      method: 'Wire',
    });
    expect(b.open('1')).toBe(4000);
  });

  it('match by number alone only where one item of the source has it', () => {
    b.take(openItems(['1', 100], ['2', 100], ['2', 100, { customer: 'C2' }]), { listDate: '2026-11-01' });
    b.take(openItems(['9', 100]), { listDate: '2026-11-01', source: 'other' });
    const report = b.take(pay('1;2026-11-05;10;;', '2;2026-11-05;10;;', '9;2026-11-05;10;;'));
    expect(report).toMatchObject({ created: 1, rejected: 2 });
    expect(report.rejects.map((r) => r.reason)).toEqual([
      '2 items have this number; a customer column must tell which',
      'no such item',
    ]);
    const named = b.take('Customer No;Invoice No;Payment Date;Amount Paid\nC2;2;2026-11-05;10\nC3;2;2026-11-05;10');
    expect(named).toMatchObject({ created: 1, rejected: 1 });
    expect(named.rejects[0]).toMatchObject({ column: 'Customer No', reason: 'no such customer' });
  });

  it('take the place of the inferred fall that covers their day', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    b.take(openItems(['1', 30]), { listDate: '2026-11-08' });
    b.take(pay('1;2026-11-05;50;P1;'));
    expect(b.settlements('1')).toMatchObject([
      { kind: 'payment', on: '2026-11-05', minor: 5000 },
      { kind: 'inferred', on: '2026-11-08', minor: 2000 },
    ]);
    b.take(pay('1;2026-11-06;20;P2;'));
    expect(b.settlements('1')).toMatchObject([{ kind: 'payment' }, { kind: 'payment' }]);
    expect(b.open('1')).toBe(3000);
  });

  it('take the place of openings before the first list, and of vanished items', () => {
    b.take(openItems(['1', 40], ['2', 100], ['3', 500, { amount: 500 }]), { listDate: '2026-11-01' });
    b.take(openItems(['1', 40], ['3', 500, { amount: 500 }]), { listDate: '2026-11-08', complete: true });
    b.take(pay('1;2026-10-20;60;P1;', '2;2026-11-03;100;P2;'));
    expect(b.settlements('1')).toMatchObject([{ kind: 'payment', minor: 6000 }]);
    expect(b.settlements('2')).toMatchObject([{ kind: 'payment', minor: 10000 }]);
  });

  it('leave an opening alone when they came after the first list', () => {
    b.take(openItems(['1', 40]), { listDate: '2026-11-01' });
    b.take(pay('1;2026-11-05;40;P1;'));
    expect(b.settlements('1')).toMatchObject([
      { kind: 'opening', minor: 6000 },
      { kind: 'payment', minor: 4000 },
    ]);
    expect(b.open('1')).toBe(0);
  });

  it('move a credit towards zero whatever their sign', () => {
    b.take(openItems(['1', -80, { amount: -80 }], ['2', -80, { amount: -80 }]), { listDate: '2026-11-01' });
    b.take(pay('1;2026-11-05;80;P1;', '2;2026-11-05;-30;P2;'));
    expect([b.open('1'), b.open('2')]).toEqual([0, -5000]);
  });

  it('may overpay an item, with a warning', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    const report = b.take(pay('1;2026-11-05;120;P1;'));
    expect(report.warnings).toEqual([
      { code: 'overpaid', text: 'More was paid than was open on 1 item: 1 (C1). The rest stands as credit.' },
    ]);
    expect(b.open('1')).toBe(-2000);
  });

  it('are taken once, however often they are imported or repeated', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    const file = pay('1;2026-11-05;10;P1;', '1;2026-11-05;10;P1;', '1;2026-11-05;10;P2;');
    expect(b.take(file)).toMatchObject({ created: 2, repeated: 1 });
    const before = b.dump(LEDGER);
    expect(b.take(file)).toMatchObject({ created: 0, unchanged: 2, repeated: 1 });
    expect(b.dump(LEDGER)).toBe(before);
  });

  it('are rejected in another currency than the item’s', () => {
    b.take(openItems(['1', 100], ['2', 100]), { listDate: '2026-11-01' });
    const report = b.take('Invoice No,Payment Date,Amount Paid,Currency\n1,2026-11-05,10,USD\n2,2026-11-05,10,EUR');
    expect(report.rejects).toMatchObject([
      { column: 'Currency', value: 'USD', reason: 'differs: this item is known in EUR' },
    ]);
  });

  it('replace a paid date, which is not put back by the same invoices again', () => {
    const invoices = 'Customer No,Invoice No,Date,Amount,Paid On\nC,1,2026-09-01,50.00,2026-10-05';
    b.take(invoices, { listDate: '2026-11-01' });
    b.take(pay('1;2026-10-04;60;P1;'));
    expect(b.settlements('1')).toMatchObject([{ kind: 'payment', minor: 6000 }]);
    expect(b.take(invoices, { listDate: '2026-11-08' })).toMatchObject({ unchanged: 1 });
    expect(b.open('1')).toBe(-1000);
  });

  it('stay when a later list agrees with them', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
    b.take(pay('1;2026-11-05;60;P1;'));
    expect(b.take(openItems(['1', 40]), { listDate: '2026-11-08' })).toMatchObject({ unchanged: 1, settled: 0 });
    expect(b.settlements('1')).toHaveLength(1);
  });
});
