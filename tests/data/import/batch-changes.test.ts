import { describe, expect, it } from 'vitest';
import { batchChanges } from '../../../src/main/data/import/batch-changes';
import { importBench, openItems } from './helpers';

const b = importBench();
type State = Record<string, [open: number, amount: number, due: string | null]>;
const state = (): State =>
  Object.fromEntries(
    b.db
      .all<{ number: string; open: number; amount: number; due: string | null }>(
        `SELECT number, amount_minor AS amount, due_on AS due,
                amount_minor - coalesce((SELECT sum(s.minor) FROM settlement s WHERE s.item_id = item.id), 0) AS open FROM item`,
      )
      .map(({ number, open, amount, due }) => [number, [open, amount, due]]),
  );
const complete = { complete: true, confirmSettle: true };
const payments = (...rows: [string, string, number][]) =>
  ['Customer No;Invoice No;Payment Date;Payment Amount', ...rows.map((row) => `C1;${row.join(';')}`)].join('\n');

/** Six imports one after the other; the state after each. */
function story(): State[] {
  const states: State[] = [{}];
  const then = () => states.push(state());
  b.take(openItems(['1', 100], ['2', 100], ['3', 100], ['4', 100], ['5', 40]), { listDate: '2026-11-02' });
  then();
  b.take(openItems(['1', 60], ['2', 100, { due: '2026-12-01' }], ['3', 0], ['4', 130, { amount: 130 }], ['6', 100]), {
    listDate: '2026-11-09',
    ...complete,
  });
  then();
  b.take(payments(['1', '2026-11-05', 40], ['2', '2026-11-10', 25]), { listDate: '2026-11-10' });
  then();
  b.take(openItems(['1', 60], ['5', 40], ['6', 0]), { listDate: '2026-11-16', ...complete });
  then();
  b.take(openItems(['1', 60], ['5', 40]), { listDate: '2026-11-18' });
  then();
  b.take('Customer No;Customer;Terms\nC1;Ada GmbH;30', { kind: 'customers', listDate: '2026-11-19' });
  then();
  return states;
}

describe('what an import changed', () => {
  it('is told with before and after, as they were then, whatever later imports did', () => {
    const states = story();
    for (const [i, before] of states.slice(0, -1).entries()) {
      const after = states[i + 1] as State;
      const { changes, next } = batchChanges(b.db, i + 1);
      expect(next).toBeNull();
      for (const { number, open, amount, dueOn } of changes) {
        const [was, is] = [before[number], after[number]];
        expect([open, amount, dueOn], `${number} in import ${i + 1}`).toEqual([
          [was?.[0] ?? null, is?.[0]],
          [was?.[1] ?? null, is?.[1]],
          [was?.[2] ?? null, is?.[2] ?? null],
        ]);
      }
      const differing = Object.keys(after).filter((number) => String(before[number]) !== String(after[number]));
      expect(changes.map(({ number }) => number)).toEqual(expect.arrayContaining(differing));
    }
  });

  it('has the kinds the preview counted, and the counts', () => {
    story();
    const kinds = (batch: number) =>
      Object.fromEntries(batchChanges(b.db, batch).changes.map(({ number, change }) => [number, change]));
    expect(kinds(1)).toEqual({ 1: 'new', 2: 'new', 3: 'new', 4: 'new', 5: 'new' });
    expect(kinds(2)).toEqual({
      1: 'part_paid',
      2: 'due_date_changed',
      3: 'paid',
      4: 'amount_changed',
      5: 'vanished',
      6: 'new',
    });
    expect(kinds(3)).toEqual({ 1: 'payment', 2: 'payment' });
    expect(kinds(4)).toMatchObject({ 5: 'returned', 6: 'paid', 2: 'vanished', 4: 'vanished' });
    expect(kinds(5)).toEqual({});
    const { row, counts } = batchChanges(b.db, 2);
    expect(counts).toEqual({ part_paid: 1, due_date_changed: 1, paid: 1, amount_changed: 1, vanished: 1, new: 1 });
    expect(row).toMatchObject({ batch: 2, fileName: 'list.csv', fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is nothing where a list only confirms what a payment told before', () => {
    b.take(openItems(['1', 100]), { listDate: '2026-11-02' });
    b.take(payments(['1', '2026-11-05', 25]), { listDate: '2026-11-05' });
    b.take(openItems(['1', 75]), { listDate: '2026-11-09' });
    expect(b.db.value('SELECT listed_open_minor FROM item')).toBe(7500);
    expect(batchChanges(b.db, 3).changes).toEqual([]);
    b.undo(3);
    expect(b.db.value('SELECT listed_open_minor FROM item')).toBe(10000);
  });

  it('names the customers whose own data changed', () => {
    story();
    expect(batchChanges(b.db, 6).customers).toEqual([
      { key: 'C1', name: 'Ada GmbH', what: 'name C1 → Ada GmbH, terms none → 30' },
    ]);
  });

  it('is nothing once it was undone, and the others are told as before', () => {
    story();
    const opens = () => batchChanges(b.db, 3).changes.map(({ number, open }) => [number, open]);
    const third = opens();
    b.undo(6);
    b.undo(5);
    b.undo(4);
    expect(batchChanges(b.db, 4)).toMatchObject({ changes: [], customers: [], row: { undoneAt: expect.any(String) } });
    expect(opens()).toEqual(third);
  });

  it('comes in pages of 500', () => {
    b.take(openItems(...Array.from({ length: 1100 }, (_, i): [string, number] => [`N${i}`, 100])), {
      listDate: '2026-11-02',
    });
    const first = batchChanges(b.db, 1);
    expect([first.changes.length, first.next]).toEqual([500, 500]);
    const last = batchChanges(b.db, 1, 1000);
    expect([last.changes.length, last.next, last.changes[0]?.number]).toEqual([100, null, 'N1000']);
  });

  it('is asked of an import that exists', () => {
    expect(() => batchChanges(b.db, 9)).toThrow('There is no import 9.');
  });
});
