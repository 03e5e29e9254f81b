import { Refusal } from '@shared/contract/errors';
import type { CurrencyCode, Minor } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import { counted } from '@shared/domain/words';
import type { ItemRow, Ledger } from './ledger';

export type OpenItem = ItemRow & { key: string; name: string; customer_terms: number | null; open: Minor };

/** A complete list that would settle more of a source's open amount than this must be confirmed by name. */
const BRAKE_PERCENT = 20;

/** The open items of the batch's source that its list does not name. */
export function missingItems(ledger: Ledger, mentioned: ReadonlySet<number>): OpenItem[] {
  return openItems(ledger).filter((item) => !mentioned.has(item.id));
}

/** The open amount of the source per currency as it stood before the list (credits count with their size). */
export function openBefore(ledger: Ledger): Map<CurrencyCode, Minor> {
  return sizes(openItems(ledger));
}

/** The brake: a refusal `needs_confirmation` when more than a fifth of a currency's open amount would close; else null. */
export function brake(
  source: string,
  before: ReadonlyMap<CurrencyCode, Minor>,
  missing: readonly OpenItem[],
): Refusal | null {
  for (const [currency, closing] of sizes(missing)) {
    const open = before.get(currency) ?? 0;
    if (closing * 100 <= open * BRAKE_PERCENT) continue;
    const percent = Math.floor((closing / open) * 100);
    return new Refusal(
      'needs_confirmation',
      `This complete list would close ${counted(missing.length, 'open item')} of the source "${source}": ${formatMoney({ minor: closing, currency })}, ${percent} % of what is open there (${formatMoney({ minor: open, currency })}). Nothing was changed; confirm it if the list really is complete, or import it as changes only.`,
      { source, currency, closingMinor: closing, openMinor: open, items: missing.length },
    );
  }
  return null;
}

function openItems(ledger: Ledger): OpenItem[] {
  return ledger.db.all<OpenItem>(
    `SELECT i.*, c.key, c.name, c.terms_days AS customer_terms, i.amount_minor - coalesce((SELECT sum(s.minor) FROM settlement s WHERE s.item_id = i.id), 0) AS open
     FROM item i JOIN customer c ON c.id = i.customer_id
     WHERE c.source = ? AND open <> 0 ORDER BY i.id`,
    ledger.batch.source,
  );
}

function sizes(items: readonly OpenItem[]): Map<CurrencyCode, Minor> {
  const sums = new Map<CurrencyCode, Minor>();
  for (const item of items) sums.set(item.currency, (sums.get(item.currency) ?? 0) + Math.abs(item.open));
  return sums;
}
