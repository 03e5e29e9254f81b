import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone } from '../../app/notify';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import classes from './CommitmentsView.module.css';

interface WithdrawDialogProps {
  commitmentId: string;
  /** "€ 1,200.00 by Okafor Ltd". */
  promise: string;
  opened: boolean;
  onClose: () => void;
}

/** Taking a promise back needs its reason: months later somebody will ask why it does not count. */
export function WithdrawDialog({ commitmentId, promise, opened, onClose }: WithdrawDialogProps) {
  const asOf = useDesk((desk) => desk.asOf);
  const confirmAsOf = useConfirmAsOf();
  const withdraw = useCommand('commitments.withdraw');
  const [why, setWhy] = useState('');

  const close = () => {
    setWhy('');
    withdraw.reset();
    onClose();
  };
  const run = async () => {
    if (!(await confirmAsOf())) return;
    withdraw.mutate(
      { asOf, commitmentId, why },
      {
        onSuccess: () => {
          notifyDone(`The promise of ${promise} is withdrawn.`);
          close();
        },
      },
    );
  };
  return (
    <Modal opened={opened} onClose={close} title="Withdraw the promise" centered>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p>
          {promise}: the money is no longer expected, its items can be chased again, and it counts neither as kept nor
          as broken.
        </p>
        <TextInput
          label="Why"
          data-autofocus
          required
          maxLength={500}
          placeholder="Promised by the wrong person"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {withdraw.error && <ErrorNote error={withdraw.error} />}
        <div className={classes.formActions}>
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button type="submit" disabled={why.trim() === ''} loading={withdraw.isPending}>
            Withdraw promise
          </Button>
        </div>
      </form>
    </Modal>
  );
}
