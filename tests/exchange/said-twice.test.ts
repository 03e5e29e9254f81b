import { fc } from '@fast-check/vitest';
import type { AgingRow } from '@shared/domain/results';
import { describe, expect, it } from 'vitest';
import { checkDatabase } from '../../src/main/data/db/doctor';
import { commitImport } from '../../src/main/data/import';
import { latestListDate } from '../../src/main/data/import/history';
import { agingView } from '../../src/main/data/items/queries';
import { linesOf, mergeLines } from './support/copies';
import { newReplica } from './support/team';

/** What is open of three items day by day, and what is told of it to copies that import different files of one source. */
const HEAD = 'Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Amount;Open Amount';
const AMOUNT = 1000;
const DAYS = 9;
const dayOf = (day: number) => `2026-11-${String(day + 10)}`;

type Copy = ReturnType<typeof newReplica>;
let clock = Date.parse('2026-11-10T08:00:00Z');
const env = (day: number) => {
  clock += 60_000;
  return { now: clock, asOf: dayOf(day), userId: 'u', newId: () => `id-${clock}` };
};

function importFile(db: Copy, kind: 'open-items' | 'payments', day: number, rows: string[], complete = true): void {
  const head = kind === 'payments' ? 'Customer No;Invoice No;Payment Date;Payment Amount;Currency;Reference' : HEAD;
  const bytes = new TextEncoder().encode([head, ...rows].join('\n'));
  const options = { kind, listDate: dayOf(day), complete: kind === 'open-items' && complete, confirmSettle: true };
  commitImport(db, { name: `${kind}.csv`, bytes }, options, env(day));
}

const listRow = (item: number, open: number) => `C0;Firm;${item};2026-10-01;2026-10-31;EUR;${AMOUNT}.00;${open}.00`;

/** A payment for every fall up to a day. */
function paymentRows(item: number, until: number, open: (item: number, day: number) => number): string[] {
  return Array.from({ length: until }, (_, n) => n + 1)
    .filter((day) => open(item, day) < open(item, day - 1))
    .map((day) => `C0;${item};${dayOf(day)};${open(item, day - 1) - open(item, day)}.00;EUR;r${day}`);
}

function opens(db: Copy): number[] {
  return db
    .all<{ open: number }>(
      `SELECT (i.amount_minor - coalesce((SELECT sum(s.minor - s.absorbed_minor) FROM settlement s WHERE s.item_id = i.id), 0)) / 100 AS open
       FROM item i ORDER BY i.number`,
    )
    .map(({ open }) => open);
}

const settlements = (db: Copy) =>
  db
    .all<{ kind: string; on_date: string; left: number }>(
      `SELECT kind, on_date, (minor - absorbed_minor) / 100 AS left FROM settlement
       WHERE minor <> absorbed_minor AND kind <> 'opening' ORDER BY on_date, kind`,
    )
    .map(({ kind, on_date, left }) => `${kind} ${Number(on_date.slice(8)) - 10} ${left}`);

async function exchange(copies: readonly Copy[]): Promise<void> {
  for (const from of copies) for (const to of copies) if (from !== to) await mergeLines(to, linesOf(from));
}

/** Two copies that share the first list. */
async function pair(): Promise<[Copy, Copy]> {
  const [a, b] = [newReplica(0), newReplica(1)];
  importFile(a, 'open-items', 1, [listRow(0, 1000), listRow(1, 500)]);
  await mergeLines(b, linesOf(a));
  return [a, b];
}

