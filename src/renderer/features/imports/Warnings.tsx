import type { ImportReport } from '@shared/contract/imports';
import classes from './ImportView.module.css';

/** Things that were taken in but are worth a look. */
export function Warnings({ warnings }: { warnings: ImportReport['warnings'] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label="Worth a look">
      {warnings.map((warning) => (
        <li key={`${warning.code} ${warning.text}`}>{warning.text}</li>
      ))}
    </ul>
  );
}
