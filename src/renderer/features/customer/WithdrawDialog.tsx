import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import type { CommitmentRow } from '@shared/contract/commitments';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone } from '../../app/notify';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import { amountText } from '../../components/format';

/** A promise that no longer stands, with the reason; it is neither kept nor broken then. */
export function WithdrawDialog({ commitment, onClose }: { commitment: CommitmentRow; onClose: () => void }) {
  const asOf = useDesk((desk) => desk.asOf);
  const [why, setWhy] = useState('');
  const withdraw = useCommand('commitments.withdraw');
  const confirmAsOf = useConfirmAsOf();
  const submit = async () => {
    if (why.trim() === '' || !(await confirmAsOf())) return;
    withdraw.mutate(
      { asOf, commitmentId: commitment.id, why: why.trim() },
      {
        onSuccess: () => {
          notifyDone('The promise is withdrawn; its items can be chased again.');
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={`Withdraw the promise of ${amountText(commitment.promisedMinor, commitment.currency)}`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="xs">
          <TextInput
            label="Why"
            description="Entered in error, or agreed to be no longer valid. A promise that was not kept is judged by itself."
            data-autofocus
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          {withdraw.error && <ErrorNote error={withdraw.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Keep the promise
            </Button>
            <Button type="submit" disabled={why.trim() === ''} loading={withdraw.isPending}>
              Withdraw
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
