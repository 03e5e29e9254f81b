import { Button } from '@mantine/core';
import type { ImportPreview } from '@shared/contract/imports';
import { useCall, useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { Panel } from '../../components/Panel';
import { Running, useProgress } from '../../components/Running';
import { Blocked } from './Blocked';
import { Changes } from './Changes';
import { ChooseButton } from './ChooseButton';
import { Columns } from './Columns';
import { Equation } from './Equation';
import classes from './ImportView.module.css';
import { type Step, useQueue } from './queue';
import { Rejected } from './Rejected';
import { savePreviewedRejects } from './rejects';
import { Understood } from './Understood';
import { Warnings } from './Warnings';
import { rowsTaken } from './words';

/** Questions that stand with their answers above; whatever else blocks a file is wrong with the file or its columns. */
const ANSWERED_BY_CLICK = new Set(['dates_ambiguous', 'sheet_wanted', 'currency_unknown', 'needs_confirmation']);

/** One file before it is recorded. Every correction asks the data process for the preview anew; nothing is worked out here. */
export function Preview({ step }: { step: Step }) {
  const asOf = useDesk((desk) => desk.asOf);
  const { finish, leave } = useQueue();
  const confirmAsOf = useConfirmAsOf();
  const { token, name } = step.file;
  const input = { asOf, file: token, options: step.options };
  const preview = useCall('imports.preview', input, { keepPrevious: true });
  const commit = useCommand('imports.commit');
  const progress = useProgress(commit.isPending || preview.isFetching);

  const ready = preview.data !== undefined && preview.data.blocked === null && !preview.isFetching && !preview.error;
  const run = async () => {
    if (!ready || commit.isPending || !(await confirmAsOf())) return;
    try {
      const report = await commit.mutateAsync(input);
      finish(token, report);
      notifyDone(`${name} recorded: ${plural(rowsTaken(report), 'row')}.`);
    } catch (error) {
      notifyError(error);
    }
  };
  useCommands([
    {
      id: 'imports.commit',
      label: 'Record this import',
      group: 'List',
      keys: 'mod+enter',
      inFields: true,
      run: () => void run(),
    },
  ]);

  const rows = preview.data ? rowsTaken(preview.data.report) : 0;
  const blocked = preview.data?.blocked ?? null;
  const stopped = preview.error?.code === 'cancelled';
  const hopeless =
    !preview.isFetching &&
    !stopped &&
    (preview.error !== null || (blocked !== null && !ANSWERED_BY_CLICK.has(blocked.code)));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={classes.preview} aria-label="Preview" tabIndex={0} aria-busy={preview.isFetching}>
        {preview.error && <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data && <Body preview={preview.data} step={step} />}
      </section>
      <div className={classes.actions}>
        {commit.isPending || preview.isFetching ? (
          <Running progress={progress} what={commit.isPending ? 'Recording' : `Reading ${name}`} />
        ) : (
          <>
            <span className={classes.actionWords} aria-live="polite">
              {hopeless
                ? 'Nothing of this file can be taken as it is, see above.'
                : blocked
                  ? 'Something has to be answered first, see above.'
                  : ready || stopped
                    ? 'Nothing is recorded yet.'
                    : ''}
            </span>
            <Button variant="default" size="sm" onClick={() => leave(token)}>
              Cancel
            </Button>
            {hopeless ? (
              <ChooseButton label="Choose another file" onChosen={() => leave(token)} />
            ) : (
              <Button
                size="sm"
                disabled={!ready}
                onClick={() => void run()}
                aria-keyshortcuts="Control+Enter"
                rightSection={<Kbd keys="mod+enter" />}
              >
                Import {rows > 0 && plural(rows, 'row')}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  );
}

function Body({ preview, step }: { preview: ImportPreview; step: Step }) {
  const say = useQueue((queue) => queue.say);
  const { report } = preview;
  const onSay = (options: Step['options']) => say(step.file.token, options);
  return (
    <>
      {preview.blocked && <Blocked preview={preview} blocked={preview.blocked} onSay={onSay} />}
      <Warnings
        warnings={report.warnings}
        onComplete={() => onSay({ complete: true, confirmSettle: undefined })}
        onReuse={() => onSay({ reuseNumbers: true })}
      />
      <div className={classes.twoColumns}>
        <Understood preview={preview} options={step.options} onSay={onSay} />
        <Panel title="What comes in">
          <Equation report={report} />
        </Panel>
      </div>
      {report.rejects.length > 0 && (
        <Rejected rejects={report.rejects} onSave={() => savePreviewedRejects(preview.fileName, report.rejects)} />
      )}
      {(preview.blocked === null || preview.changes.length > 0) && (
        <Changes preview={preview} options={step.options} onSay={onSay} />
      )}
      <Columns preview={preview} onSay={onSay} />
    </>
  );
}
