import { Button, Progress } from '@mantine/core';
import type { PushEvent } from '@shared/contract';
import { useEffect, useState } from 'react';
import { call } from '../../app/bridge';
import { notifyError } from '../../app/notify';
import { plural } from '../../components/format';
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

/** How far the work is; cancelling leaves the portfolio as it was. */
export function Running({
  progress,
  what,
  cancellable = false,
}: {
  progress: ProgressEvent | null;
  what: string;
  cancellable?: boolean;
}) {
  const total = progress?.total ?? null;
  const percent = progress && total ? Math.min(100, (100 * progress.rows) / total) : 100;
  const words = progress
    ? `${progress.what} · ${total ? `${progress.rows.toLocaleString()} of ${plural(total, 'row')}` : plural(progress.rows, 'row')}`
    : what;
  return (
    <div className={classes.running}>
      <span role="status">{words}</span>
      <Progress
        value={percent}
        animated={total === null}
        className={classes.bar}
        size="sm"
        aria-label={what}
        transitionDuration={100}
      />
      {cancellable && (
        <Button variant="default" size="sm" onClick={() => call('imports.cancel', {}).catch(notifyError)}>
          Cancel
        </Button>
      )}
    </div>
  );
}
