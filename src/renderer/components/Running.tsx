import { Button, Progress } from '@mantine/core';
import type { PushEvent } from '@shared/contract';
import { useEffect, useState } from 'react';
import { call } from '../app/bridge';
import { useCommands } from '../app/commands';
import { notifyError } from '../app/notify';
import { plural } from './format';
import { Kbd } from './Kbd';
import classes from './Running.module.css';

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

interface RunningProps {
  progress: ProgressEvent | null;
  /** What is done, until the work says more of it. */
  what: string;
  /** Which of several is being done, in words. */
  of?: string | undefined;
}

/** How far the work is, how long it will still take, and a way to stop it; the one who waits for it is told that it was stopped. */
export function Running({ progress, what, of }: RunningProps) {
  const [stopping, setStopping] = useState(false);
  const stop = () => {
    setStopping(true);
    call('work.cancel', {}).catch(notifyError);
  };
  useCommands([
    { id: 'work.stop', label: 'Stop what is going on', group: 'List', keys: 'escape', inFields: true, run: stop },
  ]);
  const figures = progress && figuresOf(progress);
  const percent = progress?.total ? Math.min(100, (100 * progress.rows) / progress.total) : 100;
  return (
    <div className={classes.running}>
      {/* Said once a step; the figures beside it change too often to be read out. */}
      <span role="status">
        {of && `${of}: `}
        {stopping ? 'Stopping…' : (progress?.what ?? what)}
      </span>
      {figures && !stopping && <span className="db-quiet">{figures}</span>}
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

/** How many of how many, and how long still; empty where neither can be told. */
function figuresOf({ rows, total, unit, secondsLeft }: ProgressEvent): string {
  const counted =
    unit && (total ? `${rows.toLocaleString()} of ${plural(total, unit)}` : rows > 0 && plural(rows, unit));
  return [counted, secondsLeft !== null && timeLeft(secondsLeft)].filter(Boolean).join(' · ');
}

function timeLeft(seconds: number): string {
  if (seconds <= 5) return 'a few seconds left';
  if (seconds < 60) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  return `about ${plural(Math.ceil(seconds / 60), 'minute')} left`;
}
