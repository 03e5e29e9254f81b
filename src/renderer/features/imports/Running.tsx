import { Button, Progress } from '@mantine/core';
import type { PushEvent } from '@shared/contract';
import { useEffect, useState } from 'react';
import { call } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyError } from '../../app/notify';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import classes from './ImportView.module.css';

type ProgressEvent = Extract<PushEvent, { type: 'progress' }>;

/** The latest word of the long work under way; null before the first and after the last. */
export function useProgress(running: boolean): ProgressEvent | null {
  const [progress, setProgress] = useState<ProgressEvent | null>(null);
  useEffect(() => {
    if (!running) return;
    const stop = window.duebook.onPush((event) => {
      if (event.type === 'progress') setProgress(event);
    });
    return () => {
      stop();
      setProgress(null);
    };
  }, [running]);
  return progress;
}

/** How far the work is, how long it will still take, and a way to stop it; the one who waits for it is told that it was stopped. */
export function Running({ progress, what }: { progress: ProgressEvent | null; what: string }) {
  const [stopping, setStopping] = useState(false);
  const stop = () => {
    setStopping(true);
    call('imports.cancel', {}).catch(notifyError);
  };
  useCommands([
    { id: 'imports.stop', label: 'Stop the import', group: 'List', keys: 'escape', inFields: true, run: stop },
  ]);
  const percent = progress?.total ? Math.min(100, (100 * progress.rows) / progress.total) : 100;
  return (
    <div className={classes.running}>
      {/* Said once a step; the figures beside it change too often to be read out. */}
      <span role="status">{stopping ? 'Stopping…' : (progress?.what ?? what)}</span>
      {progress?.total && !stopping && (
        <span className="db-quiet">
          {progress.rows.toLocaleString()} of {plural(progress.total, 'row')}
          {progress.secondsLeft !== null && ` · ${timeLeft(progress.secondsLeft)}`}
        </span>
      )}
      <Progress
        value={percent}
        animated={!progress?.total}
        className={classes.bar}
        size="sm"
        aria-label={what}
        transitionDuration={100}
      />
      <Button
        variant="default"
        size="sm"
        onClick={stop}
        disabled={stopping}
        aria-keyshortcuts="Escape"
        rightSection={<Kbd keys="escape" />}
      >
        Stop
      </Button>
    </div>
  );
}

function timeLeft(seconds: number): string {
  if (seconds <= 5) return 'a few seconds left';
  if (seconds < 60) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  return `about ${plural(Math.ceil(seconds / 60), 'minute')} left`;
}