describe('two copies that import different lists of one source', () => {
  it('one fall seen by two lists is one fall', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(0, 600), listRow(1, 500)]);
    importFile(b, 'open-items', 8, [listRow(0, 600), listRow(1, 500)]);
    await exchange([a, b]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([600, 500]);
      expect(settlements(db)).toEqual(['inferred 5 400']);
      expect(checkDatabase(db, dayOf(8))).toEqual([]);
    }
  });

  it('a part of a larger fall, and an item that vanished from both', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(0, 600)]);
    importFile(b, 'open-items', 8, [listRow(0, 300)]);
    await exchange([a, b]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([300, 0]);
      expect(settlements(db)).toEqual(['closed 5 500', 'inferred 5 400', 'inferred 8 300']);
    }
  });

  it('a payment known to one and a fall inferred by the other', async () => {
    const [a, b] = await pair();
    importFile(a, 'payments', 4, ['C0;0;2026-11-14;400.00;EUR;r1']);
    importFile(b, 'open-items', 8, [listRow(0, 600), listRow(1, 500)]);
    await exchange([a, b]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([600, 500]);
      expect(settlements(db)).toEqual(['payment 4 400']);
    }
  });

  it('money newer than the list still counts', async () => {
    const [a, b] = await pair();
    importFile(b, 'open-items', 3, [listRow(0, 600), listRow(1, 500)]);
    await exchange([a, b]);
    importFile(b, 'open-items', 5, [listRow(0, 600), listRow(1, 500)]);
    importFile(a, 'payments', 5, ['C0;0;2026-11-15;200.00;EUR;r1']);
    await exchange([a, b]);
    for (const db of [a, b]) expect(opens(db)).toEqual([400, 500]);
  });

  it('closed by one that thought it gone, named by the newer list of the other', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(1, 500)]);
    importFile(b, 'open-items', 8, [listRow(0, 1000), listRow(1, 500)]);
    await exchange([a, b]);
    for (const db of [a, b]) expect(opens(db)).toEqual([1000, 500]);
  });

  it('what was said twice is written out when a newer list moves the item', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(0, 600), listRow(1, 500)]);
    importFile(b, 'open-items', 7, [listRow(0, 600), listRow(1, 500)]);
    await exchange([a, b]);
    importFile(a, 'open-items', 9, [listRow(0, 450), listRow(1, 500)]);
    expect(opens(a)).toEqual([450, 500]);
    await exchange([a, b]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([450, 500]);
      expect(settlements(db)).toEqual(['inferred 5 400', 'inferred 9 150']);
      expect(db.value('SELECT count(*) FROM settlement WHERE absorbed_minor <> 0')).toBe(0);
    }
  });
});

describe('an amount lowered below what was inferred as paid', () => {
  /** Buckets + no due date + credits = balance. */
  const figures = (db: Copy) => {
    const row = agingView(db, dayOf(DAYS)).totals[0] as AgingRow;
    expect(Object.values(row.buckets).reduce((sum, minor) => sum + minor, 0)).toBe(row.balance);
    expect(checkDatabase(db, dayOf(DAYS))).toEqual([]);
    return { balance: row.balance / 100, credits: row.buckets.credits };
  };

  it('by a list of invoices that does not say what is open: the rest goes back to zero and stands nowhere as credit', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(0, 200), listRow(1, 500)]);
    const rows = ['C0;Firm;0;2026-10-01;2026-10-31;EUR;500.00'];
    const bytes = new TextEncoder().encode([HEAD.replace(';Open Amount', ''), ...rows].join('\n'));
    commitImport(b, { name: 'invoices.csv', bytes }, { kind: 'invoices', listDate: dayOf(7) }, env(7));
    expect(opens(b)).toEqual([500, 500]);
    await exchange([a, b]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([0, 500]);
      expect(settlements(db)).toEqual(['inferred 5 500']);
      expect(figures(db)).toEqual({ balance: 500, credits: 0 });
    }
  });

  it('by a list that says what is open: as open as it says', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(0, 200), listRow(1, 500)]);
    importFile(b, 'open-items', 7, ['C0;Firm;0;2026-10-01;2026-10-31;EUR;500.00;200.00', listRow(1, 500)]);
    await exchange([a, b]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([200, 500]);
      expect(settlements(db)).toEqual(['inferred 5 300']);
      expect(figures(db)).toEqual({ balance: 700, credits: 0 });
    }
  });

  it('and more open again by a list that never knew of the fall', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(0, 200), listRow(1, 500)]);
    importFile(b, 'open-items', 7, [listRow(0, 600), listRow(1, 500)]);
    await exchange([a, b]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([600, 500]);
      expect(figures(db)).toEqual({ balance: 1100, credits: 0 });
    }
  });
});

