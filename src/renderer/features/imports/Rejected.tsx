import { Button } from '@mantine/core';
import type { ImportReject } from '@shared/contract/imports';
import { Panel } from '../../components/Panel';
import classes from './ImportView.module.css';

const SHOWN = 200;

/** Rows that could not be read, each with the cell and the reason; the file of them can be corrected and dropped again. */
export function Rejected({ rejects, onSave }: { rejects: readonly ImportReject[]; onSave: () => void }) {
  return (
    <Panel
      title={`Rejected rows · ${rejects.length.toLocaleString()}`}
      flush
      aside={
        <Button size="compact-xs" variant="default" onClick={onSave}>
          Save rejected rows as CSV
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={classes.scrollBox} aria-label="Rejected rows, scrollable" tabIndex={0}>
        <table className={classes.table} aria-label="Rejected rows">
          <thead>
            <tr>
              <th scope="col" data-numeric>
                Row
              </th>
              <th scope="col">Column</th>
              <th scope="col">Value</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {rejects.slice(0, SHOWN).map((reject) => (
              <tr key={`${reject.row} ${reject.column} ${reject.reason}`}>
                <td data-numeric>{reject.row.toLocaleString()}</td>
                <td>{reject.column}</td>
                <td className={classes.raw}>
                  {reject.value === '' ? <span className="db-quiet">empty</span> : reject.value}
                </td>
                <td className={classes.wrap}>{reject.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rejects.length > SHOWN && (
        <p className={classes.more}>
          The first {SHOWN} are shown; the CSV holds all {rejects.length.toLocaleString()}.
        </p>
      )}
    </Panel>
  );
}
