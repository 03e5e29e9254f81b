import { describe, expect, it } from 'vitest';
import { importBench, openItems } from './helpers';

const b = importBench();
const KNOWN = openItems(
  ['1', 100],
  ['2', 100],
  ['3', 100],
  ['4', 100],
  ['5', 100],
  ['6', 70, { amount: 70 }],
  ['7', 100],
);

describe('the kinds of change a preview counts', () => {
  it('stand for themselves: new, paid, part-paid, amount, due date, credited, returned, vanished, unchanged, rejected', () => {
    b.take(KNOWN, { listDate: '2026-11-10' });
    b.take('Customer No;Invoice No;Payment Date;Payment Amount\nC1;7;2026-11-12;100', { listDate: '2026-11-12' });
    const next = openItems(
      ['1', 0],
      ['2', 40],
      ['3', 120, { amount: 120 }],
      ['4', 100, { due: '2026-12-31' }],
      ['7', 100],
      ['CN-8', -30, { amount: -30 }],
      ['9', 55, { amount: 55 }],
      ['10', 'x' as unknown as number],
      ['6', 70, { amount: 70 }],
    );
    const { counts, report } = b.look(next, { listDate: '2026-11-20', complete: true, confirmSettle: true });
    expect(counts).toEqual({
      new: 1,
      paid: 1,
      part_paid: 1,
      amount_changed: 1,
      due_date_changed: 1,
      credited: 1,
      returned: 1,
      vanished: 1,
    });
    expect(report).toMatchObject({ unchanged: 1, rejected: 1 });
  });

  it('call a fall of exactly the amount of a credit note credited, and say why', () => {
    b.take(openItems(['1', 100], ['2', 100], ['CN-3', -30, { amount: -30 }]), { listDate: '2026-11-10' });
    const { counts, changes } = b.look(openItems(['1', 70], ['2', 60]), { listDate: '2026-11-20' });
    expect(counts).toEqual({ credited: 1, part_paid: 1 });
    expect(changes.find(({ change }) => change === 'credited')).toMatchObject({
      number: '1',
      before: 10000,
      after: 7000,
      what: 'a credit note has this amount',
    });
  });
});

describe('a blank due date in a newer list', () => {
  it('leaves the known one, and says so', () => {
    b.take(openItems(['1', 100], ['2', 100, { due: '' }]), { listDate: '2026-11-10' });
    const report = b.take(openItems(['1', 100, { due: '' }], ['2', 100, { due: '' }]), { listDate: '2026-11-20' });
    expect(b.db.all('SELECT due_on FROM item ORDER BY number')).toEqual([{ due_on: '2026-10-31' }, { due_on: null }]);
    expect(report).toMatchObject({
      unchanged: 2,
      warnings: [{ code: 'due_date_kept', text: '1 item (1) has no due date on this list; the known one was kept.' }],
    });
  });
});
