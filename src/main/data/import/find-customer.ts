import type { CustomerRow, Ledger } from './ledger';
import { headerWords } from './understand/synonyms';

/** Finds the customers rows name, for files that create none. */
export class CustomerFinder {
  readonly #ledger: Ledger;
  /** By the words of the name; null where several are called so. Made when the first row gives a name instead of a key. */
  #byName: Map<string, CustomerRow | null> | null = null;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** The customer a row names: by key, else by a name that only one customer of the source has. */
  find(given: { key: string; name: string | null }): CustomerRow | undefined {
    const byKey = this.#ledger.customers.get(given.key);
    if (byKey || given.name === null || given.key !== given.name) return byKey;
    this.#byName ??= this.#names();
    return this.#byName.get(headerWords(given.name)) ?? undefined;
  }

  #names(): Map<string, CustomerRow | null> {
    const names = new Map<string, CustomerRow | null>();
    for (const customer of this.#ledger.customers.values()) {
      const words = headerWords(customer.name);
      names.set(words, names.has(words) ? null : customer);
    }
    return names;
  }
}
