import { TextInput } from '@mantine/core';
import type { Output } from '@shared/contract';
import type { CustomerPage } from '@shared/contract/customers';
import type { IsoDate } from '@shared/domain/model';
import type { FollowUp } from '@shared/domain/outcomes';
import { dayWords } from '@shared/domain/words';
import { useDesk } from '../../app/state';
import { plural } from '../../components/format';
import classes from './Composer.module.css';
import type { Missing } from './composer-input';
import type { OpenComposer } from './composer-state';
import { useComposers } from './composer-state';
import { DateField } from './DateField';
import { parseDateEntry } from './date-entry';
import fields from './fields.module.css';

interface FollowUpLineProps {
  page: CustomerPage;
  draft: OpenComposer;
  proposal: Output<'activities.propose'> | undefined;
  error: Error | null;
  ticked: readonly number[];
  missing: Missing | null;
  /** False while a promise has no amount or day yet: what comes back when is then not known. */
  dated: boolean;
}

/** Said by the fields themselves once a save was tried; before, nothing is wrong yet. */
const NOT_YET = new Set(['promise_missing', 'outcome_missing']);

/** When the customer comes back and why then, in words and editable; and what saving would warn of. */
export function FollowUpLine({ page, draft, proposal, error, ticked, missing, dated }: FollowUpLineProps) {
  const asOf = useDesk((desk) => desk.asOf);
  const patch = (part: Partial<OpenComposer>) => useComposers.getState().patch(page.customer.id, part);
  const followUp = dated ? proposal?.followUp : undefined;
  const proposed = followUp?.on ? `${dayWords(followUp.on, asOf)}${followUp.at ? `, ${followUp.at}` : ''}` : 'no date';
  const own = draft.followUp.trim() !== '';
  const warnings = proposal?.warnings ?? [];
  const errors = (proposal?.errors ?? []).filter((one) => !NOT_YET.has(one.code));
  const standsOn = ticked.length || (proposal?.items.length ?? 0);
  const asksWhy = draft.outcome === 'promised' && warnings.some((one) => /pause/i.test(`${one.code} ${one.text}`));
  return (
    <div className={classes.words}>
      <DateField
        id="composer-followUp"
        label="Follow-up"
        inline
        className={classes.followUp}
        placeholder={draft.outcome && followUp ? proposed : 'proposed'}
        error={missing?.field === 'followUp' ? missing.text : undefined}
        value={draft.followUp}
        onChange={(text) => patch({ followUp: text })}
        alsoFine={['none']}
      />
      <div className={classes.says} aria-live="polite">
        {draft.outcome && followUp && (
          <span>
            {own ? (
              <>
                {ownWords(draft.followUp, asOf)}; proposed was {proposed}: {followUp.why.text}
              </>
            ) : (
              <ProposedWords followUp={followUp} asOf={asOf} proposed={proposed} />
            )}
            {draft.outcome === 'promised' &&
              standsOn > 0 &&
              ` · stands on ${plural(standsOn, 'item')}${ticked.length ? ' you ticked' : ', oldest first'}`}
          </span>
        )}
        {draft.failed !== null && (
          <span className={classes.problem} role="alert">
            {draft.failed} What you typed is still here.
          </span>
        )}
        {error && error.message !== draft.failed && <span className={classes.problem}>{error.message}</span>}
        {draft.unticked > 0 && (
          <span className={classes.warning}>
            {plural(draft.unticked, 'ticked item is', 'ticked items are')} no longer open: unticked
          </span>
        )}
        {errors.map((one) => (
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

function ProposedWords({ followUp, asOf, proposed }: { followUp: FollowUp; asOf: IsoDate; proposed: string }) {
  const why = followUp.why.text;
  if (followUp.on === null) return <>No date: {why}</>;
  // The reason may say "today" itself; the date beside it would only repeat it.
  if (followUp.on === asOf)
    return <>{/today/.test(why) ? why[0]?.toUpperCase() + why.slice(1) : `Back today, ${why}`}</>;
  return (
    <>
      Back on <b>{proposed}</b>, {why}
    </>
  );
}

function ownWords(text: string, asOf: string): string {
  if (text.trim().toLowerCase() === 'none') return 'Without a follow-up';
  const date = parseDateEntry(text, asOf);
  return date ? `Back on ${dayWords(date, asOf)}` : 'Not understood';
}
