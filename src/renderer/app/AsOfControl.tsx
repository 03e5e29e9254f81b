import { isIsoDate } from '@shared/domain/dates';
import { useEffect, useId, useState } from 'react';
import classes from './AsOfControl.module.css';
import { businessDayAfter, businessDayBefore } from './business-days';
import { localToday } from './clock';
import { useSettings } from './queries';
import { useDesk } from './state';

/** The day worked at. Everything on screen, and everything recorded, speaks of this day. */
export function AsOfControl() {
  const asOf = useDesk((desk) => desk.asOf);
  const setAsOf = useDesk((desk) => desk.setAsOf);
  const settings = useSettings().data;
  const [text, setText] = useState(asOf);
  const id = useId();
  useEffect(() => setText(asOf), [asOf]);
  const today = localToday();
  return (
    <div className={classes.control}>
      <label htmlFor={id} className={classes.label}>
        As-of date
      </label>
      <div className={classes.row}>
        <button
          type="button"
          className={classes.step}
          aria-label="Previous business day"
          title="Previous business day"
          onClick={() => setAsOf(businessDayBefore(asOf, settings))}
        >
          ‹
        </button>
        <input
          id={id}
          type="date"
          required
          className={classes.input}
          value={text}
          min="1990-01-01"
          max="2199-12-31"
          onChange={(event) => {
            const typed = event.target.value;
            setText(typed);
            // While a year is being typed the field says 0002: not a day to work at.
            if (isIsoDate(typed) && typed >= '1990-01-01') setAsOf(typed);
          }}
          onBlur={() => setText(asOf)}
        />
        <button
          type="button"
          className={classes.step}
          aria-label="Next business day"
          title="Next business day"
          onClick={() => setAsOf(businessDayAfter(asOf, settings))}
        >
          ›
        </button>
        <button
          type="button"
          className={classes.today}
          aria-label="Work at today's date"
          disabled={asOf === today}
          onClick={() => setAsOf(today)}
        >
          Today
        </button>
      </div>
    </div>
  );
}
