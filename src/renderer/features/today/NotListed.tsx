import { Modal, TextInput } from '@mantine/core';
import type { NotListed as NotListedRow } from '@shared/domain/results';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { plural } from '../../components/format';
import classes from './Today.module.css';

const COLUMNS: readonly Column<NotListedRow>[] = [
  { id: 'name', header: 'Customer', value: (row) => row.name },
  { id: 'key', header: 'Key', value: (row) => row.key, width: 100 },
  {
    id: 'reason',
    header: 'Why not today',
    value: (row) => row.reason.text,
    cell: (row) => <span title={row.reason.text}>{row.reason.text}</span>,
  },
];

interface NotListedProps {
  rows: readonly NotListedRow[];
  onClose: () => void;
}

/** Everybody who is not on the list, each with the reason. */
export function NotListed({ rows, onClose }: NotListedProps) {
  const [, go] = useLocation();
  const [query, setQuery] = useState('');
  const words = query.trim().toLowerCase();
  const shown = useMemo(
    () =>
      words ? rows.filter((row) => `${row.name} ${row.key} ${row.reason.text}`.toLowerCase().includes(words)) : rows,
    [rows, words],
  );
  return (
    <Modal opened onClose={onClose} size="xl" title={`${plural(rows.length, 'customer')} not listed today`}>
      <TextInput
        label="Find by name, key or reason"
        data-autofocus
        mb="xs"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div className={classes.notListed}>
        <DataTable
          label="Not listed today"
          rows={shown}
          columns={COLUMNS}
          rowKey={(row) => String(row.customerId)}
          initialSort={{ id: 'reason' }}
          onOpen={(row) => go(`/customers/${row.customerId}`)}
          empty={<EmptyState title="Nobody fits that" />}
        />
      </div>
    </Modal>
  );
}
