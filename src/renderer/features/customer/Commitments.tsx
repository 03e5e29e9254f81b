import { Button } from '@mantine/core';
import type { CommitmentRow } from '@shared/contract/commitments';
import type { CustomerPage } from '@shared/contract/customers';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { useCommands, useRegistry } from '../../app/commands';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { DateWords } from '../../components/DateWords';
import { EmptyState } from '../../components/EmptyState';
import { Kbd } from '../../components/Kbd';
import { Amount } from '../../components/Money';
import { Panel } from '../../components/Panel';
import classes from './Commitments.module.css';
import { useConfirming } from './confirming';
import { WithdrawDialog } from './WithdrawDialog';

const WRITTEN: Record<CommitmentRow['written'], string> = {
  oral: 'oral',
  drafted: 'confirmation drafted',
  written: 'in writing',
};
const awaitsWriting = (one: CommitmentRow): boolean => one.state === 'open' && one.written !== 'written';

/** What they promised, how it stands, and the step from the spoken to the written word. */
export function Commitments({ page }: { page: CustomerPage }) {
  const asOf = useDesk((desk) => desk.asOf);
  const [withdrawing, setWithdrawing] = useState<CommitmentRow | null>(null);
  const confirm = useCommand('commitments.confirm');
  const confirmAsOf = useConfirmAsOf();
  const markWritten = async (one: CommitmentRow) => {
    if (!(await confirmAsOf())) return;
    confirm.mutate(
      { asOf, commitmentId: one.id, via: 'reply', text: null },
      { onSuccess: () => notifyDone(`${page.customer.name}: the promise is in writing now.`), onError: notifyError },
    );
  };
  // The keys mean the first promise that is not in writing yet.
  const first = page.commitments.find(awaitsWriting);
  const taken = useRegistry((state) => state.commands.some((one) => one.message && one.keys === 'm'));
  useCommands(
    first
      ? [
          {
            id: 'commitment.draft',
            label: 'Draft confirmation',
            group: 'Customer',
            keys: 'm',
            run: () => useConfirming.getState().open(first.id),
          },
          {
            id: 'commitment.written',
            label: 'Mark written',
            group: 'Customer',
            keys: 'y',
            run: () => void markWritten(first),
          },
        ]
      : [],
  );
  return (
    <Panel title="Commitments">
      {page.commitments.length === 0 ? (
        <EmptyState title="Nothing promised yet">
          A promise takes an amount and a day. It counts as oral until it is confirmed in writing.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {page.commitments.map((one) => (
            <li key={one.id} className={classes.entry}>
              <div className={classes.what}>
                <p className={classes.promise}>
                  <span>
                    <b>
                      <Amount minor={one.promisedMinor} currency={one.currency} withCurrency />
                    </b>{' '}
                    for <DateWords date={one.promisedFor} />
                  </span>
                  <span className={classes.state} data-state={one.countsAsBroken ? 'broken' : one.state}>
                    {one.words}
                  </span>
                  <span className={classes.written} data-written={one.written}>
                    {WRITTEN[one.written]}
                  </span>
                </p>
                <p className="db-quiet">
                  made <DateWords date={one.madeOn} />
                  {one.contactName && ` by ${one.contactName}`}
                  {one.items.length > 0 && ` · ${one.items.map((item) => item.number).join(', ')}`}
                  {one.paidMinor > 0 && (
                    <>
                      {' '}
                      · paid <Amount minor={one.paidMinor} currency={one.currency} withCurrency />
                    </>
                  )}
                  {one.paidElsewhereMinor > 0 && (
                    <>
                      , of it <Amount minor={one.paidElsewhereMinor} currency={one.currency} withCurrency /> elsewhere:
                      match
                    </>
                  )}
                  {one.level > 1 && ` · promise no. ${one.level}`}
                  {one.withdrawnWhy && ` · withdrawn: ${one.withdrawnWhy}`}
                </p>
              </div>
              {one.state === 'open' && (
                <div className={classes.actions}>
                  {awaitsWriting(one) && (
                    <>
                      <Button
                        size="compact-xs"
                        variant="default"
                        rightSection={one === first && !taken ? <Kbd keys="m" /> : undefined}
                        onClick={() => useConfirming.getState().open(one.id)}
                      >
                        Draft confirmation
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        rightSection={one === first ? <Kbd keys="y" /> : undefined}
                        onClick={() => void markWritten(one)}
                      >
                        Mark written
                      </Button>
                    </>
                  )}
                  <Button size="compact-xs" variant="default" onClick={() => setWithdrawing(one)}>
                    Withdraw…
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {withdrawing && <WithdrawDialog commitment={withdrawing} onClose={() => setWithdrawing(null)} />}
    </Panel>
  );
}
