import type { AgingView, ItemRow } from '@shared/contract/items';
import { agingOf, bucketsFor } from '@shared/domain/aging';
import type { CustomerBook, IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { itemRows, readItemTags } from './rows';

/** All items open at the as-of date. */
export function openItems(db: Db, asOf: IsoDate): ItemRow[] {
  return [...openDesk(db).books.values()].flatMap(openItemsOf(db, asOf));
}

/** The same of one customer after the other, for those who need not hold them all. */
export function openItemsOf(db: Db, asOf: IsoDate): (book: CustomerBook) => ItemRow[] {
  const day = dayOf(openDesk(db), asOf);
  const tags = readItemTags(db);
  return (book) => itemRows(book, day.of(book), asOf, tags);
}

/** The aging table: totals and every customer with something open; Σ customers = totals. */
export function agingView(db: Db, asOf: IsoDate): AgingView {
  const desk = openDesk(db);
  const day = dayOf(desk, asOf);
  const edges = desk.settings.bucketEdges;
  return {
    asOf,
    buckets: bucketsFor(edges),
    totals: agingOf(
      [...desk.books.values()].flatMap((book) => book.items),
      asOf,
      edges,
    ),
    customers: [...desk.books.values()]
      .map((book) => ({
        customerId: book.customer.id,
        key: book.customer.key,
        name: book.customer.name,
        rows: day.of(book).aging,
      }))
      .filter((customer) => customer.rows.length > 0),
  };
}

/** The item a person names by its number; the latest issued where a source reuses numbers. */
export function itemIdByNumber(db: Db, customerId: number, number: string): number | undefined {
  return db.value<number>(
    'SELECT id FROM item WHERE customer_id = ? AND number = ? ORDER BY issued_on DESC, id DESC LIMIT 1',
    customerId,
    number,
  );
}
