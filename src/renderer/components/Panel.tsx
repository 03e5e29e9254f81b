import type { ReactNode, Ref } from 'react';
import { useId } from 'react';
import classes from './components.module.css';

interface PanelProps {
  title: string;
  /** Right of the title: a figure, a link. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Lets content (a table) reach the panel's edges. */
  flush?: boolean;
  /** For a panel that takes the focus itself when it opens. */
  ref?: Ref<HTMLElement>;
}

/** A titled region: the box of which the customer's page and others are made. */
export function Panel({ title, aside, children, className, flush = false, ref }: PanelProps) {
  const id = useId();
  return (
    <section
      ref={ref}
      tabIndex={ref ? -1 : undefined}
      className={`${classes.panel} ${className ?? ''}`}
      aria-labelledby={id}
    >
      <div className={classes.panelHead}>
        <h2 id={id} className={classes.panelTitle}>
          {title}
        </h2>
        {aside !== undefined && <div className={classes.panelAside}>{aside}</div>}
      </div>
      <div className={flush ? classes.panelFlush : classes.panelBody}>{children}</div>
    </section>
  );
}
