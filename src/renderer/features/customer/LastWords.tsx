import type { CustomerPage } from '@shared/contract/customers';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { DateWords } from '../../components/DateWords';
import { EmptyState } from '../../components/EmptyState';
import { Panel } from '../../components/Panel';
import classes from './LastWords.module.css';

const FIRST = 12;

/** What was said and written, newest first. */
export function LastWords({ page, className }: { page: CustomerPage; className?: string | undefined }) {
  const [all, setAll] = useState(false);
  const shown = all ? page.timeline : page.timeline.slice(0, FIRST);
  return (
    <Panel title="Last words" className={className}>
      {page.timeline.length === 0 ? (
        <EmptyState title="Nobody was spoken to yet">What you note on a call stands here for the next one.</EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className={classes.scroll} aria-label="What was said, newest first" tabIndex={0}>
          <ol className={classes.list}>
            {shown.map((activity) => (
              <li key={activity.id} className={classes.entry} data-outcome={activity.outcome ?? undefined}>
                <p className={classes.head}>
                  <DateWords date={activity.on} /> · {activity.headline}
                  {activity.private && (
                    <span
                      className={classes.private}
                      title="Private: stays with you when the portfolio is exchanged, unless private notes are sent too"
                    >
                      <IconLock size={12} aria-hidden="true" /> private
                    </span>
                  )}
                </p>
                {activity.note && <p className={classes.note}>{activity.note}</p>}
                <p className={classes.who}>{[activity.contactName, activity.userName].filter(Boolean).join(' · ')}</p>
              </li>
            ))}
          </ol>
          {!all && page.timeline.length > FIRST && (
            <button type="button" className="db-link" onClick={() => setAll(true)}>
              Show all {page.timeline.length}
            </button>
          )}
        </section>
      )}
    </Panel>
  );
}
