import { Button, TextInput } from '@mantine/core';
import type { ImportOptions, ImportPreview } from '@shared/contract/imports';
import { useState } from 'react';
import { useStatus } from '../../app/queries';
import { offeredOrders } from './date-orders';
import classes from './ImportView.module.css';
import { DATE_ORDER_WORDS } from './words';

interface BlockedProps {
  preview: ImportPreview;
  blocked: NonNullable<ImportPreview['blocked']>;
  onSay: (options: ImportOptions) => void;
}

/** Why the file cannot be recorded yet, with the answer right beside the question. */
export function Blocked({ preview, blocked, onSay }: BlockedProps) {
  const { report } = preview;
  return (
    <section className={classes.blocked} aria-label="To be answered first">
      <p role="alert">{blocked.message}</p>
      <div className={classes.answer}>
        {blocked.code === 'dates_ambiguous' && <ChooseOrder preview={preview} onSay={onSay} />}
        {blocked.code === 'sheet_wanted' &&
          preview.sheets.map((sheet) => (
            <Button key={sheet} variant="default" onClick={() => onSay({ sheet })}>
              {sheet}
            </Button>
          ))}
        {blocked.code === 'currency_unknown' && <ChooseCurrency onSay={onSay} />}
        {blocked.code === 'needs_confirmation' && (
          <TypeSource key={report.source} source={report.source} onSay={onSay} />
        )}
        {blocked.code === 'mapping_incomplete' && (
          <Button variant="default" onClick={showColumns}>
            Show the columns
          </Button>
        )}
      </div>
    </section>
  );
}

export const COLUMNS_ID = 'import-columns';

function showColumns(): void {
  const panel = document.getElementById(COLUMNS_ID);
  panel?.scrollIntoView({ block: 'start' });
  panel?.querySelector<HTMLElement>('select[data-unused]')?.focus();
}

function ChooseOrder({ preview, onSay }: Pick<BlockedProps, 'preview' | 'onSay'>) {
  return (
    <>
      {offeredOrders(preview).map((dates) => (
        <Button key={dates} variant="default" onClick={() => onSay({ dates })}>
          {DATE_ORDER_WORDS[dates]}
        </Button>
      ))}
    </>
  );
}

function ChooseCurrency({ onSay }: { onSay: BlockedProps['onSay'] }) {
  const base = useStatus().data?.baseCurrency;
  const codes = [...new Set([...(base ? [base] : []), 'EUR', 'USD', 'GBP', 'CHF'])];
  return (
    <>
      {codes.map((currency) => (
        <Button key={currency} variant="default" onClick={() => onSay({ currency })}>
          All in {currency}
        </Button>
      ))}
      <span className="db-quiet">or type another one under “Currency”</span>
    </>
  );
}

/** The 20 % brake: a complete list of the wrong source would close half the book, so its name is typed, not clicked. */
function TypeSource({ source, onSay }: { source: string; onSay: BlockedProps['onSay'] }) {
  const [typed, setTyped] = useState('');
  return (
    <form
      className={classes.answer}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === source) onSay({ confirmSettle: true });
      }}
    >
      <TextInput
        aria-label={`Type ${source} to confirm`}
        placeholder={`Type ${source}`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={typed.trim() !== source}>
        Settle them
      </Button>
      <button type="button" className="db-link" onClick={() => onSay({ complete: false })}>
        It is not a complete list
      </button>
    </form>
  );
}
