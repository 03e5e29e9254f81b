import { Button, Group, Modal } from '@mantine/core';
import { dateText } from '../components/format';
import { localToday } from './clock';
import { useConfirmation } from './confirm-as-of';
import { useDesk } from './state';

/** Asked once for a date: the first thing recorded at another day than today. */
export function ConfirmAsOfDialog() {
  const waiting = useConfirmation((state) => state.waiting);
  const answer = useConfirmation((state) => state.answer);
  const asOf = useDesk((desk) => desk.asOf);
  const words = dateText(asOf, localToday());
  return (
    <Modal opened={waiting !== null} onClose={() => answer(false)} title={`Record this at ${words}?`} centered>
      <p>
        You are working at {words}, not today. What you record will carry that date, and every rule counts it from
        there. You are asked only once for this date.
      </p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => answer(false)}>
          Do not record
        </Button>
        <Button data-autofocus onClick={() => answer(true)}>
          Record at {words}
        </Button>
      </Group>
    </Modal>
  );
}
