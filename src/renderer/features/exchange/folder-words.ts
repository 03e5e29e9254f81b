import type { FolderStatus } from '@shared/contract/folders';
import { formatDistanceToNowStrict, parseISO } from 'date-fns';

export interface FolderSign {
  kind: 'good' | 'wait' | 'stop';
  words: string;
}

/** How a shared folder stands, in two or three words. */
export function signOf(folder: FolderStatus): FolderSign {
  if (folder.paused) return { kind: 'wait', words: 'Paused' };
  if (folder.state === 'new' || (folder.state === 'ready' && folder.publishedAt === null))
    return { kind: 'wait', words: 'Being set up' };
  if (folder.state !== 'ready') return { kind: 'stop', words: STOPPED[folder.state] };
  if (folder.problems.length > 0 || folder.cloned || folder.failure !== null)
    return { kind: 'stop', words: 'Needs a look' };
  if (folder.waiting.length > 0) return { kind: 'wait', words: 'Waiting for files' };
  return { kind: 'good', words: 'Up to date' };
}

const STOPPED: Record<Exclude<FolderStatus['state'], 'ready' | 'new'>, string> = {
  gone: 'Cannot be reached',
  emptied: 'Emptied',
  foreign: 'Another portfolio',
  newer: 'Needs a newer Duebook',
  unreadable: 'Cannot be read',
  read_only: 'Read-only',
};

/** "just now", "4 minutes ago" */
export function agoWords(moment: string): string {
  const at = parseISO(moment);
  return Date.now() - at.getTime() < 60_000 ? 'just now' : formatDistanceToNowStrict(at, { addSuffix: true });
}

/** The last part of a path, of whatever system. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}
