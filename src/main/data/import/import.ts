import { Refusal } from '@shared/contract/errors';
import type { ImportOptions, ImportPreview, ImportReport } from '@shared/contract/imports';
import type { CurrencyCode } from '@shared/domain/model';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { type Progress, ProgressMeter } from '../work/progress';
import type { ImportFile } from './bytes';
import { RowReader } from './records';
import { rememberedLayout } from './remember';
import { makeReport } from './report';
import { readTable } from './rows';
import { type Planned, type Read, run } from './run';
import { inLongTransaction } from './transaction';
import type { Problem } from './understand/problem';
import { type Understanding, understand } from './understand/understanding';

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
 * @throws Refusal `file_empty` or `file_binary` when there is nothing to be understood; `cancelled`; `db_busy`, `db_readonly`… by SQLite.
 */
export function previewImport(
  db: Db,
  file: ImportFile,
  options: ImportOptions,
  env: CallEnv,
  progress?: Progress,
): ImportPreview {
  return reading(db, file, options, env, progress, (read) => {
    const { table, understanding } = read;
    const below = table.head.filter(({ line }) => line > understanding.headerLine).slice(0, SAMPLE_ROWS);
    const shown = {
      fileName: file.name,
      headers: understanding.headers,
      sheets: table.sheets,
      sheet: table.sheet,
      sample: below.map(({ cells }) => [...cells]),
    };
    const problem = firstProblem(read, options);
    if (problem)
      return {
        ...shown,
        report: makeReport(table, understanding, options, { ...read, batch: null }, null),
        counts: {},
        changes: [],
        vanished: [],
        blocked: problem,
      };
    const { report, ledger, vanished, stop } = rolledBack(db, () => run(db, read, options, env));
    return {
      ...shown,
      report: { ...report, batch: null },
      counts: ledger.counts,
      changes: ledger.changes,
      vanished: vanished.slice(0, VANISHED_SHOWN),
      blocked: stop && { code: stop.code, message: stop.message },
    };
  });
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
  progress?: Progress,
): ImportReport {
  return reading(db, file, options, env, progress, (read) =>
    inLongTransaction(db, 'an import', () => {
      const problem = firstProblem(read, options);
      if (problem) throw new Refusal(problem.code, problem.message);
      const { report, stop } = run(db, read, options, env);
      if (stop) throw stop;
      return report;
    }),
  );
}

/** Understands the file and hands it on, open; what is done with it reads its rows once more. */
function reading<T>(
  db: Db,
  file: ImportFile,
  options: ImportOptions,
  env: CallEnv,
  progress: Progress | undefined,
  use: (read: Read) => T,
): T {
  const meter = new ProgressMeter(progress, 'The import was cancelled. Nothing was changed.');
  meter.begin('reading', null);
  const table = readTable(file, options, () => meter.look());
  try {
    meter.begin('checking', table.rowsExpected);
    const remembered = (layout: string) => rememberedLayout(db, layout);
    const understanding = understand(table, file.name, options, remembered, () => meter.row());
    const ofItems = understanding.kind === 'open-items' || understanding.kind === 'invoices';
    return use({
      fileName: file.name,
      table,
      understanding,
      listDate: options.listDate ?? understanding.listDate ?? env.asOf,
      source: options.source ?? 'main',
      complete: (options.complete ?? false) && ofItems,
      baseCurrency: currencyOf(db, understanding, options),
      meter,
    });
  } finally {
    table.close();
  }
}

function firstProblem(read: Read, options: ImportOptions): Problem | null {
  const { understanding, table } = read;
  const [first] = understanding.problems;
  if (table.problem) return table.problem;
  if (first) return first;
  if (table.flaws.openQuote !== null)
    return {
      code: 'bad_input',
      message: `A quote that opens in row ${table.flaws.openQuote} is never closed, so the rows below it cannot be told apart. Nothing was changed; correct that row and import again.`,
    };
  const { kind, headerLine } = understanding;
  if (kind !== 'open-items' && kind !== 'invoices') return null;
  const reader = new RowReader(understanding, options, read.baseCurrency);
  if (reader.fallbackCurrency !== null || reader.has('currency')) return null;
  for (const { line, cells } of table.rows())
    if (line > headerLine && reader.ownCurrency(cells, ['open_amount', 'amount']) !== null) return null;
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

/** Within a caller's transaction it is for the caller to take back what the plan wrote. */
function rolledBack(db: Db, plan: () => Planned): Planned {
  try {
    return inLongTransaction(db, 'the preview of an import', () => {
      throw new Preview(plan());
    });
  } catch (thrown) {
    if (thrown instanceof Preview) return thrown.planned;
    throw thrown;
  }
}
