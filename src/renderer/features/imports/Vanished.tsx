import { Checkbox, NativeSelect } from '@mantine/core';
import type { ImportOptions, ImportPreview, VanishedItem } from '@shared/contract/imports';
import { CLOSING_REASONS, type ClosingReason } from '@shared/domain/model';
import { CLOSING_WORDS } from '@shared/domain/words';
import { useState } from 'react';
import { DateWords } from '../../components/DateWords';
import { amountText, plural } from '../../components/format';
import classes from './ImportView.module.css';

interface VanishedProps {
  preview: ImportPreview;
  options: ImportOptions;
  onSay: (options: ImportOptions) => void;
}

const keyOf = (item: VanishedItem) => `${item.customerKey}\u001f${item.number}\u001f${item.discriminator}`;
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
/** Replaced by nothing that is on the list says no more than moved: it is offered with the new number only. */
const REASONS = CLOSING_REASONS.filter((reason) => reason !== 'replaced');
const BY = 'replaced by ';

/** What the complete list no longer names, each with the reason it will be closed with; what looks replaced is chosen already. */
export function Vanished({ preview, options, onSay }: VanishedProps) {
  const items = preview.vanished;
  const count = preview.counts.vanished ?? 0;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = items.filter((item) => ticked.has(keyOf(item)));

  const guessed = items.some((item) => item.proposed !== null);

  const close = (some: readonly VanishedItem[], choice: string) => {
    const said = new Map((options.close ?? []).map((one) => [`${one.customer}\u001f${one.number}`, one]));
    for (const { customerKey, number } of some)
      said.set(`${customerKey}\u001f${number}`, {
        customer: customerKey,
        number,
        ...(choice.startsWith(BY)
          ? { reason: 'replaced' as const, by: choice.slice(BY.length) }
          : { reason: choice as ClosingReason }),
      });
    onSay({ close: [...said.values()] });
    setTicked(new Set());
  };
  const toggle = (item: VanishedItem) => {
    const next = new Set(ticked);
    if (!next.delete(keyOf(item))) next.add(keyOf(item));
    setTicked(next);
  };

  return (
    <>
      <div className={classes.closing}>
        <span className="db-quiet">
          {chosen.length > 0
            ? `${plural(chosen.length, 'item')} ticked:`
            : 'Paid counts for the score and for promises, every other reason does not.'}
        </span>
        {chosen.length > 0 ? (
          <ReasonSelect
            label={`Close the ${plural(chosen.length, 'ticked item')} as`}
            value=""
            onChoose={(reason) => close(chosen, reason)}
          />
        ) : (
          <ReasonSelect
            label="All others as"
            shown
            value={options.closeOthers ?? 'paid'}
            onChoose={(reason) => onSay({ closeOthers: reason as ClosingReason })}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={classes.scrollBox} aria-label="Vanished, scrollable" tabIndex={0}>
        <table className={classes.table} aria-label="Vanished">
          <thead>
            <tr>
              <th scope="col" className={classes.tick}>
                <Checkbox
                  size="xs"
                  aria-label="Tick all"
                  checked={chosen.length === items.length}
                  indeterminate={chosen.length > 0 && chosen.length < items.length}
                  onChange={() => setTicked(chosen.length === items.length ? new Set() : new Set(items.map(keyOf)))}
                />
              </th>
              <th scope="col">Customer</th>
              <th scope="col">Item</th>
              <th scope="col">Due</th>
              <th scope="col" data-numeric>
                Was open
              </th>
              <th scope="col">Closed as</th>
              {guessed && <th scope="col">Why</th>}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={keyOf(item)} data-proposed={item.proposed !== null || undefined}>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={`Tick ${item.number}`}
                    checked={ticked.has(keyOf(item))}
                    onChange={() => toggle(item)}
                  />
                </td>
                <td className={classes.customer} title={`${item.customerName} (${item.customerKey})`}>
                  {item.customerName}
                </td>
                <th scope="row">{item.number}</th>
                <td>{item.dueOn ? <DateWords date={item.dueOn} short /> : <span className="db-quiet">none</span>}</td>
                <td data-numeric>{amountText(item.openMinor, item.currency)}</td>
                <td>
                  <ReasonSelect
                    label={`${item.number} is closed as`}
                    value={item.by === null ? item.reason : `${BY}${item.by}`}
                    by={item.by ?? item.proposed?.by}
                    onChoose={(choice) => close([item], choice)}
                  />
                </td>
                {guessed && <td className={classes.wrap}>{item.proposed?.why}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {items.length < count && (
        <p className={classes.more}>
          {items.length.toLocaleString()} of {count.toLocaleString()} are listed; the rest is closed as{' '}
          {CLOSING_WORDS[options.closeOthers ?? 'paid']}.
        </p>
      )}
    </>
  );
}

interface ReasonSelectProps {
  label: string;
  /** The label stands beside the box rather than being read out only. */
  shown?: boolean;
  value: string;
  by?: string | undefined;
  onChoose: (choice: string) => void;
}

function ReasonSelect({ label, shown, value, by, onChoose }: ReasonSelectProps) {
  const box = (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      onChange={(event) => event.currentTarget.value !== '' && onChoose(event.currentTarget.value)}
      className={classes.reason}
      data={[
        ...(value === '' ? [{ value: '', label: 'Close as…' }] : []),
        ...(by === undefined ? [] : [{ value: `${BY}${by}`, label: `Replaced by ${by}` }]),
        ...(value === 'replaced' ? [{ value, label: 'Replaced' }] : []),
        ...REASONS.map((reason) => ({ value: reason, label: capital(CLOSING_WORDS[reason]) })),
      ]}
    />
  );
  return shown ? (
    <span className={classes.answer}>
      <span aria-hidden="true">{label}</span>
      {box}
    </span>
  ) : (
    box
  );
}
