import { Button, NativeSelect } from '@mantine/core';
import type { CustomerRow } from '@shared/contract/customers';
import type { User } from '@shared/contract/portfolio';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { plural } from '../../components/format';
import classes from './CustomersView.module.css';
import { NOBODY } from './filter';

interface BulkAssignProps {
  ticked: readonly CustomerRow[];
  users: readonly User[];
  onClear: () => void;
}

/** Hands the ticked customers to one user in a single step; the message carries the way back. */
export function BulkAssign({ ticked, users, onClear }: BulkAssignProps) {
  const assign = useCommand('customers.assign');
  const [to, setTo] = useState(users[0]?.id ?? NOBODY);

  const giveBack = async (before: ReadonlyMap<string | null, number[]>) => {
    try {
      for (const [userId, customerIds] of before) await assign.mutateAsync({ customerIds, userId });
      notifyDone('Assigned as before.');
    } catch (error) {
      notifyError(error);
    }
  };

  const run = async () => {
    const before = new Map<string | null, number[]>();
    for (const row of ticked) before.set(row.assignee, [...(before.get(row.assignee) ?? []), row.id]);
    try {
      await assign.mutateAsync({ customerIds: ticked.map((row) => row.id), userId: to === NOBODY ? null : to });
      const who = users.find((user) => user.id === to)?.name ?? 'nobody';
      notifyDone(`${plural(ticked.length, 'customer')} assigned to ${who}.`, {
        label: 'Undo',
        run: () => void giveBack(before),
      });
      onClear();
    } catch (error) {
      notifyError(error);
    }
  };

  return (
    <section className={classes.bulk} aria-label="Ticked customers">
      <strong>{plural(ticked.length, 'customer')} ticked</strong>
      <NativeSelect
        aria-label="Assign to"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        data={[...users.map((user) => ({ value: user.id, label: user.name })), { value: NOBODY, label: 'Nobody' }]}
      />
      <Button onClick={() => void run()} loading={assign.isPending}>
        Assign
      </Button>
      <Button variant="subtle" onClick={onClear}>
        Untick all
      </Button>
    </section>
  );
}
