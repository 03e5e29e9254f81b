import type { ReactNode } from 'react';
import classes from './list.module.css';

interface ListBodyProps {
  /** Stands on top of the table and scrolls away with it where the window is low. */
  above?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}

/** The room of a table that fills its page. In a low window (200 % zoom) the table keeps a few rows and the room scrolls instead. */
export function ListBody({ above, below, children }: ListBodyProps) {
  return (
    <div className={classes.body}>
      {above}
      <div className={classes.table}>{children}</div>
      {below}
    </div>
  );
}
