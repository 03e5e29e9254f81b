import type {
  Activity,
  ActivityKind,
  Commitment,
  Contact,
  ContactRole,
  Dispute,
  Outcome,
  PayerType,
  Standing,
  WrittenState,
} from '@shared/domain/model';
import type { Db } from '../db/database';
import type { ActivityBody } from '../exchange/write';

/** What colleagues noted on customers, by `source U+001F key`. A half-known row (its terms not met yet) is left out. */
export interface Annotations {
  desks: Map<string, DeskRow>;
  contacts: Map<string, Contact[]>;
  commitments: Map<string, Commitment[]>;
  disputes: Map<string, Dispute[]>;
  activities: Map<string, Activity[]>;
}

export interface DeskRow {
  assignee: string | null;
  payerType: PayerType | null;
  tags: string[];
  standing: Standing;
  hold: { from: string; until: string | null; reason: string } | null;
  snooze: { from: string; until: string; reason: string } | null;
  cover: { by: string; until: string } | null;
}

type Text = string | null;

/** Whose annotations: everybody's, or one customer's. */
export interface Scope {
  source: string;
  key: string;
}

export function loadAnnotations(db: Db, only: Scope | null = null): Annotations {
  return {
    desks: loadDesks(db, only),
    contacts: grouped(loadContacts(db, only)),
    commitments: grouped(loadCommitments(db, only)),
    disputes: grouped(loadDisputes(db, only)),
    activities: grouped(loadActivities(db, only)),
  };
}

function grouped<T>(rows: Iterable<[rowId: string, value: T]>): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const [rowId, value] of rows) {
    const list = map.get(rowId);
    if (list) list.push(value);
    else map.set(rowId, [value]);
  }
  return map;
}

function scoped<T>(db: Db, select: string, only: Scope | null, order: string): T[] {
  return only === null
    ? db.all<T>(`${select} ORDER BY ${order}`)
    : db.all<T>(`${select} AND source = ? AND customer_key = ? ORDER BY ${order}`, only.source, only.key);
}

function loadDesks(db: Db, only: Scope | null): Map<string, DeskRow> {
  interface Row {
    row_id: string;
    assignee: Text;
    payer_type: Text;
    tags: Text;
    standing: Text;
    hold_from: Text;
    hold_until: Text;
    hold_reason: Text;
    snooze_from: Text;
    snooze_until: Text;
    snooze_reason: Text;
    cover_by: Text;
    cover_until: Text;
  }
  const rows =
    only === null
      ? db.all<Row>('SELECT * FROM customer_desk')
      : db.all<Row>('SELECT * FROM customer_desk WHERE row_id = ? || char(31) || ?', only.source, only.key);
  return new Map(
    rows.map((row) => [
      row.row_id,
      {
        assignee: row.assignee,
        payerType: row.payer_type as PayerType | null,
        tags: row.tags === null ? [] : (JSON.parse(row.tags) as string[]),
        standing: (row.standing ?? 'normal') as Standing,
        hold:
          row.hold_from === null ? null : { from: row.hold_from, until: row.hold_until, reason: row.hold_reason ?? '' },
        snooze:
          row.snooze_from === null || row.snooze_until === null
            ? null
            : { from: row.snooze_from, until: row.snooze_until, reason: row.snooze_reason ?? '' },
        cover: row.cover_by === null || row.cover_until === null ? null : { by: row.cover_by, until: row.cover_until },
      },
    ]),
  );
}

function* loadContacts(db: Db, only: Scope | null): Iterable<[string, Contact]> {
  interface Row {
    row_id: string;
    source: string;
    customer_key: string;
    name: string;
    role: Text;
    internal: number;
    email: Text;
    phone: Text;
  }
  const select =
    'SELECT * FROM contact WHERE deleted = 0 AND source IS NOT NULL AND customer_key IS NOT NULL AND name IS NOT NULL';
  for (const row of scoped<Row>(db, select, only, 'internal, name, row_id'))
    yield [
      `${row.source}\u001f${row.customer_key}`,
      {
        id: row.row_id,
        name: row.name,
        role: (row.role ?? 'other') as ContactRole,
        internal: row.internal === 1,
        email: row.email,
        phone: row.phone,
      },
    ];
}

