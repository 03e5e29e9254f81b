import { type KeptRates, keptRate } from './commitments/kept-rate';
import { daysBetween } from './dates';
import type { Commitment, CustomerBook, IsoDate, Money } from './model';
import { sumByCurrency } from './money';
import type { CommitmentResult } from './results';
import { isAttempt, lastTouch } from './touch';

/** One customer as the team's figures need it. */
export interface TeamCustomer {
  book: CustomerBook;
  commitments: readonly CommitmentResult[];
  overdue: readonly Money[];
  oldestDaysPastDue: number | null;
}

interface Promises {
  count: number;
  /** As promised, per currency in minor units. */
  sums: readonly Money[];
}

/** One person's part of the portfolio at an as-of date. */
export interface TeamShare {
  /** Customers assigned to them, and what those owe past due. */
  customers: number;
  overdue: readonly Money[];
  /** Customers this person called, wrote to or visited on the as-of day, whoever's they are; failed attempts count. */
  workedToday: number;
  /** Promises they took down on the as-of day, withdrawn ones left out. */
  promisedToday: Promises;
  /** Promises they took down that are still open; sums are what is outstanding. */
  openPromises: Promises;
  /** Of the promises they took down. */
  kept: KeptRates;
  /** Of their overdue customers the one waiting longest for a touch: whole days since the later of the last touch and the oldest due date. */
  longestUntouched: { customerId: number; name: string; days: number } | null;
}

/**
 * The team's figures. What a customer owes counts with whom it is assigned to; work and promises count with who recorded them, so that a
 * hand-out rewrites nobody's record.
 * @param takenBy user id by commitment id
 * @param userId whose; null for the customers of nobody
 */
export function teamShare(
  customers: readonly TeamCustomer[],
  userId: string | null,
  takenBy: ReadonlyMap<string, string>,
  asOf: IsoDate,
): TeamShare {
  const own = customers.filter(({ book }) => book.customer.assignee === userId);
  const taken: { commitment: Commitment; result: CommitmentResult }[] = [];
  let workedToday = 0;
  if (userId !== null)
    for (const { book, commitments } of customers) {
      const done = book.activities.some((one) => one.on === asOf && one.userId === userId && isAttempt(one));
      if (done) workedToday++;
      for (const result of commitments) {
        const commitment = takenBy.get(result.id) === userId && book.commitments.find((one) => one.id === result.id);
        if (commitment) taken.push({ commitment, result });
      }
    }
  const today = taken.filter(({ commitment, result }) => commitment.madeOn === asOf && result.state !== 'withdrawn');
  const open = taken.filter(({ result }) => result.state === 'open');
  return {
    customers: own.length,
    overdue: sumByCurrency(own.flatMap((one) => one.overdue)),
    workedToday,
    promisedToday: {
      count: today.length,
      sums: sumByCurrency(today.map(({ commitment: { currency, minor } }) => ({ currency, minor }))),
    },
    openPromises: {
      count: open.length,
      sums: sumByCurrency(
        open.map(({ commitment, result }) => ({ currency: commitment.currency, minor: result.outstandingMinor })),
      ),
    },
    kept: keptRate(
      taken.map((one) => one.commitment),
      taken.map((one) => one.result),
    ),
    longestUntouched: longestUntouched(own, asOf),
  };
}

function longestUntouched(customers: readonly TeamCustomer[], asOf: IsoDate): TeamShare['longestUntouched'] {
  let longest: TeamShare['longestUntouched'] = null;
  for (const { book, oldestDaysPastDue } of customers) {
    if (oldestDaysPastDue === null || oldestDaysPastDue <= 0) continue;
    const touch = lastTouch(book.activities, asOf);
    const days = touch === null ? oldestDaysPastDue : Math.min(oldestDaysPastDue, daysBetween(touch.on, asOf));
    if (longest === null || days > longest.days)
      longest = { customerId: book.customer.id, name: book.customer.name, days };
  }
  return longest;
}
