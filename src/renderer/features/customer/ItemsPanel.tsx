import type { CustomerPage } from '@shared/contract/customers';
import type { ItemRow } from '@shared/contract/items';
import { useMemo, useRef } from 'react';
import type { Command } from '../../app/commands';
import { useCommands } from '../../app/commands';
import { ariaKeys } from '../../app/keys';
import { BucketLabel } from '../../components/BucketLabel';
import { bucketOrder } from '../../components/buckets';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import { DateWords } from '../../components/DateWords';
import { EmptyState } from '../../components/EmptyState';
import { plural, sumByCurrency } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { Amount, MoneyList } from '../../components/Money';
import { Panel } from '../../components/Panel';
import { useComposers, useTicked } from './composer-state';
import classes from './ItemsPanel.module.css';
import { OpenAmount } from './OpenAmount';

const ROW = 28;
/** More rows than this scroll inside the panel, so that the words below stay in reach. */
const MOST_ROWS = 14;

const isCredit = (item: ItemRow): boolean => item.type !== 'invoice';
const isTickable = (item: ItemRow): boolean => !isCredit(item) && item.openMinor > 0;

const columns = (withCurrency: boolean): readonly Column<ItemRow>[] => [
  {
    id: 'number',
    header: 'Item',
    value: (item) => item.number,
    cell: (item) => (
      <b className={classes.number} title={item.number}>
        {item.number}
      </b>
    ),
    width: 124,
  },
  {
    id: 'due',
    header: 'Due',
    value: (item) => item.dueOn,
    cell: (item) => <DateWords date={item.dueOn} short />,
    width: 84,
  },
  { id: 'days', header: 'Days', value: (item) => item.daysPastDue, cell: daysCell, numeric: true, width: 54 },
  {
    id: 'bucket',
    header: 'Bucket',
    value: (item) => bucketOrder(item.bucket, 'current'),
    cell: (item) => <BucketLabel bucket={isCredit(item) ? 'credits' : item.bucket} />,
    width: 90,
  },
  {
    id: 'amount',
    header: 'Amount',
    value: (item) => item.amountMinor,
    cell: (item) => (
      <span className="db-quiet">
        <Amount minor={item.amountMinor} currency={item.currency} withCurrency={withCurrency} />
      </span>
    ),
    numeric: true,
    width: 104,
  },
  {
    id: 'open',
    header: 'Open',
    value: (item) => item.openMinor,
    cell: (item) => <OpenAmount item={item} withCurrency={withCurrency} />,
    numeric: true,
    width: 108,
  },
  {
    id: 'status',
    header: 'Status',
    value: (item) => item.status?.text,
    cell: (item) =>
      item.status && (
        <span className={classes.status} data-code={item.status.code} title={item.status.text}>
          {item.status.text}
        </span>
      ),
  },
];

function daysCell(item: ItemRow) {
  return item.daysPastDue === null ? '–' : String(item.daysPastDue).replace('-', '−');
}

/** What is open, oldest first; ticked items are what a promise or a dispute stands on. */
export function ItemsPanel({ page, className }: { page: CustomerPage; className?: string | undefined }) {
  const customerId = page.customer.id;
  const ticked = useTicked(customerId);
  const { tick, tickAll } = useComposers.getState();
  const currencies = useMemo(() => new Set(page.items.map((item) => item.currency)), [page.items]);
  const specs = useMemo(() => columns(currencies.size > 1), [currencies.size]);
  const keys = useMemo(() => new Set(ticked.map(String)), [ticked]);
  const chosen = page.items.filter((item) => ticked.includes(item.id));
  const due = page.items.filter((item) => isTickable(item) && (item.daysPastDue ?? 0) > 0 && item.disputedMinor === 0);
  const table = useRef<HTMLDivElement>(null);
  const canTick = ticked.length > 0 || due.length > 0;
  const focusTable = () => table.current?.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus();
  const toggleAll = () => {
    tickAll(customerId, ticked.length > 0 ? [] : due.map((item) => item.id));
    // The link goes away with nothing to tick; the hands stay here.
    if (due.length === 0) focusTable();
  };
  const commands: Command[] = [
    { id: 'items.focus', label: 'To the open items', group: 'Customer', keys: 'i', run: focusTable },
    ...(canTick
      ? [
          {
            id: 'items.tickAll',
            label: ticked.length > 0 ? 'Untick all items' : 'Tick all overdue items',
            group: 'Customer' as const,
            keys: 't',
            run: toggleAll,
          },
        ]
      : []),
  ];
  useCommands(page.items.length > 0 ? commands : []);
  const [only] = currencies.size === 1 ? currencies : [];
  return (
    <Panel
      title="Open items"
      className={className}
      flush
      aside={
        <span className="db-quiet">
          {[plural(page.items.length, 'item'), only && `in ${only}`].filter(Boolean).join(' ')}
        </span>
      }
    >
      <div
        ref={table}
        className={classes.table}
        style={{ height: Math.max(2, Math.min(MOST_ROWS, page.items.length)) * ROW + 32 }}
      >
        <DataTable
          label="Open items"
          rows={page.items}
          columns={specs}
          rowKey={(item) => String(item.id)}
          initialSort={{ id: 'days', descending: true }}
          last={isCredit}
          dim={(item) => item.disputedMinor > 0}
          rowHeight={ROW}
          ticks={{
            keys,
            can: isTickable,
            onToggle: (item) => tick(customerId, item.id),
            label: (item) => `Tick ${item.number}`,
          }}
          empty={
            <EmptyState title="Nothing is open">
              Everything this customer was billed is settled at this date.
            </EmptyState>
          }
        />
      </div>
      {page.items.length > 0 && (
        <div className={classes.foot} aria-live="polite">
          <span>
            <b>{ticked.length} ticked</b>
            {canTick && (
              <>
                <button type="button" className="db-link" onClick={toggleAll} aria-keyshortcuts={ariaKeys('t')}>
                  {ticked.length > 0 ? 'untick' : `tick all ${due.length} overdue`}
                </button>{' '}
                <Kbd keys="t" />
              </>
            )}
          </span>
          {chosen.length > 0 && (
            <b>
              <MoneyList
                sums={sumByCurrency(chosen.map((item) => ({ currency: item.currency, minor: item.openMinor })))}
                inline
              />
            </b>
          )}
        </div>
      )}
    </Panel>
  );
}
