import { dateText } from '../components/format';
import classes from './AsOfBanner.module.css';
import { localToday } from './clock';
import { useDesk } from './state';

/** Says that another day than today is worked at, and what that means for what is shown and recorded. */
export function AsOfBanner() {
  const asOf = useDesk((desk) => desk.asOf);
  const setAsOf = useDesk((desk) => desk.setAsOf);
  const today = localToday();
  if (asOf === today) return null;
  return (
    <div className={classes.banner} role="status">
      <span>
        <b>You are working at {dateText(asOf, today)}.</b> What you record carries that date.{' '}
        {asOf < today
          ? 'Assignee, payer type, tags, settings and terms are today’s.'
          : 'This is a projection: it looks as if nothing further happened until then.'}
      </span>
      <button type="button" className="db-link" onClick={() => setAsOf(today)}>
        Back to today
      </button>
    </div>
  );
}
