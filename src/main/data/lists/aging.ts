import { agingLine } from '@shared/contract/lists';
import type { CustomerBook } from '@shared/domain/model';
import type { AgingRow } from '@shared/domain/results';
import type { Db } from '../db/database';
import { agingView } from '../items/queries';
import { bucketName, type Column, type List, listOf } from './list';
import type { ListScope } from './scope';

interface Row {
  book: CustomerBook;
  line: AgingRow;
}

/** The aging, a row for each customer and currency, a column for each bucket as it is set. `lines`: only these. */
export function agingList(db: Db, { desk, asOf, has, nameOf }: ListScope, lines: ReadonlySet<string> | null): List {
  const { buckets, customers } = agingView(db, asOf);
  const columns: Column<Row>[] = [
    { name: 'Customer key', kind: 'text', width: 14, of: ({ book }) => book.customer.key },
    { name: 'Customer', kind: 'text', width: 32, of: ({ book }) => book.customer.name },
    { name: 'Source', kind: 'text', width: 10, of: ({ book }) => book.customer.source },
    { name: 'Assignee', kind: 'text', width: 20, of: ({ book }) => nameOf(book.customer.assignee) },
    { name: 'Currency', kind: 'text', width: 9, of: ({ line }) => line.currency },
    ...buckets.map(
      (bucket): Column<Row> => ({
        name: bucketName(bucket),
        kind: 'amount',
        width: 14,
        of: ({ line }) => line.buckets[bucket.key] ?? 0,
      }),
    ),
    { name: 'Balance', kind: 'amount', width: 14, of: ({ line }) => line.balance },
  ];
  const rows = customers.flatMap(({ customerId, rows: all }): Row[] => {
    const book = desk.books.get(customerId) as CustomerBook;
    if (!has(book)) return [];
    const wanted = lines === null ? all : all.filter(({ currency }) => lines.has(agingLine(customerId, currency)));
    return wanted.map((line) => ({ book, line }));
  });
  return listOf('aging', columns, {
    rows,
    total: rows.length,
    currencyOf: ({ line }) => line.currency,
    minorOf: ({ line }) => line.balance,
  });
}
