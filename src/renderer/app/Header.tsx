import { spotlight } from '@mantine/spotlight';
import { DateWords } from '../components/DateWords';
import { moneyListText, plural, sumByCurrency } from '../components/format';
import { Kbd } from '../components/Kbd';
import { FolderChip } from '../features/exchange/FolderChip';
import { AsOfControl } from './AsOfControl';
import { useCall } from './bridge';
import classes from './Header.module.css';
import { ariaKeys } from './keys';
import { useAgenda, useStatus } from './queries';
import { useDesk } from './state';

/** Where one stands: the day worked at, the search, how far the list is, how fresh the figures are. */
export function Header({ bare }: { bare: boolean }) {
  const status = useStatus().data;
  return (
    <div className={classes.header}>
      <span className={classes.wordmark}>
        due<b>book</b>
      </span>
      {!bare && (
        <>
          <AsOfControl />
          <button
            type="button"
            className={classes.search}
            onClick={() => spotlight.open()}
            aria-keyshortcuts={ariaKeys('mod+k')}
          >
            <span>Find a customer or a command</span>
            <Kbd keys="mod+k" />
          </button>
          {status?.started && <Standing />}
          {status?.started && <FolderChip />}
        </>
      )}
    </div>
  );
}

function Standing() {
  const asOf = useDesk((desk) => desk.asOf);
  const everybody = useDesk((desk) => desk.everybody);
  const me = useStatus().data?.me;
  const agenda = useAgenda().data;
  const commitments = useCall('commitments.list', { asOf, customerId: null }, { keepPrevious: true }).data;
  if (!agenda) return null;
  // Whose list is shown, theirs are the promises.
  const promised = (commitments ?? []).filter(
    (one) => one.madeOn === asOf && one.state !== 'withdrawn' && (everybody || !me || one.byName === me.name),
  );
  const { worked, total } = agenda.progress;
  return (
    <div className={classes.standing}>
      <span className={classes.progress}>
        <span>
          <b>{worked.toLocaleString()}</b> of {total.toLocaleString()} worked
        </span>
        <progress className={classes.bar} value={worked} max={Math.max(1, total)} aria-label="Customers worked today" />
      </span>
      {promised.length > 0 && (
        <span>
          promised today{' '}
          <b>
            {moneyListText(
              sumByCurrency(promised.map((one) => ({ currency: one.currency, minor: one.promisedMinor }))),
            )}
          </b>
        </span>
      )}
      <span className={classes.age} data-old={(agenda.listAgeDays ?? 0) > 7 || undefined}>
        {agenda.lastListDate === null ? (
          'No list up to this day'
        ) : (
          <>
            List of <DateWords date={agenda.lastListDate} />
            {agenda.listAgeDays !== null && agenda.listAgeDays > 0 && ` · ${plural(agenda.listAgeDays, 'day')} old`}
          </>
        )}
      </span>
    </div>
  );
}
