import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import type { CallEnv } from '../../../src/main/data/env';

const opened: { db: Db; folder: string }[] = [];

/** A real database in a folder of its own, closed and removed after the test. */
export function newDatabase(): Db {
  const folder = newFolder();
  const db = openDatabase(join(folder, 'portfolio.duebook.db'), { create: true });
  opened.push({ db, folder });
  return db;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'duebook-test-'));
}

afterEach(() => {
  for (const { db, folder } of opened.splice(0)) {
    if (db.raw.open) db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Surroundings of a call with counted ids, at 10:00 UTC of the as-of date. */
export function testEnv(asOf: string, userId = 'user-1'): CallEnv {
  return { now: Date.parse(`${asOf}T10:00:00Z`), asOf, userId, newId: countedId };
}

let count = 0;
function countedId(): string {
  count++;
  return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
}

/** Every row of every table, for "nothing changed" comparisons. */
export function dump(db: Db): Record<string, unknown[]> {
  const tables = db.raw
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(tables.map((table) => [table, db.raw.prepare(`SELECT * FROM "${table}"`).all()]));
}
