import type { Money } from '@shared/domain/model';
import { amountText, moneyListText } from './format';
import classes from './MoneyCell.module.css';

/** Sums of several currencies in a table row of one height: two stand above each other, of more the first and how many are behind it. */
export function MoneyCell({ sums }: { sums: readonly Money[] }) {
  const shown = sums.filter((sum) => sum.minor !== 0).sort((a, b) => (a.currency < b.currency ? -1 : 1));
  const [first, second] = shown;
  if (!first) return <span className="db-quiet">–</span>;
  const words = (sum: Money) => amountText(sum.minor, sum.currency);
  if (!second) return <>{words(first)}</>;
  return (
    <span className={classes.two} title={moneyListText(shown)}>
      <span>{words(first)}</span>
      <span>{shown.length === 2 ? words(second) : `+ ${shown.length - 1} currencies`}</span>
    </span>
  );
}
