import { createHash } from 'node:crypto';
import { Refusal } from '@shared/contract/errors';
import type { ImportField, ImportOptions, ImportPreview, ImportReport, VanishedItem } from '@shared/contract/imports';
import type { CurrencyCode, IsoDate } from '@shared/domain/model';
import { counted, dayWords } from '@shared/domain/words';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { newClock, takeSeqs } from '../exchange/write';
import type { Applier } from './applier';
import { ContactApplier } from './apply-contacts';
import { CustomerApplier } from './apply-customers';
import { ItemApplier } from './apply-items';
import { PaymentApplier } from './apply-payments';
import { latestListDate, nextCompleteListDate } from './history';
import { Ledger } from './ledger';
import { leftOutBecause } from './left-out';
import { brake, missingItems, openBefore } from './missing';
import { checkReadable, type ImportFile } from './read-file';
import { RowReader, RowReject } from './records';
import { rememberedLayout, rememberLayout } from './remember';
import { makeReport, rejectsCsv, storedReport } from './report';
import { readTable, type Table } from './rows';
import { Tally } from './tally';
import type { Problem } from './understand/problem';
import { type Understanding, understand } from './understand/understanding';
import { closeVanished } from './vanish';

/** Told of rows as they are taken, and asked whether to stop; a stopped import changes nothing. */
export interface ImportProgress {
  onRows(rows: number, total: number): void;
  isCancelled(): boolean;
}

interface Read {
  table: Table;
  understanding: Understanding;
  listDate: IsoDate;
  source: string;
  complete: boolean;
}

interface Planned {
  report: ImportReport;
  ledger: Ledger;
  vanished: VanishedItem[];
  /** Stands against a commit though everything could be planned. */
  stop: Refusal | null;
}

const PROGRESS_EVERY = 500;
const SAMPLE_ROWS = 20;
const VANISHED_SHOWN = 500;

/** Leaves the preview's transaction, which must not be kept. */
class Preview {
  readonly planned: Planned;
  constructor(planned: Planned) {
    this.planned = planned;
  }
}

/**
 * What an import would do. Runs the code of the commit in a transaction that is rolled back, so that the two cannot disagree.
 * What must be asked first stands in `blocked`; then the counts are 0, except for the brake of complete lists.
 * @throws Refusal `file_empty` or `file_binary` when there is nothing to be understood; `db_busy`, `db_readonly`… by SQLite.
 */
export function previewImport(db: Db, file: ImportFile, options: ImportOptions, env: CallEnv): ImportPreview {
  const read = readAll(db, file, options, env);
  const { table, understanding } = read;
  const rows = table.rows.slice(understanding.headerIndex + 1, understanding.headerIndex + 1 + SAMPLE_ROWS);
  const shown = {
    fileName: file.name,
    headers: understanding.headers,
    sheets: table.sheets,
    sheet: table.sheet,
    sample: rows.map((row) => [...row]),
  };
  const problem = firstProblem(db, read, options);
  if (problem)
    return {
      ...shown,
      report: makeReport(table, understanding, options, { ...read, batch: null }, null),
      counts: {},
      changes: [],
      vanished: [],
      blocked: problem,
    };
  const { report, ledger, vanished, stop } = rolledBack(db, () => run(db, file, read, options, env));
  return {
    ...shown,
    report: { ...report, batch: null },
    counts: ledger.counts,
    changes: ledger.changes,
    vanished: vanished.slice(0, VANISHED_SHOWN),
    blocked: stop && { code: stop.code, message: stop.message },
  };
}

/**
 * Imports a file in one transaction. Refused whole, with nothing changed: `file_empty`, `file_binary`, `mapping_incomplete`,
 * `dates_ambiguous`, `currency_unknown`, `needs_confirmation` (a complete list that settles more than a fifth), `bad_input`
 * (no row could be read), `cancelled`.
 */
export function commitImport(
  db: Db,
  file: ImportFile,
  options: ImportOptions,
  env: CallEnv,
  progress?: ImportProgress,
): ImportReport {
  const read = readAll(db, file, options, env);
  return db.write(() => {
    const problem = firstProblem(db, read, options);
    if (problem) throw new Refusal(problem.code, problem.message);
    const { report, stop } = run(db, file, read, options, env, progress);
    if (stop) throw stop;
    return report;
  });
}

