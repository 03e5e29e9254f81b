import { createHash } from 'node:crypto';
import { canonicalJson } from '@shared/exchange/canonical';
import { type ClockState, compareClocks, decodeClock, encodeClock, tick } from '@shared/exchange/clock';
import {
  type EntityName,
  type EntitySpec,
  type GroupName,
  type GroupValues,
  REGISTRY,
} from '@shared/exchange/registry';
import type { Db } from '../db/database';
import { DECISIONS } from './decisions';

/**
 * The only functions that write exchanged rows. All run inside the caller's transaction, so clock, local sequence and data
 * change together or not at all.
 */
interface ReplicaRow {
  replica_id: Buffer;
  clock_ms: number;
  clock_counter: number;
  last_seq: number;
}

function replica(db: Db): ReplicaRow {
  return db.get<ReplicaRow>('SELECT replica_id, clock_ms, clock_counter, last_seq FROM replica') as ReplicaRow;
}

/** Takes `count` numbers of the local change counter (cursors run on it) and returns the first of them. */
export function takeSeqs(db: Db, count: number): number {
  return (
    (db.value<number>('UPDATE replica SET last_seq = last_seq + ? RETURNING last_seq', count) as number) - count + 1
  );
}

/** Tells the views to load everything anew: a change went further than the change numbers of single rows can say. */
export function loadAnew(db: Db): void {
  db.run(
    `INSERT INTO local_state (name, value) SELECT 'loadAnew', last_seq FROM replica WHERE 1
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
}

/** Rises with every recorded change of this database. */
export function revision(db: Db): number {
  return db.value<number>('SELECT last_seq FROM replica') as number;
}

function saveClock(db: Db, clock: ClockState): void {
  db.run('UPDATE replica SET clock_ms = ?, clock_counter = ?', clock.ms, clock.counter);
}

/** A clock for something new (an import batch). `now` in milliseconds since 1970. */
export function newClock(db: Db, now: number): Uint8Array {
  const own = replica(db);
  const clock = tick({ ms: own.clock_ms, counter: own.clock_counter }, now);
  saveClock(db, clock);
  return encodeClock(clock, own.replica_id);
}

/**
 * Writes one field group of one annotation row, whole, with a clock above the one it replaces, also above one of a later version
 * that is kept for it. Texts are spelled in Unicode NFC. Writing what is already there changes nothing. Returns whether something changed.
 */
export function writeAnnotation<E extends EntityName, G extends GroupName<E>>(
  db: Db,
  now: number,
  entity: E,
  rowId: string,
  group: G,
  values: GroupValues<E, G>,
): boolean {
  const spec: EntitySpec = REGISTRY[entity];
  const { number: groupNumber, columns } = spec.groups[group] as EntitySpec['groups'][string];
  const given = columns.map((column) => plain((values as Record<string, string | number | null>)[column] ?? null));
  const old = db.get<{ clock: Buffer }>(
    'SELECT clock FROM cell WHERE entity = ? AND row_id = ? AND grp = ?',
    spec.number,
    rowId,
    groupNumber,
  );
  if (old) {
    const present = db.get(`SELECT ${columns.join(', ')} FROM ${spec.table} WHERE row_id = ?`, rowId);
    if (present && columns.every((column, i) => present[column] === given[i])) return false;
  }
  const own = replica(db);
  const kept = db.value<Buffer>(
    'SELECT clock FROM pending_cell WHERE entity = ? AND row_id = ? AND grp = ?',
    entity,
    rowId,
    group,
  );
  const state = { ms: own.clock_ms, counter: own.clock_counter };
  const clock = DECISIONS.editClock(state, now, later(old?.clock, kept));
  // Ours goes on from the time here: one edit over a value from years ahead must not take all later ones there.
  saveClock(db, tick(state, now));
  if (kept) db.run('DELETE FROM pending_cell WHERE entity = ? AND row_id = ? AND grp = ?', entity, rowId, group);
  db.run(
    `INSERT INTO ${spec.table} (row_id, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
     ON CONFLICT (row_id) DO UPDATE SET ${columns.map((c) => `${c} = excluded.${c}`).join(', ')}`,
    rowId,
    ...given,
  );
  db.run(
    `INSERT INTO cell (entity, row_id, grp, clock, seq) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (entity, row_id, grp) DO UPDATE SET clock = excluded.clock, seq = excluded.seq`,
    spec.number,
    rowId,
    groupNumber,
    encodeClock(clock, own.replica_id),
    takeSeqs(db, 1),
  );
  return true;
}

/** Text as it stands in exchange files, so that it is the same whether a version reads it or passes it on. */
function plain(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.normalize('NFC') : value;
}

function later(a: Buffer | undefined, b: Buffer | undefined): ClockState | null {
  const [first, second] = [a, b].filter((clock) => clock !== undefined).map(decodeClock);
  if (first === undefined) return null;
  return second === undefined || compareClocks(first, second) > 0 ? first : second;
}

export interface NewActivity {
  id: string;
  source: string;
  customerKey: string;
  kind: string;
  outcome: string | null;
  on: string;
  recordedAt: string;
  userId: string;
  private: boolean;
  body: ActivityBody;
}

/** What an activity keeps beside its columns. Unknown keys of newer versions are kept as they are. */
export interface ActivityBody {
  contactName?: string;
  internal?: boolean;
  note?: string;
  followUpOn?: string;
  followUpAt?: string;
  commitmentId?: string;
  /** How the customer stood on the list when it was logged. */
  seen?: { rank: number | null; points: number | null; reasons: { code: string; text: string }[] };
}

/**
 * The facts of this replica on this customer are counted, so that a copy which has them can tell how many are missing. Private
 * notes may stay at home and are not counted.
 */
function nextReplicaSeq(db: Db, replicaId: string, activity: NewActivity): number {
  if (activity.private) return 0;
  const last = db.value<number | null>(
    'SELECT max(replica_seq) FROM activity WHERE source = ? AND customer_key = ? AND replica_id = ?',
    activity.source,
    activity.customerKey,
    replicaId,
  );
  return (last ?? 0) + 1;
}

/** Appends a fact with its digest. Facts are never changed afterwards. */
export function appendActivity(db: Db, activity: NewActivity): void {
  const replicaId = replica(db).replica_id.toString('hex');
  const replicaSeq = nextReplicaSeq(db, replicaId, activity);
  const seq = takeSeqs(db, 1);
  const record = { ...activity, private: activity.private ? 1 : 0, replicaId, replicaSeq };
  const digest = createHash('sha256').update(canonicalJson(record)).digest('hex');
  db.run(
    `INSERT INTO activity (id, source, customer_key, kind, outcome, on_date, recorded_at, user_id, private, replica_id, replica_seq, body, digest, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    activity.id,
    activity.source,
    activity.customerKey,
    activity.kind,
    activity.outcome,
    activity.on,
    activity.recordedAt,
    activity.userId,
    record.private,
    replicaId,
    replicaSeq,
    canonicalJson(activity.body),
    digest,
    seq,
  );
}
