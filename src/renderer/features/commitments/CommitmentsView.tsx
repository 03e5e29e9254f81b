import { Button, Tabs } from '@mantine/core';
import type { CommitmentRow } from '@shared/contract/commitments';
import { useMemo, useState } from 'react';
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
import classes from './CommitmentsView.module.css';
import { commitmentColumns } from './columns';
import { GROUPS } from './groups';
import { Selected } from './Selected';

const rowKey = (row: CommitmentRow) => row.id;

const matches = (row: CommitmentRow, words: readonly string[]): boolean => {
  const hay =
    `${row.customerName}\n${row.customerKey}\n${row.contactName ?? ''}\n${row.byName}\n${row.items.map((item) => item.number).join('\n')}`.toLowerCase();
  return words.every((word) => hay.includes(word));
};

/** Who promised what for when, and what became of it. */
export default function CommitmentsView() {
  const asOf = useDesk((desk) => desk.asOf);
  const base = useStatus().data?.baseCurrency;
  const list = useCall('commitments.list', { asOf, customerId: null }, { keepPrevious: true });
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);

  const groups = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = (list.data ?? []).filter((row) => matches(row, words));
    return GROUPS.map((group) => {
      const rows = found.filter((row) => group.holds(row, asOf));
      // The same order as the table begins with, so that its first row is the one chosen at first.
      rows.sort((a, b) => a.promisedFor.localeCompare(b.promisedFor) * (group.latestFirst ? -1 : 1));
      return { group, rows };
    });
  }, [list.data, text, asOf]);
  const shown =
    groups.find(({ group }) => group.id === chosen) ?? groups.find(({ rows }) => rows.length > 0) ?? groups[0]!;
  const { group, rows } = shown;
  const current = rows.find((row) => row.id === selected) ?? rows[0];
  const currencies = [...new Set(rows.map((row) => row.currency))];
  const sortCurrency = currencies.find((one) => one === base) ?? currencies[0];
  const columns = useMemo(() => commitmentColumns(sortCurrency), [sortCurrency]);
  const sums = (minor: (row: CommitmentRow) => number) =>
    sumByCurrency(rows.map((row) => ({ currency: row.currency, minor: minor(row) }))).filter((sum) => sum.minor !== 0);

  return (
    <Page
      title="Commitments"
      subtitle={list.data && plural(list.data.length, 'promise')}
      fill
      toolbar={
        <FilterInput label="Filter commitments" placeholder="Customer, item, contact" value={text} onChange={setText} />
      }
    >
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      <ListBody below={current && <Selected key={current.id} row={current} />}>
        <Tabs value={group.id} onChange={setChosen} className={classes.tabs} keepMounted={false}>
          <Tabs.List aria-label="Groups of commitments" className={classes.tabList}>
            {groups.map((one) => (
              <Tabs.Tab key={one.group.id} value={one.group.id} className={classes.tab}>
                {one.group.label} <span className={classes.count}>{one.rows.length.toLocaleString()}</span>
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={group.id} className={classes.panel}>
            <DataTable
              key={group.id}
              label="Commitments"
              rows={rows}
              columns={columns}
              rowKey={rowKey}
              selectedKey={current?.id ?? null}
              onOpen={(row) => setSelected(row.id)}
              initialSort={{
                id: 'for',
                descending: group.latestFirst,
              }}
              empty={
                list.data && (
                  <EmptyState
                    title={text === '' ? 'Nothing here' : 'Nothing matches'}
                    action={
                      text !== '' && (
                        <Button variant="default" onClick={() => setText('')}>
                          Empty the filter
                        </Button>
                      )
                    }
                  >
                    {text === ''
                      ? group.empty
                      : 'Customer, key, contact, item numbers and who took it down are searched.'}
                  </EmptyState>
                )
              }
            />
          </Tabs.Panel>
        </Tabs>
      </ListBody>
      {list.data && (
        <ListFooter
          count={plural(rows.length, 'promise')}
          sums={[
            { label: 'Promised', amounts: sums((row) => row.promisedMinor) },
            { label: 'Paid', amounts: sums((row) => row.paidMinor) },
            { label: 'Outstanding', amounts: sums((row) => row.outstandingMinor) },
          ]}
        />
      )}
    </Page>
  );
}
