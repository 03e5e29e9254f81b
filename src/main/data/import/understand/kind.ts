import type { ImportKind } from '@shared/contract/imports';
import type { Mapping } from './mapping';

const PAYMENT_WORDS =
  /\b(payments?|receipts?|zahlung(en)?|zahlungseing[aä]nge?|paiements?|r[eè]glements?|pagos?|cobros?|pagamentos?|pagamenti|incassi|betalingen)\b/i;
const OPEN_WORDS =
  /\b(open[ -]?items?|open invoices|outstanding|aged|ag(e)?ing|offene posten|op[- ]?liste|op|balance [aâ]g[eé]e|encours|pendientes?|em aberto|partite aperte|scaduto|openstaande?( posten)?)\b/i;
const CONTACT_WORDS = /\b(contacts?|kontakte|ansprechpartner|contactos?|contatos?|contatti|contactpersonen)\b/i;

const CUSTOMER_FIELDS = [
  'customer_name',
  'country',
  'industry',
  'terms_days',
  'credit_limit',
  'collector',
  'email',
  'phone',
] as const;
const AMOUNTS = ['amount', 'open_amount', 'payment_amount'] as const;
/** What a list of customers does not have; a balance it may. */
const OF_ITEMS = ['item_number', 'due_date', 'issue_date', 'paid_date'] as const;

/**
 * Guesses what a file is from the columns found in it without knowing, helped by its name and title lines. Null when it has
 * neither item numbers, nor customers, nor contacts.
 */
export function guessKind(mapping: Mapping, fileName: string, titles: readonly string[]): ImportKind | null {
  const has = (field: keyof Mapping) => mapping[field] !== undefined;
  const said = [fileName.replace(/[_.]/g, ' '), ...titles].join('\n');
  const customer = has('customer_key') || has('customer_name');
  // Numbers and dates of issue without an amount that could be read: items, though none that can be taken.
  if (has('item_number') && has('issue_date') && !AMOUNTS.some(has)) return null;
  if (has('item_number') && (has('amount') || has('open_amount') || has('payment_amount') || has('payment_date'))) {
    const state = has('due_date') || has('open_amount') || has('terms_days') || has('disputed');
    const paid = has('payment_amount') && !has('amount');
    if (
      !state &&
      (paid || has('payment_reference') || has('payment_method') || PAYMENT_WORDS.test(said)) &&
      !(has('issue_date') && has('paid_date'))
    )
      return 'payments';
    if (has('paid_date') || has('payment_date')) return 'invoices';
    return has('open_amount') || OPEN_WORDS.test(said) ? 'open-items' : 'invoices';
  }
  if (!customer && !has('contact_name')) return null;
  if (
    has('contact_name') &&
    has('email') &&
    !has('credit_limit') &&
    !has('terms_days') &&
    (!has('customer_name') || CONTACT_WORDS.test(said))
  )
    return 'contacts';
  const described = CUSTOMER_FIELDS.filter(has).length;
  const ofItems = OF_ITEMS.some(has) && AMOUNTS.some(has);
  return customer && described > 0 && !ofItems ? 'customers' : null;
}
