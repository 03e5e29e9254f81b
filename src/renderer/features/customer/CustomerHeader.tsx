import { Button } from '@mantine/core';
import type { CustomerPage } from '@shared/contract/customers';
import type { Outcome } from '@shared/domain/model';
import type { ReactNode } from 'react';
import { useCommands } from '../../app/commands';
import { Kbd } from '../../components/Kbd';
import { MoneyList } from '../../components/Money';
import { ScoreBadge } from '../../components/ScoreBadge';
import classes from './CustomerHeader.module.css';
import type { ComposerKind } from './composer-state';
import { useComposers, useDraft } from './composer-state';
import { Facts } from './Facts';
import { Later } from './Later';
import { Sparkline } from './Sparkline';

interface CustomerHeaderProps {
  page: CustomerPage;
  level: 1 | 2;
  onSaved?: (() => void) | undefined;
  back?: ReactNode;
}

const ACTIONS: readonly { label: string; keys: string; kind: ComposerKind; outcome: Outcome | null }[] = [
  { label: 'Call', keys: 'c', kind: 'call', outcome: null },
  { label: 'Promise', keys: 'p', kind: 'call', outcome: 'promised' },
  { label: 'Write', keys: 'w', kind: 'mail', outcome: 'sent' },
  { label: 'Dispute', keys: 'd', kind: 'call', outcome: 'disputes' },
];

/** Who it is and how they pay, and what can be done now. */
export function CustomerHeader({ page, level, onSaved, back }: CustomerHeaderProps) {
  const { customer, score } = page;
  const draft = useDraft(customer.id);
  const Name = level === 1 ? 'h1' : 'h2';
  const begin = (kind: ComposerKind, outcome: Outcome | null) =>
    useComposers.getState().start(customer.id, kind, outcome);
  useCommands(
    ACTIONS.map(({ label, keys, kind, outcome }) => ({
      id: `customer.${label}`,
      label: `${label}: ${customer.name}`,
      group: 'Customer',
      keys,
      run: () => begin(kind, outcome),
    })),
  );
  return (
    <header className={classes.header}>
      {back}
      <div className={classes.who}>
        <Name className={classes.name} title={customer.name}>
          {customer.name}
        </Name>
      </div>
      <div className={classes.actions}>
        {ACTIONS.map(({ label, keys, kind, outcome }) => (
          <Button
            key={label}
            size="compact-sm"
            variant={label === 'Call' ? 'filled' : 'default'}
            className={classes.action}
            rightSection={<Kbd keys={keys} />}
            aria-keyshortcuts={keys.toUpperCase()}
            onClick={() => begin(kind, outcome)}
          >
            {label}
          </Button>
        ))}
        <Later page={page} onSaved={onSaved} />
      </div>
      <div className={classes.facts}>
        <span>{customer.key}</span>
        <ScoreBadge score={score} />
        {score.daysLate !== null && (
          <span className={classes.late}>
            {score.daysLate < 0 ? `${-score.daysLate} days early` : `${score.daysLate} days late`} on average
            <Sparkline days={page.history} />
          </span>
        )}
        <Facts page={page} />
        <span>
          Open{' '}
          <b>
            <MoneyList sums={page.open} inline />
          </b>
        </span>
        {draft && !draft.open && (
          <button type="button" className={`db-link ${classes.kept}`} onClick={() => begin(draft.kind, draft.outcome)}>
            Draft kept: go on
          </button>
        )}
      </div>
    </header>
  );
}
