import type { ReactNode } from 'react';
import { useCall } from '../../app/bridge';
import { useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import { Commitments } from './Commitments';
import { Composer } from './Composer';
import { Contacts } from './Contacts';
import classes from './Customer.module.css';
import { CustomerHeader } from './CustomerHeader';
import { Disputes } from './Disputes';
import { ItemsPanel } from './ItemsPanel';
import { LastWords } from './LastWords';
import { NextStep, WhyNow } from './WhyNow';

interface CustomerProps {
  customerId: number;
  /** 1 on the customer's own page, 2 beside the list. */
  level: 1 | 2;
  /** Once something was saved that works the customer: Today moves on. */
  onSaved?: () => void;
  /** In front of the name: the way back. */
  back?: ReactNode;
}

/** Everything about one customer, and the composer docked below. */
export function Customer({ customerId, level, onSaved, back }: CustomerProps) {
  const asOf = useDesk((desk) => desk.asOf);
  const userId = useStatus().data?.me?.id ?? null;
  const answer = useCall('customers.page', { asOf, customerId, userId });
  const page = answer.data;
  if (answer.error) return <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!page) return <div className={classes.frame} aria-busy="true" />;
  return (
    <article className={classes.frame} aria-label={page.customer.name}>
      <CustomerHeader page={page} level={level} onSaved={onSaved} back={back} />
      <div className={classes.body}>
        <WhyNow page={page} className={classes.why} />
        <NextStep page={page} className={classes.next} />
        <ItemsPanel page={page} className={classes.items} />
        <LastWords page={page} className={classes.words} />
        <div className={classes.side}>
          <Contacts page={page} />
        </div>
        <div className={classes.under}>
          <Commitments page={page} />
          {page.disputes.length > 0 && <Disputes page={page} />}
        </div>
      </div>
      <Composer page={page} onSaved={onSaved} />
    </article>
  );
}
