import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ListChoice } from '@shared/contract/lists';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../../src/main/data/db/database';
import { commitImport } from '../../../src/main/data/import';
import { agingView } from '../../../src/main/data/items/queries';
import { saveList } from '../../../src/main/data/lists/save';
import { sampleBench } from '../desk/sample';
import { TODAY } from '../desk/small';
import { newDatabase, newFolder, testEnv } from '../support/database';
import { readSaved } from './saved';

const bench = sampleBench(TODAY);
const ITEMS: ListChoice = { what: 'items', userId: null, customerIds: null, itemIds: null };

describe('the items read back into an empty database', () => {
  const balances = (db: Db) => agingView(db, TODAY).totals.map(({ currency, balance }) => ({ currency, balance }));
  const readBack = (path: string, name: string): Db => {
    const db = newDatabase();
    const file = { name: `${name.replace('list', `items ${TODAY}`)}`, bytes: readFileSync(path) };
    const report = commitImport(db, file, {}, testEnv(TODAY));
    expect(report).toMatchObject({ kind: 'open-items', listDate: TODAY, rejected: 0, leftOut: 0, repeated: 0 });
    return db;
  };

  it.each(['list.csv', 'list.xlsx'])('have the same open amounts and aging: %s', async (name) => {
    const path = join(newFolder(), name);
    await saveList(bench.db(), TODAY, ITEMS, path);
    expect(agingView(readBack(path, name), TODAY).totals).toEqual(agingView(bench.db(), TODAY).totals);
  });

  it('have them whatever was paid, overpaid, credited or has no date, in any currency', async () => {
    const digits: Record<string, number> = { EUR: 2, JPY: 0, KWD: 3 };
    const item = fc.record({
      customer: fc.constantFrom('C1', 'C2', '03'),
      type: fc.constantFrom('Invoice', 'Credit note', 'Payment'),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      amount: fc.integer({ min: 1, max: 5_000_000 }),
      /** Hundredths of the amount that are open; more than all of it, or overpaid, too. */
      open: fc.constantFrom(100, 100, 100, 37, 1, 140, -20),
      due: fc.constantFrom('2026-07-31', '2026-10-20', '2026-11-23', '2027-01-02', ''),
      disputed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 25, size: 'max' }),
        fc.constantFrom('list.csv', 'list.xlsx'),
        async (list, name) => {
          const decimal = (minor: number, currency: string) =>
            (minor / 10 ** (digits[currency] ?? 2)).toFixed(digits[currency]);
          const rows = list.map((one, i) => {
            const sign = one.type === 'Invoice' ? 1 : -1;
            const open = Math.round((one.amount * one.open) / 100) || 1;
            const [amount, left] = [one.amount, open].map((minor) => decimal(sign * minor, one.currency));
            const marked = one.disputed ? 'yes' : '';
            return [
              one.customer,
              `Firm ${one.customer}`,
              `R${i}`,
              one.type,
              one.due,
              one.currency,
              amount,
              left,
              marked,
            ];
          });
          const header = 'Customer No,Customer Name,Invoice No,Type,Due Date,Currency,Amount,Open Amount,Disputed';
          const bytes = Buffer.from(`${header}\n${Papa.unparse(rows)}`);
          const before = newDatabase();
          const options = { listDate: '2026-11-20', kind: 'open-items', dates: 'ymd' } as const;
          expect(commitImport(before, { name: 'in.csv', bytes }, options, testEnv(TODAY)).rejected).toBe(0);
          const path = join(newFolder(), name);
          const { sums } = await saveList(before, TODAY, ITEMS, path);
          const after = readBack(path, name);
          expect(agingView(after, TODAY).totals).toEqual(agingView(before, TODAY).totals);
          expect(sums.map(({ currency, minor }) => ({ currency, balance: minor }))).toEqual(balances(after));
          before.close();
          after.close();
        },
      ),
      { numRuns: 40, seed: 20261123 },
    );
  }, 120_000);

  it.each(['list.csv', 'list.xlsx'])('keep names and numbers as odd as they come: %s', async (name) => {
    const odd = [
      ['=K-1', '=Firm', '=1+1'],
      ['+49', '+49 30 1234', '-7'],
      ['@K', '"Quoted", Ltd', '@SUM(A1)'],
      ['007', 'Two\nLines', '0042'],
      ['渡辺', '渡辺商店\u3000東京', '№ 5'],
      ["'-x", "'t Hart", '1-30'],
    ];
    const before = newDatabase();
    const rows = [
      ['Customer No', 'Customer Name', 'Invoice No', 'Invoice Date', 'Due Date', 'Currency', 'Amount', 'Open Amount'],
      ...odd.map(([key, firm, number], i) => [
        key,
        firm,
        number,
        '2026-07-01',
        '2026-08-01',
        'EUR',
        '900.00',
        `${i + 1}.50`,
      ]),
    ];
    const bytes = Buffer.from(Papa.unparse(rows));
    // A file of our own marks what a spreadsheet would run; what others write is taken as it stands.
    commitImport(before, { name: 'list.csv', bytes }, { listDate: '2026-11-20' }, testEnv(TODAY));
    const path = join(newFolder(), name);
    await saveList(before, TODAY, ITEMS, path);
    const after = readBack(path, name);
    expect(balances(after)).toEqual(balances(before));
    const people = (db: Db) => db.all('SELECT key, name FROM customer ORDER BY key');
    const items = (db: Db) =>
      db.all('SELECT number, type, amount_minor, issued_on, due_on, po_number FROM item ORDER BY number');
    expect(people(after)).toEqual(people(before));
    expect(items(after)).toEqual(items(before));
    expect(readSaved(path).rows).toHaveLength(odd.length);
  });
});
