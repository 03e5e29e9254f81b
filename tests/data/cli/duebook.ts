import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, expect } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Where the commands note which databases are theirs; never the real folder of whoever runs the tests. */
const USER_DATA = mkdtempSync(join(tmpdir(), 'duebook-user-'));
afterAll(() => rmSync(USER_DATA, { recursive: true, force: true }));

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the real command line as a child process, as a user does; it builds the bundle first when that is stale. */
export function duebook(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const script = join(ROOT, 'scripts', 'duebook.mjs');
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [script, ...words],
      { cwd: ROOT, env: { ...process.env, DUEBOOK_USER_DATA: USER_DATA, ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') done({ code, stdout, stderr });
        else fail(error);
      },
    );
  });
}

/** A folder of one test file with its databases and lists, removed at the end. */
export function workbench() {
  const folder = mkdtempSync(join(tmpdir(), 'duebook-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    names: (): string[] => readdirSync(folder),
    file: (name: string, content: string | Uint8Array): string => {
      writeFileSync(path(name), content);
      return path(name);
    },
    /** A copy of a database that nobody has open. */
    copy: (from: string, name: string): string => {
      const source = new Sqlite(from, { readonly: true });
      source.prepare('VACUUM INTO ?').run(path(name));
      source.close();
      const copy = new Sqlite(path(name));
      copy.pragma('journal_mode = WAL');
      copy.close();
      return path(name);
    },
  };
}

/** Runs with `--json`; it must end with 0 and stdout must be one JSON document and nothing else. */
export async function answer<T = Record<string, unknown>>(
  db: string,
  words: readonly string[],
  asOf: string,
): Promise<T> {
  const ran = await duebook([...words, '--db', db, '--as-of', asOf, '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  return oneDocument(ran.stdout) as T;
}

/** Runs with `--json` what must be refused: exit 1, `{error:{code,message}}` and nothing else on stdout, the message on stderr too. */
export async function refused(
  db: string,
  words: readonly string[],
  asOf: string,
): Promise<{ code: string; message: string }> {
  const ran = await duebook([...words, '--db', db, '--as-of', asOf, '--json']);
  expect(ran.code, `${words.join(' ')}: ${ran.stdout}${ran.stderr}`).toBe(1);
  const document = oneDocument(ran.stdout) as { error: { code: string; message: string } };
  expect(Object.keys(document)).toEqual(['error']);
  expect(Object.keys(document.error).sort()).toEqual(['code', 'message']);
  expect(ran.stderr).toContain(document.error.message);
  return document.error;
}

function oneDocument(stdout: string): unknown {
  const lines = stdout.split('\n');
  expect(lines, 'stdout is one line').toHaveLength(2);
  expect(lines[1]).toBe('');
  return JSON.parse(lines[0] as string);
}

/** Every row of every table, read without Duebook's own code. */
export function rowsOf(db: string): Record<string, unknown[]> {
  const raw = new Sqlite(db, { readonly: true });
  try {
    const tables = raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all() as string[];
    return Object.fromEntries(tables.map((table) => [table, raw.prepare(`SELECT * FROM "${table}"`).all()]));
  } finally {
    raw.close();
  }
}

/** A list of open items: `customer, number, due date, amount, open amount` in whole units, issued 30 days before it is due. */
export function openItemsCsv(
  ...rows: [customer: string, number: string, due: string, amount: number, open: number][]
): string {
  return [
    'Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Amount;Open Amount',
    ...rows.map(([customer, number, due, amount, open]) => {
      const issued = new Date(Date.parse(due) - 30 * 86_400_000).toISOString().slice(0, 10);
      return `${customer};Firm ${customer};${number};${issued};${due};EUR;${amount}.00;${open}.00`;
    }),
    '',
  ].join('\n');
}
