import type { CommitmentRow } from '@shared/contract/commitments';
import type { Activity, CustomerBook } from '@shared/domain/model';
import { OUTCOME_LABELS } from '@shared/domain/words';
import { customerRowId } from '@shared/exchange/registry';
import { KIND_WORDS } from '../activities/queries';
import { commitmentRows } from '../commitments/rows';
import type { Db } from '../db/database';
import { type ActivityDbRow, toActivity } from '../desk/annotations';
import { type Column, type List, listOf } from './list';
import type { ListScope } from './scope';

interface Row {
  book: CustomerBook;
  activity: Activity;
  isPrivate: boolean;
  redacted: boolean;
  promise: CommitmentRow | undefined;
}

function columnsFor({ nameOf }: ListScope, privateNotes: boolean): Column<Row>[] {
  return [
    { name: 'On', kind: 'date', width: 11, of: ({ activity }) => activity.on },
    { name: 'Recorded at', kind: 'text', width: 25, of: ({ activity }) => activity.recordedAt },
    { name: 'By', kind: 'text', width: 20, of: ({ activity }) => nameOf(activity.userId) },
    { name: 'Customer key', kind: 'text', width: 14, of: ({ book }) => book.customer.key },
    { name: 'Customer', kind: 'text', width: 32, of: ({ book }) => book.customer.name },
    { name: 'Source', kind: 'text', width: 10, of: ({ book }) => book.customer.source },
    { name: 'Kind', kind: 'text', width: 8, of: ({ activity }) => KIND_WORDS[activity.kind] ?? activity.kind },
    {
      name: 'Outcome',
      kind: 'text',
      width: 13,
      of: ({ activity }) => activity.outcome && OUTCOME_LABELS[activity.outcome],
    },
    { name: 'Contact', kind: 'text', width: 22, of: ({ activity }) => activity.contactName },
    {
      name: 'Note',
      kind: 'text',
      width: 60,
      of: ({ activity, redacted }) => (redacted ? '(redacted)' : activity.note),
    },
    { name: 'Follow-up', kind: 'date', width: 11, of: ({ activity }) => activity.followUpOn },
    { name: 'Follow-up hour', kind: 'text', width: 8, of: ({ activity }) => activity.followUpAt },
    { name: 'Currency', kind: 'text', width: 9, of: ({ promise }) => promise?.currency ?? null },
    { name: 'Promised', kind: 'amount', width: 14, of: ({ promise }) => promise?.promisedMinor ?? null },
    { name: 'Promised for', kind: 'date', width: 12, of: ({ promise }) => promise?.promisedFor ?? null },
    { name: 'Promise stands', kind: 'text', width: 28, of: ({ promise }) => promise?.words ?? null },
    ...(privateNotes
      ? [{ name: 'Private', kind: 'text', width: 8, of: ({ isPrivate }) => (isPrivate ? 'yes' : null) } as Column<Row>]
      : []),
  ];
}

/** What was done and said up to the as-of date, newest first. Private notes stay out unless they are asked for, rows and all. */
export function activitiesList(db: Db, scope: ListScope, privateNotes: boolean): List {
  const { desk, asOf, has } = scope;
  const books = new Map(
    [...desk.books.values()].filter(has).map((book) => [customerRowId(book.customer.source, book.customer.key), book]),
  );
  const promises = new Map(commitmentRows(db, asOf, null).map((row) => [row.id, row]));
  const found = `FROM activity WHERE on_date <= ? ${privateNotes ? '' : 'AND private = 0'}`;
  const all = db.value<number>(`SELECT count(*) ${found}`, asOf) as number;
  return listOf('activities', columnsFor(scope, privateNotes), {
    rows: (function* () {
      const rows = db
        .statement(`SELECT * ${found} ORDER BY on_date DESC, recorded_at DESC, id DESC`)
        .iterate(asOf) as IterableIterator<ActivityDbRow>;
      for (const row of rows) {
        const book = books.get(customerRowId(row.source, row.customer_key));
        if (book === undefined) continue;
        const activity = toActivity(row);
        const promise = activity.commitmentId === null ? undefined : promises.get(activity.commitmentId);
        yield { book, activity, isPrivate: row.private === 1, redacted: row.body === null, promise };
      }
    })(),
    total: books.size === desk.books.size ? all : null,
    currencyOf: ({ promise }) => promise?.currency ?? null,
    minorOf: () => null,
  });
}
