import { TextInput } from '@mantine/core';
import type { Output } from '@shared/contract';
import type { CustomerPage } from '@shared/contract/customers';
import { dayWords } from '@shared/domain/words';
import { useDesk } from '../../app/state';
import { plural } from '../../components/format';
import classes from './Composer.module.css';
import type { ComposerDraft } from './composer-state';
import { useComposers } from './composer-state';
import { DateField } from './DateField';
import { parseDateEntry } from './date-entry';
import fields from './fields.module.css';

interface FollowUpLineProps {
  page: CustomerPage;
  draft: ComposerDraft;
  proposal: Output<'activities.propose'> | undefined;
  error: Error | null;
  ticked: readonly number[];
}

/** When the customer comes back and why then, in words and editable; and what saving would warn of. */
export function FollowUpLine({ page, draft, proposal, error, ticked }: FollowUpLineProps) {
  const asOf = useDesk((desk) => desk.asOf);
  const patch = (part: Partial<ComposerDraft>) => useComposers.getState().patch(page.customer.id, part);
  const followUp = proposal?.followUp;
  const proposed = followUp?.on ? `${dayWords(followUp.on, asOf)}${followUp.at ? `, ${followUp.at}` : ''}` : 'no date';
  const own = draft.followUp.trim() !== '';
  const warnings = proposal?.warnings ?? [];
  const asksWhy = draft.outcome === 'promised' && warnings.some((one) => /pause/i.test(`${one.code} ${one.text}`));
  return (
    <div className={classes.words}>
      <DateField
        id="composer-followUp"
        label="Follow-up"
        inline
        className={classes.followUp}
        placeholder={draft.outcome && proposal ? proposed : 'proposed by the outcome'}
        value={draft.followUp}
        onChange={(text) => patch({ followUp: text })}
        alsoFine={['none']}
      />
      <div className={classes.says} aria-live="polite">
        {draft.outcome && followUp && (
          <span>
            {own ? (
              <>
                {ownWords(draft.followUp, asOf)}; proposed was {proposed}, {followUp.why.text}
              </>
            ) : (
              <>
                Back on <b>{proposed}</b>, {followUp.why.text}
              </>
            )}
            {draft.outcome === 'promised' &&
              ` · stands on ${plural(ticked.length || (proposal?.items.length ?? 0), 'item')}${ticked.length ? ' you ticked' : ', oldest first'}`}
          </span>
        )}
        {error && <span className={classes.problem}>{error.message}</span>}
        {(proposal?.errors ?? []).map((one) => (
          <span key={one.code} className={classes.problem}>
            {one.text}
          </span>
        ))}
        {warnings.map((one) => (
          <span key={one.code} className={classes.warning}>
            {one.text}
          </span>
        ))}
        {asksWhy && (
          <TextInput
            label="Why it pauses chasing anyway"
            classNames={{ label: fields.label, input: fields.input }}
            value={draft.pauseWhy}
            onChange={(event) => patch({ pauseWhy: event.currentTarget.value })}
          />
        )}
      </div>
    </div>
  );
}

function ownWords(text: string, asOf: string): string {
  if (text.trim().toLowerCase() === 'none') return 'Without a follow-up';
  const date = parseDateEntry(text, asOf);
  return date ? `Back on ${dayWords(date, asOf)}` : 'Not understood';
}
