import type { CurrencyCode, Minor } from '@shared/domain/model';
import type { ItemRow, Ledger } from './ledger';

/**
 * The credit notes of a batch's source, known or on its list: an invoice that fell by exactly the amount of one of its customer's was
 * credited, it seems. For the words of the preview only; what is recorded is the fall.
 */
export class CreditNotes {
  readonly #ledger: Ledger;
  readonly #added: string[] = [];
  #known: Set<string> | null = null;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** A credit note the list brings; `minor` is negative. */
  add(customerId: number, currency: CurrencyCode, minor: Minor): void {
    const key = keyOf(customerId, currency, minor);
    if (this.#known) this.#known.add(key);
    else this.#added.push(key);
  }

  /** Whether one of the customer's credit notes has the size of an invoice's fall (positive). */
  explain(item: ItemRow, fall: Minor): boolean {
    if (item.type !== 'invoice' || fall <= 0) return false;
    this.#known ??= this.#read();
    return this.#known.has(keyOf(item.customer_id, item.currency, -fall));
  }

  #read(): Set<string> {
    const rows = this.#ledger.db.all<{ customer_id: number; currency: CurrencyCode; amount_minor: Minor }>(
      // Items first: by their customers they would be fetched from all over the table.
      `SELECT i.customer_id, i.currency, i.amount_minor FROM item i CROSS JOIN customer c ON c.id = i.customer_id
       WHERE i.type = 'credit_note' AND c.source = ?`,
      this.#ledger.batch.source,
    );
    return new Set([...this.#added, ...rows.map((row) => keyOf(row.customer_id, row.currency, row.amount_minor))]);
  }
}

function keyOf(customerId: number, currency: CurrencyCode, minor: Minor): string {
  return `${customerId} ${currency} ${minor}`;
}
