import type { CurrencyCode, CustomerBook, IsoDate, Item, ItemRef, Minor } from '../model';
import { openMinor } from '../open-amount';
import { oldestFirst } from './item-ref';

/**
 * The items a promise without ticked ones is about: open invoices of the currency, oldest due date first, until their open amounts
 * reach the promised one (rules: Commitments). What is due comes before what is not, which is only reached by a larger amount;
 * items without a due date come last. Each with its whole open amount on the as-of date, also the last.
 */
export function allocateToOldest(
  book: CustomerBook,
  asOf: IsoDate,
  currency: CurrencyCode,
  minor: Minor,
): (ItemRef & { openMinor: Minor })[] {
  const chosen: (ItemRef & { openMinor: Minor })[] = [];
  let left = minor;
  for (const item of openInvoices(book, asOf, currency).sort(oldestFirst)) {
    if (left <= 0) break;
    const open = openMinor(item, asOf);
    chosen.push({ number: item.number, discriminator: item.discriminator, openMinor: open });
    left -= open;
  }
  return chosen;
}

/** A customer's invoices of one currency with something open. */
export function openInvoices(book: CustomerBook, asOf: IsoDate, currency: CurrencyCode): Item[] {
  return book.items.filter(
    (item) => item.type === 'invoice' && item.currency === currency && openMinor(item, asOf) > 0,
  );
}
