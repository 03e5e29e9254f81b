import { Refusal } from '@shared/contract/errors';
import type { ImportField, ImportOptions, ImportReport, VanishedItem } from '@shared/contract/imports';
import type { CurrencyCode, IsoDate } from '@shared/domain/model';
import { counted, dayWords } from '@shared/domain/words';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { markSaidTwice } from '../exchange/said-twice';
import { newClock, takeSeqs } from '../exchange/write';
import type { ProgressMeter } from '../work/progress';
import type { Applier } from './applier';
import { ContactApplier } from './apply-contacts';
import { CustomerApplier } from './apply-customers';
import { ItemApplier } from './apply-items';
import { PaymentApplier } from './apply-payments';
import { latestListDate, nextCompleteListDate } from './history';
import { Ledger } from './ledger';
import { leftOutBecause } from './left-out';
import { brake, missingItems, openBefore } from './missing';
import { RowReader, RowReject } from './records';
import { RejectsFile } from './rejects';
import { rememberLayout } from './remember';
import { makeReport } from './report';
import type { Row, Table } from './rows';
import { Tally } from './tally';
import type { Understanding } from './understand/understanding';
import { closeVanished } from './vanish';

/** A file that was read and understood, and what it is imported as. */
export interface Read {
  fileName: string;
  table: Table;
  understanding: Understanding;
  listDate: IsoDate;
  source: string;
  complete: boolean;
  /** For rows that name no currency; null when nothing is known. */
  baseCurrency: CurrencyCode | null;
  meter: ProgressMeter;
}

export interface Planned {
  report: ImportReport;
  ledger: Ledger;
  vanished: VanishedItem[];
  /** Stands against a commit though everything could be planned. */
  stop: Refusal | null;
}

/** Takes all rows of a file, inside the caller's transaction. */
export function run(db: Db, read: Read, options: ImportOptions, env: CallEnv): Planned {
  const { table, understanding, listDate, source, complete, fileName } = read;
  const latest = latestListDate(db, source);
  const history = latest !== null && listDate < latest;
  const nextComplete = nextCompleteListDate(db, source, listDate);
  const firstNew = (db.value<number | null>('SELECT max(id) FROM item') ?? 0) + 1;
  const id = insertBatch(db, read, env);
  const ledger = new Ledger(db, env, { id, source, kind: understanding.kind, listDate, history, nextComplete });
  const reader = new RowReader(understanding, options, read.baseCurrency);
  const applier = applierFor(ledger, reader, options, () => below(read));
  const before = complete && !history ? openBefore(ledger) : new Map<CurrencyCode, number>();
  const rejects = new RejectsFile(db, id, understanding.headers);
  const tally = takeRows(read, reader, applier, rejects);
  read.meter.begin('finishing', tally.rows);
  const { damaged, mixedLines } = table.flaws;
  if (damaged)
    ledger.warn(
      'damaged_quotes',
      `A quote in row ${damaged.line} stands in the middle of a cell (${damaged.what}); check that row.`,
    );
  for (const column of understanding.turned)
    ledger.warn(
      'dates_turned',
      `Day and month of the true dates in "${understanding.headers[column]}" were turned back, because you said in which order the list was written.`,
    );
  if (mixedLines > 0)
    ledger.warn(
      'mixed_encodings',
      `${mixedLines} lines are in UTF-8, others in Windows-1252; each was read in its own. Check names with accents.`,
    );
  if (table.rounded.length > 0)
    ledger.warn(
      'precision_lost',
      `${table.rounded.length} ${table.rounded.length === 1 ? 'number has' : 'numbers have'} more than 15 digits (first in row ${table.rounded[0]}); the spreadsheet has rounded them. Keep such numbers as text.`,
    );

  let vanished: VanishedItem[] = [];
  let stop = nothingRead(tally, fileName);
  if (applier instanceof ItemApplier) {
    if (history)
      ledger.warn(
        'history',
        `This list is of ${dayWords(listDate, env.asOf)}, before the last one of "${source}" (${dayWords(latest, env.asOf)}): it settles nothing and overwrites nothing newer.`,
      );
    else {
      const missing = missingItems(ledger, applier.mentioned, firstNew);
      if (complete) {
        if (!options.confirmSettle) stop ??= brake(ledger, before, missing);
        vanished = closeVanished(ledger, missing.ids, options, firstNew);
      } else if (understanding.kind === 'open-items' && missing.ids.length > 0)
        ledger.warn(
          'maybe_complete',
          `${counted(missing.ids.length, 'open item')} of "${source}" ${missing.ids.length === 1 ? 'is' : 'are'} not on this list. If this is the complete list, say so and ${missing.ids.length === 1 ? 'it' : 'they'} will be closed as paid.`,
        );
    }
  }
  if (table.changed())
    throw new Refusal(
      'file_unreadable',
      `${fileName} was changed by another program while it was read. Nothing was changed here; import it again when it is written.`,
    );
  const report = makeReport(
    table,
    understanding,
    options,
    { ...read, batch: id },
    { tally, settled: ledger.settled, returned: ledger.returned, warnings: ledger.warnings },
  );
  read.meter.look();
  ledger.finish();
  // An item of which the list says what was known agrees with it already; only what was written, or marked before, may not.
  markSaidTwice(db, 'SELECT item_id FROM settlement WHERE stamp = ? OR absorbed_minor <> 0', id);
  rejects.finish();
  read.meter.look();
  db.run('UPDATE import_batch SET report = ? WHERE id = ?', JSON.stringify({ ...report, counts: ledger.counts }), id);
  rememberLayout(db, understanding, options, fileName, env.now);
  return { report, ledger, vanished, stop };
}

