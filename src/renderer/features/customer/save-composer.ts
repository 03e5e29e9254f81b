import type { CustomerPage } from '@shared/contract/customers';
import type { IsoDate, Outcome } from '@shared/domain/model';
import { dayWords, OUTCOME_LABELS } from '@shared/domain/words';
import { useCommand } from '../../app/bridge';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone, notifyError } from '../../app/notify';
import { amountText } from '../../components/format';
import type { composerInput } from './composer-input';
import { useComposers } from './composer-state';
import { useConfirming } from './confirming';
import { focusField } from './focus-field';

type Understood = ReturnType<typeof composerInput>;

/** Saves what stands in the composer in one piece, says what was recorded and when the customer comes back, and moves on. */
export function useSaveComposer(page: CustomerPage, onSaved: (() => void) | undefined) {
  const log = useCommand('activities.log');
  const confirmAsOf = useConfirmAsOf();

  const save = async (understood: Understood | null): Promise<void> => {
    if (!understood || log.isPending) return;
    const { input, missing } = understood;
    if (missing) {
      // Said at the field itself.
      useComposers.getState().saveTried(page.customer.id, null);
      focusField(missing.field);
      return;
    }
    if (!(await confirmAsOf())) return;
    try {
      const logged = await log.mutateAsync(input);
      const { customer } = page;
      useComposers.getState().discard(customer.id);
      const what = input.promise
        ? `Promise of ${amountText(input.promise.minor, input.promise.currency)} for ${dayWords(input.promise.promisedFor, input.asOf)}`
        : input.outcome
          ? OUTCOME_LABELS[input.outcome]
          : 'Note';
      const back = backWords(logged.followUpOn, input.asOf, input.outcome);
      const { commitmentId } = logged;
      notifyDone(
        `${customer.name}: ${what} recorded, ${back}.`,
        commitmentId
          ? { label: 'Draft confirmation', keys: 'm', run: () => useConfirming.getState().open(commitmentId) }
          : undefined,
      );
      onSaved?.();
    } catch (error) {
      useComposers.getState().saveTried(page.customer.id, error instanceof Error ? error.message : String(error));
      notifyError(error);
    }
  };
  return { save, saving: log.isPending };
}

function backWords(followUpOn: IsoDate | null, asOf: IsoDate, outcome: Outcome | null): string {
  if (followUpOn === null) return 'no follow-up date';
  if (followUpOn !== asOf) return `back on ${dayWords(followUpOn, asOf)}`;
  return outcome === 'no_answer' ? 'again today after two hours' : 'back today';
}
