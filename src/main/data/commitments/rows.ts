import type { CommitmentRow } from '@shared/contract/commitments';
import type { User } from '@shared/contract/portfolio';
import type { Commitment, CustomerBook, IsoDate } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import type { CommitmentResult } from '@shared/domain/results';
import { dayWords } from '@shared/domain/words';
import type { Db } from '../db/database';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { readEverybody } from '../portfolio/store';

/** Commitments as they stand at the as-of date, newest promise first; one customer's, or all. */
export function commitmentRows(db: Db, asOf: IsoDate, customerId: number | null): CommitmentRow[] {
  const desk = openDesk(db);
  const day = dayOf(desk, asOf);
  const people = new Map(readEverybody(db).map((user) => [user.id, user]));
  const authors = new Map(
    db
      .all<{ row_id: string; user_id: string }>('SELECT row_id, user_id FROM commitment')
      .map((r) => [r.row_id, r.user_id]),
  );
  const books = customerId === null ? desk.books.values() : [desk.books.get(customerId)].filter((b) => b !== undefined);
  const rows: CommitmentRow[] = [];
  for (const book of books)
    for (const result of day.of(book).commitments)
      rows.push(toRow(book, result, asOf, people.get(authors.get(result.id) ?? '')));
  return rows.sort(
    (a, b) => (a.promisedFor < b.promisedFor ? 1 : a.promisedFor > b.promisedFor ? -1 : 0) || (a.id < b.id ? 1 : -1),
  );
}

function toRow(book: CustomerBook, result: CommitmentResult, asOf: IsoDate, by: User | undefined): CommitmentRow {
  const commitment = book.commitments.find((c) => c.id === result.id) as Commitment;
  const { written } = commitment;
  const writtenCounts = written.on !== null && written.on <= asOf;
  return {
    ...result,
    customerId: book.customer.id,
    customerKey: book.customer.key,
    customerName: book.customer.name,
    currency: commitment.currency,
    promisedFor: commitment.promisedFor,
    madeOn: commitment.madeOn,
    contactName: commitment.contactName,
    byName: by?.name ?? '',
    items: commitment.items.map(({ number, openMinor }) => ({ number, openMinor })),
    writtenOn: writtenCounts ? written.on : null,
    writtenVia: writtenCounts ? written.via : null,
    withdrawnWhy: result.state === 'withdrawn' ? (commitment.withdrawn?.why ?? null) : null,
    words: stateWords(commitment, result, asOf),
  };
}

/** The state as a collector would say it. */
function stateWords(commitment: Commitment, result: CommitmentResult, asOf: IsoDate): string {
  const on = result.stateOn === null ? '' : ` ${dayWords(result.stateOn, asOf)}`;
  const part = formatMoney({ minor: result.paidMinor, currency: commitment.currency });
  switch (result.state) {
    case 'open':
      return result.waitingForFile
        ? 'Window over, no newer file'
        : commitment.promisedFor === asOf
          ? 'Due today'
          : `Open, for ${dayWords(commitment.promisedFor, asOf)}`;
    case 'kept':
      return `Kept${on}`;
    case 'partially_kept':
      return `Partially kept: ${part} by ${dayWords(result.windowEnd, asOf)}`;
    case 'broken':
      return `Broken${on}`;
    case 'withdrawn':
      return `Withdrawn${on}`;
    case 'superseded':
      return `Replaced by a newer promise${on}${result.countsAsBroken ? ', counts as broken' : ''}`;
  }
}
