import type { AgingView, ItemRow } from '@shared/contract/items';
import type { CurrencyCode, Minor } from '@shared/domain/model';
import type { AgingRow } from '@shared/domain/results';
import { BucketLabel } from '../../components/BucketLabel';
import { bucketOrder, bucketWords } from '../../components/buckets';
import type { Column } from '../../components/DataTable';
import { DateWords } from '../../components/DateWords';
import { amountText } from '../../components/format';
import { Amount } from '../../components/Money';
import classes from './ItemsView.module.css';
import { TYPE_WORDS } from './words';

/** Amounts of different currencies have no order: rows are sorted by one of them, those in others stand last. */
const sortable = (minor: Minor, currency: CurrencyCode, sortCurrency: CurrencyCode | undefined): Minor | undefined =>
  currency === sortCurrency ? minor : undefined;

const part = (minor: Minor, currency: CurrencyCode) =>
  minor === 0 ? <span className="db-quiet">–</span> : <Amount minor={minor} currency={currency} />;

/** The order of buckets as they stand in the strip; the view's own edges decide. */
const bucketPlace = (buckets: AgingView['buckets']) => {
  const keys = buckets.map((bucket) => bucket.key).sort(bucketOrder);
  return (key: string) => keys.indexOf(key);
};

export const itemColumns = (
  buckets: AgingView['buckets'],
  sortCurrency: CurrencyCode | undefined,
): Column<ItemRow>[] => {
  const place = bucketPlace(buckets);
  return [
    {
      id: 'customer',
      header: 'Customer',
      width: 146,
      value: (row) => row.customerName,
      cell: (row) => <span title={`${row.customerName} · ${row.customerKey}`}>{row.customerName}</span>,
    },
    {
      id: 'number',
      header: 'Item',
      width: 100,
      value: (row) => row.number,
      cell: (row) => <strong title={row.number}>{row.number}</strong>,
    },
    { id: 'type', header: 'Type', width: 66, value: (row) => TYPE_WORDS[row.type] },
    {
      id: 'issued',
      header: 'Issued',
      width: 80,
      value: (row) => row.issuedOn,
      cell: (row) => <DateWords date={row.issuedOn} short />,
    },
    {
      id: 'due',
      header: 'Due',
      width: 80,
      value: (row) => row.dueOn,
      cell: (row) => <DateWords date={row.dueOn} short />,
    },
    {
      id: 'days',
      header: 'Days',
      width: 46,
      numeric: true,
      value: (row) => row.daysPastDue,
      cell: (row) =>
        row.daysPastDue === null ? <span className="db-quiet">–</span> : String(row.daysPastDue).replace('-', '−'),
    },
    {
      id: 'bucket',
      header: 'Bucket',
      width: 110,
      value: (row) => place(row.bucket),
      cell: (row) => <BucketLabel bucket={row.bucket} />,
    },
    {
      id: 'amount',
      header: 'Amount',
      width: 90,
      numeric: true,
      value: (row) => sortable(row.amountMinor, row.currency, sortCurrency),
      cell: (row) => (
        <span className="db-quiet">
          <Amount minor={row.amountMinor} currency={row.currency} />
        </span>
      ),
    },
    {
      id: 'open',
      header: 'Open',
      width: 108,
      numeric: true,
      value: (row) => sortable(row.openMinor, row.currency, sortCurrency),
      cell: (row) => (
        <strong>
          <Amount minor={row.openMinor} currency={row.currency} withCurrency />
        </strong>
      ),
    },
    {
      id: 'disputed',
      header: 'Disputed',
      width: 80,
      numeric: true,
      value: (row) => sortable(row.disputedMinor, row.currency, sortCurrency),
      cell: (row) => part(row.disputedMinor, row.currency),
    },
    {
      id: 'promised',
      header: 'Promised',
      width: 80,
      numeric: true,
      value: (row) => sortable(row.promisedMinor, row.currency, sortCurrency),
      cell: (row) => part(row.promisedMinor, row.currency),
    },
    {
      id: 'status',
      header: 'Status',
      width: 150,
      value: (row) => row.status?.text,
      cell: (row) =>
        row.status && (
          <span className={classes.status} title={row.status.text}>
            {row.status.text}
          </span>
        ),
    },
    {
      id: 'po',
      header: 'PO',
      width: 96,
      value: (row) => row.poNumber,
      cell: (row) => <span title={row.poNumber ?? undefined}>{row.poNumber}</span>,
    },
  ];
};

/** A line of the aging by customer: one customer in one currency. */
export interface CustomerLine {
  customerId: number;
  key: string;
  name: string;
  row: AgingRow;
}

export const customerLines = (aging: AgingView): CustomerLine[] =>
  aging.customers.flatMap((customer) =>
    customer.rows.map((row) => ({ customerId: customer.customerId, key: customer.key, name: customer.name, row })),
  );

export const customerLineColumns = (
  buckets: AgingView['buckets'],
  sortCurrency: CurrencyCode | undefined,
): Column<CustomerLine>[] => [
  {
    id: 'customer',
    header: 'Customer',
    width: 200,
    value: (line) => line.name,
    cell: (line) => <strong title={line.name}>{line.name}</strong>,
  },
  { id: 'key', header: 'Key', width: 76, value: (line) => line.key },
  ...buckets.map(
    (bucket): Column<CustomerLine> => ({
      id: bucket.key,
      header: bucketWords(bucket.key),
      width: 100,
      numeric: true,
      value: (line) => sortable(line.row.buckets[bucket.key] ?? 0, line.row.currency, sortCurrency),
      cell: (line) => part(line.row.buckets[bucket.key] ?? 0, line.row.currency),
    }),
  ),
  {
    id: 'balance',
    header: 'Balance',
    width: 116,
    numeric: true,
    value: (line) => sortable(line.row.balance, line.row.currency, sortCurrency),
    cell: (line) => <strong>{amountText(line.row.balance, line.row.currency)}</strong>,
  },
];
