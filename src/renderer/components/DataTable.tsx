import { createSortedRowModel, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import classes from './DataTable.module.css';
import { type CellValue, compareValues } from './sorting';

export interface Column<Row> {
  id: string;
  header: string;
  /** What the column sorts by; null and undefined stand last in both directions. */
  value: (row: Row) => CellValue;
  /** What is shown; the value itself when left out. */
  cell?: (row: Row) => ReactNode;
  /** Figures stand right. */
  numeric?: boolean;
  /** Pixels. Columns without a width share the rest. */
  width?: number;
  sortable?: boolean;
}

interface Ticks<Row> {
  keys: ReadonlySet<string>;
  onToggle: (row: Row) => void;
  /** Rows that cannot be ticked show no box. */
  can?: (row: Row) => boolean;
  /** Accessible name of a row's box: "Tick RE-20418". */
  label: (row: Row) => string;
}

interface DataTableProps<Row> {
  /** Accessible name of the table. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Enter or click on a row. */
  onOpen?: (row: Row) => void;
  initialSort?: { id: string; descending?: boolean };
  /** Rows kept at the end whatever the sorting (credits). */
  last?: (row: Row) => boolean;
  /** Rows shown greyed (disputed). */
  dim?: (row: Row) => boolean;
  ticks?: Ticks<Row>;
  selectedKey?: string | null;
  rowHeight?: number;
  /** Shown in place of rows when there are none. */
  empty?: ReactNode;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/**
 * A table that stays smooth at 100,000 rows: sortable columns, sticky header, only rows in sight are in the document.
 * Keyboard: arrows, Page, Home and End move between rows, Enter opens, Space ticks. The box around it decides its height.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    rows,
    columns,
    rowKey,
    onOpen,
    initialSort,
    last,
    dim,
    ticks,
    selectedKey,
    rowHeight = 30,
    empty,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(0);
  const focusWanted = useRef(false);

  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        accessorFn: (row: Row) => column.value(row) ?? undefined,
        enableSorting: column.sortable !== false,
        sortUndefined: 'last' as const,
        sortFn: (a: { original: Row }, b: { original: Row }) =>
          compareValues(column.value(a.original), column.value(b.original)),
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions as never,
    data: rows as Row[] as never[],
    initialState: { sorting: initialSort ? [{ id: initialSort.id, desc: initialSort.descending ?? false }] : [] },
    enableSortingRemoval: false,
    autoResetSorting: false,
  });
  const sorted = table.getRowModel().rows.map((row) => row.original as Row);
  const ordered = last ? [...sorted.filter((row) => !last(row)), ...sorted.filter(last)] : sorted;
  const current = Math.min(active, Math.max(0, ordered.length - 1));

  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 32,
  });
  const inSight = virtual.getVirtualItems();
  const before = inSight[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(ordered.length - 1, to));
    focusWanted.current = true;
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  // The row may have to be rendered first: it takes the focus once it is in the document.
  useEffect(() => {
    if (!focusWanted.current) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${current}"]`);
    if (row) {
      focusWanted.current = false;
      row.focus({ preventScroll: true });
    }
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement) return;
    const row = ordered[current];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: ordered.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && row && onOpen) onOpen(row);
    else if (event.key === ' ' && row && ticks && (ticks.can?.(row) ?? true)) ticks.onToggle(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={classes.scroller} ref={scroller}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are moved through by arrows, which makes it a grid */}
      <table role="grid" aria-label={label} aria-rowcount={ordered.length + 1} className={classes.table}>
        <colgroup>
          {ticks && <col style={{ width: 30 }} />}
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {ticks && (
              <th scope="col" className={classes.tickHead}>
                <span className="db-hidden">Ticked</span>
              </th>
            )}
            {table.getHeaderGroups()[0]?.headers.map((header, index) => {
              const column = columns[index];
              if (!column) return null;
              const direction = header.column.getIsSorted();
              const sort = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none';
              const sortable = header.column.getCanSort();
              return (
                <th
                  key={column.id}
                  scope="col"
                  aria-sort={sortable ? sort : undefined}
                  data-numeric={column.numeric || undefined}
                >
                  {sortable ? (
                    <button type="button" onClick={() => header.column.toggleSorting()} className={classes.sort}>
                      {column.header}
                      <span aria-hidden="true" className={classes.arrow}>
                        {direction === 'asc' ? '↑' : direction === 'desc' ? '↓' : ''}
                      </span>
                    </button>
                  ) : (
                    <span className={classes.plainHead}>{column.header}</span>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row that only keeps the place of those out of sight */}
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {inSight.map((item) => {
            const row = ordered[item.index];
            if (row === undefined) return null;
            const key = rowKey(row);
            const ticked = ticks?.keys.has(key) ?? false;
            return (
              <tr
                key={key}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={selectedKey === undefined && !ticks ? undefined : ticks ? ticked : key === selectedKey}
                tabIndex={item.index === current ? 0 : -1}
                className={classes.row}
                data-openable={onOpen !== undefined || undefined}
                data-dim={dim?.(row) || undefined}
                style={{ height: rowHeight }}
                onFocus={(event) => event.target === event.currentTarget && setActive(item.index)}
                onClick={() => {
                  setActive(item.index);
                  onOpen?.(row);
                }}
              >
                {ticks && (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way is Space on the row; this only widens the mouse target
                  <td className={classes.tick} onClick={(event) => event.stopPropagation()}>
                    {(ticks.can?.(row) ?? true) && (
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        aria-label={ticks.label(row)}
                        checked={ticked}
                        onChange={() => ticks.onToggle(row)}
                      />
                    )}
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.id} data-numeric={column.numeric || undefined}>
                    {column.cell ? column.cell(row) : column.value(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: as above */}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
      {ordered.length === 0 && empty}
    </div>
  );
}
