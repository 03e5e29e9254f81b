import type { CustomerRow, Ledger } from './ledger';
import { headerWords } from './understand/synonyms';

/** The customer a row names: by key, else by a name that only one customer of the source has. */
export function findCustomer(ledger: Ledger, given: { key: string; name: string | null }): CustomerRow | undefined {
  const byKey = ledger.customers.get(given.key);
  if (byKey || given.name === null || given.key !== given.name) return byKey;
  const words = headerWords(given.name);
  const named = [...ledger.customers.values()].filter((customer) => headerWords(customer.name) === words);
  return named.length === 1 ? named[0] : undefined;
}
