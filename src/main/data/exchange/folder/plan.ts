import type { PublishedFile } from './layout';

/** So many unread segments, and one snapshot is the quicker way. */
const SNAPSHOT_INSTEAD_OF = 20;

export interface Plan {
  /** To be merged, in this order; any order would do. */
  merge: PublishedFile[];
  /** Numbers that are neither there nor covered by a snapshot: still on their way. */
  missing: number[];
}

/**
 * What of one replica's files is still to be merged. A snapshot stands for all segments up to its number, so it is read when
 * one of them is gone or there are many; and what it covers is never read again (research: compaction, P17).
 * @param files those of one replica. @param taken names of its files merged earlier.
 */
export function planCollect(files: readonly PublishedFile[], taken: ReadonlySet<string>): Plan {
  const segments = files.filter((file) => file.kind === 'segment').sort(byNumber);
  const snapshots = files.filter((file) => file.kind === 'snapshot').sort(byNumber);
  const covered = Math.max(0, ...[...taken].map(coveredBy));
  const there = new Set(segments.map((file) => file.number));
  const read = new Set([...taken].map(segmentNumber));
  const unread = (number: number) => number > covered && !read.has(number);
  const last = Math.max(covered, ...segments.map((file) => file.number), ...snapshots.map((file) => file.number));
  const open: number[] = [];
  for (let number = covered + 1; number <= last; number++) if (unread(number)) open.push(number);

  const newest = snapshots.at(-1);
  const behind = newest ? open.filter((number) => number <= newest.number) : [];
  const snapshot =
    newest && (behind.some((number) => !there.has(number)) || behind.length > SNAPSHOT_INSTEAD_OF) ? newest : null;
  const from = snapshot?.number ?? 0;
  return {
    merge: [...(snapshot ? [snapshot] : []), ...segments.filter((file) => file.number > from && unread(file.number))],
    missing: open.filter((number) => number > from && !there.has(number)),
  };
}

function coveredBy(name: string): number {
  return name.startsWith('snapshot-') ? Number(name.slice(9, 15)) : 0;
}

function segmentNumber(name: string): number {
  return name.startsWith('snapshot-') ? 0 : Number(name.slice(0, 6));
}

function byNumber(a: PublishedFile, b: PublishedFile): number {
  return a.number - b.number;
}
