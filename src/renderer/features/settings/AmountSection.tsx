import { Button, TextInput } from '@mantine/core';
import type { SettingsView } from '@shared/contract/settings';
import type { CurrencyCode } from '@shared/domain/model';
import { amountText, currencyDigits, decimalText } from '../../components/format';
import { parseAmountEntry } from '../customer/amount-entry';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { useSection } from './use-section';

export function AmountSection({ title, view }: { title: string; view: SettingsView }) {
  const section = useSection(title, view.settings);
  const { typed } = section;
  const amounts = section.get('amountA');
  const base = section.get('baseCurrency');
  const currencies = [
    ...new Set([view.settings.baseCurrency, ...Object.keys(view.proposedA), ...Object.keys(view.settings.amountA)]),
  ];
  const bad = Object.keys(typed).filter(
    (currency) => typed[currency]?.trim() !== '' && parse(typed[currency] ?? '', currency) === null,
  );
  const wrong = !/^[A-Z]{3}$/.test(base)
    ? 'The base currency is a three-letter code, like EUR.'
    : bad.length > 0
      ? `${bad.join(', ')}: not an amount.`
      : null;

  const put = (currency: CurrencyCode, minor: number | null) => {
    const { [currency]: _, ...others } = amounts;
    section.set('amountA', minor === null ? others : { ...others, [currency]: minor });
  };
  const type = (currency: CurrencyCode, text: string) => {
    section.type(currency, text);
    const minor = parse(text, currency);
    if (minor !== null || text.trim() === '') put(currency, minor);
  };
  const accept = (currency: CurrencyCode, minor: number) => {
    section.type(currency, undefined);
    put(currency, minor);
  };

  return (
    <SectionPanel
      title={title}
      section={section}
      wrong={wrong}
      intro="Amount A is what counts as a large sum in a currency: from there on a customer gets all the points for money. It is proposed from what nine of ten customers owe at most, and changes only when you accept it."
    >
      <table className={classes.amounts} aria-label="Amount A">
        <thead>
          <tr>
            <th scope="col">Currency</th>
            <th scope="col">Amount A</th>
            <th scope="col" data-numeric>
              Proposed
            </th>
            <th scope="col">
              <span className="db-hidden">Accept</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {currencies.map((currency) => {
            const set = amounts[currency];
            const proposed = view.proposedA[currency];
            return (
              <tr key={currency}>
                <th scope="row">{currency}</th>
                <td>
                  <TextInput
                    aria-label={`Amount A in ${currency}`}
                    placeholder="the day’s proposal"
                    error={bad.includes(currency)}
                    value={typed[currency] ?? (set === undefined ? '' : decimalText(set, currency))}
                    onChange={(event) => type(currency, event.currentTarget.value)}
                    onBlur={() =>
                      typed[currency] !== undefined && !bad.includes(currency) && section.type(currency, undefined)
                    }
                    classNames={{ input: classes.right }}
                    w={150}
                  />
                </td>
                <td data-numeric>
                  {proposed === undefined ? <span className="db-quiet">–</span> : amountText(proposed, currency)}
                </td>
                <td>
                  {proposed !== undefined && proposed !== set && (
                    <Button size="compact-xs" variant="default" onClick={() => accept(currency, proposed)}>
                      Accept<span className="db-hidden"> the proposal for {currency}</span>
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className={classes.grid}>
        <TextInput
          label="Base currency"
          description="Taken where a list names no currency. Standard: EUR."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ description: classes.explains }}
          maxLength={3}
          maw={240}
          value={base}
          onChange={(event) => section.set('baseCurrency', event.currentTarget.value.toUpperCase())}
        />
      </div>
    </SectionPanel>
  );
}

const parse = (text: string, currency: CurrencyCode) => parseAmountEntry(text, currencyDigits(currency));
