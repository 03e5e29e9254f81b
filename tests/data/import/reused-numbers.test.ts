import type { ImportOptions } from '@shared/contract/imports';
import { describe, expect, it } from 'vitest';
import { DESK, importBench, LEDGER } from './helpers';

const b = importBench();
const list = (...rows: [number: string, issued: string, open: number][]) =>
  [
    'Customer No;Invoice No;Invoice Date;Due Date;Amount;Open Amount',
    ...rows.map(([number, issued, open]) => `C1;${number};${issued};2026-12-31;${open};${open}`),
  ].join('\n');
const payments = (...rows: [number: string, on: string, amount: number][]) =>
  ['Customer No;Invoice No;Payment Date;Payment Amount', ...rows.map((row) => `C1;${row.join(';')}`)].join('\n');
const items = () =>
  b.db.all<{ number: string; year: string; issued: string; open: number }>(
    `SELECT i.number, i.discriminator AS year, i.issued_on AS issued,
            i.amount_minor - coalesce((SELECT sum(s.minor) FROM settlement s WHERE s.item_id = i.id), 0) AS open
     FROM item i ORDER BY i.issued_on, i.number`,
  );
const REUSE: ImportOptions = { reuseNumbers: true };

describe('a source that uses its numbers again every year', () => {
  it('is asked about when a file has one number with two years of issue', () => {
    const preview = b.look(list(['17', '2025-03-01', 100], ['17', '2026-03-01', 200]), { listDate: '2026-11-10' });
    expect(preview.report).toMatchObject({ created: 1, rejected: 1 });
    expect(preview.report.warnings).toEqual([
      {
        code: 'numbers_reused',
        text: 'Number 17 of C1 was issued in 2025 and in 2026. If "main" uses its numbers again every year, say so; then the year tells them apart.',
      },
    ]);
  });

  it('is asked about when a settled number comes back with another year of issue', () => {
    b.take(list(['17', '2025-03-01', 100]), { listDate: '2025-04-01' });
    b.take(list(['18', '2025-03-01', 100]), { listDate: '2025-06-01', complete: true, confirmSettle: true });
    const report = b.look(list(['17', '2026-03-01', 200]), { listDate: '2026-04-01' }).report;
    expect(report.warnings.map((warning) => warning.code)).toContain('numbers_reused');
  });

  it('has an item for each number and year, and is remembered', () => {
    const text = list(['17', '2025-03-01', 100], ['17', '2026-03-01', 200]);
    expect(b.take(text, { ...REUSE, listDate: '2026-11-10' })).toMatchObject({ created: 2, rejected: 0, warnings: [] });
    expect(items()).toEqual([
      { number: '17', year: '2025', issued: '2025-03-01', open: 10000 },
      { number: '17', year: '2026', issued: '2026-03-01', open: 20000 },
    ]);
    expect(b.take(text, { listDate: '2026-11-11' })).toMatchObject({ created: 0, unchanged: 2 });
  });

  it('is remembered for itself only', () => {
    b.take(list(['17', '2025-03-01', 100]), { ...REUSE, listDate: '2026-11-10', source: 'north' });
    b.take(list(['17', '2026-03-01', 100]), { listDate: '2026-11-10', source: 'south' });
    expect(items().map(({ year }) => year)).toEqual(['2025', '']);
  });

  it('goes on with what was known before without a year, for rows of the year it was issued in', () => {
    b.take(list(['17', '2025-03-01', 100]), { listDate: '2025-11-10' });
    b.take(list(['17', '2025-03-01', 60], ['17', '2026-03-01', 200]), { ...REUSE, listDate: '2026-11-10' });
    expect(items()).toEqual([
      { number: '17', year: '', issued: '2025-03-01', open: 6000 },
      { number: '17', year: '2026', issued: '2026-03-01', open: 20000 },
    ]);
  });

  it('rejects a row without a date of issue where the number is known of several years, and lets none of them vanish', () => {
    b.take(list(['17', '2025-03-01', 100], ['17', '2026-03-01', 200], ['18', '2026-03-01', 900]), {
      ...REUSE,
      listDate: '2026-11-10',
    });
    const report = b.take(list(['17', '', 100], ['18', '2026-03-01', 900]), { listDate: '2026-11-11', complete: true });
    expect(report).toMatchObject({ rejected: 1, settled: 0 });
    expect(report.rejects[0]?.reason).toBe('is blank: 2 items have this number; their year must tell which');
  });

  it('takes a payment by number where only one year fits, twice the same', () => {
    b.take(list(['17', '2025-03-01', 100], ['17', '2026-03-01', 200]), { ...REUSE, listDate: '2026-11-10' });
    const early = payments(['17', '2025-12-01', 100]);
    expect(b.take(early)).toMatchObject({ created: 1, rejected: 0 });
    expect(b.take(payments(['17', '2026-11-15', 200]))).toMatchObject({ created: 1, rejected: 0 });
    expect(items().map(({ open }) => open)).toEqual([0, 0]);
    expect(b.take(early)).toMatchObject({ unchanged: 1 });
  });

  it('rejects a payment by number that fits two years', () => {
    b.take(list(['17', '2025-03-01', 100], ['17', '2026-03-01', 200]), { ...REUSE, listDate: '2026-11-10' });
    expect(() => b.take(payments(['17', '2026-11-15', 100]))).toThrow(
      '2 items of this customer have this number (2025, 2026), and the payment fits several of them',
    );
  });

  it('is not one any more after the undo of the import that said so', () => {
    b.take(list(['1', '2026-01-01', 5]), { listDate: '2026-11-09' });
    const before = b.dump([...LEDGER, ...DESK, 'setting']);
    const { batch } = b.take(list(['17', '2025-03-01', 100]), { ...REUSE, listDate: '2026-11-10' });
    b.undo(batch);
    expect(b.dump([...LEDGER, ...DESK, 'setting'])).toBe(before);
  });
});
