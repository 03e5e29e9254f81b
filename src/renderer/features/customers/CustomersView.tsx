import { Button, Checkbox, NativeSelect } from '@mantine/core';
import type { CustomerRow } from '@shared/contract/customers';
import { agingLine } from '@shared/contract/lists';
import { NOBODY } from '@shared/domain/handout/rules';
import { SCORES } from '@shared/domain/model';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../app/bridge';
import { useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { FilterInput } from '../../components/FilterInput';
import { plural, sumByCurrency } from '../../components/format';
import { ListBody } from '../../components/ListBody';
import { ListFooter } from '../../components/ListFooter';
import { Page } from '../../components/Page';
import { SaveList } from '../lists/SaveList';
import { BulkAssign } from './BulkAssign';
import { customerColumns } from './columns';
import { type CustomerFilter, currenciesOf, filterCustomers, NO_FILTER } from './filter';

const rowKey = (row: CustomerRow) => String(row.id);
const agingLines = (row: CustomerRow) => row.aging.map(({ currency }) => agingLine(row.id, currency));

/** Everyone in the portfolio with what they owe, how they pay and what is planned next. */
export default function CustomersView() {
  const asOf = useDesk((desk) => desk.asOf);
  const [, navigate] = useLocation();
  const list = useCall('customers.list', { asOf }, { keepPrevious: true });
  const status = useStatus();
  const [filter, setFilter] = useState<CustomerFilter>(() => ({
    ...NO_FILTER,
    assignee: useDesk.getState().customersOf,
  }));
  // Asked for once: coming back later shows everybody again.
  useEffect(() => useDesk.getState().setCustomersOf(''), []);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());

  const rows = list.data ?? [];
  const users = status.data?.users ?? [];
  const former = (status.data?.former ?? []).filter((user) => rows.some((row) => row.assignee === user.id));
  const narrow = (part: Partial<CustomerFilter>) => setFilter((before) => ({ ...before, ...part }));
  const shown = useMemo(() => filterCustomers(list.data ?? [], filter), [list.data, filter]);
  const currencies = useMemo(() => currenciesOf(list.data ?? []), [list.data]);
  const base = status.data?.baseCurrency;
  const sortCurrency = filter.currency || currencies.find((one) => one === base) || currencies[0];
  const columns = useMemo(
    () => customerColumns([...(status.data?.users ?? []), ...(status.data?.former ?? [])], sortCurrency),
    [status.data?.users, status.data?.former, sortCurrency],
  );
  const filtered = shown.length !== rows.length;

  const toggle = (row: CustomerRow) =>
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(rowKey(row))) after.add(rowKey(row));
      return after;
    });

  return (
    <Page
      title="Customers"
      subtitle={list.data && plural(rows.length, 'customer')}
      fill
      toolbar={
        <>
          <FilterInput
            label="Filter customers"
            placeholder="Name, key, tag, country"
            value={filter.text}
            onChange={(text) => narrow({ text })}
          />
          <NativeSelect
            aria-label="Score"
            value={filter.score}
            onChange={(event) => narrow({ score: event.currentTarget.value as CustomerFilter['score'] })}
            data={[{ value: '', label: 'Every score' }, ...SCORES]}
          />
          <NativeSelect
            aria-label="Assignee"
            maw={200}
            value={filter.assignee}
            onChange={(event) => narrow({ assignee: event.currentTarget.value })}
            data={[
              { value: '', label: 'Everyone’s' },
              ...users.map((user) => ({ value: user.id, label: user.name })),
              { value: NOBODY, label: 'Nobody’s' },
              ...former.map((user) => ({ value: user.id, label: `${user.name} (left)` })),
            ]}
          />
          {currencies.length > 1 && (
            <NativeSelect
              aria-label="Currency"
              value={filter.currency}
              onChange={(event) => narrow({ currency: event.currentTarget.value })}
              data={[{ value: '', label: 'Every currency' }, ...currencies]}
            />
          )}
          <Checkbox
            label="Overdue only"
            size="xs"
            checked={filter.overdueOnly}
            onChange={(event) => narrow({ overdueOnly: event.currentTarget.checked })}
          />
        </>
      }
    >
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      <ListBody>
        <DataTable
          label="Customers"
          rows={shown}
          columns={columns}
          rowKey={rowKey}
          onOpen={(row) => navigate(`/customers/${row.id}`)}
          initialSort={{ id: 'overdue', descending: true }}
          ticks={{ keys: ticked, onToggle: toggle, label: (row) => `Tick ${row.name}` }}
          empty={list.data && (filtered ? <NothingMatches onClear={() => setFilter(NO_FILTER)} /> : <NoCustomers />)}
        />
      </ListBody>
      {ticked.size > 0 && (
        <BulkAssign
          ticked={rows.filter((row) => ticked.has(rowKey(row)))}
          users={users}
          onClear={() => setTicked(new Set())}
        />
      )}
      {list.data && (
        <ListFooter
          count={
            filtered
              ? `${shown.length.toLocaleString()} of ${plural(rows.length, 'customer')} shown`
              : plural(rows.length, 'customer')
          }
          sums={[
            { label: 'Overdue', amounts: sumByCurrency(shown.flatMap((row) => row.overdue)) },
            { label: 'Open', amounts: sumByCurrency(shown.flatMap((row) => row.open)) },
          ]}
        >
          {shown.length > 0 && ticked.size < shown.length && (
            <Button size="compact-xs" variant="subtle" onClick={() => setTicked(new Set(shown.map(rowKey)))}>
              Tick all {shown.length.toLocaleString()} shown
            </Button>
          )}
          {shown.some((row) => row.aging.length > 0) && (
            <SaveList
              list={() => ({
                what: 'aging',
                userId: null,
                customerIds: null,
                lines: filtered || filter.currency !== '' ? shown.flatMap(agingLines) : null,
              })}
              what="the aging of the customers shown"
              label="Save aging…"
            />
          )}
        </ListFooter>
      )}
    </Page>
  );
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No customer matches"
      action={
        <Button variant="default" onClick={onClear}>
          Show all customers
        </Button>
      }
    >
      The filters above leave nobody. Key, name, country, source and tags are searched.
    </EmptyState>
  );
}

function NoCustomers() {
  return (
    <EmptyState
      title="No customers yet"
      action={
        <Button component="a" href="#/import">
          Go to Import
        </Button>
      }
    >
      Customers come with the first list of open items, or with a customer file of their own.
    </EmptyState>
  );
}
