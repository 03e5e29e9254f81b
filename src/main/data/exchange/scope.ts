import type { IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { readMe } from '../portfolio/store';
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
  /** Only what changed since the channel's last file; customers new to it in full. */
  changesOnly: boolean;
  privateNotes: boolean;
  asOf: IsoDate;
}

/** Which rows go into a file, as conditions on their change numbers. */
export interface Selection {
  /** Null: all customers. Else the temporary table `out_owner` (owner, since, departed) lists them. */
  scoped: boolean;
  /** Rows numbered above go; of scoped rows the customer's own `since` counts. */
  since: number;
  /** The present change number: what the channel has afterwards. */
  upTo: number;
  /** SQL: whether a change numbered so goes out. */
  goes(seq: string, since?: string): string;
  /** SQL: whether a change of this replica (16 hex digits) is own work on a customer (`o`) that left the scope, not sent yet. */
  ours(seq: string, replica: string): string;
}

/** Above every change number: nothing of a customer that left the scope goes but who has it now. */
const NEVER = Number.MAX_SAFE_INTEGER;
const MOST_ECHOES = 100;
const FOLDER = 'folder:';

/** Works out what goes into a file. Reads only, but for temporary tables. */
export function select(db: Db, plan: ExportPlan): Selection {
  const upTo = db.value<number>('SELECT last_seq FROM replica') as number;
  const sent =
    plan.changesOnly && plan.channel !== null
      ? (db.value<number>(
          'SELECT sent_seq FROM exchange_channel WHERE id = ? AND scope = ?',
          plan.channel,
          scopeName(plan),
        ) ?? 0)
      : 0;
  const scoped = plan.scope.kind !== 'portfolio';
  if (scoped) fillOwners(db, plan, sent);
  const own = ownReplicas(db).map((id) => `'${id.toString('hex')}'`);
  const echo = plan.changesOnly && plan.channel !== null ? echoes(db, plan.channel, sent) : [];
  return {
    scoped,
    since: sent,
    upTo,
    goes: (seq, since = String(sent)) => {
      const heard = echo.map(([first, last]) => `${seq} BETWEEN ${first} AND ${last}`).join(' OR ');
      if (since === '0') return heard !== '' && isFolder(plan.channel) ? `NOT (${heard})` : '1';
      return heard === '' ? `${seq} > ${since}` : `(${seq} > ${since} AND (${since} = 0 OR NOT (${heard})))`;
    },
    ours: (seq, replica) =>
      isOwn(db, plan.scope) ? `(o.departed = 1 AND ${seq} > ${sent} AND ${replica} IN (${own.join(', ')}))` : '0',
  };
}

/** Our own customers, told by ourselves: then all our work goes, also on customers that were handed to somebody else meanwhile. */
function isOwn(db: Db, scope: ExportScope): boolean {
  return scope.kind === 'assignee' && readMe(db)?.id === scope.userId;
}

/** A channel that was sent less than it is to have now starts anew. */
function scopeName({ scope, privateNotes }: ExportPlan): string {
  const whose = scope.kind === 'assignee' ? `assignee ${scope.userId}` : scope.kind;
  return privateNotes ? `${whose}, private notes too` : whose;
}

/**
 * Change numbers that files of this very channel brought: they need not go back there. Into a shared folder neither goes what
 * came in another way from a replica that publishes its whole portfolio there, such as the file this copy joined with; but only
 * once a file of it there is seen to reach as far, for it may have stopped publishing.
 */
function echoes(db: Db, channel: string, since: number): [number, number][] {
  const there = isFolder(channel)
    ? `OR EXISTS (SELECT 1 FROM exchange_log f WHERE f.kind = 'merge' AND f.channel = @channel AND json_extract(f.header, '$.scope.all')
         AND json_extract(f.header, '$.by.replicaId') = json_extract(l.header, '$.by.replicaId')
         AND json_extract(f.header, '$.upTo') >= json_extract(l.header, '$.upTo'))`
    : '';
  const rows = db.all<{ first_seq: number; last_seq: number }>(
    `SELECT first_seq, last_seq FROM exchange_log l
     WHERE kind = 'merge' AND (channel = @channel ${there}) AND last_seq >= first_seq AND last_seq > @since
     ORDER BY id DESC LIMIT @most`,
    { channel, since, most: MOST_ECHOES },
  );
  return rows.map((row) => [row.first_seq, row.last_seq]);
}

/** The name under which the exchange remembers what a shared folder received. */
export function folderChannel(id: number): string {
  return `${FOLDER}${id}`;
}

function isFolder(channel: string | null): boolean {
  return channel?.startsWith(FOLDER) ?? false;
}

function fillOwners(db: Db, plan: ExportPlan, sent: number): void {
  db.raw.exec(
    'DROP TABLE IF EXISTS temp.out_owner; CREATE TEMP TABLE out_owner (owner TEXT PRIMARY KEY, since INTEGER NOT NULL, departed INTEGER NOT NULL) WITHOUT ROWID',
  );
  const insert = 'INSERT OR IGNORE INTO temp.out_owner (owner, since, departed)';
  if (plan.scope.kind === 'assignee')
    db.run(
      `${insert} SELECT row_id, 0, 0 FROM customer_desk WHERE assignee = ? OR (cover_by = ? AND cover_until >= ?)`,
      plan.scope.userId,
      plan.scope.userId,
      plan.asOf,
    );
  else if (plan.scope.kind === 'customers')
    for (const owner of plan.scope.owners) db.run(`${insert} VALUES (?, 0, 0)`, owner);
  if (plan.channel === null) return;
  // Who has a customer now is said as long as the channel lives: the file that said it first may have been lost.
  if (plan.scope.kind === 'assignee')
    db.run(`${insert} SELECT owner, ${NEVER}, 1 FROM exchange_channel_customer WHERE channel = ?`, plan.channel);
  if (plan.changesOnly)
    db.run(
      `UPDATE temp.out_owner SET since = ? WHERE departed = 0 AND owner IN
         (SELECT owner FROM exchange_channel_customer WHERE channel = ? AND inside = 1)`,
      sent,
      plan.channel,
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
      `INSERT INTO exchange_channel (id, scope, sent_seq, sent_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, sent_seq = excluded.sent_seq, sent_at = excluded.sent_at`,
      channel,
      scopeName(plan),
      selection.upTo,
      at,
    );
  if (plan.scope.kind === 'assignee')
    db.run(
      `INSERT INTO exchange_channel_customer (channel, owner, inside) SELECT ?, owner, 1 - departed FROM temp.out_owner WHERE 1
       ON CONFLICT (channel, owner) DO UPDATE SET inside = excluded.inside`,
      channel,
    );
}

/** Forgets what a channel received: its next file is a full one. */
export function resetChannel(db: Db, channel: string): void {
  db.write(() => {
    db.run('UPDATE exchange_channel SET sent_seq = 0 WHERE id = ?', channel);
    db.run('UPDATE exchange_channel_customer SET inside = 0 WHERE channel = ?', channel);
  });
}

/** The highest change number that ever left this copy; 0 when nothing did. What is above can be taken back silently. */
export function exportedUpTo(db: Db): number {
  return Number(db.value<string>("SELECT value FROM local_state WHERE name = 'exportedUpTo'") ?? 0);
}
