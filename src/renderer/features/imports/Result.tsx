import { Button } from '@mantine/core';
import type { ImportReport } from '@shared/contract/imports';
import { useLocation } from 'wouter';
import { Panel } from '../../components/Panel';
import { Equation } from './Equation';
import classes from './ImportView.module.css';
import { useQueue } from './queue';
import { Rejected } from './Rejected';
import { saveRejects } from './rejects';
import { Warnings } from './Warnings';
import { KIND_WORDS } from './words';

/** What the import did, in the same figures the preview promised, and where to go from here. */
export function Result({ report, fileName }: { report: ImportReport; fileName: string }) {
  const [, navigate] = useLocation();
  const { steps, next, clear } = useQueue();
  const following = steps.find((step) => step.report === null);
  const { batch } = report;
  return (
    <>
      <Panel title={`Recorded: ${fileName} · ${KIND_WORDS[report.kind]}`}>
        <div className={classes.result} role="status">
          <div>
            <Equation report={report} />
          </div>
          <div className={classes.resultNext}>
            {following ? (
              <Button onClick={next}>Next file: {following.file.name}</Button>
            ) : (
              <Button
                onClick={() => {
                  clear();
                  navigate('/today');
                }}
              >
                Go to Today
              </Button>
            )}
            <span className="db-quiet">Undo stands beside it in the list below.</span>
          </div>
        </div>
      </Panel>
      <Warnings warnings={report.warnings} />
      {report.rejects.length > 0 && batch !== null && (
        <Rejected rejects={report.rejects} onSave={() => saveRejects(batch)} />
      )}
    </>
  );
}
