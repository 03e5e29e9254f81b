import { agingOf } from '@shared/domain/aging';
import { collectable, standings } from '@shared/domain/collectable';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import type { RuleContext } from '@shared/domain/context';
import type { CustomerBook, IsoDate, Money } from '@shared/domain/model';
import { sumByCurrency } from '@shared/domain/money';
import type { AgingRow, CommitmentResult, ItemStanding, ScoreResult } from '@shared/domain/results';
import { scoreOf } from '@shared/domain/score';
import { contextAt, type Desk } from './desk';

/** What the rules say of one customer at one as-of date. */
export interface CustomerDay {
  commitments: readonly CommitmentResult[];
  standings: readonly ItemStanding[];
  collectable: readonly Money[];
  score: ScoreResult;
  aging: readonly AgingRow[];
  /** Balance per currency, credits included; the aging's own sum. */
  open: readonly Money[];
  /** Open amounts past due, per currency. */
  overdue: readonly Money[];
  oldestDaysPastDue: number | null;
}

export interface Day {
  desk: Desk;
  ctx: RuleContext;
  of: (book: CustomerBook) => CustomerDay;
}

const days = new WeakMap<Desk, Map<IsoDate, Day>>();

/** The desk at an as-of date; each customer is judged once per day and revision, whichever view asks first. */
export function dayOf(desk: Desk, asOf: IsoDate): Day {
  const known = days.get(desk) ?? new Map<IsoDate, Day>();
  days.set(desk, known);
  const found = known.get(asOf);
  if (found) return found;
  const ctx = contextAt(desk, asOf);
  const judged = new Map<number, CustomerDay>();
  const day: Day = {
    desk,
    ctx,
    of: (book) => {
      let result = judged.get(book.customer.id);
      if (!result) {
        result = judge(book, ctx);
        judged.set(book.customer.id, result);
      }
      return result;
    },
  };
  known.set(asOf, day);
  return day;
}

function judge(book: CustomerBook, ctx: RuleContext): CustomerDay {
  const commitments = judgeCommitments(book, ctx);
  const standing = standings(book, ctx, commitments);
  const aging = agingOf(book.items, ctx.asOf, ctx.settings.bucketEdges);
  const currencyOf = new Map(book.items.map((item) => [item.id, item.currency]));
  const overdue = standing.filter((s) => s.bucket !== 'credits' && s.daysPastDue !== null && s.daysPastDue > 0);
  return {
    commitments,
    standings: standing,
    collectable: collectable(book, ctx, standing),
    score: scoreOf(book, ctx),
    aging,
    open: aging.map((row) => ({ currency: row.currency, minor: row.balance })),
    overdue: sumByCurrency(overdue.map((s) => ({ currency: currencyOf.get(s.itemId) as string, minor: s.openMinor }))),
    oldestDaysPastDue: overdue.reduce<number | null>((max, s) => Math.max(max ?? 0, s.daysPastDue as number), null),
  };
}