describe("a row that kept its list's clock while an older file told more of it", () => {
  it('a blank that older master data filled stays filled when the list it was filled in comes back', async () => {
    const [a, b] = await pair();
    commitImport(
      a,
      { name: 'customers.csv', bytes: new TextEncoder().encode('Customer No;Country;Terms\nC0;DE;30') },
      { kind: 'customers', listDate: '2026-10-01' },
      env(1),
    );
    await exchange([b, a]);
    for (const db of [a, b])
      expect(db.get('SELECT country, terms_days FROM customer')).toEqual({ country: 'DE', terms_days: 30 });
  });

  it('what an older payment explains stays explained', async () => {
    const [a, b] = await pair();
    importFile(a, 'open-items', 5, [listRow(0, 600), listRow(1, 500)]);
    await exchange([a, b]);
    importFile(a, 'payments', 4, ['C0;0;2026-11-14;400.00;EUR;r1']);
    await exchange([b, a]);
    for (const db of [a, b]) {
      expect(opens(db)).toEqual([600, 500]);
      expect(settlements(db)).toEqual(['payment 4 400']);
      expect(db.value('SELECT count(*) FROM settlement WHERE absorbed_minor <> 0')).toBe(0);
    }
  });
});

type Step =
  | { kind: 'list'; at: number; day: number; complete: boolean }
  | { kind: 'payments'; at: number; day: number }
  | { kind: 'send'; from: number; to: number };
const COPIES = 3;
const at = fc.nat({ max: COPIES - 1 });
const day = fc.integer({ min: 1, max: DAYS });
const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('list' as const), at, day, complete: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('payments' as const), at, day }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('send' as const), from: at, to: at }) },
  ),
  { size: 'max', minLength: 4, maxLength: 24 },
);
/** Hundreds paid, or given back, of an item on each day. */
const paidOrBack = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 4, 10, 10, 3, 1, 2, 1, -3), {
  minLength: DAYS,
  maxLength: DAYS,
});

/** Mostly each file is at least as new as those before it, whoever imports it. */
const steps = fc.tuple(anySteps, fc.nat({ max: 3 })).map(([script, order]) => {
  if (order === 0) return script;
  const days = script.flatMap((step) => (step.kind === 'send' ? [] : step.day)).sort((one, other) => one - other);
  return script.map((step) => (step.kind === 'send' ? step : { ...step, day: days.shift() as number }));
});

/** Hundreds paid of each item on each day after the first. */
const paid = fc.array(fc.array(fc.constantFrom(0, 0, 0, 1, 2, 4, 10), { minLength: DAYS, maxLength: DAYS }), {
  minLength: 3,
  maxLength: 3,
});

it('whatever lists and payments which copy imports in which order: in the end an item is as open as the latest file says', async () => {
  await fc.assert(
    fc.asyncProperty(steps, paid, async (script, falls) => {
      const open = (item: number, until: number) =>
        Math.max(0, AMOUNT - 100 * (falls[item] as number[]).slice(0, until).reduce((a, b) => a + b, 0));
      const items = [0, 1, 2];
      const known = [0, 0, 0];
      // A list older than another the same copy has settles nothing there: how open an item is then, nobody need know.
      let history = false;
      const copies = Array.from({ length: COPIES }, (_, n) => newReplica(n));
      importFile(
        copies[0] as Copy,
        'open-items',
        0,
        items.map((item) => listRow(item, AMOUNT)),
      );
      for (const to of copies.slice(1)) await mergeLines(to, linesOf(copies[0] as Copy));
      for (const step of script) {
        if (step.kind === 'send') {
          if (step.from !== step.to) await mergeLines(copies[step.to] as Copy, linesOf(copies[step.from] as Copy));
          continue;
        }
        const db = copies[step.at] as Copy;
        const rows =
          step.kind === 'list'
            ? items.filter((item) => open(item, step.day) > 0).map((item) => listRow(item, open(item, step.day)))
            : items.flatMap((item) => paymentRows(item, step.day, open));
        if (rows.length === 0) continue;
        history ||= step.kind === 'list' && (latestListDate(db, 'main') ?? '') > dayOf(step.day);
        importFile(
          db,
          step.kind === 'list' ? 'open-items' : 'payments',
          step.day,
          rows,
          step.kind === 'list' && step.complete,
        );
        for (const item of items)
          if (step.kind === 'payments' || step.complete || open(item, step.day) > 0)
            known[item] = Math.max(known[item] as number, step.day);
      }
      await exchange(copies);
      await exchange(copies);
      const expected = items.map((item) => open(item, known[item] as number));
      if (!history) expect(opens(copies[0] as Copy)).toEqual(expected);
      for (const db of copies) {
        expect(opens(db)).toEqual(opens(copies[0] as Copy));
        expect(opens(db).every((minor) => minor >= 0 && minor <= AMOUNT)).toBe(true);
      }
      for (const db of copies) expect(settlements(db)).toEqual(settlements(copies[0] as Copy));
      expect(checkDatabase(copies[1] as Copy, dayOf(DAYS))).toEqual([]);
      for (const db of copies) db.raw.close();
    }),
    { seed: 20261122, numRuns: 80, endOnFailure: true },
  );
}, 300_000);

