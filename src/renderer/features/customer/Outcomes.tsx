import type { Outcome } from '@shared/domain/model';
import { CALL_OUTCOMES } from '@shared/domain/model';
import { OUTCOME_LABELS } from '@shared/domain/words';
import type { ComposerKind } from './composer-state';
import classes from './Outcomes.module.css';

export const OUTCOMES: Record<ComposerKind, readonly Outcome[]> = {
  call: CALL_OUTCOMES,
  mail: ['sent', 'reply', 'promised', 'disputes', 'already_paid'],
};

interface OutcomesProps {
  kind: ComposerKind;
  value: Outcome | null;
  onChoose: (outcome: Outcome) => void;
}

/** What came of it, by digit key or arrow keys. */
export function Outcomes({ kind, value, onChoose }: OutcomesProps) {
  // The one that takes the focus: what is chosen, else the first.
  const entrance = value !== null && OUTCOMES[kind].includes(value) ? value : OUTCOMES[kind][0];
  return (
    <div role="radiogroup" aria-label="Outcome" className={classes.group}>
      {OUTCOMES[kind].map((outcome, index) => (
        <label key={outcome} className={classes.chip} data-chosen={outcome === value || undefined}>
          <input
            type="radio"
            name="outcome"
            className={classes.radio}
            id={outcome === entrance ? 'composer-outcome' : undefined}
            aria-label={OUTCOME_LABELS[outcome]}
            aria-keyshortcuts={`${index + 1} Alt+${index + 1}`}
            checked={outcome === value}
            onChange={() => onChoose(outcome)}
          />
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus */}
          <kbd className={classes.digit} aria-hidden="true">
            {index + 1}
          </kbd>
          {OUTCOME_LABELS[outcome]}
        </label>
      ))}
    </div>
  );
}
