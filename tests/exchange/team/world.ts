import { addDays } from '@shared/domain/dates';
import { Rng } from '../../../src/main/data/sample/rng';

const HEAD = 'Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Open Amount';
/** Open items a customer starts with, and shares of them that are settled and billed anew every day. */
const ITEMS_EACH = 2;
const PAID_DAILY = 0.03;

interface Item {
  customer: number;
  number: number;
  issuedOn: string;
  open: number;
}

/** What the accounting system knows: every day some items are paid, some in part, and new ones are billed. */
export class World {
  readonly customers: number;
  readonly #rng: Rng;
  #items: Item[] = [];
  #next = 1;

  constructor(customers: number, seed: number, firstDay: string) {
    this.customers = customers;
    this.#rng = new Rng(seed).fork('world');
    for (let i = 0; i < customers * ITEMS_EACH; i++) this.#bill(addDays(firstDay, -this.#rng.int(5, 120)));
  }

  /** The complete list of the day, as the accounting system exports it. */
  listOf(day: string): Uint8Array {
    const before = this.#items.length;
    this.#items = this.#items.filter(() => !this.#rng.chance(PAID_DAILY));
    for (const item of this.#items) if (this.#rng.chance(0.005)) item.open = Math.ceil(item.open / 2);
    while (this.#items.length < before) this.#bill(day);
    const lines = this.#items.map(
      ({ customer, number, issuedOn, open }) =>
        `${customerKey(customer)};Firm ${customer};R${number};${issuedOn};${addDays(issuedOn, 30)};EUR;${(open / 100).toFixed(2)}`,
    );
    return new TextEncoder().encode([HEAD, ...lines].join('\n'));
  }

  #bill(issuedOn: string): void {
    const customer = this.#rng.int(1, this.customers);
    this.#items.push({ customer, number: this.#next++, issuedOn, open: this.#rng.int(1_000, 900_000) });
  }
}

export function customerKey(customer: number): string {
  return `C${String(customer).padStart(6, '0')}`;
}
