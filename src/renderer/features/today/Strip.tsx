import type { AgendaView } from '@shared/contract/agenda';
import { Link } from 'wouter';
import { moneyListText } from '../../components/format';
import { Tasks } from './Tasks';
import classes from './Today.module.css';

/** What else the day holds beside the list. */
export function Strip({ strip }: { strip: AgendaView['strip'] }) {
  const { promisesDueToday: due, cashToMatch: cash, replies, tasks } = strip;
  return (
    <ul className={classes.strip} aria-label="Beside the list">
      <li>
        <Link href="/commitments">
          <b>{due.count}</b> {due.count === 1 ? 'promise' : 'promises'} due today
        </Link>
        {due.count > 0 && <span> {moneyListText(due.sums)}</span>}
      </li>
      {cash.count > 0 && (
        <li title="Unapplied payments and credit notes beside overdue items">
          <b>{cash.count}</b> cash to match <span>{moneyListText(cash.sums)}</span>
        </li>
      )}
      {replies > 0 && (
        <li>
          <b>{replies}</b> {replies === 1 ? 'reply' : 'replies'}
        </li>
      )}
      {tasks > 0 && (
        <li>
          <Tasks count={tasks} />
        </li>
      )}
    </ul>
  );
}
