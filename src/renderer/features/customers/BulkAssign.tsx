import { Button, NativeSelect } from '@mantine/core';
import type { CustomerRow } from '@shared/contract/customers';
import type { User } from '@shared/contract/portfolio';
import { type Move, turned } from '@shared/domain/handout/plan';
import { NOBODY } from '@shared/domain/handout/rules';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { plural } from '../../components/format';
import { useExportDraft } from '../exchange/export-draft';
import classes from './CustomersView.module.css';

interface BulkAssignProps {
  ticked: readonly CustomerRow[];
  users: readonly User[];
  onClear: () => void;
}

/** Hands the ticked customers to one user in a single step; the message carries the way back. */
export function BulkAssign({ ticked, users, onClear }: BulkAssignProps) {
  const [, go] = useLocation();
  const assign = useCommand('handout.apply');
  const [to, setTo] = useState(users[0]?.id ?? NOBODY);

  const giveBack = async (moves: readonly Move[]) => {
    try {
      const { kept } = await assign.mutateAsync({ moves: moves.map(turned) });
      notifyDone(`Assigned as before.${kept > 0 ? ` ${plural(kept, 'customer')} moved on meanwhile and stayed.` : ''}`);
    } catch (error) {
      notifyError(error);
    }
  };

  const run = async () => {
    const userId = to === NOBODY ? null : to;
    const moves = ticked.map((row) => ({ customerId: row.id, from: row.assignee, to: userId }));
    try {
      await assign.mutateAsync({ moves });
      const who = users.find((user) => user.id === to)?.name ?? 'nobody';
      notifyDone(`${plural(ticked.length, 'customer')} assigned to ${who}.`, {
        label: 'Undo',
        run: () => void giveBack(moves),
      });
      onClear();
    } catch (error) {
      notifyError(error);
    }
  };

  const cover = () => {
    useExportDraft.getState().choose(ticked.map((row) => row.id));
    go('/exchange');
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
      <Button variant="default" onClick={cover}>
        Hand over for a while
      </Button>
      <Button variant="subtle" onClick={onClear}>
        Untick all
      </Button>
    </section>
  );
}
