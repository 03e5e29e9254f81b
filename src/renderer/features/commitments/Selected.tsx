import { Button, Menu } from '@mantine/core';
import type { CommitmentRow } from '@shared/contract/commitments';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { DateWords } from '../../components/DateWords';
import { amountText } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { useConfirming } from '../customer/confirming';
import { WithdrawDialog } from '../customer/WithdrawDialog';
import classes from './CommitmentsView.module.css';
import { levelWords, WRITTEN_WORDS } from './columns';

/** The commitment chosen in the list: who said what, on which items, and what can be done with it. */
export function Selected({ row }: { row: CommitmentRow }) {
  const asOf = useDesk((desk) => desk.asOf);
  const [, navigate] = useLocation();
  const confirmAsOf = useConfirmAsOf();
  const confirm = useCommand('commitments.confirm');
  const draft = useConfirming((confirming) => confirming.open);
  const [withdrawing, setWithdrawing] = useState(false);
  const [marking, setMarking] = useState(false);

  const promise = `${amountText(row.promisedMinor, row.currency)} by ${row.customerName}`;
  const canWrite = row.written !== 'written' && row.state !== 'withdrawn' && row.state !== 'superseded';
  const canWithdraw = row.state === 'open';
  const markWritten = async (via: 'mail' | 'reply') => {
    if (!(await confirmAsOf())) return;
    try {
      await confirm.mutateAsync({ asOf, commitmentId: row.id, via, text: null });
      notifyDone(`${promise} is a written commitment now.`);
    } catch (error) {
      notifyError(error);
    }
  };
  const openCustomer = () => navigate(`/customers/${row.customerId}`);

  useCommands([
    { id: 'commitment.open', label: 'Open the customer', group: 'List', keys: 'o', run: openCustomer },
    ...(canWrite
      ? [
          {
            id: 'commitment.draft',
            label: 'Draft the confirmation',
            group: 'List' as const,
            keys: 'w',
            run: () => draft(row.id),
          },
          {
            id: 'commitment.written',
            label: 'Mark the promise written',
            group: 'List' as const,
            keys: 'm',
            run: () => setMarking(true),
          },
        ]
      : []),
    ...(canWithdraw
      ? [
          {
            id: 'commitment.withdraw',
            label: 'Withdraw the promise',
            group: 'List' as const,
            keys: 'x',
            run: () => setWithdrawing(true),
          },
        ]
      : []),
  ]);

  return (
    <section className={classes.selected} aria-label="Selected commitment">
      <div className={classes.who}>
        <p className={classes.headline}>
          <strong>{row.customerName}</strong> <span className="db-quiet">{row.customerKey}</span> · {row.words}
        </p>
        <p className="db-quiet">
          {amountText(row.promisedMinor, row.currency)} promised <DateWords date={row.madeOn} /> for{' '}
          <DateWords date={row.promisedFor} />
          {row.contactName && ` by ${row.contactName}`}, taken down by {row.byName} · {levelWords(row.level)} promise ·{' '}
          {WRITTEN_WORDS[row.written].toLowerCase()}
          {row.writtenOn && (
            <>
              {' '}
              since <DateWords date={row.writtenOn} /> {row.writtenVia === 'reply' ? '(their reply)' : '(our mail)'}
            </>
          )}
        </p>
        {row.withdrawnWhy && <p>Withdrawn: {row.withdrawnWhy}</p>}
        <ul className={classes.items} aria-label="Items it stands on">
          {row.items.map((item) => (
            <li key={item.number}>
              {item.number} <span className="db-quiet">{amountText(item.openMinor, row.currency)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={openCustomer} aria-keyshortcuts="o" rightSection={<Kbd keys="o" />}>
          Open customer
        </Button>
        {canWrite && (
          <>
            <Button
              variant="default"
              onClick={() => draft(row.id)}
              aria-keyshortcuts="w"
              rightSection={<Kbd keys="w" />}
            >
              Draft confirmation
            </Button>
            <Menu opened={marking} onChange={setMarking} position="top-end" transitionProps={{ duration: 80 }}>
              <Menu.Target>
                <Button
                  variant="default"
                  loading={confirm.isPending}
                  aria-keyshortcuts="m"
                  rightSection={<Kbd keys="m" />}
                >
                  Mark written
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void markWritten('mail')}>Our confirmation was sent</Menu.Item>
                <Menu.Item onClick={() => void markWritten('reply')}>The customer wrote it</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
        {canWithdraw && (
          <Button
            variant="default"
            onClick={() => setWithdrawing(true)}
            aria-keyshortcuts="x"
            rightSection={<Kbd keys="x" />}
          >
            Withdraw
          </Button>
        )}
      </div>
      {withdrawing && <WithdrawDialog commitment={row} onClose={() => setWithdrawing(false)} />}
    </section>
  );
}
