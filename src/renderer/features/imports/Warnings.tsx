import { Button } from '@mantine/core';
import type { ImportReport } from '@shared/contract/imports';
import classes from './ImportView.module.css';

interface WarningsProps {
  warnings: ImportReport['warnings'];
  /** Answers the one that asks whether the list is complete. */
  onComplete?: () => void;
  /** Answers the one that asks whether the source uses its numbers again. */
  onReuse?: () => void;
}

/** Things that were taken in but are worth a look. */
export function Warnings({ warnings, onComplete, onReuse }: WarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label="Worth a look">
      {warnings.map((warning) => (
        <li key={`${warning.code} ${warning.text}`}>
          {warning.text}{' '}
          {warning.code === 'numbers_reused' && onReuse && (
            <Button size="compact-xs" variant="default" onClick={onReuse}>
              Numbers are used again every year
            </Button>
          )}
          {warning.code === 'maybe_complete' && onComplete && (
            <Button size="compact-xs" variant="default" onClick={onComplete}>
              It is the complete list
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
