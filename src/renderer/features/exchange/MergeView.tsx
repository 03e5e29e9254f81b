import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { EmptyState } from '../../components/EmptyState';
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
  return (
    <ExchangePage
      toolbar={
        steps.length > 0 && (
          <>
            {step && steps.length > 1 && (
              <Button variant="default" onClick={() => open(null)}>
                All {steps.length} files
              </Button>
            )}
            <Button variant="subtle" onClick={leave} disabled={merging !== null}>
              {steps.every((one) => one.report) ? 'Done' : steps.length === 1 ? 'Leave it out' : 'Leave them out'}
            </Button>
          </>
        )
      }
    >
      <div className={classes.body}>
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
