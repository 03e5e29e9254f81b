import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportOptions, ImportPreview, ImportReport } from '@shared/contract/imports';
import { afterEach, beforeEach } from 'vitest';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import type { CallEnv } from '../../../src/main/data/env';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { commitImport, previewImport, undoImport } from '../../../src/main/data/import';

/** A real database file a test, and the calls of the import on text instead of files. */
export interface Bench {
  db: Db;
  env: (asOf?: string) => CallEnv;
  take: (text: string, options?: ImportOptions, name?: string) => ImportReport;
  look: (text: string, options?: ImportOptions, name?: string) => ImportPreview;
  undo: (batch: number | null) => { batch: number; reverted: number };
  /** Open amount by item number, of all settlements. */
  open: (number: string) => number | undefined;
  /** Those that came to nothing are left out. */
  settlements: (number: string) => object[];
  /** Every row of the given tables (all by default), as text. */
  dump: (tables?: readonly string[]) => string;
}

export const LEDGER = ['customer', 'item', 'settlement'] as const;
export const DESK = ['cell', 'customer_desk', 'item_desk', 'contact'] as const;

export function importBench(): Bench {
  const bench = {} as Bench;
  let folder = '';
  let now = Date.UTC(2026, 10, 20, 8);
  let ids = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'duebook-import-'));
    const db = openDatabase(join(folder, 'test.db'), { create: true });
    db.write(() => writeAnnotation(db, now, 'setting', 'baseCurrency', 'value', { value: '"EUR"' }));
    bench.db = db;
  });
  afterEach(() => {
    bench.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = (text: string, name = 'list.csv') => ({ name, bytes: new TextEncoder().encode(text) });
  bench.env = (asOf = '2026-11-20') => ({
    now: ++now,
    asOf,
    userId: 'me',
    newId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
  });
  bench.take = (text, options = {}, name) => commitImport(bench.db, file(text, name), options, bench.env());
  bench.look = (text, options = {}, name) => previewImport(bench.db, file(text, name), options, bench.env());
  bench.undo = (batch) => undoImport(bench.db, batch as number, bench.env());
  bench.open = (number) =>
    bench.db.value<number>(
      'SELECT i.amount_minor - coalesce((SELECT sum(s.minor) FROM settlement s WHERE s.item_id = i.id), 0) FROM item i WHERE i.number = ?',
      number,
    );
  bench.settlements = (number) =>
    bench.db.all(
      `SELECT s.kind, s.on_date AS 'on', s.after_date AS after, s.minor, s.reason FROM settlement s JOIN item i ON i.id = s.item_id
       WHERE i.number = ? AND s.minor <> 0 ORDER BY s.on_date, s.id`,
      number,
    );
  bench.dump = (tables) => {
    const names =
      tables ??
      bench.db
        .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .map((t) => t.name);
    return names
      .map((name) => `${name}\n${JSON.stringify(bench.db.all(`SELECT * FROM ${name} ORDER BY 1`))}`)
      .join('\n');
  };
  return bench;
}

/** An open-items list: `number;open` pairs under one customer each, amounts in whole units. */
export function openItems(
  ...rows: [number: string, open: number | string, extra?: { customer?: string; amount?: number; due?: string }][]
): string {
  const lines = rows.map(
    ([number, open, extra]) =>
      `${extra?.customer ?? 'C1'};${number};2026-10-01;${extra?.due ?? '2026-10-31'};${extra?.amount ?? 100};${open}`,
  );
  return ['Customer No;Invoice No;Invoice Date;Due Date;Amount;Open Amount', ...lines].join('\n');
}
