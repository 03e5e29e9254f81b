import type { IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { isFolder } from './channel';
import type { ExportPlan, Selection } from './scope';

/**
 * How far copies have heard each other. A person may work on several machines, and files get lost; so a file for a person leaves
 * out only what every machine of theirs has confirmed, in a file of its own that came back (docs/exchange-format.md).
 */

/** A machine no file came from for so long is not waited for. When it is back, its next file says how far it had heard. */
const QUIET_DAYS = 30;

/** What a file for a person says of the files before it; nothing in those for nobody and for a shared folder. */
export function confirmations(
  db: Db,
  { scope, channel }: ExportPlan,
  { since }: Selection,
): { since?: number; heard?: Record<string, number> } {
  if (channel === null || isFolder(channel)) return {};
  // Chosen customers alone say nothing of how far all the others are known.
  return { heard: Object.fromEntries(heardFrom(db, channel)), ...(scope.kind !== 'customers' && { since }) };
}

/** How far the files of each of a person's machines were merged here without a gap, in their own change numbers. */
export function heardFrom(db: Db, channel: string): Map<string, number> {
  const heard = new Map<string, number>();
  const files = db.all<{ replica: string; since: number; upTo: number }>(
    `SELECT DISTINCT header ->> '$.by.replicaId' AS replica, header ->> '$.since' AS since, header ->> '$.upTo' AS upTo
     FROM exchange_log WHERE kind = 'merge' AND channel = ? AND header ->> '$.since' IS NOT NULL ORDER BY since, upTo`,
    channel,
  );
  for (const { replica, since, upTo } of files) {
    const before = heard.get(replica) ?? 0;
    if (since <= before) heard.set(replica, Math.max(before, upTo));
  }
  return heard;
}

/** Our change number up to which every machine of a person has said it merged our files; 0 when one has not, or none is known. */
export function confirmedBy(db: Db, channel: string, asOf: IsoDate): number {
  const own = db.value<Buffer>('SELECT replica_id FROM replica')?.toString('hex');
  const machines = db.all<{ heard: number | null; latest: number }>(
    `SELECT header ->> ? AS heard, max(id) AS latest FROM exchange_log
     WHERE kind = 'merge' AND channel = ? AND at >= date(?, ?) GROUP BY header ->> '$.by.replicaId'`,
    `$.heard."${own}"`,
    channel,
    asOf,
    `-${QUIET_DAYS} days`,
  );
  return machines.length === 0 ? 0 : Math.min(...machines.map(({ heard }) => heard ?? 0));
}
