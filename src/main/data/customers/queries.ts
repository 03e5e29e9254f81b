import type { Input } from '@shared/contract';
import type { CustomerPage, CustomerRow, DisputeRow } from '@shared/contract/customers';
import { followUpInForce, momentsOf } from '@shared/domain/agenda/moments';
import { keptRate } from '@shared/domain/commitments/kept-rate';
import { daysBetween } from '@shared/domain/dates';
import type { CustomerBook, IsoDate } from '@shared/domain/model';
import { nextStep } from '@shared/domain/next-step';
import { settledInFullOn } from '@shared/domain/open-amount';
import { lastTouch } from '@shared/domain/touch';
import { keptDraft, timeline } from '../activities/queries';
import { agendaOf } from '../agenda/queries';
import { type Clock, clockAt } from '../clock';
import { commitmentRows } from '../commitments/rows';
import type { Db } from '../db/database';
import { type CustomerDay, type Day, dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { itemRows, readItemTags } from '../items/rows';
import { readEverybody } from '../portfolio/store';
import { requireBook } from './find';

/** Every customer as it stands at the as-of date. */
export function customerRows(db: Db, asOf: IsoDate): CustomerRow[] {
  const desk = openDesk(db);
  const day = dayOf(desk, asOf);
  return [...desk.books.values()].map((book) => customerRow(book, day));
}

function customerRow(book: CustomerBook, day: Day): CustomerRow {
  const { customer } = book;
  const judged = day.of(book);
  return {
    id: customer.id,
    key: customer.key,
    name: customer.name,
    source: customer.source,
    assignee: customer.assignee,
    payerType: customer.payerType,
    standing: customer.standing,
    score: judged.score,
    open: judged.open,
    overdue: judged.overdue,
    aging: judged.aging,
    oldestDaysPastDue: judged.oldestDaysPastDue,
    lastTouchOn: lastTouch(book.activities, day.ctx.asOf)?.on ?? null,
    nextOn: nextDate(book, judged, day.ctx.asOf),
    country: customer.country,
    tags: customer.tags,
  };
}

/** The next dated thing: a follow-up, a promise's window end, the end of a snooze or hold. */
function nextDate(book: CustomerBook, judged: CustomerDay, asOf: IsoDate): IsoDate | null {
  const { snooze, hold } = book.customer;
  const dates = [
    followUpInForce(momentsOf(book, asOf))?.on,
    ...judged.commitments.filter((c) => c.state === 'open').map((c) => c.windowEnd),
    snooze && snooze.from <= asOf ? snooze.until : null,
    hold && hold.from <= asOf ? hold.until : null,
  ].filter((date): date is IsoDate => typeof date === 'string' && date > asOf);
  return dates.sort()[0] ?? null;
}

/** All a collector needs of one customer while talking to it. */
export function customerPage(
  db: Db,
  { asOf, customerId, userId }: Input<'customers.page'>,
  clock: Clock = clockAt(asOf),
): CustomerPage {
  requireBook(db, customerId, asOf);
  const desk = openDesk(db);
  const day = dayOf(desk, asOf);
  const book = desk.books.get(customerId) as CustomerBook;
  const judged = day.of(book);
  const agenda = agendaOf(desk, { asOf, userId, ...clock });
  const entry = agenda.of(customerId);
  const away = [...agenda.worked, ...agenda.notListed].find((e) => e.customerId === customerId) ?? null;
  return {
    customer: book.customer,
    assigneeName: readEverybody(db).find((user) => user.id === book.customer.assignee)?.name ?? null,
    score: judged.score,
    open: judged.open,
    overdue: judged.overdue,
    aging: judged.aging,
    entry,
    notListed: away?.reason ?? null,
    next: entry?.next ?? nextStep(book, day.ctx, { ...judged, pin: null }),
    items: itemRows(book, judged, asOf, readItemTags(db)),
    commitments: commitmentRows(db, asOf, customerId),
    disputes: disputeRows(book, asOf),
    contacts: book.contacts,
    timeline: timeline(db, book, asOf),
    history: daysLateHistory(book, asOf),
    keptRate: keptRate(book.commitments, judged.commitments).all,
    draft: keptDraft(db, customerId),
  };
}

function disputeRows(book: CustomerBook, asOf: IsoDate): DisputeRow[] {
  const recorded = book.disputes
    .filter((dispute) => dispute.openedOn <= asOf)
    .map((dispute) => ({
      id: dispute.id,
      items: dispute.items.map((ref) => ref.number),
      type: dispute.type,
      reason: dispute.reason,
      openedOn: dispute.openedOn,
      answerOn: dispute.answerOn,
      resolvedOn: dispute.resolved && dispute.resolved.on <= asOf ? dispute.resolved.on : null,
      fromLedger: false,
    }));
  const listed = book.items
    .filter((item) => item.ledgerDisputed && item.knownFrom <= asOf)
    .map((item) => ({
      id: `item-${item.id}`,
      items: [item.number],
      type: 'listed',
      reason: 'Marked as disputed in the imported list',
      openedOn: item.issuedOn ?? item.knownFrom,
      answerOn: null,
      resolvedOn: settledInFullOn(item, asOf)?.aging ?? null,
      fromLedger: true,
    }));
  return [...recorded, ...listed];
}

/** Days late of the last 24 items paid in full, oldest first. */
function daysLateHistory(book: CustomerBook, asOf: IsoDate): number[] {
  return book.items
    .map((item) => ({ dueOn: item.dueOn, paid: settledInFullOn(item, asOf) }))
    .filter(
      (row): row is { dueOn: IsoDate; paid: NonNullable<typeof row.paid> } => row.dueOn !== null && row.paid !== null,
    )
    .sort((a, b) => (a.paid.score < b.paid.score ? -1 : a.paid.score > b.paid.score ? 1 : 0))
    .slice(-24)
    .map((row) => daysBetween(row.dueOn, row.paid.score));
}
