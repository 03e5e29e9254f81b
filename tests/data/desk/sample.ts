import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { loadSample } from '../../../src/main/data/sample/load';
import { newFolder, testEnv } from '../support/database';

/** The sample portfolio, loaded once a test file; `copy` gives one that a test may change. */
export function sampleBench(today: string): { db: () => Db; copy: () => Db } {
  let folder: string;
  let db: Db;
  const copies: Db[] = [];
  beforeAll(() => {
    folder = newFolder();
    db = openDatabase(join(folder, 'sample.db'), { create: true });
    loadSample(db, today, testEnv(today));
  }, 120_000);
  afterAll(() => {
    for (const open of [db, ...copies]) open.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    db: () => db,
    copy: () => {
      const file = join(folder, `copy-${copies.length}.db`);
      db.raw.prepare('VACUUM INTO ?').run(file);
      const copy = openDatabase(file, { create: false });
      copies.push(copy);
      return copy;
    },
  };
}
