import { Autocomplete, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { CustomerPage } from '@shared/contract/customers';
import { useMemo } from 'react';
import { ariaKeys } from '../../app/keys';
import { currencyDigits } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { parseAmountEntry } from './amount-entry';
import classes from './Composer.module.css';
import type { ComposerField, Missing } from './composer-input';
import { promiseFields, spokeToText } from './composer-input';
import type { ComposerDraft } from './composer-state';
import { useComposers } from './composer-state';
import { DateField } from './DateField';
import fields from './fields.module.css';
import { DISPUTE_TYPES, NOTE_HINTS, ROLE_WORDS } from './words';

interface ComposerFieldsProps {
  page: CustomerPage;
  draft: ComposerDraft;
  ticked: readonly number[];
  /** Said at its field once a save was tried. */
  missing: Missing | null;
  saving: boolean;
  onSave: () => void;
}

const small = { label: fields.label, input: fields.input, error: fields.error };

/** The line of fields: who, what was said, and what the chosen outcome needs besides. */
export function ComposerFields({ page, draft, ticked, missing, saving, onSave }: ComposerFieldsProps) {
  const patch = (part: Partial<ComposerDraft>) => useComposers.getState().patch(page.customer.id, part);
  const people = useMemo(() => new Map(page.contacts.map((one) => [one.name, one])), [page.contacts]);
  const promised = promiseFields(draft, page, ticked);
  const currencies = [...new Set([promised.currency, ...page.open.map((sum) => sum.currency)])];
  const errorAt = (field: ComposerField) => (missing?.field === field ? missing.text : undefined);
  return (
    <div className={classes.fields}>
      <Autocomplete
        id="composer-spokeTo"
        label={draft.kind === 'call' ? 'Spoke to' : 'To'}
        aria-label={draft.kind === 'call' ? 'Spoke to' : 'To'}
        className={classes.spokeTo}
        classNames={small}
        data={[...people.keys()]}
        renderOption={({ option }) => {
          const person = people.get(option.value);
          return (
            <span>
              {option.value} <span className="db-quiet">{person && ROLE_WORDS[person.role]}</span>
            </span>
          );
        }}
        value={spokeToText(draft, page)}
        onChange={(spokeTo) => patch({ spokeTo })}
        openOnFocus={false}
        comboboxProps={{ position: 'top-start' }}
        onKeyDown={(event) => {
          // The first Esc closes the list of names, only the next one the composer.
          if (event.key === 'Escape' && event.currentTarget.getAttribute('aria-expanded') === 'true')
            event.stopPropagation();
        }}
      />
      {draft.outcome === 'disputes' && (
        <>
          <NativeSelect
            label="Dispute about"
            className={classes.disputeType}
            classNames={small}
            data={DISPUTE_TYPES}
            value={draft.disputeType}
            onChange={(event) => patch({ disputeType: event.currentTarget.value })}
          />
          <TextInput
            id="composer-disputeReason"
            label="What is disputed"
            className={classes.grow}
            classNames={small}
            placeholder={ticked.length === 0 ? 'Tick the items, then their words' : 'In their words'}
            error={errorAt('disputeReason')}
            value={draft.disputeReason}
            onChange={(event) => patch({ disputeReason: event.currentTarget.value })}
          />
          <DateField
            id="composer-answerOn"
            label="Answer by"
            className={classes.date}
            error={errorAt('answerOn')}
            value={draft.answerOn}
            onChange={(answerOn) => patch({ answerOn })}
          />
        </>
      )}
      {draft.outcome === 'promised' && (
        <>
          <TextInput
            id="composer-amount"
            label="Promised amount"
            className={classes.money}
            classNames={{ ...small, input: `${fields.input} ${classes.right}` }}
            error={errorAt('amount')}
            value={promised.text}
            onChange={(event) => patch({ amount: event.currentTarget.value })}
            aria-invalid={
              errorAt('amount') !== undefined ||
              (promised.text !== '' && parseAmountEntry(promised.text, currencyDigits(promised.currency)) === null) ||
              undefined
            }
            inputMode="decimal"
            autoComplete="off"
          />
          {currencies.length > 1 ? (
            <NativeSelect
              label="In"
              aria-label="Currency"
              className={classes.currency}
              classNames={small}
              data={currencies}
              value={promised.currency}
              onChange={(event) => patch({ currency: event.currentTarget.value, amount: null })}
            />
          ) : (
            <span className={classes.oneCurrency}>{promised.currency}</span>
          )}
          <DateField
            id="composer-promisedFor"
            label="Promised for"
            className={classes.date}
            placeholder="Thu, 26.11, +3"
            error={errorAt('promisedFor')}
            value={draft.promisedFor}
            onChange={(promisedFor) => patch({ promisedFor })}
          />
        </>
      )}
      {draft.outcome === 'call_back' && (
        <TextInput
          id="composer-hour"
          label="Hour"
          className={classes.hour}
          classNames={small}
          placeholder="10:30"
          error={errorAt('hour')}
          value={draft.hour}
          onChange={(event) => patch({ hour: event.currentTarget.value })}
          autoComplete="off"
        />
      )}
      <div className={classes.noteAndSave}>
        <Textarea
          id="composer-note"
          label="Note"
          className={classes.note}
          classNames={{ label: fields.label, input: classes.noteInput }}
          placeholder={draft.outcome ? NOTE_HINTS[draft.outcome] : undefined}
          rows={1}
          value={draft.note}
          onChange={(event) => patch({ note: event.currentTarget.value })}
        />
        <Button
          id="composer-save"
          className={classes.save}
          onClick={onSave}
          loading={saving}
          rightSection={<Kbd keys="mod+enter" />}
          aria-keyshortcuts={ariaKeys('mod+enter')}
        >
          Save &amp; next
        </Button>
      </div>
    </div>
  );
}
