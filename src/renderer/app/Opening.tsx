import { Loader } from '@mantine/core';
import classes from './Shell.module.css';

/** While the data process opens the portfolio; appears only when that takes longer than a blink. */
export function Opening() {
  return (
    <div className={classes.opening} role="status">
      <Loader size="sm" />
      Opening the portfolio…
    </div>
  );
}
