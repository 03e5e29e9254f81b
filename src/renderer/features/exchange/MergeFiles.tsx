import { Button } from '@mantine/core';
import { useIsFetching } from '@tanstack/react-query';
import { useCall, useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { ariaKeys } from '../../app/keys';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { Panel } from '../../components/Panel';
import { Running, useProgress } from '../../components/Running';
import { useFocusBack, useFocusOnArrival } from '../../components/take-focus';
import { countWords, momentText, undoneWords } from './exchange-words';
import classes from './Merge.module.css';
import { asksPassphrase, wasStopped } from './MergeFile';
import { lastMerged, type MergeStep, useMergeQueue } from './merge-queue';

/** Several files, one line each; all are merged one after the other, and what is refused stops nothing but itself. */
export function MergeFiles({ steps }: { steps: readonly MergeStep[] }) {
  const asOf = useDesk((desk) => desk.asOf);
  const { say, setMerging } = useMergeQueue.getState();
  const merging = useMergeQueue((queue) => queue.merging);
  const merge = useCommand('exchange.merge');
  const reading = useIsFetching({ queryKey: ['exchange.previewMerge'] }) > 0;
  const undo = useCommand('exchange.undoMerge');
  const progress = useProgress(merging !== null || reading || undo.isPending);
  const actions = useFocusBack<HTMLDivElement>(merging !== null || undo.isPending);
  const confirmAsOf = useConfirmAsOf();
  // A line that was looked at takes the focus back by itself.
  const list = useFocusOnArrival<HTMLElement>();
  const waiting = steps.filter((step) => step.report === null);
  const last = lastMerged(steps);
  const idle = merging === null && !undo.isPending;

  const run = async () => {
    if (!idle || waiting.length === 0 || !(await confirmAsOf())) return;
    let merged = 0;
    let stopped = false;
    for (const [n, { file, passphrase }] of waiting.entries()) {
      setMerging({ token: file.token, of: `${file.name}, ${n + 1} of ${waiting.length}` });
      try {
        const after = lastMerged(useMergeQueue.getState().steps);
        const report = await merge.mutateAsync({ asOf, file: file.token, passphrase, confirmed: false, after });
        say(file.token, { report, refused: null });
        merged++;
      } catch (error) {
        stopped = wasStopped(error);
        say(file.token, { refused: error instanceof Error ? error.message : String(error) });
        if (stopped) break;
      }
    }
    setMerging(null);
    const left = waiting.length - merged;
    const rest = stopped ? 'left as they were: merge again when it suits you.' : 'left: each says why.';
    notifyDone(
      `${stopped ? 'Stopped. ' : ''}${plural(merged, 'file')} merged.${left > 0 ? ` ${plural(left, 'file')} ${rest}` : ''}`,
    );
  };
  const takeBack = async (entry: number) => {
    try {
      const { undone, paused } = await undo.mutateAsync({ entry });
      for (const { file, report } of steps)
        if (report !== null && undone.includes(report.entry)) say(file.token, { report: null });
      notifyDone(undoneWords(paused, undone.length));
    } catch (error) {
      notifyError(error);
    }
  };
  useCommands([
    {
      id: 'exchange.mergeAll',
      label: 'Merge all files',
      group: 'List',
      keys: 'mod+enter',
      inFields: true,
      run: () => void run(),
    },
    ...(idle && last !== null
      ? [
          {
            id: 'exchange.undoAll',
            label: 'Undo what was merged',
            group: 'List' as const,
            keys: 'u',
            run: () => void takeBack(last),
          },
        ]
      : []),
  ]);

  return (
    <>
      <Panel ref={list} title={`${plural(steps.length, 'file')} of colleagues`} flush>
        <table className={classes.changes} aria-label="Files to merge" data-fixed>
          <colgroup>
            <col />
            <col style={{ width: '16%' }} />
            <col style={{ width: 152 }} />
            <col style={{ width: '12%' }} />
            <col style={{ width: '25%' }} />
            <col style={{ width: 196 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">From</th>
              <th scope="col">Made</th>
              <th scope="col">Speaks of</th>
              <th scope="col">Brings</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <FileLine key={step.file.token} step={step} reads={idle} />
            ))}
          </tbody>
        </table>
      </Panel>
      <div ref={actions} tabIndex={-1} className={classes.actions}>
        {!idle || reading ? (
          <Running
            progress={progress}
            what={merging ? 'Merging' : undo.isPending ? 'Undoing the merges' : 'Reading the files'}
            of={merging?.of}
          />
        ) : (
          <span className="db-quiet">
            {waiting.length === 0
              ? 'All of them are merged.'
              : 'A backup is made before the first; all of them can be undone as one. The order does not matter.'}
          </span>
        )}
        {idle && last !== null && (
          <Button
            size="sm"
            variant="default"
            onClick={() => void takeBack(last)}
            aria-keyshortcuts="u"
            rightSection={<Kbd keys="u" />}
          >
            Undo what was merged
          </Button>
        )}
        {idle && waiting.length > 0 && (
          <Button
            size="sm"
            onClick={() => void run()}
            aria-keyshortcuts={ariaKeys('mod+enter')}
            rightSection={<Kbd keys="mod+enter" />}
          >
            Merge {waiting.length === steps.length ? 'all' : plural(waiting.length, 'file')}
          </Button>
        )}
      </div>
    </>
  );
}

function FileLine({ step, reads }: { step: MergeStep; reads: boolean }) {
  const asOf = useDesk((desk) => desk.asOf);
  const { open, leave } = useMergeQueue.getState();
  const { file, passphrase, report, refused } = step;
  const preview = useCall(
    'exchange.previewMerge',
    { asOf, file: file.token, passphrase },
    { enabled: report === null && reads, refusalStands: true },
  );
  const looked = useMergeQueue((queue) => queue.looked === file.token);
  const look = useFocusOnArrival<HTMLButtonElement>(looked);
  const info = report?.file ?? preview.data?.file;
  const needsPassphrase = asksPassphrase(preview.error);
  const words = report
    ? `${report.mergedBefore ? 'Already merged' : 'Merged'}: ${countWords(report)}`
    : (refused ??
      preview.error?.message ??
      (preview.data?.mergedBefore
        ? `Already merged ${momentText(preview.data.mergedBefore)}`
        : preview.data && countWords(preview.data.counts)) ??
      'Reading…');
  return (
    <tr data-done={report !== null || undefined}>
      <th scope="row">{file.name}</th>
      <td>{info?.byName ?? <span className="db-quiet">–</span>}</td>
      <td className={classes.when}>{info ? momentText(info.createdAt) : <span className="db-quiet">–</span>}</td>
      <td>{info?.scope ?? <span className="db-quiet">–</span>}</td>
      <td className={classes.words} data-refused={refused !== null || preview.error !== null || undefined}>
        {words}
        {preview.data && preview.data.unusual.length > 0 && !report && refused === null && ' · something unusual'}
      </td>
      <td className={classes.rowAction}>
        <Button ref={look} size="compact-xs" variant="subtle" onClick={() => open(file.token)}>
          {needsPassphrase ? 'Passphrase' : 'Look'}
          <span className="db-hidden">
            {needsPassphrase ? ' of' : ' at'} {file.name}
          </span>
        </Button>
        {!report && (
          <Button size="compact-xs" variant="subtle" onClick={() => leave(file.token)}>
            Leave out<span className="db-hidden"> {file.name}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}
