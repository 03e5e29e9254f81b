import { Refusal } from '@shared/contract/errors';
import type { CurrencyCode, Minor } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import { counted } from '@shared/domain/words';
import type { ItemRow, Ledger } from './ledger';

export type OpenItem = ItemRow & { key: string; name: string; customer_terms: number | null; open: Minor };

/** A complete list that would settle more of a source's open amount than this must be confirmed by name. */
const BRAKE_PERCENT = 20;
const OPEN =
  'i.amount_minor - coalesce((SELECT sum(s.minor - s.absorbed_minor) FROM settlement s WHERE s.item_id = i.id), 0)';

/** The open items of a source that a list of it does not name. */
export interface MissingItems {
  /** Ascending. */
  ids: readonly number[];
  /** What is open of them per currency (credits count with their size). */
  sizes: ReadonlyMap<CurrencyCode, Minor>;
}

/**
 * What the batch's list does not name of its source's open items: most lists name nearly all.
 * @param firstNew least id of the items this batch created.
 */
export function missingItems(ledger: Ledger, mentioned: { has(id: number): boolean }, firstNew: number): MissingItems {
  // Items first: by their customers they would be fetched from all over the table.
  const rows = ledger.db.raw
    .prepare(
      `SELECT i.id, i.currency, ${OPEN} AS open FROM item i CROSS JOIN customer c ON c.id = i.customer_id
       WHERE i.id < ? AND c.source = ? AND open <> 0 ORDER BY i.id`,
    )
    .raw()
    .iterate(firstNew, ledger.batch.source) as IterableIterator<[id: number, currency: CurrencyCode, open: Minor]>;
  const ids: number[] = [];
  const sizes = new Map<CurrencyCode, Minor>();
  for (const [id, currency, open] of rows) {
    if (mentioned.has(id)) continue;
    ids.push(id);
    sizes.set(currency, (sizes.get(currency) ?? 0) + Math.abs(open));
  }
  return { ids, sizes };
}

/** An item with its customer and what is open of it. */
export function openItem(ledger: Ledger, id: number): OpenItem {
  return ledger.db.get<OpenItem>(
    `SELECT i.*, c.key, c.name, c.terms_days AS customer_terms, ${OPEN} AS open
     FROM item i JOIN customer c ON c.id = i.customer_id WHERE i.id = ?`,
    id,
  ) as OpenItem;
}

/** The open amount of the source per currency as it stood before the list (credits count with their size). */
export function openBefore(ledger: Ledger): Map<CurrencyCode, Minor> {
  const sums = ledger.db.all<{ currency: CurrencyCode; size: Minor }>(
    `SELECT i.currency, sum(abs(${OPEN})) AS size FROM item i CROSS JOIN customer c ON c.id = i.customer_id
     WHERE c.source = ? GROUP BY i.currency`,
    ledger.batch.source,
  );
  return new Map(sums.map(({ currency, size }) => [currency, size]));
}

/** The brake: a refusal `needs_confirmation` when more than a fifth of a currency's open amount would close; else null. */
export function brake(
  ledger: Ledger,
  before: ReadonlyMap<CurrencyCode, Minor>,
  { ids, sizes }: MissingItems,
): Refusal | null {
  const { source } = ledger.batch;
  for (const [currency, closing] of sizes) {
    const open = before.get(currency) ?? 0;
    if (closing * 100 <= open * BRAKE_PERCENT) continue;
    const percent = Math.floor((closing / open) * 100);
    return new Refusal(
      'needs_confirmation',
      `This complete list would close ${counted(ids.length, 'open item')} of the source "${source}": ${formatMoney({ minor: closing, currency })}, ${percent} % of what is open there (${formatMoney({ minor: open, currency })}). Nothing was changed; confirm it if the list really is complete, or import it as changes only.`,
      { source, currency, closingMinor: closing, openMinor: open, items: ids.length },
    );
  }
  return null;
}
