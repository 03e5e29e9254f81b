import { NativeSelect } from '@mantine/core';
import type { ImportField, ImportOptions, ImportPreview } from '@shared/contract/imports';
import { IMPORT_FIELDS } from '@shared/contract/imports';
import { Panel } from '../../components/Panel';
import { COLUMNS_ID } from './Blocked';
import classes from './ImportView.module.css';
import { FIELD_WORDS } from './words';

/** Which column is taken for what, beside what stands in it. */
export function Columns({ preview, onSay }: { preview: ImportPreview; onSay: (options: ImportOptions) => void }) {
  const { mapping } = preview.report.file;
  const fieldOf = (header: string): ImportField | '' => IMPORT_FIELDS.find((field) => mapping[field] === header) ?? '';

  const choose = (header: string, field: string) => {
    const before = fieldOf(header);
    const map: Partial<Record<ImportField, string>> = { ...mapping };
    if (before !== '') map[before] = '';
    if (field !== '') map[field as ImportField] = header;
    onSay({ map });
  };

  return (
    <div id={COLUMNS_ID}>
      <Panel
        title="Columns"
        flush
        aside={
          <span className="db-quiet">
            {Object.keys(mapping).length} of {preview.headers.length} used
          </span>
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className={classes.scrollX} aria-label="Columns, scrollable" tabIndex={0}>
          <table className={classes.table} aria-label="Columns">
            <thead>
              <tr>
                <th scope="col" data-numeric>
                  No.
                </th>
                <th scope="col">Column in the file</th>
                <th scope="col">First values</th>
                <th scope="col">Taken for</th>
              </tr>
            </thead>
            <tbody>
              {preview.headers.map((header, index) => {
                const field = fieldOf(header);
                const values = [...new Set(preview.sample.map((row) => row[index] ?? '').filter(Boolean))].slice(0, 3);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file, names may repeat
                  <tr key={index} data-dim={field === '' || undefined}>
                    <td data-numeric>{index + 1}</td>
                    <th scope="row" id={`column-${index}`}>
                      {header || <span className="db-quiet">without a name</span>}
                    </th>
                    <td className={classes.raw} title={values.join('\n')}>
                      {values.length > 0 ? values.join(' · ') : <span className="db-quiet">empty</span>}
                    </td>
                    <td>
                      <NativeSelect
                        aria-label={`Column ${index + 1} is taken for`}
                        aria-describedby={`column-${index}`}
                        data-unused={field === '' || undefined}
                        value={field}
                        onChange={(event) => choose(header, event.currentTarget.value)}
                        className={classes.fieldSelect}
                        data={[
                          { value: '', label: 'not used' },
                          ...IMPORT_FIELDS.map((value) => ({
                            value,
                            label:
                              mapping[value] !== undefined && value !== field
                                ? `${FIELD_WORDS[value]} (now “${mapping[value]}”)`
                                : FIELD_WORDS[value],
                          })),
                        ]}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      </Panel>
    </div>
  );
}
