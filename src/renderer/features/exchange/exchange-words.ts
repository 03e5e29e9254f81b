import type { ExchangeFileInfo, MergeCounts } from '@shared/contract/exchange';
import { format, parseISO } from 'date-fns';
import { plural } from '../../components/format';
import { folderName } from './folder-words';

/** "Thu 19 Nov, 18:00"; the year only where it is another than this one, as a wrong clock makes it. */
export function momentText(at: string): string {
  const moment = parseISO(at);
  return format(
    moment,
    moment.getFullYear() === new Date().getFullYear() ? 'EEE d MMM, HH:mm' : 'EEE d MMM yyyy, HH:mm',
  );
}

export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024)).toLocaleString()} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const KIND_WORDS: Record<ExchangeFileInfo['kind'], string> = {
  snapshot: 'everything',
  changes: 'what was new to its reader',
  segment: 'changes from a shared folder',
};

/** "2 new, 14 changed, 3 kept ours", or that nothing was new. */
export function countWords(counts: Pick<MergeCounts, 'added' | 'updated' | 'keptOurs' | 'unknown'>): string {
  const words = [
    counts.added > 0 && `${counts.added.toLocaleString()} new`,
    counts.updated > 0 && `${counts.updated.toLocaleString()} changed`,
    counts.keptOurs > 0 && `${counts.keptOurs.toLocaleString()} kept ours`,
    counts.unknown > 0 && `${counts.unknown.toLocaleString()} for a later version`,
  ].filter(Boolean);
  return words.length === 0 ? 'nothing that is not here already' : words.join(', ');
}

export const contentWords = ({ customers, items, activities }: ExchangeFileInfo): string =>
  [plural(customers, 'customer'), plural(items, 'item'), plural(activities, 'activity', 'activities')].join(', ');

/** What undone merges leave behind. @param files how many were merged in one go @param paused path of the shared folder that brought it; null for a file of somebody's */
export function undoneWords(paused: string | null, files: number): string {
  const done =
    files > 1
      ? `The ${files} files merged in one go were taken back: everything is as it was before the first.`
      : 'The merge was undone: everything is as it was before.';
  return paused === null
    ? done
    : `${done} The shared folder ${folderName(paused)} is paused, for it would bring the same again; go on with it under Exchange → Shared folder.`;
}
