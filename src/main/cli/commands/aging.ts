import { formatMinor } from '@shared/domain/money';
import type { AgingRow, Bucket } from '@shared/domain/results';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { openDesk } from '../../data/desk/desk';
import { agingView } from '../../data/items/queries';
import { type Command, pick } from '../command';
import { table } from '../table';

export const aging: Command = {
  usage: 'aging [--by customer]',
  options: { by: { type: 'string' } },
  run: ({ db, asOf }, values) => {
    const byCustomer = pick(values, 'by', ['customer']) !== undefined;
    const view = agingView(db, asOf);
    const standard = openDesk(db).settings.bucketEdges.join() === DEFAULT_SETTINGS.bucketEdges.join();
    const shape = (row: AgingRow) => shapeRow(row, view.buckets, standard);
    return {
      json: {
        asOf,
        currencies: view.totals.map(shape),
        ...(byCustomer && {
          customers: view.customers.flatMap(({ key, name, rows }) => rows.map((row) => ({ key, name, ...shape(row) }))),
        }),
      },
      text: table([
        ['', ...view.buckets.map((bucket) => bucket.label), 'Balance'],
        ...view.totals.map((row) => textRow(row.currency, row, view.buckets)),
        ...(byCustomer
          ? view.customers.flatMap(({ name, rows }) => rows.map((row) => textRow(name, row, view.buckets)))
          : []),
      ]),
    };
  },
};

/** The standard buckets by name; with other edges a list of ranges. */
function shapeRow(row: AgingRow, buckets: readonly Bucket[], standard: boolean) {
  const { currency, balance } = row;
  const { noDueDate = 0, credits = 0, ...overdue } = row.buckets;
  if (standard) return { currency, ...overdue, noDueDate, credits, balance };
  return {
    currency,
    buckets: buckets
      .filter((bucket) => bucket.key !== 'noDueDate' && bucket.key !== 'credits')
      .map(({ key, from, to }) => ({ from, to, minor: row.buckets[key] ?? 0 })),
    noDueDate,
    credits,
    balance,
  };
}

function textRow(name: string, row: AgingRow, buckets: readonly Bucket[]): string[] {
  const amount = (minor: number) => formatMinor(minor, row.currency);
  return [
    name === row.currency ? name : `${name} ${row.currency}`,
    ...buckets.map((bucket) => amount(row.buckets[bucket.key] ?? 0)),
    amount(row.balance),
  ];
}
