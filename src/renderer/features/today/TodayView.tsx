import { Button } from '@mantine/core';
import type { AgendaView } from '@shared/contract/agenda';
import type { IsoDate } from '@shared/domain/model';
import { useEffect, useMemo } from 'react';
import { Link } from 'wouter';
import { askAhead, useCall } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { useAgenda, useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Customer } from '../customer/Customer';
import { linesOf } from './groups';
import { ListFooter } from './ListFooter';
import { useLeaving } from './leaving';
import { Strip } from './Strip';
import classes from './Today.module.css';
import { TodayList } from './TodayList';
import { WhyThisOrder } from './WhyThisOrder';
import { WorkedToday } from './WorkedToday';

const ACTIONS_OF_CUSTOMER = 'today-customer';

/** The day whose list was shown last; kept while another view is open, where the day can be changed too. */
let dayShown: IsoDate | null = null;

/** Whom to call next and why, and the one being worked beside it. */
export default function TodayView() {
  const agenda = useAgenda();
  const view = agenda.data;
  const customerId = useDesk((desk) => desk.customerId);
  const select = useDesk((desk) => desk.select);
  const shown = useLeaving(view);
  const lines = useMemo(() => linesOf(shown), [shown]);

  const first = view?.entries[0]?.customerId ?? null;
  // Another day is another list: whoever is not on it gives way to its first.
  useEffect(() => {
    if (!view) return;
    const otherDay = dayShown !== null && dayShown !== view.asOf;
    dayShown = view.asOf;
    const listed = view.entries.some((entry) => entry.customerId === customerId);
    if (customerId === null ? first !== null : otherDay && !listed) select(first);
  }, [view, customerId, first, select]);

  // The one below is what J and "Save & next" will want.
  const userId = useStatus().data?.me?.id ?? null;
  const place = view?.entries.findIndex((entry) => entry.customerId === customerId) ?? -1;
  const below = view?.entries[place + 1]?.customerId;
  const asOf = view?.asOf;
  useEffect(() => {
    if (below === undefined || asOf === undefined) return;
    const timer = setTimeout(() => askAhead('customers.page', { asOf, customerId: below, userId }), 200);
    return () => clearTimeout(timer);
  }, [asOf, below, userId]);

  const focusCustomer = () =>
    document.getElementById(ACTIONS_OF_CUSTOMER)?.querySelector<HTMLElement>('button')?.focus();
  const step = (by: 1 | -1) => {
    const entries = view?.entries ?? [];
    const at = entries.findIndex((entry) => entry.customerId === customerId);
    const to = entries[at < 0 ? 0 : Math.max(0, Math.min(entries.length - 1, at + by))];
    if (to) select(to.customerId);
  };
  useCommands([
    {
      id: 'list.next',
      label: 'Next customer',
      group: 'List',
      keys: 'j',
      alsoKeys: ['arrowdown'],
      keyOnly: true,
      run: () => step(1),
    },
    {
      id: 'list.previous',
      label: 'Previous customer',
      group: 'List',
      keys: 'k',
      alsoKeys: ['arrowup'],
      keyOnly: true,
      run: () => step(-1),
    },
    {
      id: 'list.open',
      label: 'To the customer’s actions',
      group: 'List',
      keys: 'enter',
      keyOnly: true,
      run: focusCustomer,
    },
  ]);

  /** The place in the list is taken before it closes up: the one below moves up under the hand. */
  const saved = () => {
    const entries = view?.entries ?? [];
    const at = entries.findIndex((entry) => entry.customerId === customerId);
    if (at < 0) return;
    select((entries[at + 1] ?? entries[at - 1])?.customerId ?? null);
    document.querySelector<HTMLElement>('[role="listbox"][aria-label="Today\'s list"]')?.focus();
  };

  if (agenda.error) return <ErrorNote error={agenda.error} onRetry={() => void agenda.refetch()} />;
  const done = view !== undefined && view.entries.length === 0 && view.more === 0;
  return (
    <div className={classes.today} data-grows>
      <section className={classes.column} aria-label="List of the day">
        <div className={classes.head}>
          <h1 className={classes.title}>Today</h1>
          {view && !done && <WhyThisOrder agenda={view} />}
          <Whose />
        </div>
        {view && <Strip strip={view.strip} />}
        {view && !done && (
          <TodayList
            lines={lines}
            count={view.entries.length}
            selectedId={customerId}
            onSelect={select}
            onOpen={focusCustomer}
          />
        )}
        {view && done && <Done view={view} />}
        {view && <WorkedToday worked={view.worked} onSelect={select} />}
        {view && <ListFooter view={view} />}
      </section>
      <div className={classes.customer} id={ACTIONS_OF_CUSTOMER}>
        {customerId !== null ? (
          <Customer customerId={customerId} level={2} key={customerId} onSaved={saved} />
        ) : (
          view && (
            <EmptyState title={done ? 'Nobody is waiting for you' : 'Choose a customer'}>
              The customer you choose opens here, with what is open, the last words and the next step.
            </EmptyState>
          )
        )}
      </div>
    </div>
  );
}

function Done({ view }: { view: AgendaView }) {
  const me = useStatus().data?.me?.id;
  const everybody = useDesk((desk) => desk.everybody);
  const customers = useCall('customers.list', { asOf: view.asOf }).data;
  const { worked } = view.progress;
  if (worked > 0) {
    return (
      <EmptyState title="The list is done">
        {plural(worked, 'customer')} worked. What is still oral waits under <Link href="/commitments">Commitments</Link>
        ; everybody else comes back on their day.
      </EmptyState>
    );
  }
  if (!everybody && me && customers && customers.length > 0 && customers.every((one) => one.assignee !== me)) {
    return (
      <EmptyState
        title="No customers are assigned to you"
        action={
          <Button size="compact-sm" variant="default" onClick={() => useDesk.getState().setEverybody(true)}>
            Show everybody’s
          </Button>
        }
      >
        Your list is made from your own customers. Assign them under <Link href="/customers">Customers</Link>, or work
        everybody’s.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody to call today">
      {view.lastListDate === null ? (
        <>
          Drop your open-items list on this window, or <Link href="/import">choose the file</Link>: the list is made
          from it.
        </>
      ) : (
        'Nothing can be chased at this date. Why each customer is not listed stands below.'
      )}
    </EmptyState>
  );
}

/** Mine or everybody's; only where there is more than one of us. */
function Whose() {
  const users = useStatus().data?.users ?? [];
  const everybody = useDesk((desk) => desk.everybody);
  const setEverybody = useDesk((desk) => desk.setEverybody);
  if (users.length < 2) return null;
  return (
    <label className={classes.whose}>
      <input type="checkbox" checked={everybody} onChange={(event) => setEverybody(event.target.checked)} />
      everybody’s
    </label>
  );
}
