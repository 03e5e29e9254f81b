import type { Outcome } from '@shared/domain/model';
import type { ComposerField } from './composer-input';

/** Moves the focus to a field of the composer once it is on screen. */
export function focusField(field: ComposerField | 'outcome'): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(`composer-${field}`);
    element?.focus();
    if (element instanceof HTMLInputElement && element.type === 'text') element.select();
  });
}

/** Where the hands are wanted next, after an outcome was chosen. */
export function fieldAfter(outcome: Outcome, spokeTo: string): ComposerField {
  if (outcome === 'promised') return 'amount';
  if (outcome === 'disputes') return 'disputeReason';
  if (outcome === 'call_back') return 'followUp';
  if (outcome === 'no_answer') return 'save';
  if (outcome === 'voicemail' || outcome === 'wrong_number') return 'note';
  return spokeTo === '' ? 'spokeTo' : 'note';
}
