import type { User } from '@shared/contract/portfolio';
import type { HandoutPlan, HandoutShare } from '@shared/domain/handout/plan';
import { MoneyCell } from '../../components/MoneyCell';
import classes from './Handout.module.css';
import { nameIn } from './handout-words';

/** What everybody has now and would have afterwards. */
export function Shares({ plan, people }: { plan: HandoutPlan; people: readonly User[] }) {
  const nameOf = nameIn(people);
  return (
    <table className={classes.shares} aria-label="Who would have what">
      <colgroup>
        <col />
        <col style={{ width: 74 }} />
        <col style={{ width: 108 }} />
        <col style={{ width: 74 }} />
        <col style={{ width: 78 }} />
        <col style={{ width: 112 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            Collector
          </th>
          <th scope="colgroup" colSpan={2}>
            Now
          </th>
          <th scope="colgroup" colSpan={3}>
            Afterwards
          </th>
        </tr>
        <tr>
          <th scope="col">Customers</th>
          <th scope="col">Overdue</th>
          <th scope="col">Customers</th>
          <th scope="col">Change</th>
          <th scope="col">Overdue</th>
        </tr>
      </thead>
      <tbody>
        {plan.shares.map((share) => (
          <tr key={share.userId ?? ''} data-changes={share.arrive + share.leave > 0 || undefined}>
            <th scope="row" title={share.userId === null ? undefined : nameOf(share.userId)}>
              {share.userId === null ? 'Nobody' : nameOf(share.userId)}
            </th>
            <td>{share.before.customers.toLocaleString()}</td>
            <td>
              <MoneyCell sums={share.before.overdue} />
            </td>
            <td>
              <b>{share.after.customers.toLocaleString()}</b>
            </td>
            <td>{changeWords(share)}</td>
            <td>
              <b>
                <MoneyCell sums={share.after.overdue} />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function changeWords({ arrive, leave }: HandoutShare): string {
  const words = [arrive > 0 && `+${arrive.toLocaleString()}`, leave > 0 && `−${leave.toLocaleString()}`].filter(
    Boolean,
  );
  return words.length === 0 ? '–' : words.join(' ');
}
