import type { MergeChange, MergeChangeKind, MergePreview } from '@shared/contract/exchange';
import { Panel } from '../../components/Panel';
import { momentText } from './exchange-words';
import classes from './Merge.module.css';

const SECTIONS: readonly { kind: MergeChangeKind; title: string; explains: string }[] = [
  { kind: 'changed', title: 'Changed', explains: 'Theirs is newer and takes the place of what is here.' },
  {
    kind: 'kept_ours',
    title: 'Kept ours',
    explains: 'What is here is newer: it stays, and goes to them with the next file.',
  },
  { kind: 'new', title: 'New', explains: 'Not here yet.' },
  {
    kind: 'unknown',
    title: 'For a later version',
    explains: 'Only a later Duebook can show it; it is kept and passed on.',
  },
];

/** What a file would change, kind by kind, each with ours, theirs, by whom and when. */
export function MergeChanges({ preview }: { preview: MergePreview }) {
  const sections = SECTIONS.filter(({ kind }) => preview.kinds[kind] > 0);
  if (sections.length === 0)
    return <p className={classes.quietLine}>Everything in this file is here already; merging it changes nothing.</p>;
  return (
    <>
      {sections.map(({ kind, title, explains }) => {
        const rows = preview.changes.filter((one) => one.change === kind);
        const more = preview.kinds[kind] - rows.length;
        return (
          <Panel
            key={kind}
            title={`${title} · ${preview.kinds[kind].toLocaleString()}`}
            aside={<span className="db-quiet">{explains}</span>}
            flush
          >
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
            <section className={classes.scroll} aria-label={`${title}, scrollable`} tabIndex={0}>
              <table className={classes.changes} aria-label={title}>
                <thead>
                  <tr>
                    <th scope="col">Customer</th>
                    <th scope="col">What</th>
                    <th scope="col">Ours</th>
                    <th scope="col">Theirs</th>
                    <th scope="col">By</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a list that is shown once and never reordered
                    <ChangeLine key={index} row={row} />
                  ))}
                </tbody>
              </table>
              {more > 0 && <p className={classes.more}>and {more.toLocaleString()} more</p>}
            </section>
          </Panel>
        );
      })}
    </>
  );
}

function ChangeLine({ row }: { row: MergeChange }) {
  return (
    <tr>
      <th scope="row" title={row.customerKey ?? undefined}>
        {row.customerName ?? row.customerKey ?? <span className="db-quiet">the portfolio</span>}
      </th>
      <td>{row.what}</td>
      <td className={row.change === 'changed' ? classes.replaced : undefined}>
        {row.ours ?? <span className="db-quiet">–</span>}
      </td>
      <td className={row.change === 'kept_ours' ? classes.replaced : undefined}>
        {row.theirs ?? <span className="db-quiet">–</span>}
      </td>
      <td>
        {[row.byName, row.at && momentText(row.at)].filter(Boolean).join(', ') || <span className="db-quiet">–</span>}
      </td>
    </tr>
  );
}
