import { Progress } from '@mantine/core';
import type { PushEvent } from '@shared/contract';
import { useEffect, useState } from 'react';
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

/** How far the work is, in rows. */
export function Running({ progress, what }: { progress: ProgressEvent | null; what: string }) {
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
    </div>
  );
}
