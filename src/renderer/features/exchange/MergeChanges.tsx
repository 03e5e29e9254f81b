import { Button } from '@mantine/core';
import type { MergeChange, MergeChangeKind, MergePreview } from '@shared/contract/exchange';
import { useState } from 'react';
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

/** So many lines of a kind stand there at first: the next kind stays in sight. */
const AT_FIRST = 8;

/** What a file would change, kind by kind, each with ours, theirs, by whom and when. */
export function MergeChanges({ preview }: { preview: MergePreview }) {
  const sections = SECTIONS.filter(({ kind }) => preview.kinds[kind] > 0);
  if (sections.length === 0)
    return <p className={classes.quietLine}>Everything in this file is here already; merging it changes nothing.</p>;
  return (
    <>
      {sections.map((section) => (
        <Section key={section.kind} {...section} preview={preview} />
      ))}
    </>
  );
}

function Section({ kind, title, explains, preview }: (typeof SECTIONS)[number] & { preview: MergePreview }) {
  const [all, setAll] = useState(false);
  const rows = preview.changes.filter((one) => one.change === kind);
  const shown = all ? rows : rows.slice(0, AT_FIRST);
  const count = preview.kinds[kind];
  return (
    <Panel title={`${title} · ${count.toLocaleString()}`} aside={<span className="db-quiet">{explains}</span>} flush>
      <table className={classes.changes} aria-label={title} data-fixed>
        <colgroup>
          {WIDTHS.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column has no name but its place
            <col key={column} style={{ width }} />
          ))}
        </colgroup>
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
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that is never reordered
            <ChangeLine key={index} row={row} />
          ))}
        </tbody>
      </table>
      {count > AT_FIRST && (
        <div className={classes.more}>
          <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all
              ? 'Show fewer'
              : rows.length === count
                ? `Show all ${count.toLocaleString()}`
                : `Show the first ${rows.length.toLocaleString()}`}
            <span className="db-hidden"> of {title}</span>
          </Button>
          {all && rows.length < count && <span>and {(count - rows.length).toLocaleString()} more</span>}
        </div>
      )}
    </Panel>
  );
}

/** One width for every kind, so that ours and theirs stand below each other all the way down. */
const WIDTHS = ['19%', '18%', '22%', '24%', '17%'];

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
        {row.byName ? (
          <span className={classes.who} title={row.byName}>
            {row.byName}
          </span>
        ) : (
          row.at === null && <span className="db-quiet">–</span>
        )}
        {row.at && <span className={classes.moment}>{momentText(row.at)}</span>}
      </td>
    </tr>
  );
}
