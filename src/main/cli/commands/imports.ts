import { basename } from 'node:path';
import { ERROR_CODES, type ErrorCode, Refusal } from '@shared/contract/errors';
import { type BatchChanges, IMPORT_FIELDS, type ImportOptions, type ImportReport } from '@shared/contract/imports';
import { minorToDecimal } from '@shared/domain/money';
import { commitImport, listImports, previewImport, readImportFile, undoImport } from '../../data/import';
import { batchChanges } from '../../data/import/batch-changes';
import { type Answer, type Command, UsageError, wholeNumber } from '../command';
import { table } from '../table';
import { IMPORT_OPTIONS, optionsOf } from './import-options';

export const importFile: Command = {
  usage:
    'import FILE [--kind open-items|invoices|payments|customers|contacts] [--complete] [--confirm-settle] [--list-date DATE] [--source NAME] [--map FIELD=COLUMN]… [--dates dmy|mdy|ymd] [--currency EUR] [--sheet NAME] [--terms DAYS] [--encoding NAME] [--delimiter CHAR|tab] [--header-row LINE] [--decimal .|,] [--reuse-numbers] [--close NUMBER=REASON]… [--close-others REASON] [--take-proposals] [--dry-run]',
  creates: true,
  writes: true,
  long: 'import',
  words: [1, 1],
  options: IMPORT_OPTIONS,
  run: ({ db, env, progress }, values, [path = '']) => {
    const options = optionsOf(values);
    const file = readImportFile(path);
    const report = hinted(() =>
      values['dry-run'] ? dryRun(db, file, options, env(), progress) : commitImport(db, file, options, env(), progress),
    );
    for (const { code, text } of report.warnings)
      console.error(code === 'maybe_complete' ? `${text} (--complete)` : text);
    return { json: report, text: summary(basename(path), report), dryRun: values['dry-run'] === true };
  },
};

/** How a question of the import is answered here; its own words suit the window too. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  dates_ambiguous: '--dates dmy, mdy or ymd',
  mapping_incomplete: `--map FIELD=COLUMN, FIELD one of ${IMPORT_FIELDS.join(', ')}; --kind`,
  currency_unknown: '--currency EUR',
  needs_confirmation: '--confirm-settle',
  sheet_wanted: '--sheet NAME',
};

function hinted(work: () => ImportReport): ImportReport {
  try {
    return work();
  } catch (thrown) {
    const hint = thrown instanceof Refusal ? HINTS[thrown.code] : undefined;
    if (!(thrown instanceof Refusal) || hint === undefined) throw thrown;
    throw new Refusal(thrown.code, `${thrown.message} (${hint})`, thrown.details);
  }
}

function dryRun(
  db: Parameters<typeof previewImport>[0],
  file: Parameters<typeof previewImport>[1],
  options: ImportOptions,
  env: Parameters<typeof previewImport>[3],
  progress: Parameters<typeof previewImport>[4],
): ImportReport {
  const preview = previewImport(db, file, options, env, progress);
  if (preview.blocked) {
    const { code, message } = preview.blocked;
    throw new Refusal(ERROR_CODES.find((known) => known === code) ?? 'bad_input', message);
  }
  return preview.report;
}

function summary(fileName: string, report: ImportReport): string {
  const lines = [
    `${fileName}: ${report.kind} of ${report.listDate}${report.batch === null ? ' (dry run, nothing was kept)' : `, batch ${report.batch}`}`,
    `${report.rows} rows = ${report.created} created + ${report.updated} updated + ${report.unchanged} unchanged + ${report.repeated} repeated + ${report.leftOut} left out + ${report.rejected} rejected`,
  ];
  if (report.settled + report.returned > 0) lines.push(`${report.settled} items settled, ${report.returned} returned`);
  for (const reject of report.rejects.slice(0, 20))
    lines.push(`  row ${reject.row}, ${reject.column}: “${reject.value}” ${reject.reason}`);
  if (report.rejected > 20) lines.push(`  … and ${report.rejected - 20} more`);
  return lines.join('\n');
}

export const undo: Command = {
  usage: 'undo BATCH',
  writes: true,
  long: 'undo',
  words: [1, 1],
  run: ({ db, env, progress }, _values, [text = '']) => {
    const undone = undoImport(db, batchNumber('undo', text), env(), progress);
    return { json: undone, text: `Import ${undone.batch} is undone: ${undone.reverted} rows are as before.` };
  },
};

export const imports: Command = {
  usage: 'imports [BATCH [--from N]]',
  words: [0, 1],
  options: { from: { type: 'string' } },
  run: ({ db }, values, [batch]) => {
    if (batch !== undefined)
      return oneBatch(batchChanges(db, batchNumber('imports', batch), wholeNumber(values, 'from') ?? 0));
    const batches = listImports(db);
    return {
      json: batches,
      text: table([
        ['Batch', 'List date', 'Kind', 'File', 'Rows', 'Created', 'Rejected', 'Undone'],
        ...batches.map((b) => [
          b.batch,
          b.listDate,
          b.kind,
          b.fileName,
          b.rows,
          b.created,
          b.rejected,
          b.undoneAt ?? '',
        ]),
      ]),
    };
  },
};

function batchNumber(command: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`${command} ${text}: the number of an import is wanted (duebook imports).`);
  return Number(text);
}

function oneBatch(found: BatchChanges): Answer {
  const { row, changes, customers, next } = found;
  const amount = (minor: number | null, currency: string) => (minor === null ? '' : minorToDecimal(minor, currency));
  const lines = [
    `Import ${row.batch}: ${row.fileName} (${row.fileHash.slice(0, 12)}…), ${row.kind} of ${row.listDate}, by ${row.byName}, ${row.importedAt}${row.undoneAt ? `, undone ${row.undoneAt}` : ''}`,
    table([
      ['Change', 'Customer', 'Item', 'Open before', 'Open after', 'Due before', 'Due after', 'Reason'],
      ...changes.map((one) => [
        one.change,
        one.customerKey,
        one.number,
        amount(one.open[0], one.currency),
        amount(one.open[1], one.currency),
        one.dueOn[0] ?? '',
        one.dueOn[1] ?? '',
        one.what ?? '',
      ]),
    ]),
    ...customers.map(({ key, what }) => `customer ${key}: ${what}`),
    ...(next === null ? [] : [`More with --from ${next}.`]),
  ];
  return { json: found, text: lines.join('\n') };
}
