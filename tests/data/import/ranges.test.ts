import type { Refusal } from '@shared/contract/errors';
import { expect, it } from 'vitest';
import { rejectsOf } from '../../../src/main/data/import';
import { DESK, importBench, LEDGER, openItems } from './helpers';

const b = importBench();
const list = (from: number, to: number) =>
  openItems(
    ...Array.from(
      { length: to - from },
      (_, i) => [`R${from + i}`, 100, { customer: `C${(from + i) % 7}` }] as [string, number, object],
    ),
  );
const refusal = (batch: number | null): Refusal => {
  try {
    b.undo(batch);
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('was not refused');
};

it('what a batch created and said again is kept in a few ranges', () => {
  b.take(list(0, 300), { listDate: '2026-11-01' });
  b.take(list(0, 400), { listDate: '2026-11-08' });
  expect(
    b.db.all(
      "SELECT batch_id AS batch, last_id - first_id + 1 AS rows, stamp FROM import_range WHERE tbl = 'item' ORDER BY 1, 3",
    ),
  ).toEqual([
    { batch: 1, rows: 300, stamp: null },
    { batch: 2, rows: 100, stamp: null },
    { batch: 2, rows: 300, stamp: 1 },
  ]);
  expect(b.db.value('SELECT count(*) FROM import_before')).toBe(0);
  expect(b.db.value('SELECT count(*) FROM item WHERE stamp = 2')).toBe(400);
});

it('an undo gives the stamps back and removes what was created, also between rows of other sources', () => {
  b.take(list(0, 100), { listDate: '2026-11-01' });
  b.take(list(0, 50), { listDate: '2026-11-01', source: 'other' });
  b.take(list(100, 200), { listDate: '2026-11-02' });
  const before = b.dump([...LEDGER, ...DESK]);
  const { batch } = b.take(list(50, 300), { listDate: '2026-11-09' });
  expect(refusal(1).details?.reasons).toMatchObject([/^import 4 .* stands on 250 of its rows/]);
  expect(b.undo(batch)).toMatchObject({ reverted: 100 });
  expect(b.dump([...LEDGER, ...DESK])).toBe(before);
  expect(refusal(1).details?.reasons).toMatchObject([/^import 3 .* stands on 100 of its rows/]);
  expect(b.undo(3)).toMatchObject({ reverted: 100 });
  expect(b.undo(1)).toMatchObject({ reverted: 107 });
  expect(b.db.value('SELECT count(*) FROM item')).toBe(50);
});

it('a batch of the first format, kept row by row, is undone and stood upon as before', () => {
  const before = b.dump([...LEDGER, ...DESK]);
  b.take(list(0, 20), { listDate: '2026-11-01' });
  b.db.write(() => {
    b.db.raw.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
      INSERT INTO import_before (batch_id, tbl, row_id, created)
        SELECT r.batch_id, r.tbl, CAST(n.i AS TEXT), 1 FROM import_range r JOIN n ON n.i BETWEEN r.first_id AND r.last_id;
      DELETE FROM import_range;`);
  });
  b.take(list(5, 20), { listDate: '2026-11-08' });
  expect(refusal(1).details?.reasons).toMatchObject([/^import 2 .* stands on 15 of its rows/]);
  b.undo(2);
  expect(b.undo(1)).toMatchObject({ reverted: 27 });
  expect(b.dump([...LEDGER, ...DESK])).toBe(before);
});

it('a settlement that came to nothing stays with 0, counts for nothing and is put back by the undo', () => {
  b.take(openItems(['1', 100]), { listDate: '2026-11-01' });
  b.take(openItems(['1', 60]), { listDate: '2026-11-08' });
  const before = b.dump(LEDGER);
  const { batch } = b.take('Invoice No;Payment Date;Payment Amount\n1;2026-11-05;40', { kind: 'payments' });
  expect(b.db.all('SELECT kind, minor FROM settlement ORDER BY id')).toEqual([
    { kind: 'inferred', minor: 0 },
    { kind: 'payment', minor: 4000 },
  ]);
  expect(b.open('1')).toBe(6000);
  b.undo(batch);
  expect(b.dump(LEDGER)).toBe(before);
});

it('of thousands of rejected rows the report names the first thousand, the rejects file all', () => {
  const rows = Array.from(
    { length: 6000 },
    (_, i) => `C1;R${i};2026-11-01;${i === 0 ? '5' : `no amount, ${'x'.repeat(100)}`}`,
  );
  const report = b.take(`Customer No;Invoice No;Due Date;Amount\n${rows.join('\n')}`, { map: { amount: 'Amount' } });
  expect(report).toMatchObject({ rows: 6000, created: 1, rejected: 5999 });
  expect(report.rejects).toHaveLength(1000);
  expect(b.db.value<number>('SELECT count(*) FROM import_reject_part')).toBeGreaterThan(1);
  const lines = rejectsOf(b.db, report.batch as number).csv.split('\r\n');
  expect(lines).toHaveLength(6000);
  expect(lines[0]).toMatch(/^Customer No,Invoice No,Due Date,Amount,Why/);
  expect(lines.at(-1)).toMatch(/^C1,R5999,/);
});
