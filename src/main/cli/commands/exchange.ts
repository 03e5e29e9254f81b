import { readFileSync } from 'node:fs';
import { Refusal } from '@shared/contract/errors';
import type { MergeCounts } from '@shared/contract/exchange';
import { backupTo, restoreFrom } from '../../data/exchange/backup';
import { personChannel } from '../../data/exchange/channel';
import { mergeFile } from '../../data/exchange/merge';
import { previewMerge } from '../../data/exchange/preview';
import { type Command, textOf, type Values } from '../command';

export const merge: Command = {
  usage: 'merge FILE [--passphrase-file F] [--confirm-deletions] [--dry-run]',
  creates: true,
  long: 'merge',
  words: [1, 1],
  options: {
    'passphrase-file': { type: 'string' },
    'confirm-deletions': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  run: async ({ db, isNew, progress }, values, [path = '']) => {
    const passphrase = passphraseOf(values);
    const now = Date.now();
    if (values['dry-run'] === true) {
      const { counts, unusual } = await previewMerge(db, now, path, { passphrase, progress });
      for (const { text } of unusual) console.error(text);
      return { json: countsOnly(counts), text: `${countWords(counts)} (dry run, nothing was kept)`, dryRun: true };
    }
    const report = await mergeFile(db, now, path, {
      passphrase,
      join: isNew,
      confirmed: values['confirm-deletions'] === true,
      channel: (header) => personChannel(header.by.userId),
      progress,
    });
    if (report.mergedBefore !== null)
      console.error(`This file was merged before, on ${report.mergedBefore.slice(0, 10)}.`);
    for (const { byName, activities } of report.missing)
      console.error(`${activities} activities logged by ${byName} have not arrived.`);
    if (report.newIdentity)
      console.error('This database is a copy of another one; it goes on under an identity of its own.');
    return { json: countsOnly(report), text: countWords(report) };
  },
};

export const backup: Command = {
  usage: 'backup FILE',
  words: [1, 1],
  run: async ({ db }, _values, [path = '']) => {
    await backupTo(db, path);
    return { json: { file: path }, text: `${path}: a copy of the whole database.` };
  },
};

export const restore: Command = {
  usage: 'restore FILE',
  creates: true,
  words: [1, 1],
  run: async ({ db }, _values, [path = '']) => {
    await restoreFrom(db, path);
    return { json: { file: path }, text: `Restored from ${path}.` };
  },
};

function countsOnly({ added, updated, unchanged, keptOurs, unknown, conflicts }: MergeCounts): MergeCounts {
  return { added, updated, unchanged, keptOurs, unknown, conflicts };
}

function countWords(counts: MergeCounts): string {
  const { added, updated, unchanged, keptOurs, unknown, conflicts } = counts;
  return `${added} added, ${updated} updated, ${unchanged} unchanged, ${keptOurs} kept ours, ${unknown} unknown to this version; ${conflicts} conflicts`;
}

/** The first line of the file: a passphrase on the command line would stay in the shell's history. */
export function passphraseOf(values: Values): string | undefined {
  const path = textOf(values, 'passphrase-file');
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal('file_unreadable', `${path} cannot be read (${code}). Nothing was changed.`);
  }
}
