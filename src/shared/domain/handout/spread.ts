import type { CurrencyCode, Minor } from '../model';
import { type HandoutCustomer, type Measure, minorIn } from './rules';

interface Load {
  userId: string;
  customers: number;
  sums: Map<CurrencyCode, Minor>;
}

/**
 * Deals customers out among people: to nobody when there are none, all to the one, else each, the largest amount first, to
 * whoever has least. Amounts of different currencies are never added: a customer counts in the base currency if it has any
 * there, else in the first by code; one without an amount goes to whoever has the fewest customers.
 * @param held what everybody already has, which is levelled with
 */
export function spread(
  customers: readonly HandoutCustomer[],
  to: readonly string[],
  evenly: Measure,
  base: CurrencyCode,
  held: ReadonlyMap<HandoutCustomer, string | null>,
): Map<HandoutCustomer, string | null> {
  const [only = null, ...more] = to;
  if (more.length === 0) return new Map(customers.map((customer) => [customer, only]));
  const loads = to.map((userId): Load => ({ userId, customers: 0, sums: new Map() }));
  for (const [customer, userId] of held) {
    const load = loads.find((one) => one.userId === userId);
    if (load) give(load, customer, evenly);
  }
  const dealt = new Map<HandoutCustomer, string | null>();
  for (const { customer, currency } of inOrder(customers, evenly, base)) {
    const load = loads.reduce((least, one) => (lighter(one, least, currency) ? one : least));
    give(load, customer, evenly);
    dealt.set(customer, load.userId);
  }
  return dealt;
}

function give(load: Load, customer: HandoutCustomer, evenly: Measure): void {
  load.customers++;
  if (evenly === 'customers') return;
  for (const { currency, minor } of customer[evenly]) load.sums.set(currency, (load.sums.get(currency) ?? 0) + minor);
}

/** Whether `a` has less than `b`: first of the currency, then in number. */
function lighter(a: Load, b: Load, currency: CurrencyCode | null): boolean {
  const difference = currency === null ? 0 : (a.sums.get(currency) ?? 0) - (b.sums.get(currency) ?? 0);
  return difference < 0 || (difference === 0 && a.customers < b.customers);
}

/** Base currency first, then by code, at last those without an amount; within one the largest first, then by key. */
function inOrder(customers: readonly HandoutCustomer[], evenly: Measure, base: CurrencyCode) {
  return customers
    .map((customer) => {
      const currency = evenly === 'customers' ? null : currencyOf(customer, evenly, base);
      const minor = currency === null || evenly === 'customers' ? 0 : minorIn(customer[evenly], currency);
      const place = currency === null ? '2' : currency === base ? '0' : `1${currency}`;
      return { customer, currency, minor, place };
    })
    .sort(
      (a, b) =>
        compare(a.place, b.place) ||
        b.minor - a.minor ||
        compare(a.customer.key, b.customer.key) ||
        compare(a.customer.source, b.customer.source),
    );
}

function currencyOf(customer: HandoutCustomer, evenly: 'open' | 'overdue', base: CurrencyCode): CurrencyCode | null {
  const codes = customer[evenly].filter((sum) => sum.minor > 0).map((sum) => sum.currency);
  return codes.includes(base) ? base : (codes.sort()[0] ?? null);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
