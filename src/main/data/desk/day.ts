import type { Facts } from '@shared/domain/agenda/facts';
import { type Notes, takeNotes } from '@shared/domain/agenda/notes';
import { agingOf } from '@shared/domain/aging';
import type { RuleContext } from '@shared/domain/context';
import type { CustomerBook, IsoDate, Money } from '@shared/domain/model';
import { sumByCurrency } from '@shared/domain/money';
import type { AgingRow, CommitmentResult, ItemStanding, ScoreResult } from '@shared/domain/results';
import { type Basis, contextAt, type Desk } from './desk';

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
  /** What the rules worked out of single customers, shared by the list and the views. */
  notes: Notes;
  of: (book: CustomerBook) => CustomerDay;
}

type Judged = Omit<Day, 'desk'>;
const days = new WeakMap<Basis, Map<IsoDate, Judged>>();

/**
 * The desk at an as-of date; each customer is judged once, whichever view asks first, and again only after something was
 * recorded on it or the basis changed.
 */
export function dayOf(desk: Desk, asOf: IsoDate): Day {
  const known = days.get(desk.basis) ?? new Map<IsoDate, Judged>();
  days.set(desk.basis, known);
  let judged = known.get(asOf);
  if (!judged) {
    judged = judgeAt(contextAt(desk.basis, asOf));
    known.set(asOf, judged);
  }
  return { desk, ...judged };
}

function judgeAt(ctx: RuleContext): Judged {
  const notes = takeNotes(ctx);
  const judged = new WeakMap<CustomerBook, CustomerDay>();
  return {
    ctx,
    notes,
    of: (book) => {
      let result = judged.get(book);
      if (!result) {
        result = judge(notes.factsOf(book), ctx);
        judged.set(book, result);
      }
      return result;
    },
  };
}

function judge(facts: Facts, { asOf, settings }: RuleContext): CustomerDay {
  const { standings } = facts;
  const items = standings.map(({ item }) => item);
  const aging = agingOf(items, asOf, settings.bucketEdges);
  const overdue = standings.filter((s) => s.bucket !== 'credits' && s.daysPastDue !== null && s.daysPastDue > 0);
  return {
    commitments: facts.results,
    standings,
    collectable: facts.collectable,
    score: facts.score(),
    aging,
    open: aging.map((row) => ({ currency: row.currency, minor: row.balance })),
    overdue: sumByCurrency(overdue.map(({ item, openMinor }) => ({ currency: item.currency, minor: openMinor }))),
    oldestDaysPastDue: overdue.reduce<number | null>((max, s) => Math.max(max ?? 0, s.daysPastDue as number), null),
  };
}
