import type { IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { readMe } from '../portfolio/store';
import { isFolder } from './channel';
import { confirmedBy } from './heard';
import { ownReplicas } from './identity';

/** Whose customers a file speaks of. `owners`: customers as source, U+001F, key. */
export type ExportScope =
  | { kind: 'portfolio' }
  | { kind: 'assignee'; userId: string }
  | { kind: 'customers'; owners: readonly string[]; until: IsoDate | null };

export interface ExportPlan {
  scope: ExportScope;
  /** Whom the file is for (`person:…`, `folder:…`): what they received is remembered. Null: for nobody in particular. */
  channel: string | null;
  /** Only what the channel is not known to have; customers new to it in full. */
  changesOnly: boolean;
  privateNotes: boolean;
  asOf: IsoDate;
}

/** Which rows go into a file, as conditions on their change numbers. */
export interface Selection {
  /** Null: all customers. Else the temporary table `out_owner` lists them (`fillOwners`). */
  scoped: boolean;
  /** Rows numbered above go; of scoped rows the customer's own `since` counts. */
  since: number;
  /** The present change number: what the channel has afterwards. */
  upTo: number;
  /** SQL: whether a change numbered so goes out. */
  goes(seq: string, since?: string): string;
  /** SQL: whether a change of this replica (16 hex digits) is own work, not sent yet, on a customer (`o`) outside the scope. */
  ours(seq: string, replica: string): string;
}

/** Above every change number. */
export const NEVER = Number.MAX_SAFE_INTEGER;
const MOST_ECHOES = 100;

/** Works out what goes into a file. `writer`: the user (id) who writes it. Reads only, but for temporary tables. */
export function select(db: Db, plan: ExportPlan, writer: string): Selection {
  const upTo = db.value<number>('SELECT last_seq FROM replica') as number;
  const sent = plan.changesOnly && plan.channel !== null ? knownTo(db, plan, plan.channel) : 0;
  const scoped = plan.scope.kind !== 'portfolio';
  if (scoped) fillOwners(db, plan, sent);
  const own = isOwn(db, plan.scope, writer) ? ownWriters(db, plan.scope.userId).map((id) => `'${id}'`) : [];
  const echo =
    plan.changesOnly && plan.channel !== null && isFolder(plan.channel) ? echoes(db, plan.channel, sent) : [];
  return {
    scoped,
    since: sent,
    upTo,
    goes: (seq, since = String(sent)) => {
      const heard = echo.map(([first, last]) => `${seq} BETWEEN ${first} AND ${last}`).join(' OR ');
      if (since === '0') return heard === '' ? '1' : `NOT (${heard})`;
      return heard === '' ? `${seq} > ${since}` : `(${seq} > ${since} AND (${since} = 0 OR NOT (${heard})))`;
    },
    ours: (seq, replica) =>
      own.length > 0 ? `(o.inside IS NOT 1 AND ${seq} > ${sent} AND ${replica} IN (${own.join(', ')}))` : '0',
  };
}

/**
 * How far what we have is known to have reached a channel, in our change numbers. A folder keeps every file for everybody; a person's
 * machines say how far they merged theirs.
 */
function knownTo(db: Db, plan: ExportPlan, channel: string): number {
  const last = db.get<{ sent_seq: number; began_seq: number }>(
    'SELECT sent_seq, began_seq FROM exchange_channel WHERE id = ? AND scope = ?',
    channel,
    scopeName(plan),
  );
  if (last === undefined) return 0;
  if (isFolder(channel)) return last.sent_seq;
  const confirmed = confirmedBy(db, channel, plan.asOf);
  // Below, they speak of files of another scope; above, of a copy of this installation.
  return confirmed >= last.began_seq && confirmed <= last.sent_seq ? confirmed : 0;
}

/** Replica ids (hex) that we write under, and those of the same user's other machines whose files were merged here. */
function ownWriters(db: Db, userId: string): string[] {
  const others = db.all<{ replica: string }>(
    `SELECT DISTINCT header ->> '$.by.replicaId' AS replica FROM exchange_log
     WHERE kind = 'merge' AND header ->> '$.by.userId' = ? AND header ->> '$.by.replicaId' IS NOT NULL`,
    userId,
  );
  return [...ownReplicas(db).map((id) => id.toString('hex')), ...others.map(({ replica }) => replica)];
}

/**
 * Somebody's own customers, told by who works here or signs the file: then all their work goes, also what was done for customers of
 * others. On the command line nobody may have been chosen to work here.
 */
function isOwn(db: Db, scope: ExportScope, writer: string): scope is ExportScope & { kind: 'assignee' } {
  return scope.kind === 'assignee' && (scope.userId === writer || scope.userId === readMe(db)?.id);
}

/** A channel that was sent less than it is to have now starts anew. */
function scopeName({ scope, privateNotes }: ExportPlan): string {
  const whose = scope.kind === 'assignee' ? `assignee ${scope.userId}` : scope.kind;
  return privateNotes ? `${whose}, private notes too` : whose;
}

/**
 * Change numbers that files of this very folder brought: they need not go back there. Neither goes what came in another way from a
 * replica that publishes its whole portfolio there, such as the file this copy joined with; but only once a file of it there is seen
 * to reach as far, for it may have stopped publishing.
 */
function echoes(db: Db, channel: string, since: number): [number, number][] {
  const there = `EXISTS (SELECT 1 FROM exchange_log f WHERE f.kind = 'merge' AND f.channel = @channel AND json_extract(f.header, '$.scope.all')
         AND json_extract(f.header, '$.by.replicaId') = json_extract(l.header, '$.by.replicaId')
         AND json_extract(f.header, '$.upTo') >= json_extract(l.header, '$.upTo'))`;
  const rows = db.all<{ first_seq: number; last_seq: number }>(
    `SELECT first_seq, last_seq FROM exchange_log l
     WHERE kind = 'merge' AND (channel = @channel OR ${there}) AND last_seq >= first_seq AND last_seq > @since
     ORDER BY id DESC LIMIT @most`,
    { channel, since, most: MOST_ECHOES },
  );
  return rows.map((row) => [row.first_seq, row.last_seq]);
}

/**
 * The customers a scoped file speaks of: those `inside`, and those that left since the channel received them. Changes above `since`
 * go of all that concerns them, changes above `told` of who has them now.
 */
function fillOwners(db: Db, plan: ExportPlan, sent: number): void {
  db.raw.exec(
    `DROP TABLE IF EXISTS temp.out_owner;
     CREATE TEMP TABLE out_owner (owner TEXT PRIMARY KEY, inside INTEGER NOT NULL, since INTEGER NOT NULL, told INTEGER NOT NULL) WITHOUT ROWID`,
  );
  const insert = 'INSERT OR IGNORE INTO temp.out_owner (owner, inside, since, told)';
  if (plan.scope.kind === 'assignee')
    db.run(
      `${insert} SELECT row_id, 1, 0, ${NEVER} FROM customer_desk WHERE assignee = ? OR (cover_by = ? AND cover_until >= ?)`,
      plan.scope.userId,
      plan.scope.userId,
      plan.asOf,
    );
  else if (plan.scope.kind === 'customers')
    for (const owner of plan.scope.owners) db.run(`${insert} VALUES (?, 1, 0, ${NEVER})`, owner);
  if (plan.changesOnly)
    db.run(
      `UPDATE temp.out_owner SET since = @sent WHERE owner IN
         (SELECT owner FROM exchange_channel_customer WHERE channel = @channel AND inside = 1 AND turned_seq <= @sent)`,
      { channel: plan.channel, sent },
    );
  if (plan.scope.kind !== 'assignee') return;
  // Who has a customer now is said until the channel is known to have heard it.
  db.run(
    `${insert} SELECT owner, 0, ${NEVER}, iif(inside = 1 OR turned_seq > @sent, 0, @sent) FROM exchange_channel_customer WHERE channel = @channel`,
    { channel: plan.channel, sent },
  );
}

/** Remembers what a channel received. Runs in the caller's transaction, when the file is in its place. */
export function remember(db: Db, plan: ExportPlan, selection: Selection, at: string): void {
  const { channel } = plan;
  db.run(
    `INSERT INTO local_state (name, value) VALUES ('exportedUpTo', ?)
     ON CONFLICT (name) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`,
    String(selection.upTo),
  );
  if (channel === null) return;
  // A file of chosen customers brings the channel these, and leaves what it has of others as it was.
  if (plan.scope.kind !== 'customers')
    db.run(
      `INSERT INTO exchange_channel (id, scope, sent_seq, sent_at, began_seq) VALUES (@channel, @scope, @upTo, @at, @upTo)
       ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, sent_seq = excluded.sent_seq, sent_at = excluded.sent_at,
         began_seq = iif(scope = excluded.scope, began_seq, max(excluded.began_seq, began_seq, sent_seq + 1))`,
      { channel, scope: scopeName(plan), upTo: selection.upTo, at },
    );
  if (plan.scope.kind === 'assignee')
    db.run(
      `INSERT INTO exchange_channel_customer (channel, owner, inside, turned_seq)
         SELECT ?, owner, inside, ? FROM temp.out_owner WHERE 1
       ON CONFLICT (channel, owner) DO UPDATE SET turned_seq = iif(inside = excluded.inside, turned_seq, excluded.turned_seq),
         inside = excluded.inside`,
      channel,
      selection.upTo,
    );
}

/** Forgets what a channel received: its next file is a full one. */
export function resetChannel(db: Db, channel: string): void {
  db.write(() => {
    db.run("UPDATE exchange_channel SET scope = '', sent_seq = 0, began_seq = sent_seq + 1 WHERE id = ?", channel);
  });
}

/** The highest change number that ever left this copy; 0 when nothing did. What is above can be taken back silently. */
export function exportedUpTo(db: Db): number {
  return Number(db.value<string>("SELECT value FROM local_state WHERE name = 'exportedUpTo'") ?? 0);
}
