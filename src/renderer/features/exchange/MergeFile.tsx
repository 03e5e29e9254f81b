import { Button } from '@mantine/core';
import type { MergePreview } from '@shared/contract/exchange';
import { useState } from 'react';
import { CallError, useCall, useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { ariaKeys } from '../../app/keys';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import { Kbd } from '../../components/Kbd';
import { Running, useProgress } from '../../components/Running';
import { useFocusBack, useFocusOnArrival } from '../../components/take-focus';
import { countWords, momentText } from './exchange-words';
import { FileCard } from './FileCard';
import classes from './Merge.module.css';
import { MergeChanges } from './MergeChanges';
import { MergeResult } from './MergeResult';
import { lastMerged, type MergeStep, useMergeQueue } from './merge-queue';
import { PassphraseForm } from './PassphraseForm';

/** One file: who made it and what it would change; then the merge, its report and the way back. */
export function MergeFile({ step }: { step: MergeStep }) {
  const asOf = useDesk((desk) => desk.asOf);
  const { say, setMerging } = useMergeQueue.getState();
  const steps = useMergeQueue((queue) => queue.steps);
  const merging = useMergeQueue((queue) => queue.merging);
  const { file, passphrase, report, refused } = step;
  const merge = useCommand('exchange.merge');
  const preview = useCall(
    'exchange.previewMerge',
    { asOf, file: file.token, passphrase },
    { enabled: report === null && merging === null, refusalStands: true },
  );
  const [agreed, setAgreed] = useState(false);
  const confirmAsOf = useConfirmAsOf();

  const data = preview.data;
  const reading = preview.isFetching && !data;
  const progress = useProgress(reading || merging !== null);
  const card = useFocusOnArrival<HTMLElement>(data !== undefined);
  const merges = useFocusBack<HTMLButtonElement>(merging !== null);
  const able = data !== undefined && merging === null && (!data.confirm || agreed);
  const run = async () => {
    if (!able || !(await confirmAsOf())) return;
    setMerging({ token: file.token });
    try {
      const after = lastMerged(steps);
      const done = await merge.mutateAsync({ asOf, file: file.token, passphrase, confirmed: agreed, after });
      say(file.token, { report: done, refused: null });
      if (isElsewhere()) notifyDone(`${file.name} merged: ${countWords(done)}.`);
    } catch (error) {
      say(file.token, { refused: error instanceof Error ? error.message : String(error) });
      if (isElsewhere()) notifyError(error);
    } finally {
      setMerging(null);
    }
  };
  useCommands(
    report
      ? []
      : [
          {
            id: 'exchange.merge',
            label: `Merge ${file.name}`,
            group: 'List',
            keys: 'mod+enter',
            inFields: true,
            run: () => void run(),
          },
        ],
  );
  // Of several files in one go all are undone together, from their list.
  if (report) return <MergeResult report={{ ...report, undo: report.undo && steps.length === 1 }} />;
  const running = (
    <Running progress={progress} what={`${merging ? 'Merging' : 'Reading'} ${file.name}`} of={merging?.of} />
  );
  if (reading || (merging && !data)) return <div className={classes.card}>{running}</div>;
  // What was read before still stands when reading it again was stopped.
  if (preview.error && !(data && wasStopped(preview.error)))
    return asksPassphrase(preview.error) ? (
      <PassphraseForm
        fileName={file.name}
        wrong={preview.error.code === 'passphrase_wrong' ? preview.error.message : null}
        busy={preview.isFetching}
        onGiven={(words) => say(file.token, { passphrase: words })}
      />
    ) : (
      <Refused name={file.name} error={preview.error} onRetry={() => void preview.refetch()} />
    );
  if (!data) return null;
  return (
    <>
      <FileCard file={data.file} ref={card} />
      {data.mergedBefore && (
        <p className={classes.note} role="status">
          This very file was merged before, on {momentText(data.mergedBefore)}. Merging it again changes nothing.
        </p>
      )}
      {data.unusual.length > 0 && (
        <section className={classes.unusual} aria-label="Unusual">
          <h2>Look at this first</h2>
          <ul>
            {data.unusual.map((one) => (
              <li key={one.text}>{one.text}</li>
            ))}
          </ul>
          {data.confirm && (
            <label className={classes.agree}>
              <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />I
              looked at it, and it is meant
            </label>
          )}
        </section>
      )}
      <MergeChanges preview={data} />
      <div className={classes.actions}>
        {merging ? (
          running
        ) : (
          <>
            {refused === null ? (
              <span className="db-quiet">
                It brings {countWords(shownCounts(data.kinds))}. A backup is made before; the merge can be undone.
              </span>
            ) : (
              <div className={classes.why}>
                <ErrorNote error={new Error(refused)} />
              </div>
            )}
            <Button
              ref={merges}
              size="sm"
              onClick={() => void run()}
              disabled={!able}
              aria-keyshortcuts={ariaKeys('mod+enter')}
              rightSection={<Kbd keys="mod+enter" />}
            >
              Merge
            </Button>
          </>
        )}
      </div>
    </>
  );
}

/** Whoever looks at something else meanwhile is told there. */
const isElsewhere = (): boolean => !location.hash.startsWith('#/exchange/merge');

/** What the sections above show; what both sides say alike is left out. */
const shownCounts = (kinds: MergePreview['kinds']) => ({
  added: kinds.new,
  updated: kinds.changed,
  keptOurs: kinds.kept_ours,
  unknown: kinds.unknown,
});

export const asksPassphrase = (error: unknown): boolean =>
  error instanceof CallError && (error.code === 'passphrase_wanted' || error.code === 'passphrase_wrong');

export const wasStopped = (error: unknown): boolean => error instanceof CallError && error.code === 'cancelled';

function Refused({ name, error, onRetry }: { name: string; error: Error; onRetry: () => void }) {
  const title = wasStopped(error) ? `${name} was not read to its end` : `${name} cannot be merged`;
  const said = useFocusOnArrival<HTMLElement>();
  return (
    <section ref={said} tabIndex={-1} className={classes.refused} aria-label={title}>
      <h2>{title}</h2>
      <ErrorNote error={error} onRetry={onRetry} />
    </section>
  );
}
