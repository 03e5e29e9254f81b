import { NativeSelect, Popover, Stack } from '@mantine/core';
import type { CustomerPage } from '@shared/contract/customers';
import type { PayerType, Standing } from '@shared/domain/model';
import { PAYER_TYPES, STANDINGS } from '@shared/domain/model';
import { useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { useStatus } from '../../app/queries';
import { PAYER_LABELS, STANDING_WORDS } from './words';

/** Payer type, assignee and standing in words; the words open their change. */
export function Facts({ page }: { page: CustomerPage }) {
  const { customer } = page;
  const status = useStatus().data;
  const users = status?.users ?? [];
  // Who left is still named where the customer is theirs.
  const choices = [...users, ...(status?.former ?? []).filter((user) => user.id === customer.assignee)];
  const setPayer = useCommand('customers.setPayerType');
  const assign = useCommand('customers.assign');
  const setStanding = useCommand('customers.setStanding');
  const said = (what: string) => ({ onSuccess: () => notifyDone(`${customer.name}: ${what}`), onError: notifyError });
  const words = [
    customer.payerType ? PAYER_LABELS[customer.payerType] : 'Payer type not set',
    page.assigneeName ?? 'nobody’s yet',
    ...(customer.standing === 'normal' ? [] : [STANDING_WORDS[customer.standing]]),
  ].join(' · ');
  return (
    <Popover width={260} position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <button type="button" className="db-link" title="Change payer type, assignee, standing">
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Payer type, assignee, standing">
        <Stack gap="xs">
          <NativeSelect
            label="Payer type"
            value={customer.payerType ?? ''}
            data={[
              { value: '', label: 'Not set' },
              ...PAYER_TYPES.map((value) => ({ value, label: PAYER_LABELS[value] })),
            ]}
            onChange={(event) => {
              const payerType = (event.currentTarget.value || null) as PayerType | null;
              setPayer.mutate(
                { customerId: customer.id, payerType },
                said(payerType ? `${PAYER_LABELS[payerType].toLowerCase()} now` : 'no payer type now'),
              );
            }}
          />
          <NativeSelect
            label="Assignee"
            value={customer.assignee ?? ''}
            data={[{ value: '', label: 'Nobody' }, ...choices.map((user) => ({ value: user.id, label: user.name }))]}
            onChange={(event) => {
              const userId = event.currentTarget.value || null;
              const name = users.find((user) => user.id === userId)?.name;
              assign.mutate(
                { customerIds: [customer.id], userId },
                said(name ? `assigned to ${name}` : 'assigned to nobody'),
              );
            }}
          />
          <NativeSelect
            label="Standing"
            description="Anything but normal keeps the customer off the list."
            value={customer.standing}
            data={STANDINGS.map((value) => ({ value, label: STANDING_WORDS[value] }))}
            onChange={(event) => {
              const standing = event.currentTarget.value as Standing;
              setStanding.mutate({ customerId: customer.id, standing }, said(STANDING_WORDS[standing].toLowerCase()));
            }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
