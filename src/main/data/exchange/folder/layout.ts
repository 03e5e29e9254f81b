import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Written once by whoever sets the folder up, never again. */
export const PORTFOLIO_FILE = 'portfolio.json';
/** Who a replica is, for people; rewritten by its owner alone. */
export const REPLICA_FILE = 'replica.json';

const REPLICA = /^[0-9a-f]{16}$/;
const PUBLISHED = /^(snapshot-)?(\d{6})\.duebook$/;
/** A file still being written by its owner, and what systems leave in every folder. */
const PASSING = /^\.|\.part$|^(Thumbs\.db|desktop\.ini)$/i;

/** A published file: a segment of changes, or a snapshot that stands for all segments up to its number. */
export interface PublishedFile {
  replica: string;
  name: string;
  kind: 'segment' | 'snapshot';
  number: number;
  path: string;
  bytes: number;
  modifiedMs: number;
}

export interface Listing {
  files: PublishedFile[];
  replicas: string[];
  /** Names nobody here would write: conflict copies of a folder service, strangers' files. Ignored, and told. */
  strangers: string[];
}

/** Where a portfolio lives inside a folder that may serve several. @param portfolioId UUID */
export function portfolioFolder(folder: string, portfolioId: string): string {
  return join(folder, `Duebook-${portfolioId.slice(0, 8)}`);
}

export function publishedName(kind: PublishedFile['kind'], number: number): string {
  return `${kind === 'snapshot' ? 'snapshot-' : ''}${String(number).padStart(6, '0')}.duebook`;
}

/** What lies in the portfolio's folder, by name: replicas by id, their files by number, snapshots after the segment they end with. */
export function listFolder(root: string): Listing {
  const listing: Listing = { files: [], replicas: [], strangers: [] };
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.name === PORTFOLIO_FILE || PASSING.test(entry.name)) continue;
    if (!entry.isDirectory() || !REPLICA.test(entry.name)) listing.strangers.push(entry.name);
    else {
      listing.replicas.push(entry.name);
      listReplica(root, entry.name, listing);
    }
  }
  listing.replicas.sort();
  listing.strangers.sort();
  listing.files.sort((a, b) => compare(a.replica, b.replica) || a.number - b.number || compare(b.kind, a.kind) * -1);
  return listing;
}

function listReplica(root: string, replica: string, listing: Listing): void {
  for (const name of readdirSync(join(root, replica))) {
    const match = PUBLISHED.exec(name);
    const path = join(root, replica, name);
    if (match) {
      // A folder service may take a file away between listing and looking.
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isFile())
        listing.files.push({
          replica,
          name,
          kind: match[1] ? 'snapshot' : 'segment',
          number: Number(match[2]),
          path,
          bytes: stat.size,
          modifiedMs: stat.mtimeMs,
        });
    } else if (name !== REPLICA_FILE && !PASSING.test(name)) listing.strangers.push(`${replica}/${name}`);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
