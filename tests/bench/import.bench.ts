import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/main/data/db/database';
import { commitImport, readImportFile } from '../../src/main/data/import';
import { writeBigList } from './big-list';
import { holdRatio } from './ratio';

const ROWS = 1_000_000;
/** Megabytes the data process may take at most while it imports. */
const MEMORY_LIMIT = 600;
const ROOT = resolve(import.meta.dirname, '../..');

const folder = mkdtempSync(join(tmpdir(), 'duebook-bench-import-'));
const [today, tomorrow, database] = [join(folder, 'today.csv'), join(folder, 'tomorrow.csv'), join(folder, 'ours.db')];
const shell = spawnSync('sqlite3', ['--version']).status === 0;
let bare = 0;

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The same rows into a STRICT table with the two indexes that our items have. */
function shellImport(): void {
  const script = join(folder, 'import.sql');
  writeFileSync(
    script,
    `CREATE TABLE item (customer_key TEXT NOT NULL, customer_name TEXT, number TEXT NOT NULL, type TEXT, issued_on TEXT, due_on TEXT,
       currency TEXT, amount REAL, open REAL, po_number TEXT, UNIQUE (customer_key, number)) STRICT;
     CREATE INDEX item_by_number ON item (number);
.import --csv --skip 1 ${today} item
`,
  );
  execFileSync('sqlite3', [join(folder, 'shell.db')], { input: `.read ${script}\n` });
}

function ourImport(file: string, complete = false): ReturnType<typeof commitImport> {
  const db = openDatabase(database, { create: true });
  try {
    const env = { now: Date.now(), asOf: '2026-11-20', userId: 'u', newId: () => crypto.randomUUID() };
    const listDate = file === tomorrow ? '2026-11-21' : '2026-11-20';
    return commitImport(db, readImportFile(file), { listDate, ...(complete && { complete: true }) }, env);
  } finally {
    db.close();
  }
}

beforeAll(() => {
  writeBigList(today, ROWS);
  writeBigList(tomorrow, ROWS, 1);
  if (shell) bare = timed(shellImport);
  else console.log('There is no sqlite3 on the PATH: nothing to compare with, the ratios are left out.');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!shell)('a million rows for the first time, against .import of the sqlite3 shell', () => {
  const ours = timed(() => expect(ourImport(today)).toMatchObject({ rows: ROWS, created: ROWS }));
  holdRatio('First import, against .import', ours, bare, 3);
});

test.skipIf(!shell)('the same file again', () => {
  const ours = timed(() => expect(ourImport(today)).toMatchObject({ rows: ROWS, unchanged: ROWS }));
  holdRatio('The same file again, against .import', ours, bare, 2);
});

test.skipIf(!shell)("the next day's complete list: 1 % gone, 1 % new, 1 % paid in part", () => {
  const ours = timed(() =>
    expect(ourImport(tomorrow, true)).toMatchObject({ rows: ROWS, created: ROWS / 100, settled: ROWS / 100 }),
  );
  holdRatio("The next day's list, against .import", ours, bare, 3);
});

test('memory of a preview and of an import', () => {
  for (const words of [['--dry-run'], []]) {
    const watch = 'data:text/javascript,process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';
    const ran = spawnSync(
      process.execPath,
      [
        '--import',
        watch,
        join(ROOT, 'scripts/duebook.mjs'),
        'import',
        today,
        '--db',
        join(folder, 'peak.db'),
        '--json',
        ...words,
      ],
      { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    expect(ran.status, ran.stderr).toBe(0);
    const peak = Math.max(...[...ran.stderr.matchAll(/peak (\d+)/g)].map((match) => Number(match[1]))) / 1024;
    const what = words.length > 0 ? 'Preview' : 'Import';
    console.log(`${what} of a million rows: ${peak.toFixed(0)} MB at most (limit ${MEMORY_LIMIT} MB)`);
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(MEMORY_LIMIT);
  }
});
