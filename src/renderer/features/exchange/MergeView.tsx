import { Button } from '@mantine/core';
import { useIsFetching } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useCommands } from '../../app/commands';
import { EmptyState } from '../../components/EmptyState';
import { Kbd } from '../../components/Kbd';
import { ChooseExchangeFiles } from './ChooseExchangeFiles';
import { ExchangePage } from './ExchangePage';
import classes from './Merge.module.css';
import { MergeFile } from './MergeFile';
import { MergeFiles } from './MergeFiles';
import { useMergeQueue } from './merge-queue';

/** Colleagues' files on their way in: one is looked at closely, several stand in lines. */
export default function MergeView() {
  const { steps, opened, merging, open, clear } = useMergeQueue();
  const [, go] = useLocation();
  const leave = () => {
    clear();
    go('/exchange');
  };
  const step = steps.find((one) => one.file.token === opened);
  const oneOfSeveral = step !== undefined && steps.length > 1;
  const showAll = { label: `All ${steps.length} files`, run: () => open(null) };
  const leaveAll = {
    label: steps.every((one) => one.report) ? 'Done' : steps.length === 1 ? 'Leave it out' : 'Leave them out',
    run: leave,
  };
  const back = oneOfSeveral ? showAll : leaveAll;
  // While something is read or merged, Esc stops that.
  const working = useIsFetching({ queryKey: ['exchange.previewMerge'] }) > 0 || merging !== null;
  useCommands(
    steps.length > 0 && !working
      ? [{ id: 'exchange.back', ...back, group: 'List', keys: 'escape', inFields: true }]
      : [],
  );
  const hint = working ? {} : { 'aria-keyshortcuts': 'Escape', rightSection: <Kbd keys="escape" /> };
  return (
    <ExchangePage
      toolbar={
        steps.length > 0 && (
          <>
            {oneOfSeveral && (
              <Button variant="default" onClick={showAll.run} {...hint}>
                {showAll.label}
              </Button>
            )}
            <Button variant="subtle" onClick={leaveAll.run} disabled={merging !== null} {...(!oneOfSeveral && hint)}>
              {leaveAll.label}
            </Button>
          </>
        )
      }
    >
      <div className={classes.body} data-grows>
        {step ? (
          <MergeFile key={step.file.token} step={step} />
        ) : steps.length > 0 ? (
          <MergeFiles steps={steps} />
        ) : (
          <EmptyState title="No file to merge" action={<ChooseExchangeFiles />}>
            Drop a colleague’s .duebook file anywhere on the window. You will see what it changes before anything is
            recorded, and a merge can be undone.
          </EmptyState>
        )}
      </div>
    </ExchangePage>
  );
}
