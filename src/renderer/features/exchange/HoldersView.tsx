import type { HolderRow } from '@shared/contract/holders';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../app/bridge';
import { useDesk } from '../../app/state';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { plural, sumByCurrency } from '../../components/format';
import { ListBody } from '../../components/ListBody';
import { ListFooter } from '../../components/ListFooter';
import { ExchangePage } from './ExchangePage';
import { holderColumns } from './holder-columns';

const rowKey = (row: HolderRow) => row.user.id;

/** Who has what in hand, since when, and what has not come back; a row opens that person's customers. */
export default function HoldersView() {
  const asOf = useDesk((desk) => desk.asOf);
  const [, go] = useLocation();
  const list = useCall('holders.list', { asOf }, { keepPrevious: true });
  const columns = useMemo(() => holderColumns(), []);
  const rows = list.data ?? [];
  const open = (row: HolderRow) => {
    useDesk.getState().setCustomersOf(rowKey(row));
    go('/customers');
  };
  return (
    <ExchangePage>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      <ListBody>
        <DataTable
          label="Who has what"
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          onOpen={open}
          initialSort={{ id: 'name' }}
          rowHeight={34}
          empty={
            list.data && (
              <EmptyState title="Nobody has customers in hand yet">
                Hand customers out, write a file for each collector, and this page says who has what and what has not
                come back.
              </EmptyState>
            )
          }
        />
      </ListBody>
      {list.data && (
        <ListFooter
          count={plural(rows.length, 'person', 'people')}
          sums={[{ label: 'Overdue in hand', amounts: sumByCurrency(rows.flatMap((row) => row.overdue)) }]}
        />
      )}
    </ExchangePage>
  );
}
