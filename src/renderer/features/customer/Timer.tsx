import { useEffect, useState } from 'react';
import classes from './Composer.module.css';

/** Minutes and seconds since the call began. */
export function Timer({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const text = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className={classes.timer} role="timer" aria-live="off">
      {text}
    </span>
  );
}
