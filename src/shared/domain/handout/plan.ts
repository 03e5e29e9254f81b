import type { CurrencyCode, Money } from '../model';
import { sumByCurrency } from '../money';
import { type HandoutCustomer, type HandoutRule, meets } from './rules';
import { spread } from './spread';

/** One customer that changes hands. */
export interface Move {
  customerId: number;
  from: string | null;
  to: string | null;
}

/** The move that takes a move back. */
export const turned = ({ customerId, from, to }: Move): Move => ({ customerId, from: to, to: from });

export interface Holding {
  customers: number;
  /** Per currency, in order of the code, minor units. */
  overdue: readonly Money[];
  open: readonly Money[];
}

export interface HandoutShare {
  /** User id; null for nobody. */
  userId: string | null;
  before: Holding;
  after: Holding;
  /** Customers that arrive and that leave. */
  arrive: number;
  leave: number;
}

export interface HandoutPlan {
  /** Customers that change hands, by id. Who is already where a rule wants them is in none. */
  moves: readonly Move[];
  /** How many customers each rule takes, in order of the rules: the first that fits decides. */
  taken: readonly number[];
  /** Customers that meet no rule: they stay where they are. */
  untouched: number;
  /** Everybody who has or gets customers, in order of `people`, then who is not among them, then nobody. */
  shares: readonly HandoutShare[];
}

/**
 * Who would get whom. Rules are asked in order and the first that fits decides; what a rule spreads is levelled with what
 * those people keep or got from the rules before it. The same customers and rules give the same plan, in whatever order
 * they come.
 * @param people ids of those who work in the portfolio, in order of their names
 * @param base the currency that is levelled first
 */
export function planHandout(
  customers: readonly HandoutCustomer[],
  rules: readonly HandoutRule[],
  people: readonly string[],
  base: CurrencyCode,
): HandoutPlan {
  const active = new Set(people);
  const taken: HandoutCustomer[][] = rules.map(() => []);
  const holder = new Map<HandoutCustomer, string | null>();
  for (const customer of customers) {
    const rule = rules.findIndex(({ when }) => meets(customer, when, active));
    if (rule < 0) holder.set(customer, customer.assignee);
    else taken[rule]?.push(customer);
  }
  const untouched = holder.size;
  rules.forEach((rule, i) => {
    for (const [customer, to] of spread(taken[i] ?? [], rule.to, rule.evenly, base, holder)) holder.set(customer, to);
  });
  const moves = [...holder]
    .filter(([customer, to]) => to !== customer.assignee)
    .map(([customer, to]) => ({ customerId: customer.id, from: customer.assignee, to }))
    .sort((a, b) => a.customerId - b.customerId);
  return { moves, taken: taken.map((list) => list.length), untouched, shares: sharesOf(holder, people) };
}

function sharesOf(holder: ReadonlyMap<HandoutCustomer, string | null>, people: readonly string[]): HandoutShare[] {
  const before = groupBy([...holder.keys()], (customer) => customer.assignee);
  const after = groupBy([...holder.keys()], (customer) => holder.get(customer) ?? null);
  const known = new Set(people);
  const others = [...before.keys()].filter((id) => id !== null && !known.has(id)).sort();
  return [...people, ...others, null]
    .filter((id) => before.has(id) || after.has(id))
    .map((userId) => {
      const had = before.get(userId) ?? [];
      const has = after.get(userId) ?? [];
      return {
        userId,
        before: holding(had),
        after: holding(has),
        arrive: has.filter((customer) => customer.assignee !== userId).length,
        leave: had.filter((customer) => holder.get(customer) !== userId).length,
      };
    });
}

function groupBy(
  customers: readonly HandoutCustomer[],
  of: (customer: HandoutCustomer) => string | null,
): Map<string | null, HandoutCustomer[]> {
  const groups = new Map<string | null, HandoutCustomer[]>();
  for (const customer of customers) {
    const id = of(customer);
    const group = groups.get(id);
    if (group) group.push(customer);
    else groups.set(id, [customer]);
  }
  return groups;
}

function holding(customers: readonly HandoutCustomer[]): Holding {
  return {
    customers: customers.length,
    overdue: sumByCurrency(customers.flatMap((customer) => customer.overdue)),
    open: sumByCurrency(customers.flatMap((customer) => customer.open)),
  };
}
