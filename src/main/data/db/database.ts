import { randomBytes, randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import Sqlite from 'better-sqlite3';
import { migrate } from './migrate';
import { refusalOf } from './sqlite-errors';

type Row = Record<string, unknown>;

/** How long a write waits for another program's before it says that the database is busy. */
export const BUSY_TIMEOUT_MS = 5000;

/** A connection with its statements prepared once: preparing is nearly all the cost of a short query. */
export class Db {
  readonly raw: Sqlite.Database;
  readonly file: string;
  readonly #statements = new Map<string, Sqlite.Statement>();
  #beforeFirstWrite: (() => void) | null = null;

  constructor(raw: Sqlite.Database, file: string) {
    this.raw = raw;
    this.file = file;
  }

  statement(sql: string): Sqlite.Statement {
    let found = this.#statements.get(sql);
    if (!found) {
      found = this.raw.prepare(sql);
      this.#statements.set(sql, found);
    }
    return found;
  }

  all<T = Row>(sql: string, ...params: unknown[]): T[] {
    return this.statement(sql).all(...params) as T[];
  }

  get<T = Row>(sql: string, ...params: unknown[]): T | undefined {
    return this.statement(sql).get(...params) as T | undefined;
  }

  /** First column of the first row. */
  value<T>(sql: string, ...params: unknown[]): T | undefined {
    const row = this.statement(sql).get(...params) as Row | undefined;
    return row === undefined ? undefined : (Object.values(row)[0] as T);
  }

  run(sql: string, ...params: unknown[]): Sqlite.RunResult {
    return this.statement(sql).run(...params);
  }

  /** Runs inside the next transaction that writes, before anything else in it. */
  beforeFirstWrite(action: () => void): void {
    this.#beforeFirstWrite = action;
  }

  /** One user action, one transaction. Takes the write lock at once, so that it never fails half-way for being busy. */
  write<T>(action: () => T): T {
    const before = this.#beforeFirstWrite;
    try {
      return this.raw
        .transaction(() => {
          this.#beforeFirstWrite = null;
          before?.();
          return action();
        })
        .immediate();
    } catch (error) {
      // What was rolled back has not been done.
      this.#beforeFirstWrite ??= before;
      throw refusalOf(error, this.file);
    }
  }

  close(): void {
    try {
      // Only a favour to later queries: not while somebody else writes, and never a reason to fail.
      this.raw.pragma('busy_timeout = 0');
      this.raw.pragma('optimize');
    } catch {}
    this.raw.close();
  }
}

export interface OpenOptions {
  /** Create the file when it is missing; otherwise a missing file is refused. */
  create: boolean;
}

/** Opens, checks and migrates a Duebook database. Every refusal names the file and leaves it as it was. */
export function openDatabase(file: string, options: OpenOptions): Db {
  const exists = existsSync(file);
  if (!exists && !options.create)
    throw new Refusal('db_missing', `There is no database at ${file}. Import a list or load the sample to create one.`);
  if (exists) checkFile(file);
  else mkdirSync(dirname(file), { recursive: true });
  let raw: Sqlite.Database | undefined;
  try {
    raw = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
    raw.pragma('trusted_schema = OFF');
    raw.pragma('cell_size_check = ON');
    raw.pragma('temp_store = MEMORY');
    raw.pragma('cache_size = -32000');
    migrate(raw, file);
    raw.pragma('journal_mode = WAL');
    // A logged promise must survive a power cut.
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    // Without it INSERT OR REPLACE would slip past the triggers that keep facts append-only.
    raw.pragma('recursive_triggers = ON');
    const db = new Db(raw, file);
    ensureReplica(db);
    return db;
  } catch (error) {
    raw?.close();
    throw refusalOf(error, file);
  }
}

function checkFile(file: string): void {
  const stat = statSync(file);
  if (stat.isDirectory()) throw new Refusal('db_foreign', `${file} is a folder, not a Duebook database.`);
  // An empty file would open as a valid empty database: somebody's truncated portfolio must not look like a new one.
  if (stat.size === 0)
    throw new Refusal(
      'db_damaged',
      `${file} is empty (0 bytes), so it holds no portfolio. Restore a backup or choose another file.`,
    );
  if (!writable(file) || !writable(dirname(file)))
    throw new Refusal(
      'db_readonly',
      `${file} or its folder is read-only here. Nothing was changed; make it writable or choose another file.`,
    );
}

/** Also false where nobody has the right to write: the administrator could, but somebody locked this file on purpose. */
function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return process.platform === 'win32' || (statSync(path).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}

function ensureReplica(db: Db): void {
  if (db.get('SELECT 1 AS one FROM replica')) return;
  db.write(() => {
    // Two programs may open a new database at once: the first one's identity stays.
    db.run(
      'INSERT OR IGNORE INTO replica (one, portfolio_id, replica_id, install_secret, clock_ms, clock_counter, last_seq) VALUES (1, ?, ?, ?, 0, 0, 0)',
      randomUUID(),
      randomBytes(8),
      randomBytes(16).toString('hex'),
    );
  });
}
