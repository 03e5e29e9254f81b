import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ListLine } from './groups';
import { ListEntry } from './ListEntry';
import classes from './TodayList.module.css';

const ENTRY = 50;
const HEADING = 26;

interface TodayListProps {
  lines: readonly ListLine[];
  count: number;
  selectedId: number | null;
  onSelect: (customerId: number) => void;
  onOpen: () => void;
}

const entryId = (customerId: number): string => `today-${customerId}`;

/** The ranked list. One place is selected; arrows (and J, K from anywhere) move it, Enter goes to the customer's actions. */
export function TodayList({ lines, count, selectedId, onSelect, onOpen }: TodayListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'heading' ? HEADING : ENTRY),
    getItemKey: (index) => {
      const line = lines[index];
      return line?.kind === 'entry' ? line.entry.customerId : (line?.text ?? index);
    },
    overscan: 8,
  });
  // Sizes are known by kind: when lines change, positions are counted anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked by the lines, not by the virtualizer
  useEffect(() => virtual.measure(), [lines]);

  const entries = lines.filter((line) => line.kind === 'entry' && !line.leaving);
  const selectedLine = lines.findIndex((line) => line.kind === 'entry' && line.entry.customerId === selectedId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the selection only; scrolling by hand is left alone
  useEffect(() => {
    if (selectedLine >= 0) virtual.scrollToIndex(selectedLine, { align: 'auto' });
  }, [selectedId]);

  const move = (by: number) => {
    const at = entries.findIndex((line) => line.kind === 'entry' && line.entry.customerId === selectedId);
    const to = entries[Math.max(0, Math.min(entries.length - 1, at + by))];
    if (to?.kind === 'entry') onSelect(to.entry.customerId);
  };
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 8,
    PageUp: -8,
    Home: -Number.MAX_SAFE_INTEGER,
    End: Number.MAX_SAFE_INTEGER,
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label="Today's list"
      aria-activedescendant={selectedLine >= 0 && selectedId !== null ? entryId(selectedId) : undefined}
      className={classes.list}
      onKeyDown={(event) => {
        const by = steps[event.key];
        if (by !== undefined) move(by);
        else if (event.key === 'Enter') onOpen();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div role="presentation" className={classes.sizer} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          const style = { height: item.size, transform: `translateY(${item.start}px)` };
          if (line.kind === 'heading') {
            return (
              <div key={item.key} role="presentation" className={classes.heading} style={style}>
                {line.text}
              </div>
            );
          }
          const { entry, leaving } = line;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox itself takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the listbox (aria-activedescendant)
            <div
              key={item.key}
              id={entryId(entry.customerId)}
              role="option"
              aria-selected={entry.customerId === selectedId}
              aria-posinset={entries.indexOf(line) + 1 || undefined}
              aria-setsize={count}
              className={classes.entry}
              data-leaving={leaving || undefined}
              style={style}
              onClick={() => onSelect(entry.customerId)}
              onDoubleClick={onOpen}
            >
              <ListEntry entry={entry} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
