import { useSettings, useStatus } from '../../app/queries';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { AmountSection } from './AmountSection';
import { BucketsSection } from './BucketsSection';
import { CalendarSection } from './CalendarSection';
import { isUnsaved, useDrafts } from './drafts';
import { ListSection } from './ListSection';
import { PeopleSection } from './PeopleSection';
import { PromisesSection } from './PromisesSection';
import { ScoreSection } from './ScoreSection';
import { anchor } from './SectionPanel';
import classes from './SettingsView.module.css';
import { WeightsSection } from './WeightsSection';
import { AppearanceSection, DataSection } from './WindowSections';

const TITLES = {
  score: 'Collection score',
  buckets: 'Aging buckets',
  weights: 'Weights of the points',
  amount: 'Currency and amount A',
  promises: 'Promises',
  list: 'List of the day',
  calendar: 'Calendar',
  appearance: 'Appearance',
  people: 'People',
  data: 'Where data lives',
} as const;

function goTo(title: string): void {
  const section = document.getElementById(anchor(title));
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
}

/** The rules of the portfolio that can be set, each with what it does and its standard. */
export default function SettingsView() {
  const settings = useSettings();
  const status = useStatus();
  const view = settings.data;
  const drafts = useDrafts((state) => state.drafts);
  return (
    <Page
      title="Settings"
      subtitle="The rules of this portfolio; exchanged with colleagues, except what is said to be of this computer"
      fill
    >
      {settings.error && <ErrorNote error={settings.error} onRetry={() => void settings.refetch()} />}
      <div className={classes.frame}>
        <nav className={classes.index} aria-label="Sections of the settings">
          <ul>
            {Object.values(TITLES).map((title) => (
              <li key={title}>
                <button type="button" onClick={() => goTo(title)}>
                  {title}
                  {view && isUnsaved(drafts[title], view.settings) && (
                    <span className={classes.unsaved}> · not saved</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <div className={classes.sections}>
          {view && (
            <>
              <ScoreSection title={TITLES.score} settings={view.settings} />
              <BucketsSection title={TITLES.buckets} settings={view.settings} />
              <WeightsSection title={TITLES.weights} settings={view.settings} />
              <AmountSection title={TITLES.amount} view={view} />
              <PromisesSection title={TITLES.promises} settings={view.settings} />
              <ListSection title={TITLES.list} settings={view.settings} />
              <CalendarSection title={TITLES.calendar} view={view} />
            </>
          )}
          <AppearanceSection title={TITLES.appearance} />
          {status.data && (
            <>
              <PeopleSection title={TITLES.people} status={status.data} />
              <DataSection title={TITLES.data} status={status.data} />
            </>
          )}
        </div>
      </div>
    </Page>
  );
}
