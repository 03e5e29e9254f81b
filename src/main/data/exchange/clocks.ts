import { compareClocks, decodeClock, encodeClock } from '@shared/exchange/clock';
import type { Db } from '../db/database';
import { VERDICT } from './decisions';
import { newReplica } from './identity';
import type { Staged } from './stage';
import { groupTable, planTable } from './stage-tables';

/** A foreign clock further ahead than this does not drag ours along; edits still beat what they replace. */
const OBSERVED_AHEAD_MS = 24 * 3_600_000;

interface Own {
  replica_id: Buffer;
  clock_ms: number;
  clock_counter: number;
}

function clockTables(staged: Staged): string[] {
  return ['in_batch', 'in_pending', ...[...staged.groups.keys()].map(groupTable)];
}

/** The latest clock of the staged records below `under`; null when there is none. */
function latest(db: Db, staged: Staged, under: Buffer): Buffer | null {
  const parts = clockTables(staged).map(
    (table) => `SELECT max(clock) AS clock FROM temp.${table} WHERE clock < @under`,
  );
  return db.value<Buffer | null>(`SELECT max(clock) FROM (${parts.join(' UNION ALL ')})`, { under }) ?? null;
}

/** What a file brings that is not here. */
const BROUGHT = [VERDICT.new, VERDICT.theirs, VERDICT.again].join(', ');
const ALL = Buffer.alloc(16, 0xff);
const NOBODY = new Uint8Array(8);

/** How far the furthest clock of the file is ahead of this computer's, in milliseconds; negative when it is behind. */
export function clockAhead(db: Db, staged: Staged, now: number): number {
  const clock = latest(db, staged, ALL);
  return clock === null ? Number.NEGATIVE_INFINITY : decodeClock(clock).ms - now;
}

/** Brings our clock up to what was merged, so that what is recorded next is later. Runs in the merge's transaction. */
export function observe(db: Db, staged: Staged, now: number): void {
  const cap = encodeClock({ ms: now + OBSERVED_AHEAD_MS, counter: 0 }, NOBODY);
  const clock = latest(db, staged, Buffer.from(cap));
  if (clock === null) return;
  const seen = decodeClock(clock);
  const own = db.get<Own>('SELECT replica_id, clock_ms, clock_counter FROM replica') as Own;
  if (compareClocks(seen, { ms: own.clock_ms, counter: own.clock_counter }) <= 0) return;
  db.run('UPDATE replica SET clock_ms = ?, clock_counter = ?', seen.ms, seen.counter);
}

/**
 * Whether the file holds what only another writer under our own id can have written: something not known here by one of our clocks
 * that we have not reached yet, or one we have with another value. An edit over a value from years ahead lies above our clock, but is
 * known. To be asked after planning and before applying.
 */
export function isCopied(db: Db, staged: Staged): boolean {
  const own = db.get<Own>('SELECT replica_id, clock_ms, clock_counter FROM replica') as Own;
  const reached = Buffer.from(encodeClock({ ms: own.clock_ms, counter: own.clock_counter }, own.replica_id));
  const ahead = clockTables(staged).some(
    (table) =>
      db.value(
        `SELECT 1 FROM temp.${table} n JOIN temp.${planTable(table)} p ON p.n = n.n
         WHERE p.verdict IN (${BROUGHT}) AND substr(n.clock, 9) = ? AND n.clock > ? LIMIT 1`,
        own.replica_id,
        reached,
      ) === 1,
  );
  if (ahead) return true;
  const differs = [VERDICT.theirs, VERDICT.ours].join(', ');
  for (const group of staged.groups.keys()) {
    const table = groupTable(group);
    const found = db.value(
      `SELECT 1 FROM temp.${table} n JOIN temp.${planTable(table)} p ON p.n = n.n
       JOIN cell o ON o.entity = ? AND o.row_id = n.row_id AND o.grp = ?
       WHERE p.verdict IN (${differs}) AND n.clock = o.clock AND substr(n.clock, 9) = ? LIMIT 1`,
      group.spec.number,
      group.number,
      own.replica_id,
    );
    if (found === 1) return true;
  }
  return (
    db.value(
      `SELECT 1 FROM temp.in_batch n JOIN temp.plan_batch p ON p.n = n.n
       WHERE p.verdict IN (${differs}) AND substr(n.clock, 9) = ? LIMIT 1`,
      own.replica_id,
    ) === 1 ||
    db.value(
      `SELECT 1 FROM temp.in_activity n JOIN temp.plan_activity p ON p.n = n.n
       WHERE p.verdict IN (${VERDICT.new}, ${differs}) AND n.replica_id = ? LIMIT 1`,
      own.replica_id.toString('hex'),
    ) === 1
  );
}

/** Goes on under a new id when the installation turned out to be a copy. The secret stays what this place has noted. */
export function leaveCopiedId(db: Db): void {
  const secret = db.value<string>('SELECT install_secret FROM replica');
  newReplica(db);
  db.run('UPDATE replica SET install_secret = ?', secret);
}
