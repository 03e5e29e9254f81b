import type { ComponentType } from 'react';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ErrorNote } from '../components/ErrorNote';
import ConfirmationDialog from '../features/customer/ConfirmationDialog';
import CustomerPage from '../features/customer/CustomerPage';
import { useListCommands } from '../features/lists/list-commands';
import { SavingList } from '../features/lists/SavingList';
import TodayView from '../features/today/TodayView';
import { AsOfBanner } from './AsOfBanner';
import { ConfirmAsOfDialog } from './ConfirmAsOfDialog';
import { DropZone } from './DropZone';
import { ErrorBoundary } from './ErrorBoundary';
import { useHeadingFocus } from './focus';
import { Header } from './Header';
import { KeyList } from './KeyList';
import { Navigation } from './Navigation';
import { Opening } from './Opening';
import { Palette } from './Palette';
import { useStatus } from './queries';
import classes from './Shell.module.css';
import { useShellCommands } from './shell-commands';
import { useDesk } from './state';

const FirstRun = lazy(() => import('../features/first-run/FirstRun'));

const VIEWS: readonly { path: string; view: ComponentType }[] = [
  { path: '/today', view: TodayView },
  { path: '/customers', view: lazy(() => import('../features/customers/CustomersView')) },
  { path: '/customers/:id', view: CustomerPage },
  { path: '/items', view: lazy(() => import('../features/items/ItemsView')) },
  { path: '/commitments', view: lazy(() => import('../features/commitments/CommitmentsView')) },
  { path: '/import', view: lazy(() => import('../features/imports/ImportView')) },
  { path: '/exchange', view: lazy(() => import('../features/exchange/FilesView')) },
  { path: '/exchange/merge', view: lazy(() => import('../features/exchange/MergeView')) },
  { path: '/exchange/hand-out', view: lazy(() => import('../features/exchange/HandoutView')) },
  { path: '/exchange/holders', view: lazy(() => import('../features/exchange/HoldersView')) },
  { path: '/exchange/team', view: lazy(() => import('../features/exchange/TeamView')) },
  { path: '/exchange/folder', view: lazy(() => import('../features/exchange/SharedFolderView')) },
  { path: '/settings', view: lazy(() => import('../features/settings/SettingsView')) },
];

/** The frame of the window: header, banner, navigation, and the view the address names. */
export function Shell() {
  const status = useStatus();
  const dataLost = useDesk((desk) => desk.dataLost);
  const [location] = useLocation();
  const started = status.data?.started;
  useShellCommands(started === true);
  useListCommands(started === true);

  // Dropping a file is a way to start, too: the import view then shows in place of the first run.
  const firstRun = started === false && location !== '/import';
  const main = useHeadingFocus(firstRun ? 'first run' : location);
  return (
    <div className={classes.shell}>
      <header className={classes.top}>
        <Header bare={firstRun} />
        {started && <AsOfBanner />}
        {dataLost && <ErrorNote error={new Error(dataLost)} />}
      </header>
      <div className={classes.middle}>
        {!firstRun && <Navigation />}
        <main ref={main} className={classes.main}>
          <ErrorBoundary where="view" key={location}>
            <Suspense fallback={null}>
              {status.isError ? (
                <ErrorNote error={status.error} onRetry={() => void status.refetch()} />
              ) : firstRun ? (
                <FirstRun />
              ) : started === undefined ? (
                <Opening />
              ) : (
                <Switch>
                  {VIEWS.map(({ path, view }) => (
                    <Route key={path} path={path} component={view} />
                  ))}
                  <Route>
                    <Redirect to="/today" replace />
                  </Route>
                </Switch>
              )}
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Palette />
      <KeyList />
      <ConfirmAsOfDialog />
      <ConfirmationDialog />
      <SavingList />
      <DropZone />
    </div>
  );
}
