import type { Listing } from './layout';
import { planCollect } from './plan';
import type { FolderFile } from './store';

/** A file that is incomplete for so long is not on its way any more. */
const UPLOAD_HOURS = 24;
/** What is kept of a file whose end has not arrived. */
export const INCOMPLETE = 'This file is not complete: it is still being uploaded, or was cut off.';

export interface Finding {
  replica: string;
  name: string;
  message: string;
}

export interface Findings {
  /** Files still being uploaded, and numbers that have not arrived. */
  waiting: Finding[];
  /** Files that cannot be read, with the reason. */
  problems: Finding[];
  /** Names nobody here writes: conflict copies of the folder service. */
  strangers: string[];
}

/** What is to be said of a folder after it was collected from. @param now milliseconds since 1970 */
export function findingsOf(listing: Listing, files: readonly FolderFile[], own: string, now: number): Findings {
  const findings: Findings = { waiting: [], problems: [], strangers: listing.strangers };
  const present = new Set(listing.files.map((file) => `${file.replica}/${file.name}`));
  for (const { replica, name, problem, seenAt } of files) {
    if (problem === null || !present.has(`${replica}/${name}`)) continue;
    const uploading = problem === INCOMPLETE && now - Date.parse(seenAt) < UPLOAD_HOURS * 3_600_000;
    findings[uploading ? 'waiting' : 'problems'].push({ replica, name, message: problem });
  }
  for (const replica of listing.replicas) {
    if (replica === own) continue;
    const there = listing.files.filter((file) => file.replica === replica);
    for (const number of planCollect(there, mergedNames(files, replica)).missing)
      findings.waiting.push({ replica, name: `no. ${number}`, message: 'It has not arrived yet.' });
  }
  return findings;
}

/** Names of a replica's files merged earlier. */
export function mergedNames(files: readonly FolderFile[], replica: string): Set<string> {
  return new Set(files.filter((file) => file.replica === replica && file.mergedAt !== null).map((file) => file.name));
}