function readAll(db: Db, file: ImportFile, options: ImportOptions, env: CallEnv): Read {
  checkReadable(file);
  const table = readTable(file, options);
  const understanding = understand(table, file.name, options, (layout) => rememberedLayout(db, layout));
  const ofItems = understanding.kind === 'open-items' || understanding.kind === 'invoices';
  return {
    table,
    understanding,
    listDate: options.listDate ?? understanding.listDate ?? env.asOf,
    source: options.source ?? 'main',
    complete: (options.complete ?? false) && ofItems,
  };
}

function firstProblem(db: Db, read: Read, options: ImportOptions): Problem | null {
  const { understanding, table } = read;
  const [first] = understanding.problems;
  if (table.problem) return table.problem;
  if (first) return first;
  if (table.openQuote !== null)
    return {
      code: 'bad_input',
      message: `A quote that opens in row ${table.openQuote} is never closed, so the rows below it cannot be told apart. Nothing was changed; correct that row and import again.`,
    };
  const { kind } = understanding;
  if (kind !== 'open-items' && kind !== 'invoices') return null;
  const reader = new RowReader(understanding, options, currencyOf(db, understanding, options));
  if (reader.fallbackCurrency !== null || reader.has('currency')) return null;
  const data = table.rows.slice(understanding.headerIndex + 1);
  if (data.some((cells) => reader.ownCurrency(cells, ['open_amount', 'amount']) !== null)) return null;
  return {
    code: 'currency_unknown',
    message:
      'The file has no currency column, none was given, and the portfolio has no base currency yet. Nothing was changed; say which currency the amounts are in.',
  };
}

/** What stands in for a missing currency beside the one given: that of the layout's last import, the portfolio's. */
function currencyOf(db: Db, understanding: Understanding, options: ImportOptions): CurrencyCode | null {
  if (options.currency) return options.currency;
  const value = db.value<string | null>("SELECT value FROM setting WHERE row_id = 'baseCurrency'");
  const base = value ? (JSON.parse(value) as unknown) : null;
  return rememberedLayout(db, understanding.layout)?.currency ?? (typeof base === 'string' ? base : null);
}

function rolledBack(db: Db, plan: () => Planned): Planned {
  try {
    return db.write(() => {
      throw new Preview(plan());
    });
  } catch (thrown) {
    if (thrown instanceof Preview) return thrown.planned;
    throw thrown;
  }
}

function run(
  db: Db,
  file: ImportFile,
  read: Read,
  options: ImportOptions,
  env: CallEnv,
  progress?: ImportProgress,
): Planned {
  const { table, understanding, listDate, source, complete } = read;
  const latest = latestListDate(db, source);
  const history = latest !== null && listDate < latest;
  const nextComplete = nextCompleteListDate(db, source, listDate);
  const firstNew = (db.value<number | null>('SELECT max(id) FROM item') ?? 0) + 1;
  const id = insertBatch(db, file, read, env);
  const ledger = new Ledger(db, env, { id, source, kind: understanding.kind, listDate, history, nextComplete });
  const reader = new RowReader(understanding, options, currencyOf(db, understanding, options));
  const applier = applierFor(ledger, reader, options, table.rows.slice(understanding.headerIndex + 1));
  const before = complete && !history ? openBefore(ledger) : new Map<CurrencyCode, number>();
  const tally = takeRows(table, reader, applier, progress);
  for (const { line, what } of table.damaged)
    ledger.warn('damaged_quotes', `A quote in row ${line} stands in the middle of a cell (${what}); check that row.`);

  for (const column of understanding.turned)
    ledger.warn(
      'dates_turned',
      `Day and month of the true dates in "${understanding.headers[column]}" were turned back, because you said in which order the list was written.`,
    );
  if (table.mixedLines > 0)
    ledger.warn(
      'mixed_encodings',
      `${table.mixedLines} lines are in UTF-8, others in Windows-1252; each was read in its own. Check names with accents.`,
    );
  if (table.rounded.length > 0)
    ledger.warn(
      'precision_lost',
      `${table.rounded.length} ${table.rounded.length === 1 ? 'number has' : 'numbers have'} more than 15 digits (first in row ${table.rounded[0]}); the spreadsheet has rounded them. Keep such numbers as text.`,
    );

  let vanished: VanishedItem[] = [];
  let stop = nothingRead(tally, file.name);
  if (applier instanceof ItemApplier) {
    if (history)
      ledger.warn(
        'history',
        `This list is of ${dayWords(listDate, env.asOf)}, before the last one of "${source}" (${dayWords(latest, env.asOf)}): it settles nothing and overwrites nothing newer.`,
      );
    else {
      const missing = missingItems(ledger, applier.mentioned);
      if (complete) {
        if (!options.confirmSettle) stop ??= brake(source, before, missing);
        vanished = closeVanished(ledger, missing, options, firstNew);
      } else if (understanding.kind === 'open-items' && missing.length > 0)
        ledger.warn(
          'maybe_complete',
          `${counted(missing.length, 'open item')} of "${source}" ${missing.length === 1 ? 'is' : 'are'} not on this list. If this is the complete list, say so and ${missing.length === 1 ? 'it' : 'they'} will be closed as paid.`,
        );
    }
  }
  const report = makeReport(
    table,
    understanding,
    options,
    { ...read, batch: id },
    { tally, settled: ledger.settled, returned: ledger.returned, warnings: ledger.warnings },
  );
  db.run('UPDATE import_batch SET report = ? WHERE id = ?', storedReport(report), id);
  if (tally.rejects.length > 0)
    db.run('INSERT INTO import_reject (batch_id, csv) VALUES (?, ?)', id, rejectsCsv(understanding, tally));
  rememberLayout(db, understanding, options, env.now);
  return { report, ledger, vanished, stop };
}

