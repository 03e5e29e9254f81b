import { readFileSync, writeFileSync } from 'node:fs';
import { Refusal } from '@shared/contract/errors';
import { checkTarget } from '../../data/db/places';
import { exportLayouts, importLayouts, listLayouts } from '../../data/import/layouts';
import { type Command, textOf, UsageError } from '../command';
import { table } from '../table';

export const mappings: Command = {
  usage: 'mappings [--export FILE | --import FILE]',
  writes: true,
  options: { export: { type: 'string' }, import: { type: 'string' } },
  run: ({ db, env }, values) => {
    const [to, from] = [textOf(values, 'export'), textOf(values, 'import')];
    if (to !== undefined && from !== undefined)
      throw new UsageError('mappings: --export and --import exclude each other.');
    if (to !== undefined) {
      const { content } = exportLayouts(db);
      const layouts = listLayouts(db).length;
      checkTarget(to);
      onDisk(to, () => writeFileSync(to, content));
      return { json: { file: to, layouts }, text: `${layouts} layouts are in ${to}.` };
    }
    if (from !== undefined) {
      const taken = importLayouts(
        db,
        onDisk(from, () => readFileSync(from, 'utf8')),
        env().now,
      );
      return { json: taken, text: `${taken.added} layouts are new, ${taken.replaced} were replaced.` };
    }
    const rows = listLayouts(db);
    return {
      json: rows,
      text: table([
        ['Layout', 'Kind', 'Dates', 'Last used', 'Columns'],
        ...rows.map((row) => [
          row.name ?? row.layout.slice(0, 8),
          row.kind,
          row.dates ?? '',
          row.usedAt.slice(0, 10),
          row.headers.slice(0, 6).join(', ') + (row.headers.length > 6 ? '…' : ''),
        ]),
      ]),
    };
  },
};

function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Refusal(
      code === 'ENOENT' ? 'file_missing' : 'file_unreadable',
      `${file} cannot be opened (${code}). Nothing was changed; check its name and folder.`,
    );
  }
}
