import { collectable, standings } from '../collectable';
import { judgeCommitments } from '../commitments/judge';
import type { RuleContext } from '../context';
import { addDays } from '../dates';
import type { CurrencyCode, CustomerBook, IsoDate, Minor, Money } from '../model';
import type { CommitmentResult, ItemStanding, ScoreResult } from '../results';
import { scoreOf } from '../score';
import type { Moment } from './moments';
import { momentsOf } from './moments';

/** Everything the stages of the agenda ask about one customer, worked out once. */
export interface Facts {
  book: CustomerBook;
  moments: readonly Moment[];
  results: readonly CommitmentResult[];
  standings: readonly ItemStanding[];
  /** Standings with a chaseable part; all of them are overdue. */
  chaseable: readonly ItemStanding[];
  /** What can be asked for now, by currency; only positive sums. */
  collectable: readonly Money[];
  /** Due date of the oldest chaseable item, or null. */
  oldestDueOn: IsoDate | null;
  /** Worked out when first asked for. */
  score: () => ScoreResult;
}

/** Works out the facts of a book at the as-of date; linear in what the book holds. */
export function factsOf(book: CustomerBook, ctx: RuleContext): Facts {
  const results = judgeCommitments(book, ctx);
  const standing = standings(book, ctx, results);
  const chaseable = standing.filter((item) => item.chaseableMinor > 0);
  const oldest = chaseable.reduce((days, item) => Math.max(days, item.daysPastDue ?? 0), 0);
  let score: ScoreResult | null = null;
  return {
    book,
    moments: momentsOf(book, ctx.asOf),
    results,
    standings: standing,
    chaseable,
    collectable: collectable(book, ctx, standing).filter((money) => money.minor > 0),
    oldestDueOn: chaseable.length > 0 ? addDays(ctx.asOf, -oldest) : null,
    score: () => {
      score ??= scoreOf(book, ctx);
      return score;
    },
  };
}

/** Overdue open invoices, chaseable or not. */
export function overdueOf(facts: Facts): ItemStanding[] {
  return facts.standings.filter((item) => item.openMinor > 0 && (item.daysPastDue ?? 0) > 0);
}

/** Sums by currency of an amount of each standing. */
export function sumsOf(
  standings: readonly ItemStanding[],
  amount: (standing: ItemStanding) => Minor,
): Map<CurrencyCode, Minor> {
  const sums = new Map<CurrencyCode, Minor>();
  for (const standing of standings) {
    const { currency } = standing.item;
    sums.set(currency, (sums.get(currency) ?? 0) + amount(standing));
  }
  return sums;
}