function* below({ table, understanding }: Read): Generator<Row> {
  for (const row of table.rows()) if (row.line > understanding.headerLine) yield row;
}

function takeRows(read: Read, reader: RowReader, applier: Applier, rejects: RejectsFile): Tally {
  const tally = new Tally();
  const { headers, mapping, rowCount } = read.understanding;
  const columnOf = (field: ImportField | null) => (field === null ? '' : (headers[mapping[field] ?? -1] ?? field));
  read.meter.begin('writing', rowCount);
  for (const { line, cells } of below(read)) {
    try {
      if (leftOutBecause(reader, cells) !== null) tally.leave(applier.amountOf(cells));
      else {
        if (cells.length > headers.length) checkWidth(cells, headers.length);
        tally.take(applier.row(line, cells));
      }
    } catch (thrown) {
      if (!(thrown instanceof RowReject)) throw thrown;
      const { field, value, reason } = thrown;
      const column = columnOf(field);
      tally.reject({ row: line, column, value, reason }, applier.amountOf(cells));
      rejects.add(cells, column === '' ? reason : `${column}: ${reason}`);
    }
    read.meter.row();
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
  if (first === undefined || tally.rejected + tally.leftOut < tally.rows) return null;
  return new Refusal(
    'bad_input',
    `No row of ${fileName} could be taken: ${tally.rejected} rejected, the first in row ${first.row}, column "${first.column}"${first.value ? ` ("${first.value}")` : ''}: ${first.reason}. Nothing was changed; check the kind of file and its columns.`,
    { rejects: tally.rejects.slice(0, 20) },
  );
}

function applierFor(ledger: Ledger, reader: RowReader, options: ImportOptions, rows: () => Iterable<Row>): Applier {
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

function insertBatch(db: Db, read: Read, env: CallEnv): number {
  const result = db.run(
    `INSERT INTO import_batch (clock, source, kind, complete, list_date, imported_on, imported_at, user_id, file_name, file_hash, report, states_open, undone_at, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', 1, NULL, ?)`,
    newClock(db, env.now),
    read.source,
    read.understanding.kind,
    read.complete ? 1 : 0,
    read.listDate,
    env.asOf,
    new Date(env.now).toISOString(),
    env.userId,
    read.fileName,
    read.table.digest,
    takeSeqs(db, 1),
  );
  return Number(result.lastInsertRowid);
}
