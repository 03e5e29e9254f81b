import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useCall, useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyDone, notifyError } from '../../app/notify';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { Panel } from '../../components/Panel';
import { momentText } from './exchange-words';
import classes from './Merge.module.css';

interface SupersededProps {
  entry: number;
  /** Where it was opened for a look; there it takes the focus and Esc closes it. */
  onClose?: () => void;
}

/** Own values that a merge replaced; each can be had back, as a new edit that goes to the others like any other. */
export function Superseded({ entry, onClose }: SupersededProps) {
  const list = useCall('exchange.superseded', { entry });
  const restore = useCommand('exchange.restoreSuperseded');
  const run = async (ids: number[]) => {
    try {
      const { restored } = await restore.mutateAsync({ ids });
      notifyDone(
        `${plural(restored, 'value')} restored; the next file carries ${restored === 1 ? 'it' : 'them'} to the others.`,
      );
    } catch (error) {
      notifyError(error);
    }
  };
  const panel = useRef<HTMLElement>(null);
  const looked = onClose !== undefined;
  useEffect(() => {
    if (looked) panel.current?.focus();
  }, [looked]);
  useCommands(
    onClose
      ? [
          {
            id: 'exchange.closeReplaced',
            label: 'Close the replaced values',
            group: 'List',
            keys: 'escape',
            run: onClose,
          },
        ]
      : [],
  );
  const rows = list.data ?? [];
  const waiting = rows.filter((row) => row.restoredAt === null).map((row) => row.id);
  return (
    <Panel
      ref={panel}
      title={`Yours that were replaced · ${rows.length.toLocaleString()}`}
      aside={
        <>
          {waiting.length > 1 && (
            <Button size="compact-xs" variant="subtle" onClick={() => void run(waiting)} disabled={restore.isPending}>
              Restore all {waiting.length}
            </Button>
          )}
          {onClose && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={onClose}
              aria-keyshortcuts="Escape"
              rightSection={<Kbd keys="escape" />}
            >
              Close
            </Button>
          )}
        </>
      }
      flush
    >
      {list.error && <ErrorNote error={list.error} />}
      <table className={classes.changes} aria-label="Replaced values" data-fixed>
        <colgroup>
          <col style={{ width: '20%' }} />
          <col style={{ width: '20%' }} />
          <col />
          <col />
          <col style={{ width: 144 }} />
          <col style={{ width: 100 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col">What</th>
            <th scope="col">Yours</th>
            <th scope="col">Now</th>
            <th scope="col">Since</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.customerName ?? row.customerKey ?? <span className="db-quiet">the portfolio</span>}
              </th>
              <td>{row.what}</td>
              <td>{row.lost ?? <span className="db-quiet">nothing</span>}</td>
              <td>{row.won ?? <span className="db-quiet">nothing</span>}</td>
              <td className={classes.when}>{momentText(row.restoredAt ?? row.wonAt)}</td>
              <td className={classes.rowAction}>
                {/* It stays when it is done: the keyboard goes on from here. */}
                <Button
                  size="compact-xs"
                  variant={row.restoredAt === null ? 'default' : 'subtle'}
                  data-disabled={row.restoredAt !== null || undefined}
                  aria-disabled={row.restoredAt !== null || undefined}
                  onClick={() => row.restoredAt === null && !restore.isPending && void run([row.id])}
                >
                  {row.restoredAt === null ? 'Restore' : 'Restored'}
                  <span className="db-hidden">
                    {' '}
                    {row.what} of {row.customerName ?? 'the portfolio'}
                  </span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
