import type { AgendaEntry } from '@shared/domain/results';
import { IconFlag3Filled, IconPhoneFilled, IconRotateClockwise, IconSparkles, IconUrgent } from '@tabler/icons-react';
import { AgingBar } from '../../components/AgingBar';
import { Amount } from '../../components/Money';
import { ScoreBadge } from '../../components/ScoreBadge';
import classes from './TodayList.module.css';

const PIN_ICONS = {
  call_back: IconPhoneFilled,
  returned_or_answered: IconUrgent,
  broken_promise: IconFlag3Filled,
  new_never_reached: IconSparkles,
} as const;

/** One customer of the list: place, name with the first reason, what can be collected, score, points. */
export function ListEntry({ entry }: { entry: AgendaEntry }) {
  const Pin = entry.pin ? PIN_ICONS[entry.pin.kind] : entry.fairness ? IconRotateClockwise : null;
  const [first, ...others] = entry.collectable;
  const reason = entry.reasons[0]?.text ?? '';
  return (
    <>
      <span className={classes.rank}>{entry.rank}</span>
      <span className={classes.who}>
        <span className={classes.line}>
          <span className={classes.name} title={entry.name}>
            {entry.name}
          </span>
          <span className={classes.money}>
            {first ? (
              <Amount minor={first.minor} currency={first.currency} withCurrency />
            ) : (
              <span className="db-quiet">–</span>
            )}
            {others.length > 0 && <span className="db-quiet"> +{others.length}</span>}
          </span>
        </span>
        <span className={classes.line}>
          <span className={classes.reason} title={entry.reasons.map((one) => one.text).join(' · ')}>
            {Pin && (
              <Pin size={12} aria-hidden="true" className={classes.pin} data-pin={entry.pin?.kind ?? 'fairness'} />
            )}
            {reason}
          </span>
          <AgingBar rows={entry.aging.slice(0, 1)} width={60} />
        </span>
      </span>
      <span className={classes.score}>
        <ScoreBadge score={entry.score} short />
      </span>
      <span className={classes.points} title={`${entry.points} of 100 points`}>
        {entry.points}
      </span>
    </>
  );
}
