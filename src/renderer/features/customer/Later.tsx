import { Button, Popover, Stack, TextInput } from '@mantine/core';
import type { CustomerPage } from '@shared/contract/customers';
import { dayWords } from '@shared/domain/words';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { Kbd } from '../../components/Kbd';
import classes from './CustomerHeader.module.css';
import { DateField } from './DateField';
import { parseDateEntry } from './date-entry';

/** Off the list until a day, with the reason; can be undone. */
export function Later({ page, onSaved }: { page: CustomerPage; onSaved?: (() => void) | undefined }) {
  const asOf = useDesk((desk) => desk.asOf);
  const [open, setOpen] = useState(false);
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const snooze = useCommand('customers.snooze');
  const confirmAsOf = useConfirmAsOf();
  const { id: customerId, name, snooze: current } = page.customer;
  useCommands([
    { id: 'customer.Later', label: `Later: ${name}`, group: 'Customer', keys: 'l', run: () => setOpen(true) },
  ]);

  const date = parseDateEntry(until, asOf);
  const end = () =>
    snooze.mutate(
      { asOf, customerId, until: null, reason: '' },
      { onSuccess: () => notifyDone(`${name} is back on the list.`), onError: notifyError },
    );
  const submit = async () => {
    if (!date || !(await confirmAsOf())) return;
    snooze.mutate(
      { asOf, customerId, until: date, reason: reason.trim() },
      {
        onSuccess: () => {
          setOpen(false);
          setUntil('');
          setReason('');
          notifyDone(`${name}: off the list until ${dayWords(date, asOf)}.`, { label: 'Undo', run: end });
          onSaved?.();
        },
        onError: notifyError,
      },
    );
  };
  return (
    <Popover opened={open} onChange={setOpen} width={270} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          className={classes.action}
          rightSection={<Kbd keys="l" />}
          aria-keyshortcuts="L"
          onClick={() => setOpen((was) => !was)}
        >
          Later
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Later: ${name}`}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap="xs">
            {current && (
              <p className="db-quiet">
                Off the list until {dayWords(current.until, asOf)}: {current.reason}{' '}
                <button type="button" className="db-link" onClick={end}>
                  End it now
                </button>
              </p>
            )}
            <DateField label="Until" placeholder="Mon, +5, 1.12" value={until} onChange={setUntil} data-autofocus />
            <TextInput label="Reason" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
            <p className="db-quiet">A broken promise or a returned payment later than today still brings it up.</p>
            <Button type="submit" disabled={!date} loading={snooze.isPending}>
              Put off
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
