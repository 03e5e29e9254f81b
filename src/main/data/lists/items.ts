import type { ItemRow } from '@shared/contract/items';
import { bucketsFor } from '@shared/domain/aging';
import type { Customer, CustomerBook, ItemType } from '@shared/domain/model';
import type { Db } from '../db/database';
import { dayOf } from '../desk/day';
import { openItemsOf } from '../items/queries';
import type { ProgressMeter } from '../work/progress';
import { bucketName, type Column, type List, listOf } from './list';
import type { ListScope } from './scope';

const TYPE_WORDS: Readonly<Record<ItemType, string>> = {
  invoice: 'Invoice',
  credit_note: 'Credit note',
  unapplied_payment: 'Unapplied payment',
};

/** Column names our own import finds by itself: the list can be read back (docs/cli.md). */
function columnsFor({ desk, nameOf }: ListScope): Column<ItemRow>[] {
  const buckets = new Map(bucketsFor(desk.settings.bucketEdges).map((bucket) => [bucket.key, bucketName(bucket)]));
  const customerOf = ({ customerId }: ItemRow): Customer => (desk.books.get(customerId) as CustomerBook).customer;
  return [
    { name: 'Customer key', kind: 'text', width: 14, of: (row) => row.customerKey },
    { name: 'Customer', kind: 'text', width: 32, of: (row) => row.customerName },
    { name: 'Source', kind: 'text', width: 10, of: (row) => customerOf(row).source },
    { name: 'Assignee', kind: 'text', width: 20, of: (row) => nameOf(customerOf(row).assignee) },
    { name: 'Item number', kind: 'text', width: 16, of: (row) => row.number },
    { name: 'Type', kind: 'text', width: 17, of: (row) => TYPE_WORDS[row.type] },
    { name: 'Issued', kind: 'date', width: 11, of: (row) => row.issuedOn },
    { name: 'Due', kind: 'date', width: 11, of: (row) => row.dueOn },
    { name: 'Currency', kind: 'text', width: 9, of: (row) => row.currency },
    { name: 'Amount', kind: 'amount', width: 14, of: (row) => row.amountMinor },
    { name: 'Open', kind: 'amount', width: 14, of: (row) => row.openMinor },
    { name: 'Days past due', kind: 'count', width: 8, of: (row) => row.daysPastDue },
    { name: 'Bucket', kind: 'text', width: 14, of: (row) => buckets.get(row.bucket) ?? row.bucket },
    // A word of its own: our import takes a column of amounts for no such mark.
    { name: 'Disputed', kind: 'text', width: 9, of: (row) => (row.disputedMinor === 0 ? null : 'yes') },
    { name: 'Disputed part', kind: 'amount', width: 14, of: (row) => row.disputedMinor },
    { name: 'Promised part', kind: 'amount', width: 14, of: (row) => row.promisedMinor },
    { name: 'Status', kind: 'text', width: 28, of: (row) => row.status?.text ?? null },
    { name: 'PO number', kind: 'text', width: 16, of: (row) => row.poNumber },
    { name: 'Tags', kind: 'text', width: 20, of: (row) => row.tags.join('; ') || null },
  ];
}

/** What is open at the as-of date, a row an item. `itemIds`: only these. */
export function itemsList(db: Db, scope: ListScope, itemIds: ReadonlySet<number> | null, meter: ProgressMeter): List {
  const { desk, asOf, has } = scope;
  const day = dayOf(desk, asOf);
  const books = [...desk.books.values()].filter(has);
  let total = 0;
  meter.begin('choosing', books.length);
  for (const book of books) {
    // What takes its time, done where it can be stopped; it is kept for the rows.
    total += day.of(book).standings.length;
    meter.row();
  }
  const itemsOf = openItemsOf(db, asOf);
  const wanted = (row: ItemRow) => itemIds === null || itemIds.has(row.id);
  return listOf('items', columnsFor(scope), {
    rows: (function* () {
      for (const book of books) yield* itemsOf(book).filter(wanted);
    })(),
    total: itemIds?.size ?? total,
    currencyOf: (row) => row.currency,
    minorOf: (row) => row.openMinor,
  });
}
