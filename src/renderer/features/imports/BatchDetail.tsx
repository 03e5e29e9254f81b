import { Button, Modal } from '@mantine/core';
import type { BatchChange, BatchRow } from '@shared/contract/imports';
import { format, parseISO } from 'date-fns';
import { useState } from 'react';
import { useCall } from '../../app/bridge';
import { DateWords } from '../../components/DateWords';
import { ErrorNote } from '../../components/ErrorNote';
import { amountText, plural } from '../../components/format';
import classes from './ImportView.module.css';
import { CHANGE_KINDS, KIND_WORDS } from './words';

/** One import of the history: which file, by whom, and what it changed, each value before and after. */
export function BatchDetail({ row, onClose }: { row: BatchRow; onClose: () => void }) {
  const [from, setFrom] = useState(0);
  const answer = useCall('imports.batch', { batch: row.batch, from }, { keepPrevious: true });
  const found = answer.data;
  const counted = CHANGE_KINDS.filter(({ kind }) => (found?.counts?.[kind] ?? 0) > 0);
  return (
    <Modal opened onClose={onClose} title={row.fileName} size="xl">
      <p>
        {KIND_WORDS[row.kind]} of source {row.source}, list of <DateWords date={row.listDate} />. Imported{' '}
        {format(parseISO(row.importedAt), 'EEE d MMM yyyy, HH:mm')} by {row.byName}.
      </p>
      <p className={classes.hash}>
        File’s SHA-256: <span>{row.fileHash}</span>
      </p>
      {answer.error && <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />}
      {counted.length > 0 && (
        <p className="db-quiet">
          {counted.map(({ kind, label }) => `${label} ${found?.counts?.[kind]?.toLocaleString()}`).join(' · ')}
        </p>
      )}
      {row.undoneAt !== null && <p>It was undone: nothing of it is left.</p>}
      {found?.elsewhere && (
        <p>It came with an exchange file. What it changed is told in the copy where it was imported.</p>
      )}
      {found && !found.elsewhere && row.undoneAt === null && found.changes.length + found.customers.length === 0 && (
        <p className="db-quiet">No item or customer of the ledger changed.</p>
      )}
      {found && found.customers.length > 0 && (
        <ul className={classes.changedCustomers} aria-label="Changed customers">
          {found.customers.map(({ key, name, what }) => (
            <li key={key}>
              <b>{name}</b> <span className="db-quiet">{key}</span> {what}
            </li>
          ))}
        </ul>
      )}
      {found && found.changes.length > 0 && <Items changes={found.changes} />}
      {found && (from > 0 || found.next !== null) && (
        <div className={classes.answer}>
          <span className="db-quiet">
            {plural(found.changes.length, 'item')} from {(from + 1).toLocaleString()} on
          </span>
          <Button
            size="compact-xs"
            variant="default"
            disabled={from === 0}
            onClick={() => setFrom(Math.max(0, from - 500))}
          >
            Earlier
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={found.next === null}
            onClick={() => setFrom(found.next ?? from)}
          >
            More
          </Button>
        </div>
      )}
    </Modal>
  );
}

function Items({ changes }: { changes: readonly BatchChange[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.detail} aria-label="What it changed, scrollable" tabIndex={0}>
      <table className={classes.table} aria-label="What it changed">
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Customer</th>
            <th scope="col">Change</th>
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
          {changes.map((one) => (
            <tr key={`${one.customerKey} ${one.number} ${one.discriminator}`}>
              <th scope="row">{one.number}</th>
              <td className={classes.customer} title={`${one.customerName} (${one.customerKey})`}>
                {one.customerName}
              </td>
              <td>{CHANGE_KINDS.find(({ kind }) => kind === one.change)?.label}</td>
              <td data-numeric className="db-quiet">
                {one.open[0] === null ? '–' : amountText(one.open[0], one.currency)}
              </td>
              <td data-numeric>{amountText(one.open[1], one.currency)}</td>
              <td className={classes.wrap}>
                <Else change={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What changed beside the open amount. */
function Else({ change }: { change: BatchChange }) {
  const { amount, dueOn, currency, what } = change;
  const dueChanged = amount[0] !== null && dueOn[0] !== dueOn[1];
  return (
    <>
      {what}
      {amount[0] !== null && amount[0] !== amount[1] && (
        <span>
          {' '}
          amount {amountText(amount[0], currency)} → {amountText(amount[1], currency)}
        </span>
      )}
      {dueChanged && (
        <span>
          {' '}
          due {dueOn[0] ? <DateWords date={dueOn[0]} short /> : 'none'} →{' '}
          {dueOn[1] ? <DateWords date={dueOn[1]} short /> : 'none'}
        </span>
      )}
    </>
  );
}
