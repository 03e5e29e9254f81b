import type { AgendaView } from '@shared/contract/agenda';
import { useState } from 'react';
import { useDesk } from '../../app/state';
import { Kbd } from '../../components/Kbd';
import { useTodaysList } from '../lists/list-commands';
import { SaveList } from '../lists/SaveList';
import { NotListed } from './NotListed';
import classes from './Today.module.css';

/** How much more there is, who is not listed and why, and who would be forgotten. */
export function ListFooter({ view }: { view: AgendaView }) {
  const [open, setOpen] = useState(false);
  const showAll = useDesk((desk) => desk.showAll);
  const setShowAll = useDesk((desk) => desk.setShowAll);
  const todays = useTodaysList();
  const setKeyListOpen = useDesk((desk) => desk.setKeyListOpen);
  return (
    <footer className={classes.footer}>
      <div>
        {view.more > 0 && (
          <>
            {view.more} more,{' '}
            <button type="button" className="db-link" onClick={() => setShowAll(true)}>
              show all
            </button>{' '}
            ·{' '}
          </>
        )}
        {showAll && (
          <>
            <button type="button" className="db-link" onClick={() => setShowAll(false)}>
              show the first ones
            </button>{' '}
            ·{' '}
          </>
        )}
        {view.notListed.length} not listed today{' '}
        {view.notListed.length > 0 && (
          <button
            type="button"
            className="db-link"
            aria-label="Why are they not listed today"
            onClick={() => setOpen(true)}
          >
            why
          </button>
        )}
        {view.listed > 0 && (
          <>
            {' '}
            · <SaveList list={todays} what="the list shown" label="save list…" inText />
          </>
        )}
        {view.overdueWithoutNextDate > 0 && (
          <span className={classes.forgotten}>overdue with no next date: {view.overdueWithoutNextDate}</span>
        )}
      </div>
      <span className={classes.keys}>
        <Kbd keys="j" /> <Kbd keys="k" /> ·{' '}
        <button type="button" className="db-link" onClick={() => setKeyListOpen(true)}>
          keys
        </button>{' '}
        <Kbd keys="?" />
      </span>
      {open && <NotListed rows={view.notListed} onClose={() => setOpen(false)} />}
    </footer>
  );
}
