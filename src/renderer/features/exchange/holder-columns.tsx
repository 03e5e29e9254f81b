import type { HolderRow } from '@shared/contract/holders';
import type { Column } from '../../components/DataTable';
import { DateWords } from '../../components/DateWords';
import { dateText, plural } from '../../components/format';
import { MoneyCell } from '../../components/MoneyCell';
import { momentText } from './exchange-words';
import classes from './Team.module.css';

export const holderColumns = (): Column<HolderRow>[] => [
  {
    id: 'name',
    header: 'Person',
    value: (row) => row.user.name,
    cell: (row) => (
      <span className={classes.name} title={row.user.name}>
        {row.user.name}
        {!row.user.active && <span className="db-quiet"> left</span>}
      </span>
    ),
  },
  {
    id: 'customers',
    header: 'Customers',
    width: 90,
    numeric: true,
    value: (row) => row.customers,
    cell: (row) => row.customers.toLocaleString(),
  },
  {
    id: 'overdue',
    header: 'Overdue',
    width: 124,
    numeric: true,
    value: (row) => row.overdue[0]?.minor,
    cell: (row) => <MoneyCell sums={row.overdue} />,
  },
  {
    id: 'since',
    header: 'Since',
    width: 130,
    value: (row) => row.since?.first,
    cell: (row) =>
      row.since === null ? (
        <span className="db-quiet">–</span>
      ) : (
        <>
          <DateWords date={row.since.first} short />
          {row.since.last !== row.since.first && (
            <>
              {' – '}
              <DateWords date={row.since.last} short />
            </>
          )}
        </>
      ),
  },
  {
    id: 'out',
    header: 'Last file out',
    width: 140,
    value: (row) => row.lastOut?.at,
    cell: (row) => <Trace trace={row.lastOut} />,
  },
  {
    id: 'back',
    header: 'Last file back',
    width: 140,
    value: (row) => row.lastBack?.at,
    cell: (row) => <Trace trace={row.lastBack} />,
  },
  {
    id: 'open',
    header: 'Not settled yet',
    value: (row) => openWords(row).join(', '),
    cell: (row) => {
      const [first, ...more] = openWords(row);
      if (first === undefined) return <span className="db-quiet">–</span>;
      if (more.length === 0) return <span title={first}>{first}</span>;
      return (
        <span className={classes.twoLines} title={[first, ...more].join('\n')}>
          <span>{first}</span>
          <span>{more.join(' · ')}</span>
        </span>
      );
    },
  },
];

function Trace({ trace }: { trace: HolderRow['lastOut'] }) {
  if (trace === null) return <span className="db-quiet">–</span>;
  return <span title={trace.fileName}>{momentText(trace.at)}</span>;
}

function openWords({ notSent, missing, lastOut, lastBack, covering }: HolderRow): string[] {
  return [
    notSent > 0 && `${plural(notSent, 'customer')} not in a file for them yet`,
    missing > 0 && `${plural(missing, 'activity', 'activities')} of theirs not arrived`,
    lastOut !== null && (lastBack === null || lastBack.at < lastOut.at) && 'nothing back since the last file',
    covering && `covers ${plural(covering.customers, 'customer')} until ${dateText(covering.until)}`,
  ].filter((words) => typeof words === 'string');
}
