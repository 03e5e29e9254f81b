import { Popover } from '@mantine/core';
import type { AgendaView } from '@shared/contract/agenda';
import type { PointComponents } from '@shared/domain/results';
import { useSettings } from '../../app/queries';
import { amountText } from '../../components/format';
import { COMPONENT_WORDS } from '../customer/words';
import classes from './Today.module.css';

const PARTS = Object.keys(COMPONENT_WORDS) as (keyof PointComponents)[];

/** How the order comes about, in the four stages in which it is made, with the weights in force. */
export function WhyThisOrder({ agenda }: { agenda: AgendaView }) {
  const weights = useSettings().data?.settings.weights;
  return (
    <Popover width={400} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="db-link">
          why this order
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Why this order">
        <ol className={classes.stages}>
          <li>
            <b>Who stays off.</b> Not yours, do not contact, in proceedings, litigation or agency: never listed. Under
            the minimum amount, everything promised or disputed, put off, spoken to in the last 2 business days, or
            expected to pay by a later day: not today.
          </li>
          <li>
            <b>Who stands on top.</b> A call-back due; a payment returned or an answer; a promise broken or kept in
            part; someone new never reached. At most half the list; the rest stands under “While you were away”.
          </li>
          <li>
            <b>Everybody else by points</b>, 100 at most:
            {weights && (
              <ul className={classes.weights}>
                {PARTS.map((part) => (
                  <li key={part}>
                    <span>{COMPONENT_WORDS[part].label}</span> <b>{weights[part]}</b>
                  </li>
                ))}
              </ul>
            )}
            {agenda.amountA.length > 0 && (
              <span>
                Full money points from A ={' '}
                {agenda.amountA
                  .map(
                    (one) =>
                      `${amountText(one.minor, one.currency)}${one.proposed ? ' (proposed, not yet accepted)' : ''}`,
                  )
                  .join(', ')}
                . Below a twentieth of A at most 29 points, above three times A at least 60.
              </span>
            )}
          </li>
          <li>
            <b>Equal points:</b> the larger amount, then the oldest due date, then the key. Every eighth place goes to
            the small customer untouched the longest.
          </li>
        </ol>
        <p className="db-quiet">
          What you record today only takes a customer off the list or adds one on top: the order does not move under
          your hands.
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
