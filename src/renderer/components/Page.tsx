import type { ReactNode } from 'react';
import classes from './components.module.css';

interface PageProps {
  title: string;
  /** What a screen reader says for the title, where the eye sees more beside it: "Exchange: Team". */
  spoken?: string | undefined;
  /** Beside the title: counts, sums. */
  subtitle?: ReactNode;
  /** Right end: filters and actions. */
  toolbar?: ReactNode;
  children: ReactNode;
  /** True when the body scrolls by itself (a table that fills it); otherwise the body is padded and scrolls as a whole. */
  fill?: boolean;
}

/** A view's frame: title with toolbar above, the body takes the rest of the window. */
export function Page({ title, spoken, subtitle, toolbar, children, fill = false }: PageProps) {
  return (
    <div className={classes.page}>
      <header className={classes.pageHead}>
        <h1 className={classes.pageTitle} aria-label={spoken}>
          {title}
        </h1>
        {subtitle !== undefined && <div className={classes.pageSub}>{subtitle}</div>}
        {toolbar !== undefined && <div className={classes.pageTools}>{toolbar}</div>}
      </header>
      <div className={fill ? classes.pageFill : classes.pageBody}>{children}</div>
    </div>
  );
}
