import type { TeamRow } from '@shared/contract/team';
import type { KeptRate } from '@shared/domain/commitments/kept-rate';
import type { CurrencyCode, Money } from '@shared/domain/model';
import type { Column } from '../../components/DataTable';
import { moneyListText } from '../../components/format';
import { MoneyCell } from '../../components/MoneyCell';
import classes from './Team.module.css';

export const teamName = (row: TeamRow): string => row.user?.name ?? 'Nobody';

const sumIn = (sums: readonly Money[], currency: CurrencyCode | undefined): number | undefined =>
  sums.find((sum) => sum.currency === currency)?.minor;

export const teamColumns = (base: CurrencyCode | undefined): Column<TeamRow>[] => [
  {
    id: 'name',
    header: 'Collector',
    width: 168,
    value: teamName,
    cell: (row) => (
      <span className={row.user ? classes.name : undefined} title={teamName(row)}>
        {teamName(row)}
        {row.user?.active === false && <span className="db-quiet"> left</span>}
      </span>
    ),
  },
  {
    id: 'customers',
    header: 'Customers',
    width: 76,
    numeric: true,
    value: (row) => row.customers,
    cell: (row) => row.customers.toLocaleString(),
  },
  {
    id: 'overdue',
    header: 'Overdue',
    width: 124,
    numeric: true,
    value: (row) => sumIn(row.overdue, base),
    cell: (row) => <MoneyCell sums={row.overdue} />,
  },
  {
    id: 'worked',
    header: 'Worked',
    width: 64,
    numeric: true,
    value: (row) => row.workedToday,
    cell: (row) => row.workedToday.toLocaleString(),
  },
  {
    id: 'list',
    header: 'Own list',
    width: 104,
    value: (row) => row.list && (row.list.total === 0 ? null : row.list.worked / row.list.total),
    cell: (row) => <ListShare list={row.list} />,
  },
  {
    id: 'promised',
    header: 'Promised today',
    width: 116,
    numeric: true,
    value: (row) => sumIn(row.promisedToday.sums, base),
    cell: (row) => <Counted {...row.promisedToday} />,
  },
  {
    id: 'open',
    header: 'Open promises',
    width: 124,
    numeric: true,
    value: (row) => sumIn(row.openPromises.sums, base),
    cell: (row) => <Counted {...row.openPromises} />,
  },
  {
    id: 'oral',
    header: 'Kept, oral',
    width: 106,
    numeric: true,
    value: (row) => row.kept.oral.byCount,
    cell: (row) => <Kept rate={row.kept.oral} base={base} />,
  },
  {
    id: 'written',
    header: 'Kept, written',
    width: 106,
    numeric: true,
    value: (row) => row.kept.written.byCount,
    cell: (row) => <Kept rate={row.kept.written} base={base} />,
  },
  {
    id: 'untouched',
    header: 'Longest untouched',
    value: (row) => row.longestUntouched?.days,
    cell: (row) =>
      row.longestUntouched ? (
        <span title={`${row.longestUntouched.name}: overdue and without a touch for ${row.longestUntouched.days} days`}>
          {row.longestUntouched.days} d · {row.longestUntouched.name}
        </span>
      ) : (
        <span className="db-quiet">–</span>
      ),
  },
];

function ListShare({ list }: { list: TeamRow['list'] }) {
  if (!list || list.total === 0) return <span className="db-quiet">–</span>;
  const words = `${list.worked} of ${list.total}`;
  return (
    <span className={classes.share} title={`${words} customers on their list of the day are worked`}>
      <progress value={list.worked} max={list.total} aria-label={`${words} worked`} />
      <span aria-hidden="true">{words}</span>
    </span>
  );
}

function Counted({ count, sums }: { count: number; sums: readonly Money[] }) {
  if (count === 0) return <span className="db-quiet">–</span>;
  return (
    <span className={classes.counted} title={`${count}: ${moneyListText(sums)}`}>
      <span className="db-quiet">{count} ·</span> <MoneyCell sums={sums} />
    </span>
  );
}

const percent = (share: number | null): string => (share === null ? 'n/a' : `${Math.round(100 * share)} %`);

/** By number above, by amount below: in the base currency, all of them on hover. */
function Kept({ rate, base }: { rate: KeptRate; base: CurrencyCode | undefined }) {
  if (rate.matured === 0)
    return (
      <span className="db-quiet" title="No promise came due yet">
        n/a
      </span>
    );
  const amounts = rate.byAmount.map((one) => `${percent(one.ratio)} of the ${one.currency}`).join(', ');
  const shown = rate.byAmount.find((one) => one.currency === base) ?? rate.byAmount[0];
  return (
    <span className={classes.kept} title={`${rate.kept} of ${rate.matured} promises kept; by amount ${amounts}`}>
      <span>
        {percent(rate.byCount)} of {rate.matured}
      </span>
      <span className="db-quiet">{shown && `${percent(shown.ratio)} of ${shown.currency}`}</span>
    </span>
  );
}
