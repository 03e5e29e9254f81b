import type { ImportOptions, ImportPreview, ItemChange } from '@shared/contract/imports';
import { useState } from 'react';
import { amountText } from '../../components/format';
import { Panel } from '../../components/Panel';
import classes from './ImportView.module.css';
import { Vanished } from './Vanished';
import { CHANGE_KINDS } from './words';

const money = (minor: number | null, change: ItemChange) => (minor === null ? '–' : amountText(minor, change.currency));

interface ChangesProps {
  preview: ImportPreview;
  options: ImportOptions;
  onSay: (options: ImportOptions) => void;
}

/** What will be different afterwards, kind by kind, the open amount before and after. */
export function Changes({ preview, options, onSay }: ChangesProps) {
  const kinds = CHANGE_KINDS.filter(({ kind }) => (preview.counts[kind] ?? 0) > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0];
  if (!kind) {
    const { created, updated, unchanged } = preview.report;
    // Also said of nobody: a file whose rows were all rejected, or that is not read yet.
    if (preview.blocked !== null || unchanged === 0 || created + updated > 0) return null;
    return (
      <Panel title="What changes">
        <p className="db-quiet">Nothing: everything in this file is known already.</p>
      </Panel>
    );
  }
  const listed = preview.changes.filter((change) => change.change === kind.kind);
  const count = preview.counts[kind.kind] ?? 0;
  return (
    <Panel title="What changes" flush aside={<span className="db-quiet">{kind.explains}</span>}>
      <fieldset className={classes.kinds}>
        <legend className="db-hidden">Kind of change</legend>
        {kinds.map((one) => (
          <button key={one.kind} type="button" aria-pressed={one === kind} onClick={() => setChosen(one.kind)}>
            {one.label} <strong>{preview.counts[one.kind]?.toLocaleString()}</strong>
          </button>
        ))}
      </fieldset>
      {kind.kind === 'vanished' ? (
        <Vanished preview={preview} options={options} onSay={onSay} />
      ) : (
        <Listed label={kind.label} changes={listed} count={count} />
      )}
    </Panel>
  );
}

function Listed({ label, changes, count }: { label: string; changes: readonly ItemChange[]; count: number }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={classes.scrollBox} aria-label={`${label}, scrollable`} tabIndex={0}>
        <table className={classes.table} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">Customer</th>
              <th scope="col">Key</th>
              <th scope="col">Item</th>
              <th scope="col" data-numeric>
                Open before
              </th>
              <th scope="col" data-numeric>
                Open after
              </th>
              <th scope="col">What else</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a list of words that never reorders; items may repeat in it
              <tr key={index}>
                <td className={classes.customer} title={change.customerName}>
                  {change.customerName}
                </td>
                <td>{change.customerKey}</td>
                <td>{change.number}</td>
                <td data-numeric className="db-quiet">
                  {money(change.before, change)}
                </td>
                <td data-numeric>{money(change.after, change)}</td>
                <td className={classes.wrap}>{change.what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {changes.length < count && (
        <p className={classes.more}>
          {changes.length.toLocaleString()} of {count.toLocaleString()} are listed; all are recorded.
        </p>
      )}
    </>
  );
}
