import { formatDistanceToNowStrict, parseISO } from 'date-fns';

/** "just now", "4 minutes ago" */
export function agoWords(moment: string): string {
  const at = parseISO(moment);
  return Date.now() - at.getTime() < 60_000 ? 'just now' : formatDistanceToNowStrict(at, { addSuffix: true });
}

/** The last part of a path, of whatever system. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}
