import type { CustomerBook, IsoDate } from '../model';

/*
 * The morning freeze (rules: Agenda): order and membership come from what was recorded before the as-of day and from the
 * ledger up to and including it, so that the list does not move under the hands while it is worked.
 */

/**
 * The book as the morning of the as-of date found it: without what people recorded on that day or later, but with every
 * settlement and item (imports of the day count). What has no date (assignee, standing, payer type, terms) stays as it is.
 */
export function morningBook(book: CustomerBook, asOf: IsoDate): CustomerBook {
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
