import classes from './ImportView.module.css';
import type { Step } from './queue';
import { KIND_WORDS } from './words';

/** Several files at once: customers first, then contacts, items and payments, so that each finds what it stands on. */
export function Steps({ steps, current }: { steps: readonly Step[]; current: string | null }) {
  return (
    <ol className={classes.steps} aria-label="Files to import">
      {steps.map((step) => (
        <li key={step.file.token} aria-current={step.file.token === current ? 'step' : undefined}>
          <strong>{step.file.name}</strong>{' '}
          <span>
            {step.kind ? KIND_WORDS[step.kind] : 'not recognised'}
            {step.report && ' · recorded'}
          </span>
        </li>
      ))}
    </ol>
  );
}
