import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/** Public files, used in place through the command line as a user would; `npm run test:real` says so where they are not there. */
const root = resolve(import.meta.dirname, '../..');
const data = resolve(root, '../shared/data');
const folder = mkdtempSync(join(tmpdir(), 'duebook-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function duebook<T>(db: string, ...words: string[]): T {
  const script = join(root, 'scripts/duebook.mjs');
  const args = [script, ...words, '--db', join(folder, db), '--json'];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })) as T;
}

interface CustomerJson {
  key: string;
  score: string;
  averageDaysLate: number | null;
  paidItems: number;
  open: unknown[];
}
interface AgingJson {
  currencies: Record<string, unknown>[];
}
const counts = (rows: readonly CustomerJson[]) => {
  const scores: Record<string, number> = {};
  for (const { score } of rows) scores[score] = (scores[score] ?? 0) + 1;
  return scores;
};
const readOracle = (path: string) => JSON.parse(readFileSync(join(data, path), 'utf8'));

describe.skipIf(!existsSync(join(data, 'ibm-late-payments')))('IBM late payments, by the command line', () => {
  const file = join(data, 'ibm-late-payments/WA_Fn-UseC_-Accounts-Receivable.csv');

  it('goes in whole, and the same file again changes nothing', () => {
    const report = duebook<Record<string, unknown>>(
      'ibm.db',
      'import',
      file,
      '--kind',
      'invoices',
      '--currency',
      'USD',
    );
    expect(report).toMatchObject({ rows: 2466, created: 2466, rejected: 0, repeated: 0, leftOut: 0 });
    expect(report.sums).toEqual([{ currency: 'USD', accepted: 14_770_318, repeated: 0, leftOut: 0, rejected: 0 }]);
    const again = duebook<Record<string, unknown>>('ibm.db', 'import', file, '--kind', 'invoices', '--currency', 'USD');
    expect(again).toMatchObject({ rows: 2466, created: 0, updated: 0, unchanged: 2466 });
  });

  it('as of 2014-02-01: Great 99, Good 1, every average equal to the oracle, nothing open', () => {
    const rows = duebook<CustomerJson[]>('ibm.db', 'customers', '--as-of', '2014-02-01');
    expect(counts(rows)).toEqual({ Great: 99, Good: 1 });
    expect(rows.filter((row) => row.open.length > 0)).toEqual([]);
    const oracle = readOracle('ibm-late-payments/oracle.json').full_history_all_settled.per_customer as {
      customer: string;
      avg_days_late_signed: number;
    }[];
    expect(rows).toHaveLength(oracle.length);
    for (const { customer, avg_days_late_signed } of oracle)
      expect(rows.find((row) => row.key === customer)?.averageDaysLate, customer).toBeCloseTo(avg_days_late_signed, 4);
  });

  it('as of 2013-06-30: Great 98, Good 2, and the open items in their buckets', () => {
    expect(counts(duebook<CustomerJson[]>('ibm.db', 'customers', '--as-of', '2013-06-30'))).toEqual({
      Great: 98,
      Good: 2,
    });
    expect(duebook<AgingJson>('ibm.db', 'aging', '--as-of', '2013-06-30').currencies).toEqual([
      {
        currency: 'USD',
        current: 428_429,
        d1_30: 83_556,
        d31_60: 0,
        d61_90: 0,
        d91_plus: 0,
        noDueDate: 0,
        credits: 0,
        balance: 511_985,
      },
    ]);
    expect(duebook('ibm.db', 'check')).toEqual({ ok: true, problems: [] });
  });
});

describe.skipIf(!existsSync(join(data, 'poulomi-linked-ar')))(
  'linked customers, invoices, payments, by the command line',
  () => {
    const path = (name: string) => join(data, 'poulomi-linked-ar', name);

    it('go in one after the other with the rejects each deserves', () => {
      expect(duebook('p.db', 'import', path('Customer_Master.csv'))).toMatchObject({ created: 500, repeated: 3 });
      expect(duebook('p.db', 'import', path('Invoices.csv'), '--currency', 'USD')).toMatchObject({
        rows: 8005,
        created: 7994,
        repeated: 5,
        rejected: 6,
      });
      expect(duebook('p.db', 'import', path('Payments.csv'))).toMatchObject({
        rows: 6748,
        created: 6745,
        rejected: 3,
        rejects: [{ reason: 'no such item' }, { reason: 'no such item' }, { reason: 'no such item' }],
      });
    });

    it('as of 2026-04-30 stand in the buckets and scores the rules give', () => {
      expect(duebook<AgingJson>('p.db', 'aging', '--as-of', '2026-04-30').currencies).toEqual([
        {
          currency: 'USD',
          current: 0,
          d1_30: 0,
          d31_60: 4_301_000,
          d61_90: 52_988_600,
          d91_plus: 3_939_163_100,
          noDueDate: 0,
          credits: 0,
          balance: 3_996_452_700,
        },
      ]);
      const rows = duebook<CustomerJson[]>('p.db', 'customers', '--as-of', '2026-04-30');
      expect(rows).toHaveLength(500);
      expect(counts(rows)).toEqual({ Great: 137, Good: 363 });
      expect(rows.reduce((sum, row) => sum + row.paidItems, 0)).toBe(5925);
      expect(duebook('p.db', 'check')).toEqual({ ok: true, problems: [] });
    });
  },
);
