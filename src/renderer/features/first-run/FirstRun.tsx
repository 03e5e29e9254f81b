import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { useCommand } from '../../app/bridge';
import { localToday } from '../../app/clock';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import classes from './FirstRun.module.css';
import { JoinForm } from './JoinForm';
import { StartForm } from './StartForm';

/** Nothing is there yet: look around with invented customers, or start with one's own list. */
export default function FirstRun() {
  const [, navigate] = useLocation();
  const setAsOf = useDesk((desk) => desk.setAsOf);
  const sample = useCommand('portfolio.loadSample');

  const load = () => {
    const today = localToday();
    sample.mutate(
      { today },
      {
        onSuccess: () => {
          setAsOf(today);
          navigate('/today');
        },
      },
    );
  };

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Whom to call first, and why</h1>
        <p>
          Duebook is the desk of a collector: it reads your ledger’s open items, ranks the day’s calls with their
          reasons, and keeps who promised what.
        </p>
      </div>
      <div className={classes.choices}>
        <section className={classes.choice} aria-labelledby="first-sample">
          <h2 id="first-sample">Look around with a sample portfolio</h2>
          <p>
            Invented customers with items, calls and promises, dated around today. Everything can be tried. It fills
            this computer’s database: your own list then wants an empty one.
          </p>
          <div className={classes.action}>
            <Button size="sm" variant="default" onClick={load} loading={sample.isPending}>
              Load the sample portfolio
            </Button>
            <span role="status" className={classes.loading}>
              {sample.isPending && 'Loading the sample: 2,500 items and two years of calls…'}
            </span>
          </div>
          {sample.error && <ErrorNote error={sample.error} />}
        </section>
        <section className={classes.choice} aria-labelledby="first-own">
          <h2 id="first-own">Start with your own list</h2>
          <p>
            An open-items file from your ledger is enough. You will see what Duebook understood of it before anything is
            recorded.
          </p>
          <StartForm onStarted={() => navigate('/import')} />
        </section>
        <section className={classes.choice} aria-labelledby="first-join">
          <h2 id="first-join">Join a colleague’s portfolio</h2>
          <p>
            Somebody who works with Duebook gave you a .duebook file. Its customers, items and history come here, and
            what you record goes back the same way.
          </p>
          <JoinForm onJoined={() => navigate('/today')} />
        </section>
      </div>
      <p className={classes.privacy}>
        Everything stays on this computer: one file, no account, no server, nothing sent anywhere. You decide what you
        hand to a colleague.
      </p>
    </div>
  );
}
