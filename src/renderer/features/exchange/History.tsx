import { Button } from '@mantine/core';
import type { ExchangeEntry } from '@shared/contract/exchange';
import { useRef, useState } from 'react';
import { useCall, useCommand } from '../../app/bridge';
import { notifyDone } from '../../app/notify';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Panel } from '../../components/Panel';
import { Running, useProgress } from '../../components/Running';
import { countWords, momentText, undoneWords } from './exchange-words';
import classes from './Merge.module.css';
import { Superseded } from './Superseded';

const AT_FIRST = 20;

/** Every file written and merged, newest first. */
export function History() {
  const list = useCall('exchange.history', {}, { keepPrevious: true });
  const [opened, setOpened] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const open = (entry: number) => {
    opener.current = document.activeElement as HTMLElement | null;
    setOpened(entry);
  };
  const close = () => {
    setOpened(null);
    opener.current?.focus();
  };
  const rows = list.data ?? [];
  const shown = all ? rows : rows.slice(0, AT_FIRST);
  const undo = useCommand('exchange.undoMerge');
  const [stays, setStays] = useState<Error | null>(null);
  const progress = useProgress(undo.isPending);
  const takeBack = async ({ entry }: ExchangeEntry) => {
    setStays(null);
    try {
      const { undone, paused } = await undo.mutateAsync({ entry });
      notifyDone(undoneWords(paused, undone.length));
    } catch (error) {
      setStays(error as Error);
    }
  };
  return (
    <>
      {opened !== null && <Superseded key={opened} entry={opened} onClose={close} />}
      <Panel title="Files so far" flush>
        {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
        {stays && <ErrorNote error={stays} />}
        {undo.isPending && (
          <div className={classes.undoing}>
            <Running progress={progress} what="Undoing the merge" />
          </div>
        )}
        {list.data?.length === 0 && (
          <EmptyState title="No file written or merged yet">
            A manager writes one for each collector; the collectors work, on trains and at customers’ sites, and send
            theirs back. Merged, every copy knows the same.
          </EmptyState>
        )}
        {rows.length > 0 && (
          <table className={classes.changes} aria-label="Files so far" data-fixed>
            <colgroup>
              <col style={{ width: 144 }} />
              <col style={{ width: '24%' }} />
              <col />
              <col style={{ width: '17%' }} />
              <col style={{ width: '19%' }} />
              <col style={{ width: 128 }} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">File</th>
                <th scope="col">Speaks of</th>
                <th scope="col">Brings</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <HistoryLine
                  key={row.entry}
                  row={row}
                  busy={undo.isPending}
                  onReplaced={() => open(row.entry)}
                  onUndo={() => void takeBack(row)}
                />
              ))}
            </tbody>
          </table>
        )}
        {rows.length > AT_FIRST && (
          <div className={classes.more}>
            <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? 'Show fewer' : `Show all ${rows.length.toLocaleString()}`}
              <span className="db-hidden"> files</span>
            </Button>
          </div>
        )}
      </Panel>
    </>
  );
}

interface HistoryLineProps {
  row: ExchangeEntry;
  busy: boolean;
  onReplaced: () => void;
  onUndo: () => void;
}

function HistoryLine({ row, busy, onReplaced, onUndo }: HistoryLineProps) {
  return (
    <tr>
      <td className={classes.when}>{momentText(row.at)}</td>
      <td>{whatWords(row)}</td>
      <th scope="row">{row.kind === 'replay' ? <span className="db-quiet">no file</span> : row.fileName}</th>
      <td>{row.scope}</td>
      <td>{row.counts ? countWords(row.counts) : row.kind === 'export' && writtenWords(row)}</td>
      <td className={classes.rowAction}>
        {row.counts !== null && row.counts.conflicts > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={onReplaced}>
            Replaced values<span className="db-hidden"> of {row.fileName || 'the update'}</span>
          </Button>
        )}
        {row.undoes > 0 && (
          <Button size="compact-xs" variant="default" disabled={busy} onClick={onUndo}>
            {row.undoes > 1 ? `Undo ${row.undoes} files` : 'Undo'}
            <span className="db-hidden">{row.undoes > 1 ? ' of one go' : ` the merge of ${row.fileName}`}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

function whatWords({ kind, withName }: ExchangeEntry): string {
  if (kind === 'undo') return 'Merge undone';
  if (kind === 'replay') return 'Readable since an update';
  if (kind === 'export') return withName ? `Written for ${withName}` : 'Written';
  return withName ? `Merged, from ${withName}` : 'Merged';
}

function writtenWords({ rows, activities }: ExchangeEntry): string {
  return rows + activities === 0
    ? 'nothing new to them'
    : `${plural(rows, 'row')}, ${plural(activities, 'activity', 'activities')}`;
}
