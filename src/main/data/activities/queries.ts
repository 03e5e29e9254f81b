import type { ActivityRow } from '@shared/contract/activities';
import type { CustomerBook, IsoDate } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import { dayWords, OUTCOME_WORDS } from '@shared/domain/words';
import type { Db } from '../db/database';
import { type ActivityDbRow, toActivity } from '../desk/annotations';
import type { ActivityBody } from '../exchange/write';
import { readEverybody } from '../portfolio/store';

/** Kinds of activities as people read them. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  call: 'Call',
  mail: 'Mail',
  letter: 'Letter',
  sms: 'SMS',
  visit: 'Visit',
  note: 'Note',
  system: 'System',
};

/** The last words: what was done and said up to the as-of date, newest first. */
export function timeline(db: Db, book: CustomerBook, asOf: IsoDate): ActivityRow[] {
  const names = new Map(readEverybody(db).map((user) => [user.id, user.name]));
  const rows = db.all<ActivityDbRow>(
    `SELECT * FROM activity WHERE source = ? AND customer_key = ? AND on_date <= ?
     ORDER BY on_date DESC, recorded_at DESC, id DESC`,
    book.customer.source,
    book.customer.key,
    asOf,
  );
  return rows.map((row) => {
    const activity = toActivity(row);
    const body = row.body === null ? null : (JSON.parse(row.body) as ActivityBody);
    return {
      ...activity,
      userName: names.get(row.user_id) ?? 'Someone',
      private: row.private === 1,
      headline: body === null ? 'Redacted' : headline(activity, book, asOf),
      seen: body?.seen ?? null,
    };
  });
}

function headline(activity: ReturnType<typeof toActivity>, book: CustomerBook, asOf: IsoDate): string {
  const kind = KIND_WORDS[activity.kind] ?? activity.kind;
  const commitment = book.commitments.find((c) => c.id === activity.commitmentId);
  if (commitment)
    return `${kind} · promised ${formatMoney({ minor: commitment.minor, currency: commitment.currency })} for ${dayWords(commitment.promisedFor, asOf)}`;
  return activity.outcome === null ? kind : `${kind} · ${OUTCOME_WORDS[activity.outcome]}`;
}

/** What was typed for the customer and not yet recorded; null when nothing was. */
export function keptDraft(db: Db, customerId: number): string | null {
  return db.value('SELECT body FROM draft WHERE customer_id = ?', customerId) ?? null;
}