function* loadCommitments(db: Db, only: Scope | null): Iterable<[string, Commitment]> {
  interface Row {
    row_id: string;
    source: string;
    customer_key: string;
    made_on: string;
    recorded_at: string;
    amount_minor: number;
    currency: string;
    promised_for: string;
    items: string;
    contact_name: Text;
    pause_why: Text;
    written_state: Text;
    written_on: Text;
    written_via: Text;
    withdrawn_on: Text;
    withdrawn_why: Text;
    superseded_on: Text;
    superseded_by: Text;
  }
  const select = 'SELECT * FROM commitment WHERE source IS NOT NULL';
  for (const row of scoped<Row>(db, select, only, 'made_on, recorded_at, row_id'))
    yield [
      `${row.source}\u001f${row.customer_key}`,
      {
        id: row.row_id,
        currency: row.currency,
        minor: row.amount_minor,
        promisedFor: row.promised_for,
        madeOn: row.made_on,
        recordedAt: row.recorded_at,
        items: JSON.parse(row.items) as Commitment['items'],
        contactName: row.contact_name,
        written: {
          state: (row.written_state ?? 'oral') as WrittenState,
          on: row.written_on,
          via: row.written_via as 'mail' | 'reply' | null,
        },
        withdrawn: row.withdrawn_on === null ? null : { on: row.withdrawn_on, why: row.withdrawn_why ?? '' },
        superseded: row.superseded_on === null ? null : { on: row.superseded_on, by: row.superseded_by ?? '' },
        pauseWhy: row.pause_why,
      },
    ];
}

function* loadDisputes(db: Db, only: Scope | null): Iterable<[string, Dispute]> {
  interface Row {
    row_id: string;
    source: string;
    customer_key: string;
    items: string;
    type: Text;
    reason: Text;
    part_minor: number | null;
    opened_on: string;
    answer_on: Text;
    resolved_on: Text;
    in_favour_of: Text;
  }
  const select = 'SELECT * FROM dispute WHERE source IS NOT NULL';
  for (const row of scoped<Row>(db, select, only, 'opened_on, row_id'))
    yield [
      `${row.source}\u001f${row.customer_key}`,
      {
        id: row.row_id,
        items: JSON.parse(row.items) as Dispute['items'],
        type: row.type ?? 'other',
        reason: row.reason ?? '',
        openedOn: row.opened_on,
        answerOn: row.answer_on,
        partMinor: row.part_minor,
        resolved:
          row.resolved_on === null
            ? null
            : { on: row.resolved_on, inFavourOf: row.in_favour_of === 'customer' ? 'customer' : 'us' },
      },
    ];
}

export interface ActivityDbRow {
  id: string;
  source: string;
  customer_key: string;
  kind: string;
  outcome: Text;
  on_date: string;
  recorded_at: string;
  user_id: string;
  private: number;
  body: Text;
}

function* loadActivities(db: Db, only: Scope | null): Iterable<[string, Activity]> {
  for (const row of scoped<ActivityDbRow>(db, 'SELECT * FROM activity WHERE 1', only, 'on_date, recorded_at, id'))
    yield [`${row.source}\u001f${row.customer_key}`, toActivity(row)];
}

export function toActivity(row: ActivityDbRow): Activity {
  const body = row.body === null ? {} : (JSON.parse(row.body) as ActivityBody);
  return {
    id: row.id,
    kind: row.kind as ActivityKind,
    outcome: row.outcome as Outcome | null,
    on: row.on_date,
    recordedAt: row.recorded_at,
    userId: row.user_id,
    contactName: body.contactName ?? null,
    internal: body.internal ?? false,
    note: body.note ?? null,
    followUpOn: body.followUpOn ?? null,
    followUpAt: body.followUpAt ?? null,
    commitmentId: body.commitmentId ?? null,
  };
}
