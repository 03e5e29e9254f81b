import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Page } from '../../components/Page';
import classes from './Exchange.module.css';

const TABS = [
  ['/exchange', 'Files'],
  ['/exchange/hand-out', 'Hand out'],
  ['/exchange/holders', 'Who has what'],
  ['/exchange/team', 'Team'],
  ['/exchange/folder', 'Shared folder'],
] as const;

interface ExchangePageProps {
  toolbar?: ReactNode;
  children: ReactNode;
}

/** The frame of everything under Exchange: its pages side by side, the one that is open below. */
export function ExchangePage({ toolbar, children }: ExchangePageProps) {
  const [location] = useLocation();
  return (
    <Page
      title="Exchange"
      spoken={`Exchange: ${location === MERGE ? 'Merge' : labelOf(location)}`}
      fill
      subtitle={
        <nav aria-label="Pages of Exchange" className={classes.tabs}>
          {TABS.map(([path, label]) => (
            <Link
              key={path}
              href={path}
              className={classes.tab}
              aria-current={here(location) === path ? 'page' : undefined}
            >
              {label}
            </Link>
          ))}
        </nav>
      }
      toolbar={toolbar}
    >
      {children}
    </Page>
  );
}

const MERGE = '/exchange/merge';
/** Merging stands under the files it comes from. */
const here = (location: string): string => (location === MERGE ? '/exchange' : location);

const labelOf = (location: string): string | undefined => TABS.find(([path]) => path === location)?.[1];