function takeRows(table: Table, reader: RowReader, applier: Applier, progress?: ImportProgress): Tally {
  const tally = new Tally();
  const { headerIndex, headers, mapping } = reader.understanding;
  const columnOf = (field: ImportField | null) => (field === null ? '' : (headers[mapping[field] ?? -1] ?? field));
  const total = table.rows.length - headerIndex - 1;
  for (let i = headerIndex + 1; i < table.rows.length; i++) {
    const cells = table.rows[i] as string[];
    const line = table.lines[i] as number;
    try {
      if (leftOutBecause(reader, cells) !== null) tally.leave(applier.amountOf(cells));
      else {
        checkWidth(cells, headers.length);
        tally.take(applier.row(line, cells));
      }
    } catch (thrown) {
      if (!(thrown instanceof RowReject)) throw thrown;
      tally.reject(line, cells, thrown, columnOf, applier.amountOf(cells));
    }
    if (progress && tally.rows % PROGRESS_EVERY === 0) {
      progress.onRows(tally.rows, total);
      if (progress.isCancelled()) throw new Refusal('cancelled', 'The import was cancelled. Nothing was changed.');
    }
  }
  return tally;
}

/** Cells beyond the last column name mean that a delimiter stands inside a cell, so that the others may be shifted. */
function checkWidth(cells: readonly string[], width: number): void {
  const beyond = cells.slice(width).find((cell) => cell.trim() !== '');
  if (beyond !== undefined)
    throw new RowReject(
      null,
      beyond,
      'has more cells than there are columns: a delimiter inside a cell must stand in quotes',
    );
}

/** A file of which every row was rejected is wrongly mapped, or of another kind: nothing of it is recorded. */
function nothingRead(tally: Tally, fileName: string): Refusal | null {
  const [first] = tally.rejects;
  if (first === undefined || tally.rejects.length + tally.leftOut < tally.rows) return null;
  return new Refusal(
    'bad_input',
    `No row of ${fileName} could be taken: ${tally.rejects.length} rejected, the first in row ${first.row}, column "${first.column}"${first.value ? ` ("${first.value}")` : ''}: ${first.reason}. Nothing was changed; check the kind of file and its columns.`,
    { rejects: tally.rejects.slice(0, 20) },
  );
}

function applierFor(ledger: Ledger, reader: RowReader, options: ImportOptions, rows: readonly string[][]): Applier {
  switch (reader.understanding.kind) {
    case 'open-items':
    case 'invoices':
      return new ItemApplier(ledger, reader, options, rows);
    case 'payments':
      return new PaymentApplier(ledger, reader);
    case 'customers':
      return new CustomerApplier(ledger, reader);
    case 'contacts':
      return new ContactApplier(ledger, reader);
  }
}

function insertBatch(db: Db, file: ImportFile, read: Read, env: CallEnv): number {
  const result = db.run(
    `INSERT INTO import_batch (clock, source, kind, complete, list_date, imported_on, imported_at, user_id, file_name, file_hash, report, undone_at, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', NULL, ?)`,
    newClock(db, env.now),
    read.source,
    read.understanding.kind,
    read.complete ? 1 : 0,
    read.listDate,
    env.asOf,
    new Date(env.now).toISOString(),
    env.userId,
    file.name,
    createHash('sha256').update(file.bytes).digest('hex'),
    takeSeqs(db, 1),
  );
  return Number(result.lastInsertRowid);
}
