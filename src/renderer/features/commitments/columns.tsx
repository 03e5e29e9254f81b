import type { CommitmentRow } from '@shared/contract/commitments';
import type { CurrencyCode } from '@shared/domain/model';
import type { Column } from '../../components/DataTable';
import { DateWords } from '../../components/DateWords';
import { amountText } from '../../components/format';
import { Amount } from '../../components/Money';
import classes from './CommitmentsView.module.css';

export const WRITTEN_WORDS = { oral: 'Oral', drafted: 'Drafted', written: 'Written' } as const;

/** "2nd promise on its items": worth a word only from the second on. */
export const levelWords = (level: number): string =>
  level === 1 ? '1st' : level === 2 ? '2nd' : level === 3 ? '3rd' : `${level}th`;

/** Amounts of different currencies have no order: rows are sorted by one of them, those in others stand last. */
export const commitmentColumns = (sortCurrency: CurrencyCode | undefined): Column<CommitmentRow>[] => [
  {
    id: 'customer',
    header: 'Customer',
    width: 154,
    value: (row) => row.customerName,
    cell: (row) => <strong title={row.customerName}>{row.customerName}</strong>,
  },
  { id: 'key', header: 'Key', width: 60, value: (row) => row.customerKey },
  {
    id: 'promised',
    header: 'Promised',
    width: 116,
    numeric: true,
    value: (row) => (row.currency === sortCurrency ? row.promisedMinor : undefined),
    cell: (row) => <strong>{amountText(row.promisedMinor, row.currency)}</strong>,
  },
  {
    id: 'for',
    header: 'For',
    width: 122,
    value: (row) => row.promisedFor,
    cell: (row) => <DateWords date={row.promisedFor} />,
  },
  {
    id: 'window',
    header: 'Window end',
    width: 92,
    value: (row) => row.windowEnd,
    cell: (row) => <DateWords date={row.windowEnd} short />,
  },
  {
    id: 'paid',
    header: 'Paid',
    width: 96,
    numeric: true,
    value: (row) => (row.currency === sortCurrency ? row.paidMinor : undefined),
    cell: (row) =>
      row.paidMinor === 0 ? (
        <span className="db-quiet">–</span>
      ) : (
        <Amount minor={row.paidMinor} currency={row.currency} />
      ),
  },
  {
    id: 'elsewhere',
    header: 'Elsewhere',
    width: 88,
    numeric: true,
    value: (row) => (row.currency === sortCurrency ? row.paidElsewhereMinor : undefined),
    cell: (row) =>
      row.paidElsewhereMinor === 0 ? (
        <span className="db-quiet">–</span>
      ) : (
        <span title="Part of what was paid came in on other items or unapplied: match it">
          <Amount minor={row.paidElsewhereMinor} currency={row.currency} />
        </span>
      ),
  },
  {
    id: 'written',
    header: 'Confirmed',
    width: 84,
    value: (row) => ['oral', 'drafted', 'written'].indexOf(row.written),
    cell: (row) => (
      <span className={classes.written} data-written={row.written}>
        {WRITTEN_WORDS[row.written]}
      </span>
    ),
  },
  {
    id: 'level',
    header: 'Level',
    width: 56,
    value: (row) => row.level,
    cell: (row) => <span className={row.level === 1 ? 'db-quiet' : classes.again}>{levelWords(row.level)}</span>,
  },
  {
    id: 'items',
    header: 'Items',
    width: 100,
    value: (row) => row.items.map((item) => item.number).join(', '),
    cell: (row) => {
      const words = row.items.map((item) => item.number).join(', ');
      return <span title={words}>{row.items.length > 1 ? `${row.items.length} · ${words}` : words}</span>;
    },
  },
  {
    id: 'words',
    header: 'Stands',
    width: 166,
    value: (row) => row.words,
    cell: (row) => (
      <span title={row.words} className={row.state === 'broken' ? classes.broken : undefined}>
        {row.words}
      </span>
    ),
  },
];
