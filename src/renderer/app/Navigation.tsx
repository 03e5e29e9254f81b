import { useId } from 'react';
import { Link, useLocation } from 'wouter';
import { useCall } from './bridge';
import classes from './Navigation.module.css';
import { useAgenda, useStatus } from './queries';
import { useDesk } from './state';

interface Place {
  path: string;
  label: string;
  count?: number | undefined;
  what?: string;
}

/** The views, each with how much is in it. Only what exists is shown. */
export function Navigation() {
  const asOf = useDesk((desk) => desk.asOf);
  const status = useStatus().data;
  const agenda = useAgenda().data;
  const commitments = useCall(
    'commitments.list',
    { asOf, customerId: null },
    { enabled: status?.started === true, keepPrevious: true },
  ).data;
  const groups: readonly (readonly Place[])[] = [
    [
      { path: '/today', label: 'Today', count: agenda && agenda.entries.length + agenda.more, what: 'still to work' },
      { path: '/customers', label: 'Customers', count: status?.customers, what: 'customers' },
      { path: '/items', label: 'Items', count: status?.openItems, what: 'open items' },
      {
        path: '/commitments',
        label: 'Commitments',
        count: commitments?.filter((one) => one.state === 'open').length,
        what: 'open commitments',
      },
    ],
    [
      { path: '/import', label: 'Import' },
      { path: '/exchange', label: 'Exchange' },
    ],
    [{ path: '/settings', label: 'Settings' }],
  ];
  return (
    <nav className={classes.nav} aria-label="Views">
      {groups.map((places) => (
        <ul key={places[0]?.path} className={classes.group}>
          {places.map((place) => (
            <NavItem key={place.path} {...place} />
          ))}
        </ul>
      ))}
    </nav>
  );
}

function NavItem({ path, label, count, what }: Place) {
  const [location] = useLocation();
  const id = useId();
  const here = location === path || location.startsWith(`${path}/`);
  const words = count === undefined ? undefined : count.toLocaleString();
  return (
    <li>
      <Link
        href={path}
        className={classes.link}
        aria-current={here ? 'page' : undefined}
        aria-describedby={words && id}
      >
        <span>{label}</span>
        {words !== undefined && (
          <span className={classes.count} aria-hidden="true" title={`${words} ${what}`}>
            {words}
          </span>
        )}
      </Link>
      {words !== undefined && (
        <span id={id} hidden>
          {words} {what}
        </span>
      )}
    </li>
  );
}
