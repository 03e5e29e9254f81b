import { Button, SegmentedControl } from '@mantine/core';
import type { ItemRow } from '@shared/contract/items';
import { agingLine } from '@shared/contract/lists';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../app/bridge';
import { useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { bucketWords } from '../../components/buckets';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { FilterInput } from '../../components/FilterInput';
import { plural, sumByCurrency } from '../../components/format';
import { ListBody } from '../../components/ListBody';
import { ListFooter } from '../../components/ListFooter';
import { Page } from '../../components/Page';
import { SaveList } from '../lists/SaveList';
import { AgingStrip, type Pick } from './AgingStrip';
import { type CustomerLine, customerLineColumns, customerLines, itemColumns } from './columns';
import { filterItems, filterLines } from './filter';

const EVERYTHING: Pick = { bucket: null, currency: null };
const itemKey = (row: ItemRow) => String(row.id);
const lineKey = (line: CustomerLine) => agingLine(line.customerId, line.row.currency);
const EVERYBODYS = { userId: null, customerIds: null };

/** Everything open at the as-of date: the aging above, the items it is made of below. */
export default function ItemsView() {
  const asOf = useDesk((desk) => desk.asOf);
  const [, navigate] = useLocation();
  const list = useCall('items.list', { asOf }, { keepPrevious: true });
  const aging = useCall('items.aging', { asOf }, { keepPrevious: true });
  const [text, setText] = useState('');
  const [pick, setPick] = useState<Pick>(EVERYTHING);
  const [by, setBy] = useState<'items' | 'customers'>('items');

  const items = useMemo(() => filterItems(list.data ?? [], text, pick), [list.data, text, pick]);
  const allLines = useMemo(() => (aging.data ? customerLines(aging.data) : []), [aging.data]);
  const lines = useMemo(() => filterLines(allLines, text, pick), [allLines, text, pick]);
  const base = useStatus().data?.baseCurrency;
  const currencies = aging.data?.totals.map((row) => row.currency) ?? [];
  const sortCurrency = pick.currency ?? currencies.find((one) => one === base) ?? currencies[0];
  const ofItems = useMemo(
    () => itemColumns(aging.data?.buckets ?? [], sortCurrency),
    [aging.data?.buckets, sortCurrency],
  );
  const ofLines = useMemo(
    () => customerLineColumns(aging.data?.buckets ?? [], sortCurrency),
    [aging.data?.buckets, sortCurrency],
  );

  const all = by === 'items' ? (list.data?.length ?? 0) : allLines.length;
  const shown = by === 'items' ? items.length : lines.length;
  const noun = by === 'items' ? 'open item' : 'line';
  const pickWords = [pick.bucket && bucketWords(pick.bucket), pick.currency].filter(Boolean).join(' ');
  const clear = () => {
    setText('');
    setPick(EVERYTHING);
  };
  const empty =
    all > 0 ? (
      <EmptyState
        title="Nothing matches"
        action={
          <Button variant="default" onClick={clear}>
            Show everything open
          </Button>
        }
      >
        Customer, key, item number, PO number, status and tags are searched{pickWords && `, in ${pickWords} only`}.
      </EmptyState>
    ) : (
      <EmptyState
        title="Nothing is open"
        action={
          <Button component="a" href="#/import">
            Go to Import
          </Button>
        }
      >
        Drop the open-items list of your ledger anywhere on this window: what is open at the chosen date stands here.
      </EmptyState>
    );
  const error = list.error ?? aging.error;

  return (
    <Page
      title="Items"
      subtitle={list.data && plural(list.data.length, 'open item')}
      fill
      toolbar={
        <>
          {pickWords && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => setPick(EVERYTHING)}
              aria-label={`Stop showing only ${pickWords}`}
            >
              only {pickWords} ×
            </Button>
          )}
          <FilterInput label="Filter items" placeholder="Customer, item, PO, status" value={text} onChange={setText} />
          <SegmentedControl
            size="xs"
            aria-label="Show"
            value={by}
            onChange={(value) => setBy(value as typeof by)}
            data={[
              { value: 'items', label: 'Items' },
              { value: 'customers', label: 'By customer' },
            ]}
          />
        </>
      }
    >
      {error && (
        <ErrorNote
          error={error}
          onRetry={() => {
            void list.refetch();
            void aging.refetch();
          }}
        />
      )}
      <ListBody
        above={
          aging.data && aging.data.totals.length > 0 && <AgingStrip aging={aging.data} picked={pick} onPick={setPick} />
        }
      >
        {by === 'items' ? (
          <DataTable
            key="items"
            label="Items"
            rows={items}
            columns={ofItems}
            rowKey={itemKey}
            onOpen={(row) => navigate(`/customers/${row.customerId}`)}
            initialSort={{ id: 'days', descending: true }}
            dim={(row) => row.disputedMinor !== 0}
            empty={list.data && empty}
          />
        ) : (
          <DataTable
            key="customers"
            label="Items by customer"
            rows={lines}
            columns={ofLines}
            rowKey={lineKey}
            onOpen={(line) => navigate(`/customers/${line.customerId}`)}
            initialSort={{ id: 'balance', descending: true }}
            empty={aging.data && empty}
          />
        )}
      </ListBody>
      {list.data && aging.data && (
        <ListFooter
          count={shown === all ? plural(all, noun) : `${shown.toLocaleString()} of ${plural(all, noun)} shown`}
          sums={[
            {
              label: 'Open',
              amounts:
                by === 'items'
                  ? sumByCurrency(items.map((row) => ({ currency: row.currency, minor: row.openMinor })))
                  : sumByCurrency(
                      lines.map(({ row }) => ({
                        currency: row.currency,
                        minor: pick.bucket === null ? row.balance : (row.buckets[pick.bucket] ?? 0),
                      })),
                    ),
            },
          ]}
        >
          {shown > 0 && (
            <SaveList
              list={
                by === 'items'
                  ? () => ({ what: 'items', ...EVERYBODYS, itemIds: shown === all ? null : items.map((row) => row.id) })
                  : () => ({ what: 'aging', ...EVERYBODYS, lines: shown === all ? null : lines.map(lineKey) })
              }
              what={by === 'items' ? 'the items shown' : 'the aging shown'}
            />
          )}
        </ListFooter>
      )}
    </Page>
  );
}
