import type { CurrencyCode, Minor, Money } from '@shared/domain/model';
import classes from './components.module.css';
import { amountText } from './format';

interface AmountProps {
  minor: Minor;
  currency: CurrencyCode;
  /** Shows the currency beside the figure; leave it out where the column or total names it once. */
  withCurrency?: boolean;
}

/** An amount of minor units in the reader's locale, tabular figures, never broken over lines. */
export function Amount({ minor, currency, withCurrency = false }: AmountProps) {
  return (
    <span className={classes.amount} title={withCurrency ? undefined : amountText(minor, currency)}>
      {amountText(minor, currency, withCurrency)}
    </span>
  );
}

/** Sums of several currencies, one a line or in a row; a dash when there is none. */
export function MoneyList({ sums, inline = false }: { sums: readonly Money[]; inline?: boolean }) {
  if (sums.length === 0) return <span className={classes.quiet}>–</span>;
  return (
    <span className={inline ? classes.moneyInline : classes.moneyStack}>
      {sums.map((sum) => (
        <Amount key={sum.currency} minor={sum.minor} currency={sum.currency} withCurrency />
      ))}
    </span>
  );
}
