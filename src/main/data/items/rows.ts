import type { ItemRow } from '@shared/contract/items';
import type { Commitment, CustomerBook, IsoDate, Item, ItemRef, Reason } from '@shared/domain/model';
import { formatMinor } from '@shared/domain/money';
import type { ItemStanding } from '@shared/domain/results';
import { dayWords } from '@shared/domain/words';
import { itemRowId } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import type { CustomerDay } from '../desk/day';

/** Tags of items by `source, key, number, discriminator` joined with U+001F. */
export type ItemTags = ReadonlyMap<string, readonly string[]>;

export function readItemTags(db: Db): ItemTags {
  const rows = db.all<{ row_id: string; tags: string }>('SELECT row_id, tags FROM item_desk WHERE tags IS NOT NULL');
  return new Map(rows.map((row) => [row.row_id, JSON.parse(row.tags) as string[]]));
}

/** The open items of one customer as shown everywhere, in order of due date, credits last. */
export function itemRows(book: CustomerBook, day: CustomerDay, asOf: IsoDate, tags: ItemTags): ItemRow[] {
  const { id, key, name, source } = book.customer;
  const tagsOf = (ref: ItemRef) => tags.get(itemRowId(source, key, ref.number, ref.discriminator)) ?? [];
  return day.standings
    .map((standing): ItemRow => {
      const { item } = standing;
      return {
        id: item.id,
        customerId: id,
        customerKey: key,
        customerName: name,
        number: item.number,
        type: item.type,
        issuedOn: item.issuedOn,
        dueOn: item.dueOn,
        daysPastDue: standing.daysPastDue,
        bucket: standing.bucket,
        currency: item.currency,
        amountMinor: item.amountMinor,
        openMinor: standing.openMinor,
        disputedMinor: standing.disputedMinor,
        promisedMinor: standing.promisedMinor,
        status: statusOf(item, standing, book, day, asOf),
        poNumber: item.poNumber,
        tags: [...new Set([item, ...(item.replaces ?? [])].flatMap(tagsOf))],
        replaces: item.replaces ?? [],
      };
    })
    .sort(
      (a, b) =>
        Number(a.bucket === 'credits') - Number(b.bucket === 'credits') ||
        (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
        (a.number < b.number ? -1 : 1),
    );
}

/** What a collector would say of it. */
function statusOf(
  item: Item,
  standing: ItemStanding,
  book: CustomerBook,
  day: CustomerDay,
  asOf: IsoDate,
): Reason | null {
  if (item.type === 'credit_note') return { code: 'credit_note', text: 'Unapplied credit note' };
  if (item.type === 'unapplied_payment') return { code: 'unapplied_payment', text: 'Unapplied payment: match' };
  if (standing.openMinor < 0) return { code: 'overpaid', text: 'Overpaid' };
  if (standing.disputedMinor > 0) {
    const dispute = book.disputes.find(
      (d) =>
        d.openedOn <= asOf &&
        d.items.some((ref) => ref.number === item.number && ref.discriminator === item.discriminator),
    );
    return { code: 'disputed', text: dispute ? `Disputed · ${dispute.type}` : 'Disputed' };
  }
  const promised = openPromise(item, book, day);
  if (promised) return { code: 'promised', text: `Promised ${dayWords(promised.promisedFor, asOf)}` };
  const paid = item.amountMinor - standing.openMinor;
  if (paid > 0) return { code: 'part_paid', text: `Part-paid ${formatMinor(paid, item.currency)}` };
  const old = item.replaces?.[0];
  if (old) {
    const due = old.dueOn === null ? '' : `, due ${dayWords(old.dueOn, asOf)}`;
    return { code: 'replaces', text: `Replaces ${old.number}${due}` };
  }
  return null;
}

function openPromise(item: Item, book: CustomerBook, day: CustomerDay): Commitment | undefined {
  return book.commitments.find(
    (commitment) =>
      day.commitments.some((result) => result.id === commitment.id && result.state === 'open') &&
      commitment.items.some((ref) => ref.number === item.number && ref.discriminator === item.discriminator),
  );
}
