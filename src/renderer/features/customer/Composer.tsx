import { useDebouncedValue } from '@mantine/hooks';
import type { CustomerPage } from '@shared/contract/customers';
import type { Outcome } from '@shared/domain/model';
import { OUTCOME_LABELS } from '@shared/domain/words';
import { useEffect } from 'react';
import { useCall } from '../../app/bridge';
import type { Command } from '../../app/commands';
import { useCommands } from '../../app/commands';
import { useDesk } from '../../app/state';
import { Kbd } from '../../components/Kbd';
import classes from './Composer.module.css';
import { ComposerFields } from './ComposerFields';
import { composerInput, spokeToText } from './composer-input';
import { useComposers, useDraft, useTicked } from './composer-state';
import { useStoredDraft } from './draft-keeping';
import { FollowUpLine } from './FollowUpLine';
import { fieldAfter, focusField } from './focus-field';
import { OUTCOMES, Outcomes } from './Outcomes';
import { useSaveComposer } from './save-composer';
import { Timer } from './Timer';

interface ComposerProps {
  page: CustomerPage;
  /** Called once it is recorded: the list moves on. */
  onSaved?: (() => void) | undefined;
}

/** What was said, as fast as it is spoken: docked below the customer, one save records everything in one piece. */
export function Composer({ page, onSaved }: ComposerProps) {
  const customerId = page.customer.id;
  const draft = useDraft(customerId);
  const ticked = useTicked(customerId);
  const asOf = useDesk((desk) => desk.asOf);
  const { patch, close, discard } = useComposers.getState();
  const open = draft?.open === true;

  useStoredDraft(page);

  const understood = draft ? composerInput(draft, page, ticked, asOf) : null;
  const [settled] = useDebouncedValue(understood, 250);
  const asked = settled?.input.customerId === customerId && settled.input.asOf === asOf ? settled : understood;
  const proposal = useCall('activities.propose', asked?.input as never, {
    enabled: open && asked != null && asked.input.outcome !== null,
    keepPrevious: true,
  });
  const { save, saving } = useSaveComposer(page, onSaved);

  const choose = (outcome: Outcome) => {
    patch(customerId, { outcome });
    const spokeTo = draft ? spokeToText({ ...draft, outcome }, page) : '';
    focusField(fieldAfter(outcome, spokeTo));
  };
  const commands: Command[] = [
    ...(draft ? OUTCOMES[draft.kind] : []).map(
      (outcome, index): Command => ({
        id: `outcome.${outcome}`,
        label: `Outcome: ${OUTCOME_LABELS[outcome]}`,
        group: 'Call',
        keys: String(index + 1),
        alsoKeys: [`alt+${index + 1}`],
        run: () => choose(outcome),
      }),
    ),
    {
      id: 'composer.save',
      label: 'Save and go to the next',
      group: 'Call',
      keys: 'mod+enter',
      inFields: true,
      run: () => void save(understood),
    },
    {
      id: 'composer.close',
      label: 'Close, keeping the draft',
      group: 'Call',
      keys: 'escape',
      inFields: true,
      run: () => close(customerId),
    },
  ];
  useCommands(open ? commands : []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when it is asked for, not while typing
  useEffect(() => {
    if (!draft || !open) return;
    const outcome = draft.asksOutcome ? null : draft.outcome;
    focusField(outcome ? fieldAfter(outcome, spokeToText(draft, page)) : 'outcome');
  }, [open, draft?.asked]);

  if (!draft || !open || !understood) return null;
  const missing = draft.tried ? understood.missing : null;
  return (
    <section className={classes.composer} aria-label={draft.kind === 'call' ? 'Call' : 'Write'} data-composer>
      <strong className={classes.title}>
        {draft.kind === 'call' ? 'Call' : 'Mail'}
        {draft.kind === 'call' && <Timer since={draft.startedAt} />}
      </strong>
      <div className={classes.outcomes}>
        <Outcomes kind={draft.kind} value={draft.outcome} onChoose={choose} />
        {missing?.field === 'outcome' && (
          <span className={classes.problem} role="alert">
            {missing.text}
          </span>
        )}
      </div>
      <span className={classes.ends}>
        <label
          className={classes.private}
          title="Stays with you when the portfolio is exchanged, unless you choose to send private notes"
        >
          <input
            type="checkbox"
            checked={draft.private}
            onChange={(event) => patch(customerId, { private: event.target.checked })}
          />
          private
        </label>
        <button type="button" className="db-link" onClick={() => discard(customerId)} title="Throw away what was typed">
          Discard
        </button>
        <button
          type="button"
          className={classes.close}
          onClick={() => close(customerId)}
          title="Close; the draft is kept"
        >
          <span className="db-hidden">Close, keeping the draft</span>
          <Kbd keys="escape" />
        </button>
      </span>
      <ComposerFields
        page={page}
        draft={draft}
        ticked={ticked}
        missing={missing}
        saving={saving}
        onSave={() => void save(understood)}
      />
      <FollowUpLine
        page={page}
        draft={draft}
        proposal={proposal.data}
        error={proposal.error}
        ticked={ticked}
        missing={missing}
        dated={understood.input.outcome !== 'promised' || understood.input.promise !== null}
      />
    </section>
  );
}
