import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ExportReport } from '@shared/contract/exchange';
import type { Registry } from '@shared/exchange/registry';
import { version } from '../../../../package.json';
import type { Db } from '../db/database';
import { MIGRATIONS } from '../db/migrate';
import type { CallEnv } from '../env';
import { type Progress, ProgressMeter } from '../work/progress';
import type { ExchangeHeader, HeaderDraft } from './file/header';
import { writeExchangeFile } from './file/write-file';
import { confirmations } from './heard';
import { settleIdentity } from './identity';
import { noLines, recordLines } from './lines';
import { type ExportPlan, remember, type Selection, select } from './scope';
import { KNOWLEDGE, type Knowledge } from './stage';

const EXPORT_STOPPED =
  'The export was stopped. No file was written, and nothing was changed; write it again when it suits you.';

export interface ExportOptions {
  passphrase?: string | undefined;
  kind?: ExchangeHeader['kind'];
  know?: Knowledge;
  /** Something to be recorded with the export: it stands in the file, and stays only with it. */
  before?: () => void;
  progress?: Progress | undefined;
}

/**
 * Writes what a plan chooses into an exchange file, all of one moment, and remembers that it left. Refusals are those of
 * `writeExchangeFile`; nothing is remembered then.
 */
export async function exportFile(
  db: Db,
  env: Pick<CallEnv, 'now' | 'userId'>,
  path: string,
  plan: ExportPlan,
  options: ExportOptions = {},
): Promise<ExportReport> {
  return (await exportIf(db, env, path, plan, options, () => true)) as ExportReport;
}

/** The same, but no file and null when there is nothing to tell; what the channel knows is remembered all the same. */
export function exportChanges(
  db: Db,
  env: Pick<CallEnv, 'now' | 'userId'>,
  path: string,
  plan: ExportPlan,
  options: ExportOptions = {},
): Promise<ExportReport | null> {
  return exportIf(db, env, path, plan, options, (first) => !first.done);
}

async function exportIf(
  db: Db,
  env: Pick<CallEnv, 'now' | 'userId'>,
  path: string,
  plan: ExportPlan,
  options: ExportOptions,
  worthIt: (first: IteratorResult<string>) => boolean,
): Promise<ExportReport | null> {
  const counts = noLines();
  const { registry } = options.know ?? KNOWLEDGE;
  const at = new Date(env.now).toISOString();
  const meter = new ProgressMeter(options.progress, EXPORT_STOPPED);
  meter.begin('choosing', null);
  meter.look();
  settleIdentity(db);
  db.raw.exec('BEGIN');
  let selection: Selection;
  let lines: Generator<string> | undefined;
  let written: Awaited<ReturnType<typeof writeExchangeFile>> | null = null;
  let end = 'ROLLBACK';
  try {
    options.before?.();
    selection = select(db, plan, env.userId);
    lines = recordLines(db, selection, plan.privateNotes, counts, registry);
    const first = lines.next();
    if (options.passphrase !== undefined) meter.begin('locking', null);
    meter.look();
    if (worthIt(first))
      written = await writeExchangeFile(
        path,
        draftOf(db, env.userId, at, plan, selection, options),
        told(first, lines, meter, linesExpected(db, selection, registry)),
        {
          counts: () => counts,
          passphrase: options.passphrase,
          onSealed: (done, total) => {
            meter.begin('sealing', total);
            meter.reach(done);
          },
        },
      );
    end = 'COMMIT';
  } finally {
    // A file that could not be written leaves them half read, and nothing can be committed while they are.
    lines?.return(undefined);
    db.raw.exec(end);
  }
  if (written === null) {
    if (selection.upTo > selection.since) db.write(() => remember(db, plan, selection, at));
    return null;
  }
  const { bytes, digest, header } = written;
  const report = {
    fileName: basename(path),
    bytes,
    encrypted: options.passphrase !== undefined,
    customers: counts.customers,
    items: counts.items,
    cells: counts.cells,
    activities: counts.activities,
  };
  const entry = db.write(() => {
    remember(db, plan, selection, at);
    return Number(
      db.run(
        `INSERT INTO exchange_log (kind, at, channel, file_name, digest, header, report, first_seq, last_seq, revision_before, revision_after)
         VALUES ('export', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        at,
        plan.channel,
        report.fileName,
        digest,
        JSON.stringify(header),
        JSON.stringify(report),
        selection.since,
        selection.upTo,
        selection.upTo,
        selection.upTo,
      ).lastInsertRowid,
    );
  });
  return { entry, ...report };
}

/** The lines behind the first, which was asked for already, too; the meter hears of each. */
function* told(
  first: IteratorResult<string>,
  rest: Iterable<string>,
  meter: ProgressMeter,
  total: number | null,
): Generator<string> {
  meter.begin('exporting', total);
  if (first.done) return;
  yield first.value;
  for (const line of rest) {
    meter.row();
    yield line;
  }
}

/** About how many lines it will be; null where only a part goes. */
function linesExpected(db: Db, { scoped, since }: Selection, registry: Registry): number | null {
  if (scoped || since > 0) return null;
  const tables = [
    'import_batch',
    'customer',
    'item',
    'settlement',
    'activity',
    ...Object.values(registry).map((one) => one.table),
  ];
  return tables.reduce((sum, table) => sum + (db.value<number>(`SELECT count(*) FROM ${table}`) as number), 0);
}

function draftOf(
  db: Db,
  userId: string,
  createdAt: string,
  plan: ExportPlan,
  selection: Selection,
  options: ExportOptions,
): HeaderDraft {
  const replica = db.get('SELECT portfolio_id, replica_id FROM replica') as {
    portfolio_id: string;
    replica_id: Buffer;
  };
  const name = db.value<string>('SELECT name FROM user WHERE row_id = ?', userId)?.replace(/[\p{Cc}\p{Cs}]/gu, '');
  return {
    portfolioId: replica.portfolio_id,
    fileId: randomUUID(),
    kind: options.kind ?? (selection.since > 0 ? 'changes' : 'snapshot'),
    scope: scopeOf(db, plan, selection),
    createdAt,
    by: {
      replicaId: replica.replica_id.toString('hex'),
      userId,
      ...(name && { name }),
      appVersion: version,
    },
    schema: MIGRATIONS.length,
    upTo: selection.upTo,
    ...confirmations(db, plan, selection),
  };
}

function scopeOf(db: Db, { scope }: ExportPlan, selection: Selection): ExchangeHeader['scope'] {
  if (!selection.scoped) return { all: true };
  const customers = db.value<number>('SELECT count(*) FROM temp.out_owner WHERE inside = 1') as number;
  if (scope.kind === 'assignee') return { assignee: scope.userId, customers };
  return { customers, ...(scope.kind === 'customers' && scope.until !== null && { until: scope.until }) };
}
