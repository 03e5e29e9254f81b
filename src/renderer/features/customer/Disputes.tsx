import type { CustomerPage } from '@shared/contract/customers';
import { DateWords } from '../../components/DateWords';
import { Panel } from '../../components/Panel';
import classes from './Contacts.module.css';

/** What is contested, and by when it has to be answered. */
export function Disputes({ page }: { page: CustomerPage }) {
  return (
    <Panel title="Disputes">
      <ul className={classes.list}>
        {page.disputes.map((dispute) => (
          <li key={dispute.id} className={classes.contact}>
            <b>{dispute.items.join(', ') || 'All items'}</b> · {dispute.type}
            {dispute.reason && `: ${dispute.reason}`}
            <div className="db-quiet">
              {dispute.fromLedger ? 'From the list, since ' : 'Since '}
              <DateWords date={dispute.openedOn} />
              {dispute.resolvedOn ? (
                <>
                  {' '}
                  · resolved <DateWords date={dispute.resolvedOn} />
                </>
              ) : (
                dispute.answerOn && (
                  <>
                    {' '}
                    · answer by <DateWords date={dispute.answerOn} />
                  </>
                )
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
