import { Button, MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { CustomerRow } from '@shared/contract/customers';
import type { User } from '@shared/contract/portfolio';
import { type HandoutConditions, type HandoutRule, MEASURES, type Measure, NOBODY } from '@shared/domain/handout/rules';
import { type CurrencyCode, SCORES, type Score } from '@shared/domain/model';
import { parseAmount } from '@shared/domain/money';
import { useMemo } from 'react';
import { decimalText } from '../../components/format';
import classes from './Handout.module.css';
import { MEASURE_WORDS } from './handout-words';

interface HandoutRuleFormProps {
  rule: HandoutRule;
  onChange: (rule: HandoutRule) => void;
  users: readonly User[];
  former: readonly User[];
  customers: readonly CustomerRow[];
  base: CurrencyCode;
}

/** The conditions of one rule and who gets the customers; what is left empty asks nothing. */
export function HandoutRuleForm({ rule, onChange, users, former, customers, base }: HandoutRuleFormProps) {
  const { when } = rule;
  const set = (part: Partial<HandoutConditions>) => onChange({ ...rule, when: { ...when, ...part } });
  const collectors = users.filter((user) => user.role === 'collector').map((user) => user.id);
  const known = useMemo(() => choices(customers), [customers]);
  const amount = when.amount ?? { of: 'overdue' as const, currency: base, from: null, to: null };
  const setAmount = (part: Partial<typeof amount>) => {
    const next = { ...amount, ...part };
    const empty = next.from === null && next.to === null && next.of === 'overdue' && next.currency === base;
    set({ amount: empty ? null : next });
  };
  return (
    <div className={classes.form}>
      <NativeSelect
        label="Whose customers"
        value={when.holder}
        onChange={(event) => set({ holder: event.currentTarget.value })}
        data={[
          { value: NOBODY, label: 'Nobody’s, and of who left' },
          { value: '', label: 'Everybody’s' },
          ...users.map((user) => ({ value: user.id, label: user.name })),
          ...former.map((user) => ({ value: user.id, label: `${user.name} (left)` })),
        ]}
      />
      <div className={classes.pair}>
        <TextInput
          label="Name from"
          placeholder="A"
          maxLength={20}
          value={when.nameFrom}
          onChange={(event) => set({ nameFrom: event.currentTarget.value })}
        />
        <TextInput
          label="to"
          aria-label="Name to"
          placeholder="Z"
          maxLength={20}
          value={when.nameTo}
          onChange={(event) => set({ nameTo: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label="Name has"
        placeholder="part of it, * between"
        maxLength={200}
        value={when.nameLike}
        onChange={(event) => set({ nameLike: event.currentTarget.value })}
      />
      <Several
        label="Country"
        data={known.countries}
        value={when.countries}
        onChange={(countries) => set({ countries })}
      />
      <Several
        label="Score"
        data={SCORES}
        value={when.scores}
        onChange={(scores) => set({ scores: scores as Score[] })}
      />
      {known.tags.length > 0 && (
        <Several label="Tag" data={known.tags} value={when.tags} onChange={(tags) => set({ tags })} />
      )}
      {known.sources.length > 1 && (
        <Several label="Source" data={known.sources} value={when.sources} onChange={(sources) => set({ sources })} />
      )}
      <div className={classes.amount}>
        <NativeSelect
          label="Amount"
          value={amount.of}
          onChange={(event) => setAmount({ of: event.currentTarget.value as 'open' | 'overdue' })}
          data={[
            { value: 'overdue', label: 'Overdue' },
            { value: 'open', label: 'Open' },
          ]}
        />
        <NativeSelect
          label="in"
          aria-label="Currency of the amount"
          value={amount.currency}
          onChange={(event) => setAmount({ currency: event.currentTarget.value })}
          data={[...new Set([base, ...known.currencies])]}
        />
        <AmountField label="from" name="Amount from" amount={amount} part="from" onChange={setAmount} />
        <AmountField label="below" name="Amount below" amount={amount} part="to" onChange={setAmount} />
      </div>
      <div className={classes.target}>
        <MultiSelect
          label="Goes to"
          placeholder={rule.to.length === 0 ? 'nobody' : undefined}
          searchable
          hidePickedOptions
          classNames={{ pillsList: classes.people }}
          value={[...rule.to]}
          onChange={(to) => onChange({ ...rule, to })}
          data={users.map((user) => ({ value: user.id, label: user.name }))}
        />
        <div>
          {rule.to.length > 1 && (
            <NativeSelect
              label="evenly"
              aria-label="Spread evenly"
              value={rule.evenly}
              onChange={(event) => onChange({ ...rule, evenly: event.currentTarget.value as Measure })}
              data={MEASURES.map((measure) => ({ value: measure, label: MEASURE_WORDS[measure] }))}
            />
          )}
          <div className={classes.everybody}>
            <Button
              size="compact-xs"
              variant="subtle"
              disabled={collectors.length === 0}
              onClick={() => onChange({ ...rule, to: collectors })}
            >
              All collectors
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              disabled={rule.to.length === 0}
              onClick={() => onChange({ ...rule, to: [] })}
            >
              Nobody
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}

interface SeveralProps {
  label: string;
  data: readonly string[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

function Several({ label, data, value, onChange }: SeveralProps) {
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? 'any' : undefined}
      searchable
      hidePickedOptions
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      value={[...value]}
      onChange={onChange}
      // What a kept rule names stays choosable though no customer has it today.
      data={[...new Set([...data, ...value])]}
    />
  );
}

interface AmountFieldProps {
  label: string;
  name: string;
  amount: NonNullable<HandoutConditions['amount']>;
  part: 'from' | 'to';
  onChange: (part: Partial<NonNullable<HandoutConditions['amount']>>) => void;
}

function AmountField({ label, name, amount, part, onChange }: AmountFieldProps) {
  const minor = amount[part];
  return (
    <NumberInput
      label={label}
      aria-label={name}
      hideControls
      thousandSeparator
      allowNegative={false}
      value={minor === null ? '' : Number(decimalText(minor, amount.currency))}
      onChange={(value) => onChange({ [part]: value === '' ? null : parseAmount(String(value), amount.currency) })}
    />
  );
}

function choices(customers: readonly CustomerRow[]) {
  const sorted = (words: Iterable<string>) => [...new Set(words)].sort();
  return {
    countries: sorted(customers.flatMap((row) => row.country ?? [])),
    tags: sorted(customers.flatMap((row) => row.tags)),
    sources: sorted(customers.map((row) => row.source)),
    currencies: sorted(customers.flatMap((row) => row.open.map((sum) => sum.currency))),
  };
}
