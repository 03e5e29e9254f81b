import { useStatus } from '../../app/queries';
import { Panel } from '../../components/Panel';
import { ChooseExchangeFiles } from './ChooseExchangeFiles';
import { ExchangePage } from './ExchangePage';
import { ExportForm } from './ExportForm';
import { History } from './History';
import classes from './Merge.module.css';

/** Files to colleagues and back: what goes out, what comes in, and what went before. */
export default function FilesView() {
  const status = useStatus().data;
  return (
    <ExchangePage>
      <div className={classes.body} data-grows>
        <div className={classes.beside}>
          <Panel title="Write a file for a colleague">{status && <ExportForm status={status} />}</Panel>
          <Panel title="Merge a colleague’s file">
            <p className={classes.lead}>
              Drop a .duebook file anywhere on the window. You see who made it and what it changes before anything is
              recorded; nobody’s work is lost: the later of two values stands, the other can be had back, and a merge
              can be undone. Files may come in any order, twice, or late.
            </p>
            <ChooseExchangeFiles />
          </Panel>
        </div>
        <History />
      </div>
    </ExchangePage>
  );
}
