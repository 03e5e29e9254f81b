import { Button } from '@mantine/core';
import type { BatchRow } from '@shared/contract/imports';
import { format, parseISO } from 'date-fns';
import { useState } from 'react';
import { useCall, useCommand } from '../../app/bridge';
import { notifyDone } from '../../app/notify';
import { DateWords } from '../../components/DateWords';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Panel } from '../../components/Panel';
import { Running, useProgress } from '../../components/Running';
import { BatchDetail } from './BatchDetail';
import classes from './ImportView.module.css';
import { saveRejects } from './rejects';
import { KIND_WORDS } from './words';

const FIGURES = [
  ['rows', 'Rows'],
  ['created', 'New'],
  ['updated', 'Changed'],
  ['unchanged', 'Same'],
  ['rejected', 'Rejected'],
  ['settled', 'Settled'],
  ['returned', 'Returned'],
] as const;

/** What came in so far, newest first; each can be taken back while nothing later stands on it. */
export function History() {
  const list = useCall('imports.list', {}, { keepPrevious: true });
  const undo = useCommand('imports.undo');
  const progress = useProgress(undo.isPending);
  const [refused, setRefused] = useState<Error | null>(null);
  const [opened, setOpened] = useState<BatchRow | null>(null);

  const run = async (row: BatchRow) => {
    setRefused(null);
    try {
      const { reverted } = await undo.mutateAsync({ batch: row.batch });
      notifyDone(`${row.fileName} undone: ${plural(reverted, 'row')} put back as before.`);
    } catch (error) {
      setRefused(error instanceof Error ? error : new Error(String(error)));
    }
  };

  return (
    <Panel title="Imports so far" flush>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {refused && <ErrorNote error={refused} />}
      {undo.isPending && (
        <div className={classes.undoing}>
          <Running progress={progress} what="Putting rows back" />
        </div>
      )}
      {list.data?.length === 0 && !list.isFetching && (
        <EmptyState title="Nothing imported yet">
          A list of open items is the best start: it brings customers and items at once. Dropped again each morning, it
          tells Duebook what was paid.
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className={classes.batches} aria-label="Imports so far, scrollable" tabIndex={0}>
          <table className={classes.table} aria-label="Imports">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">File</th>
                <th scope="col">Kind</th>
                <th scope="col">Source</th>
                <th scope="col">List of</th>
                {FIGURES.map(([key, label]) => (
                  <th key={key} scope="col" data-numeric>
                    {label}
                  </th>
                ))}
                <th scope="col">
                  <span className="db-hidden">Undo</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((row) => (
                <BatchLine
                  key={row.batch}
                  row={row}
                  busy={undo.isPending}
                  onUndo={() => void run(row)}
                  onOpen={() => setOpened(row)}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {opened && <BatchDetail key={opened.batch} row={opened} onClose={() => setOpened(null)} />}
    </Panel>
  );
}

function BatchLine({
  row,
  busy,
  onUndo,
  onOpen,
}: {
  row: BatchRow;
  busy: boolean;
  onUndo: () => void;
  onOpen: () => void;
}) {
  const at = (moment: string) => format(parseISO(moment), 'EEE d MMM, HH:mm');
  return (
    <tr data-dim={row.undoneAt !== null || undefined}>
      <td title={`Batch ${row.batch}, by ${row.byName}`}>{at(row.importedAt)}</td>
      <th scope="row" title={row.fileName} className={classes.fileName}>
        <button type="button" className="db-link" onClick={onOpen} aria-label={`What ${row.fileName} changed`}>
          {row.fileName}
        </button>
      </th>
      <td>
        {KIND_WORDS[row.kind]}
        <span className="db-quiet">{row.complete ? ' · complete' : ' · changes'}</span>
      </td>
      <td>{row.source}</td>
      <td>
        <DateWords date={row.listDate} short />
      </td>
      {FIGURES.map(([key, label]) => (
        <td key={key} data-numeric data-zero={row[key] === 0 || undefined}>
          {key === 'rejected' && row.rejected > 0 ? (
            <button
              type="button"
              className="db-link"
              onClick={() => saveRejects(row.batch)}
              aria-label={`${row.rejected} ${label}: save as CSV`}
            >
              {row.rejected.toLocaleString()}
            </button>
          ) : (
            row[key].toLocaleString()
          )}
        </td>
      ))}
      <td className={classes.undo}>
        {row.undoneAt === null ? (
          <Button size="compact-xs" variant="default" disabled={busy} onClick={onUndo}>
            Undo
          </Button>
        ) : (
          <span title={at(row.undoneAt)}>undone</span>
        )}
      </td>
    </tr>
  );
}