it('whatever lists which copy imports, of items that are paid and open again: in the end an item is as open as the latest list says', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(paidOrBack, { minLength: 3, maxLength: 3 }), async (script, falls) => {
      const open = (item: number, until: number) =>
        Math.min(
          AMOUNT,
          Math.max(100, AMOUNT - 100 * (falls[item] as number[]).slice(0, until).reduce((a, b) => a + b, 0)),
        );
      const rows = (day: number) => [0, 1, 2].map((item) => listRow(item, open(item, day)));
      const copies = Array.from({ length: COPIES }, (_, n) => newReplica(n));
      importFile(copies[0] as Copy, 'open-items', 0, rows(0));
      for (const to of copies.slice(1)) await mergeLines(to, linesOf(copies[0] as Copy));
      let last = 0;
      for (const step of script) {
        if (step.kind === 'send') {
          if (step.from !== step.to) await mergeLines(copies[step.to] as Copy, linesOf(copies[step.from] as Copy));
          continue;
        }
        // A list older than another the same copy has settles nothing there.
        if ((latestListDate(copies[step.at] as Copy, 'main') ?? '') > dayOf(step.day)) continue;
        importFile(copies[step.at] as Copy, 'open-items', step.day, rows(step.day));
        last = Math.max(last, step.day);
      }
      await exchange(copies);
      await exchange(copies);
      for (const db of copies) {
        expect(opens(db)).toEqual([0, 1, 2].map((item) => open(item, last)));
        expect(settlements(db).toSorted()).toEqual(settlements(copies[0] as Copy).toSorted());
        expect(checkDatabase(db, dayOf(DAYS))).toEqual([]);
      }
      for (const db of copies) db.raw.close();
    }),
    { seed: 20261122, numRuns: 60, endOnFailure: true },
  );
}, 300_000);

it('in a single copy nothing is said twice: no list or payment counts otherwise than it always did', async () => {
  await fc.assert(
    fc.property(anySteps, fc.array(paidOrBack, { minLength: 3, maxLength: 3 }), (script, falls) => {
      const db = newReplica(0);
      const back = falls.flat().some((units) => units < 0);
      const open = (item: number, until: number) =>
        Math.min(
          AMOUNT,
          Math.max(0, AMOUNT - 100 * (falls[item] as number[]).slice(0, until).reduce((a, b) => a + b, 0)),
        );
      for (const step of script) {
        // Money that came, went back and is told again by older payments is the one case that may count otherwise: as the list says.
        if (step.kind === 'send' || (step.kind === 'payments' && back)) continue;
        const rows = [0, 1, 2].flatMap((item) =>
          step.kind === 'payments'
            ? paymentRows(item, step.day, open)
            : open(item, step.day) > 0
              ? [listRow(item, open(item, step.day))]
              : [],
        );
        if (rows.length === 0 || (step.kind === 'payments' && db.value('SELECT count(*) FROM item') !== 3)) continue;
        importFile(
          db,
          step.kind === 'list' ? 'open-items' : 'payments',
          step.day,
          rows,
          step.kind === 'list' && step.complete,
        );
        expect(db.all('SELECT * FROM settlement WHERE absorbed_minor <> 0')).toEqual([]);
      }
      db.raw.close();
    }),
    { seed: 20261122, numRuns: 300, endOnFailure: true },
  );
});
