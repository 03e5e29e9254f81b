import { useEffect } from 'react';
import { notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { Page } from '../../components/Page';
import { FileDrop } from './FileDrop';
import { History } from './History';
import classes from './ImportView.module.css';
import { Layouts } from './Layouts';
import { Preview } from './Preview';
import { useQueue } from './queue';
import { Result } from './Result';
import { Steps } from './Steps';

/** From a file to the portfolio: what was understood, what will change, then one transaction that can be undone. */
export default function ImportView() {
  const asOf = useDesk((desk) => desk.asOf);
  const dropped = useDesk((desk) => desk.droppedFiles);
  const { steps, current, reading, take } = useQueue();
  const step = steps.find((one) => one.file.token === current);

  useEffect(() => {
    const { droppedFiles, setDroppedFiles } = useDesk.getState();
    if (dropped.length === 0 || droppedFiles.length === 0) return;
    setDroppedFiles([]);
    take(droppedFiles, asOf).catch(notifyError);
  }, [dropped, take, asOf]);

  const previewing = step !== undefined && step.report === null;
  return (
    <Page
      title="Import"
      subtitle={step ? step.file.name : 'Lists from your ledger, checked before anything is recorded'}
      fill
    >
      {steps.length > 1 && <Steps steps={steps} current={current} />}
      {previewing ? (
        <Preview key={step.file.token} step={step} />
      ) : (
        <div className={classes.start} data-grows>
          {step?.report && <Result report={step.report} fileName={step.file.name} />}
          <FileDrop reading={reading} />
          <History />
          <Layouts />
        </div>
      )}
    </Page>
  );
}
