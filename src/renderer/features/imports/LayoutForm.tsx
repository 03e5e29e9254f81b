import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { DATE_ORDERS, IMPORT_FIELDS, IMPORT_KINDS, type ImportField, type ImportKind } from '@shared/contract/imports';
import type { LayoutRow } from '@shared/contract/layouts';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { ErrorNote } from '../../components/ErrorNote';
import classes from './ImportView.module.css';
import { DATE_ORDER_WORDS, FIELD_WORDS, KIND_WORDS } from './words';

/** How files of one layout are taken from now on: what is written here counts for the next one, not for what came in before. */
export function LayoutForm({ row, onDone }: { row: LayoutRow; onDone: () => void }) {
  const save = useCommand('layouts.save');
  const [name, setName] = useState(row.name ?? '');
  const [kind, setKind] = useState<ImportKind>(row.kind);
  const [dates, setDates] = useState(row.dates);
  const [currency, setCurrency] = useState(row.currency ?? '');
  const [map, setMap] = useState(row.map);
  const wrong = currency === '' || /^[A-Z]{3}$/.test(currency) ? null : 'Three letters, like EUR';

  const choose = (header: string, field: string) => {
    const rest = Object.entries(map).filter(([known, column]) => column !== header && known !== field);
    setMap({ ...Object.fromEntries(rest), ...(field !== '' && { [field]: header }) });
  };
  const submit = () =>
    save.mutate(
      { layout: row.layout, name, kind, dates, currency: currency === '' ? null : currency, map },
      { onSuccess: onDone },
    );

  return (
    <Modal opened onClose={onDone} title="Layout" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong === null) submit();
        }}
      >
        {save.error && <ErrorNote error={save.error} />}
        <div className={classes.fields}>
          <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <NativeSelect
            label="Taken as"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as ImportKind)}
            data={IMPORT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
          />
          <NativeSelect
            label="Date order"
            value={dates ?? ''}
            onChange={(event) => setDates(DATE_ORDERS.find((one) => one === event.currentTarget.value) ?? null)}
            data={[
              { value: '', label: 'As written' },
              ...DATE_ORDERS.map((value) => ({ value, label: DATE_ORDER_WORDS[value] })),
            ]}
          />
          <TextInput
            label="Currency"
            placeholder="as written"
            value={currency}
            error={wrong}
            onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
          />
        </div>
        <section className={`${classes.scrollBox} ${classes.columnsOf}`} aria-label="Columns of the layout, scrollable">
          <table className={classes.table} aria-label="Columns of the layout">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Taken for</th>
              </tr>
            </thead>
            <tbody>
              {row.headers.filter(Boolean).map((header, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file, names may repeat
                <tr key={index}>
                  <th scope="row">{header}</th>
                  <td>
                    <NativeSelect
                      aria-label={`${header} is taken for`}
                      className={classes.reason}
                      value={IMPORT_FIELDS.find((field) => map[field] === header) ?? ''}
                      onChange={(event) => choose(header, event.currentTarget.value)}
                      data={[
                        { value: '', label: 'not used' },
                        ...IMPORT_FIELDS.map((value: ImportField) => ({ value, label: FIELD_WORDS[value] })),
                      ]}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={wrong !== null} loading={save.isPending}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
