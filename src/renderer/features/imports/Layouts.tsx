import { Button } from '@mantine/core';
import type { LayoutRow } from '@shared/contract/layouts';
import { useRef, useState } from 'react';
import { call, useCall, useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { DateWords } from '../../components/DateWords';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Panel } from '../../components/Panel';
import classes from './ImportView.module.css';
import { LayoutForm } from './LayoutForm';
import { DATE_ORDER_WORDS, KIND_WORDS } from './words';

/** How files of known columns are taken: what earlier imports taught, to be corrected, forgotten, or carried to another computer. */
export function Layouts() {
  const list = useCall('layouts.list', {}, { keepPrevious: true });
  const forget = useCommand('layouts.forget');
  const take = useCommand('layouts.import');
  const chooser = useRef<HTMLInputElement>(null);
  const [edited, setEdited] = useState<LayoutRow | null>(null);
  const rows = list.data ?? [];

  const save = async () => {
    try {
      const { saved, fileName } = await call('desktop.saveText', await call('layouts.export', { layout: null }));
      if (saved) notifyDone(`${plural(rows.length, 'layout')} saved as ${fileName}.`);
    } catch (error) {
      notifyError(error);
    }
  };
  const read = async (input: HTMLInputElement) => {
    try {
      const content = await input.files?.[0]?.text();
      input.value = '';
      if (content === undefined) return;
      const { added, replaced } = await take.mutateAsync({ content });
      notifyDone(`${plural(added, 'layout')} added, ${replaced} replaced.`);
    } catch (error) {
      notifyError(error);
    }
  };
  const drop = async (row: LayoutRow) => {
    try {
      const { content } = await call('layouts.export', { layout: row.layout });
      await forget.mutateAsync({ layout: row.layout });
      notifyDone(`${nameOf(row)} forgotten: its next file is understood anew.`, {
        label: 'Undo',
        run: () => void take.mutateAsync({ content }).catch(notifyError),
      });
    } catch (error) {
      notifyError(error);
    }
  };

  return (
    <Panel
      title="Remembered layouts"
      flush
      aside={
        <span className={classes.answer}>
          <Button size="compact-xs" variant="default" disabled={rows.length === 0} onClick={() => void save()}>
            Export…
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => chooser.current?.click()}>
            Import…
          </Button>
        </span>
      }
    >
      <input
        ref={chooser}
        type="file"
        accept=".json"
        className="db-hidden"
        aria-label="File of layouts"
        tabIndex={-1}
        onChange={(event) => void read(event.currentTarget)}
      />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && (
        <p className={classes.more}>
          None yet. What you say about a file’s columns is kept here for the next file with the same ones.
        </p>
      )}
      {rows.length > 0 && (
        <section className={classes.scrollX} aria-label="Remembered layouts, scrollable">
          <table className={classes.table} aria-label="Layouts">
            <thead>
              <tr>
                <th scope="col">Layout</th>
                <th scope="col">Taken as</th>
                <th scope="col">Columns</th>
                <th scope="col">Dates</th>
                <th scope="col">Currency</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className="db-hidden">Change</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.layout}>
                  <th scope="row" className={classes.fileName} title={nameOf(row)}>
                    {nameOf(row)}
                  </th>
                  <td>{KIND_WORDS[row.kind]}</td>
                  <td className={classes.raw} title={row.headers.join('\n')}>
                    {row.headers.filter(Boolean).join(' · ')}
                  </td>
                  <td>{row.dates ? DATE_ORDER_WORDS[row.dates] : <span className="db-quiet">as written</span>}</td>
                  <td>{row.currency ?? <span className="db-quiet">as written</span>}</td>
                  <td>
                    <DateWords date={row.usedAt.slice(0, 10)} short />
                  </td>
                  <td className={classes.undo}>
                    <span className={classes.pair}>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Edit ${nameOf(row)}`}
                        onClick={() => setEdited(row)}
                      >
                        Edit
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Forget ${nameOf(row)}`}
                        onClick={() => void drop(row)}
                      >
                        Forget
                      </Button>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {edited && <LayoutForm key={edited.layout} row={edited} onDone={() => setEdited(null)} />}
    </Panel>
  );
}

function nameOf(row: LayoutRow): string {
  return row.name ?? `${KIND_WORDS[row.kind]}, ${plural(row.headers.length, 'column')}`;
}
