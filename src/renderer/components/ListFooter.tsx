import type { Money } from '@shared/domain/model';
import type { ReactNode } from 'react';
import classes from './list.module.css';
import { MoneyList } from './Money';

interface ListFooterProps {
  /** "118 customers", "12 of 118 customers". */
  count: string;
  sums: readonly { label: string; amounts: readonly Money[] }[];
  children?: ReactNode;
}

/** The same order in every list, whatever the rows are sorted by. */
const byCode = (a: Money, b: Money) => (a.currency < b.currency ? -1 : 1);

/** Stands below a list: how many rows are shown and what they add up to, per currency. */
export function ListFooter({ count, sums, children }: ListFooterProps) {
  return (
    <section className={classes.footer} aria-label="Totals of the rows shown">
      <span className={classes.count}>{count}</span>
      {children}
      <dl className={classes.sums}>
        {sums.map((sum) => (
          <div key={sum.label} className={classes.sum}>
            <dt>{sum.label}</dt>
            <dd>
              <MoneyList sums={[...sum.amounts].sort(byCode)} inline />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
