import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import type { ImportOptions, ImportPreview } from '@shared/contract/imports';
import { type DateOrder, IMPORT_KINDS, type ImportKind } from '@shared/contract/imports';
import { isIsoDate } from '@shared/domain/dates';
import { useEffect, useId, useState } from 'react';
import { useStatus } from '../../app/queries';
import { exactDateText } from '../../components/format';
import { Panel } from '../../components/Panel';
import { offeredOrders } from './date-orders';
import classes from './ImportView.module.css';
import { Reading } from './Reading';
import { DATE_ORDER_WORDS, KIND_WORDS } from './words';

interface UnderstoodProps {
  preview: ImportPreview;
  options: ImportOptions;
  onSay: (options: ImportOptions) => void;
}

/** What was found out about the file; each guess is corrected where it stands. */
export function Understood({ preview, options, onSay }: UnderstoodProps) {
  const { report } = preview;
  const { file } = report;
  const status = useStatus().data;
  const sources = [...new Set(['main', ...(status?.sources.map((one) => one.source) ?? [])])];
  const base = status?.baseCurrency ?? '';
  const isList = report.kind === 'open-items' || report.kind === 'invoices';
  const currencyColumn = file.mapping.currency;
  const asked = preview.blocked?.code === 'dates_ambiguous';
  const offered = offeredOrders(preview);
  const orders = options.dates === undefined || offered.includes(options.dates) ? offered : [...offered, options.dates];
  // While it is asked for, nothing is shown as if it were the answer; dates that leave no choice (31.12.2026) need no order.
  const order = !asked && file.dates !== null && orders.includes(file.dates) ? file.dates : null;
  return (
    <Panel title="What was understood" aside={<span className="db-quiet">correct it here if it is wrong</span>}>
      <div className={classes.fields}>
        <NativeSelect
          label="Kind"
          value={report.kind}
          onChange={(event) => onSay({ kind: event.currentTarget.value as ImportKind })}
          data={IMPORT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
        />
        {preview.sheet !== null && (
          <NativeSelect
            label="Sheet"
            value={preview.sheet}
            // Another sheet has other columns: what was said of this one's does not hold there.
            onChange={(event) => onSay({ sheet: event.currentTarget.value, kind: undefined, map: undefined })}
            data={preview.sheets}
          />
        )}
        <ListDate value={report.listDate} onSay={onSay} />
        <TypedChoice
          label="Source"
          value={report.source}
          choices={sources}
          onDone={(source) => source !== '' && onSay({ source, confirmSettle: undefined })}
        />
        <TypedChoice
          label="Currency"
          value={options.currency ?? ''}
          placeholder={currencyColumn ? 'by its column' : base}
          choices={[...new Set([base, 'EUR', 'USD', 'GBP', 'CHF', 'SEK', 'PLN', 'JPY'].filter(Boolean))]}
          onDone={(typed) => onSay({ currency: typed === '' ? undefined : typed.toUpperCase() })}
          check={(typed) => (typed === '' || /^[A-Za-z]{3}$/.test(typed) ? null : 'Three letters, like EUR')}
        />
        <NativeSelect
          label="Date order"
          value={order ?? ''}
          onChange={(event) =>
            onSay({ dates: event.currentTarget.value === '' ? undefined : (event.currentTarget.value as DateOrder) })
          }
          data={[
            ...(order === null ? [{ value: '', label: asked ? 'Not clear' : 'As written' }] : []),
            ...orders.map((value) => ({ value, label: DATE_ORDER_WORDS[value] })),
          ]}
        />
        <NumberInput
          label="Default terms (days)"
          placeholder="none"
          min={0}
          max={3650}
          allowDecimal={false}
          value={options.terms ?? ''}
          onChange={(value) => onSay({ terms: typeof value === 'number' ? value : undefined })}
          disabled={!isList}
        />
      </div>
      {isList && (
        <Switch
          className={classes.complete}
          classNames={{ description: classes.small }}
          label="Complete list"
          size="xs"
          checked={report.complete}
          onChange={(event) => onSay({ complete: event.currentTarget.checked, confirmSettle: undefined })}
          description={
            report.complete
              ? `What is open in source ${report.source} and not in this file is closed, see Vanished below.`
              : 'Changes only: what is not in this file stays as it is.'
          }
        />
      )}
      {options.reuseNumbers !== undefined && (
        <Switch
          className={classes.complete}
          classNames={{ description: classes.small }}
          label="Numbers are used again every year"
          size="xs"
          checked={options.reuseNumbers}
          onChange={(event) => onSay({ reuseNumbers: event.currentTarget.checked })}
          description={`In source ${report.source} the year of issue tells items of one number apart, from now on.`}
        />
      )}
      <Reading preview={preview} options={options} onSay={onSay} />
    </Panel>
  );
}

function ListDate({ value, onSay }: { value: string; onSay: UnderstoodProps['onSay'] }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="date"
      label="List date"
      title={isIsoDate(value) ? exactDateText(value) : undefined}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        if (isIsoDate(event.currentTarget.value)) onSay({ listDate: event.currentTarget.value });
      }}
    />
  );
}

interface TypedChoiceProps {
  label: string;
  value: string;
  choices: readonly string[];
  placeholder?: string;
  onDone: (typed: string) => void;
  check?: (typed: string) => string | null;
}

/** Known values are offered, others can be typed; the file is read again on Enter or on leaving the field, not on every letter. */
function TypedChoice({ label, value, choices, placeholder, onDone, check }: TypedChoiceProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const wrong = check?.(typed.trim()) ?? null;
  const done = (text: string) => {
    if (text.trim() !== value && (check?.(text.trim()) ?? null) === null) onDone(text.trim());
  };
  return (
    <>
      <TextInput
        label={label}
        list={id}
        value={typed}
        placeholder={placeholder}
        error={wrong}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          // Picked from the offered ones: nothing more is going to be typed.
          if (choices.includes(event.currentTarget.value)) done(event.currentTarget.value);
        }}
        onBlur={() => done(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done(typed);
        }}
      />
      <datalist id={id}>
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </>
  );
}
