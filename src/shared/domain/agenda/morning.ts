import type { CustomerBook, IsoDate } from '../model';

/*
 * The morning freeze (rules: Agenda): order and membership come from what was recorded before the as-of day and from the
 * ledger up to and including it, so that the list does not move under the hands while it is worked.
 */

/**
 * The book as the morning of the as-of date found it: without what people recorded on that day or later, but with every
 * settlement and item (imports of the day count). What has no date (assignee, standing, payer type, terms) stays as it is.
 * The very same book when there is nothing to take away, so that what was worked out for it can be used again.
 */
export function morningBook(book: CustomerBook, asOf: IsoDate): CustomerBook {
  if (!hasRecordsSince(book, asOf)) return book;
  const { customer } = book;
  const late = (on: IsoDate): boolean => on >= asOf;
  const snooze = customer.snooze && late(customer.snooze.from) ? null : customer.snooze;
  const hold = customer.hold && late(customer.hold.from) ? null : customer.hold;
  return {
    ...book,
    customer: snooze === customer.snooze && hold === customer.hold ? customer : { ...customer, snooze, hold },
    activities: book.activities.filter((activity) => !late(activity.on)),
    commitments: book.commitments
      .filter((commitment) => !late(commitment.madeOn))
      .map((commitment) => ({
        ...commitment,
        withdrawn: commitment.withdrawn && late(commitment.withdrawn.on) ? null : commitment.withdrawn,
        superseded: commitment.superseded && late(commitment.superseded.on) ? null : commitment.superseded,
      })),
    disputes: book.disputes
      .filter((dispute) => !late(dispute.openedOn))
      .map((dispute) => (dispute.resolved && late(dispute.resolved.on) ? { ...dispute, resolved: null } : dispute)),
  };
}

/** Whether people recorded anything dated on the day or later. */
function hasRecordsSince({ customer, activities, commitments, disputes }: CustomerBook, day: IsoDate): boolean {
  return (
    (customer.snooze?.from ?? '') >= day ||
    (customer.hold?.from ?? '') >= day ||
    activities.some(({ on }) => on >= day) ||
    commitments.some(
      ({ madeOn, withdrawn, superseded }) =>
        madeOn >= day || (withdrawn?.on ?? '') >= day || (superseded?.on ?? '') >= day,
    ) ||
    disputes.some(({ openedOn, resolved }) => openedOn >= day || (resolved?.on ?? '') >= day)
  );
}
