import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import { applyMerge } from '../../src/main/data/exchange/apply';
import { noLines, recordLines } from '../../src/main/data/exchange/lines';
import { planMerge } from '../../src/main/data/exchange/plan';
import { select } from '../../src/main/data/exchange/scope';
import { KNOWLEDGE, stage } from '../../src/main/data/exchange/stage';
import { newClock } from '../../src/main/data/exchange/write';
import { holdRatio } from './ratio';

const ITEMS = 1_000_000;
const CELLS = 300_000;
const WHOLE = {
  scope: { kind: 'portfolio' },
  channel: null,
  changesOnly: false,
  privateNotes: false,
  asOf: '2026-11-23',
} as const;

function fresh(name: string): Db {
  return openDatabase(join(mkdtempSync(join(tmpdir(), 'duebook-bench-')), name), { create: true });
}

function took(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function batchesOf(lines: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(lines.length / 1000) }, (_, n) => lines.slice(n * 1000, n * 1000 + 1000));
}

test('a full ledger of 1,000,000 items: export against reading the rows, merge against a bare upsert of the same rows', async () => {
  const db = fresh('ledger.db');
  db.write(() => {
    db.run(
      `INSERT INTO import_batch (id, clock, source, kind, complete, list_date, imported_on, imported_at, user_id, file_name, file_hash, report, seq)
       VALUES (1, ?, 'main', 'invoices', 0, '2026-11-20', '2026-11-20', '2026-11-20T08:00:00.000Z', 'u', 'f', 'h', '{}', 1)`,
      newClock(db, Date.parse('2026-11-20T08:00:00Z')),
    );
    db.raw.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO customer (id, source, key, name, stamp, seq) SELECT i, 'main', printf('C%05d', i), 'Customer ' || i, 1, i FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ITEMS})
      INSERT INTO item (id, customer_id, number, type, currency, amount_minor, issued_on, due_on, listed_on, stamp, seq)
        SELECT i, 1 + i / 50 % 20000, 'R' || i, 'invoice', 'EUR', 1000 + (i * 7919) % 900000, '2026-01-01', '2026-02-01', '2026-11-20', 1, i FROM n;
      UPDATE replica SET last_seq = ${ITEMS + 20000};`);
  });
  const read = took(() => {
    for (const table of ['customer', 'item', 'settlement'])
      for (const _ of db.raw.prepare(`SELECT * FROM ${table}`).iterate());
  });
  let lines: string[] = [];
  const exported = took(() => {
    lines = [...recordLines(db, select(db, WHOLE, ''), false, noLines())];
  });
  holdRatio('Export of 1,000,000 items, against reading the rows', exported, read, 3);

  const bare = new Sqlite(join(mkdtempSync(join(tmpdir(), 'duebook-bench-')), 'bare.db'));
  bare.pragma('journal_mode = WAL');
  bare.exec(
    `CREATE TABLE item (customer TEXT, number TEXT, disc TEXT, type TEXT, currency TEXT, minor INTEGER, issued TEXT, due TEXT, terms INTEGER,
       fallback INTEGER, listed TEXT, disputed INTEGER, po TEXT, stamp TEXT, seq INTEGER, UNIQUE (customer, number, disc)) STRICT`,
  );
  const upsert = bare.prepare(
    `INSERT INTO item VALUES (${Array(15).fill('?').join(', ')}) ON CONFLICT DO UPDATE SET minor = excluded.minor, due = excluded.due, listed = excluded.listed, stamp = excluded.stamp, seq = excluded.seq`,
  );
  const base = took(() =>
    bare.transaction(() => {
      let customer = '';
      let seq = 0;
      for (const line of lines) {
        const record = JSON.parse(line) as (string | number | null)[];
        if (record[0] === 'c') customer = String(record[3]);
        if (record[0] === 'i') upsert.run(customer, ...record.slice(2, 14), record[1], seq++);
      }
    })(),
  );
  const target = fresh('target.db');
  const start = performance.now();
  const staged = await stage(target, batchesOf(lines), 'bench');
  target.write(() => applyMerge(target, staged, planMerge(target, staged, KNOWLEDGE), KNOWLEDGE, [], 1));
  const merged = performance.now() - start;
  expect(target.value('SELECT count(*) FROM item')).toBe(ITEMS);
  holdRatio(
    'Merge of 1,000,000 items with reading and checking the lines, against parsing and upserting them',
    merged,
    base,
    3,
  );
});

test('300,000 annotation cells: applied, against parsing the same lines and upserting them into one table', async () => {
  const clock = (n: number) => (0x19a000000000 + n).toString(16).padStart(12, '0').padEnd(16, '0').padEnd(32, '1');
  const lines = Array.from({ length: CELLS / 3 }, (_, n) => {
    const id = `k${String(n).padStart(7, '0')}`;
    return `["r","contact","${id}",{"of":["${clock(n)}",{"customer_key":"C${n % 20000}","source":"main"}],"person":["${clock(n)}",{"internal":0,"name":"Name ${n}","role":"ap"}],"reach":["${clock(n)}",{"email":"n${n}@firm.example","phone":null}]},"main\\u001fC${n % 20000}"]`;
  });
  const bare = new Sqlite(join(mkdtempSync(join(tmpdir(), 'duebook-bench-')), 'bare.db'));
  bare.pragma('journal_mode = WAL');
  bare.exec(
    'CREATE TABLE cell (row_id TEXT, grp TEXT, clock TEXT, value TEXT, PRIMARY KEY (row_id, grp)) STRICT, WITHOUT ROWID',
  );
  const upsert = bare.prepare(
    'INSERT INTO cell VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET clock = excluded.clock, value = excluded.value WHERE excluded.clock > cell.clock',
  );
  const base = took(() =>
    bare.transaction(() => {
      for (const line of lines) {
        const [, , id, groups] = JSON.parse(line) as [string, string, string, Record<string, [string, unknown]>];
        for (const [group, [at, value]] of Object.entries(groups)) upsert.run(id, group, at, JSON.stringify(value));
      }
    })(),
  );
  const target = fresh('cells.db');
  const staged = await stage(target, batchesOf(lines), 'bench');
  const applied = took(() =>
    target.write(() =>
      applyMerge(target, staged, planMerge(target, staged, KNOWLEDGE), KNOWLEDGE, [Buffer.alloc(8)], 1),
    ),
  );
  expect(target.value('SELECT count(*) FROM cell')).toBe(CELLS);
  holdRatio('300,000 cells applied, against parsing and upserting them', applied, base, 3);
});
