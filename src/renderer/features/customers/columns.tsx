import type { CustomerRow } from '@shared/contract/customers';
import type { User } from '@shared/contract/portfolio';
import type { CurrencyCode, Money } from '@shared/domain/model';
import { SCORES } from '@shared/domain/model';
import { AgingBar } from '../../components/AgingBar';
import type { Column } from '../../components/DataTable';
import { DateWords } from '../../components/DateWords';
import { MoneyCell } from '../../components/MoneyCell';
import { ScoreBadge } from '../../components/ScoreBadge';
import classes from './CustomersView.module.css';
import { assigneeName } from './filter';
import { PAYER_LABELS, STANDING_WORDS } from './words';

/** Amounts of different currencies have no order: rows are sorted by one of them, whoever owes nothing in it stands last. */
const sumIn = (sums: readonly Money[], currency: CurrencyCode | undefined): number | undefined =>
  sums.find((sum) => sum.currency === currency)?.minor;

export const customerColumns = (
  users: readonly User[],
  sortCurrency: CurrencyCode | undefined,
): Column<CustomerRow>[] => [
  {
    id: 'name',
    header: 'Customer',
    width: 168,
    value: (row) => row.name,
    cell: (row) => (
      <span title={row.name} className={classes.nameCell}>
        <span className={classes.name}>{row.name}</span>
        {row.standing !== 'normal' && <span className={classes.standing}>{STANDING_WORDS[row.standing]}</span>}
      </span>
    ),
  },
  {
    id: 'key',
    header: 'Key',
    width: 62,
    value: (row) => row.key,
    cell: (row) => <span title={`${row.source} · ${row.key}`}>{row.key}</span>,
  },
  {
    id: 'score',
    header: 'Score',
    width: 64,
    value: (row) => SCORES.indexOf(row.score.score),
    cell: (row) => <ScoreBadge score={row.score} short />,
  },
  {
    id: 'lately',
    header: 'Lately',
    width: 80,
    value: (row) => (row.score.newOverdue ? 'overdue' : row.score.lately?.score),
    cell: (row) =>
      row.score.newOverdue ? (
        <span title="No paid item yet, and something is overdue">overdue</span>
      ) : row.score.lately ? (
        <span title={`${row.score.lately.daysLate} days late over the last 12 months`}>
          {row.score.lately.score === row.score.score ? (
            <span className="db-quiet">same</span>
          ) : (
            `${row.score.lately.score} ${row.score.lately.daysLate} d`
          )}
        </span>
      ) : (
        <span className="db-quiet">–</span>
      ),
  },
  {
    id: 'open',
    header: 'Open',
    width: 122,
    numeric: true,
    value: (row) => sumIn(row.open, sortCurrency),
    cell: (row) => <MoneyCell sums={row.open} />,
  },
  {
    id: 'overdue',
    header: 'Overdue',
    width: 122,
    numeric: true,
    value: (row) => sumIn(row.overdue, sortCurrency),
    cell: (row) => (
      <span className={classes.overdue}>
        <MoneyCell sums={row.overdue} />
      </span>
    ),
  },
  {
    id: 'aging',
    header: 'Aging',
    width: 70,
    sortable: false,
    value: () => null,
    cell: (row) => <AgingBar rows={row.aging} />,
  },
  {
    id: 'oldest',
    header: 'Oldest',
    width: 58,
    numeric: true,
    value: (row) => row.oldestDaysPastDue,
    cell: (row) =>
      row.oldestDaysPastDue === null ? (
        <span className="db-quiet">–</span>
      ) : (
        <span title={oldestTitle(row.oldestDaysPastDue)} className={row.oldestDaysPastDue > 0 ? undefined : 'db-quiet'}>
          {row.oldestDaysPastDue} d
        </span>
      ),
  },
  {
    id: 'touch',
    header: 'Touched',
    width: 70,
    value: (row) => row.lastTouchOn,
    cell: (row) => <DateWords date={row.lastTouchOn} short />,
  },
  {
    id: 'next',
    header: 'Next',
    width: 66,
    value: (row) => row.nextOn,
    cell: (row) => <DateWords date={row.nextOn} short />,
  },
  {
    id: 'assignee',
    header: 'Assignee',
    width: 100,
    value: (row) => assigneeName(row, users),
    cell: (row) => {
      const who = assigneeName(row, users);
      return who === null ? <span className="db-quiet">nobody</span> : <span title={who}>{who}</span>;
    },
  },
  {
    id: 'payer',
    header: 'Payer type',
    width: 104,
    value: (row) => row.payerType && PAYER_LABELS[row.payerType],
    cell: (row) => (row.payerType ? PAYER_LABELS[row.payerType] : <span className="db-quiet">–</span>),
  },
];

const oldestTitle = (days: number): string =>
  days > 0
    ? `The oldest open item is ${days} days past due`
    : days === 0
      ? 'The oldest open item is due today'
      : `The next item is due in ${-days} days`;
