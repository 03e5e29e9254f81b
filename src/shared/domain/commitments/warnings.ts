import type { RuleContext } from '../context';
import { addDays, isIsoDate } from '../dates';
import type { CustomerBook, Item, ItemRef, Money, Reason } from '../model';
import { formatMoney } from '../money';
import { openMinor } from '../open-amount';
import { dayWords } from '../words';
import { allocateToOldest, openInvoices } from './allocate';
import { itemsByRef, refKey } from './item-ref';
import { FAR_AWAY_DAYS, judgeCommitments, LAST_LEVEL } from './judge';
import { levelOf } from './series';

/** A promise as it is about to be recorded at the as-of date. */
export interface PromiseInput extends Money {
  promisedFor: string;
  /** Ticked items; none means the oldest due ones. */
  items: readonly ItemRef[];
  pauseWhy: string | null;
}

/**
 * What speaks against recording a promise: errors refuse it, warnings are shown and it is recorded all the same (rules:
 * Commitments).
 *
 * Errors: `amount_not_positive`, `date_invalid`, `date_past` (before the as-of date), `unknown_item`, `not_an_invoice`, `wrong_currency` (a ticked item in another
 * currency, or no open item in the promised one). Warnings: `above_open`, `far_away` and `third_promise` (the last two unless the user
 * said why it should pause chasing).
 */
export function checkPromise(
  input: PromiseInput,
  book: CustomerBook,
  ctx: RuleContext,
): { errors: Reason[]; warnings: Reason[] } {
  const errors: Reason[] = [];
  const { asOf } = ctx;
  if (!Number.isSafeInteger(input.minor) || input.minor <= 0) {
    errors.push({ code: 'amount_not_positive', text: 'The promised amount must be more than 0.' });
  }
  if (!isIsoDate(input.promisedFor)) {
    errors.push({ code: 'date_invalid', text: `${input.promisedFor} is not a date.` });
  } else if (input.promisedFor < asOf) {
    errors.push({
      code: 'date_past',
      text: `${dayWords(input.promisedFor, asOf)} is past; a promise is for ${dayWords(asOf, asOf)} or later.`,
    });
  }
  const byRef = itemsByRef(book.items.filter((item) => item.knownFrom <= asOf));
  const ticked: Item[] = [];
  for (const ref of input.items) {
    const item = byRef.get(refKey(ref));
    if (item === undefined) errors.push({ code: 'unknown_item', text: `This customer has no item ${ref.number}.` });
    else if (item.type !== 'invoice')
      errors.push({ code: 'not_an_invoice', text: `${item.number} is a credit; a promise stands on invoices.` });
    else ticked.push(item);
  }
  const foreign = ticked.find((item) => item.currency !== input.currency);
  if (foreign !== undefined) {
    errors.push({
      code: 'wrong_currency',
      text: `Item ${foreign.number} is in ${foreign.currency}, not ${input.currency}.`,
    });
  } else if (openInvoices(book, asOf, input.currency).length === 0) {
    errors.push({ code: 'wrong_currency', text: `This customer has no open item in ${input.currency}.` });
  }
  return { errors, warnings: errors.length > 0 ? [] : warningsFor(input, ticked, book, ctx) };
}

function warningsFor(input: PromiseInput, ticked: readonly Item[], book: CustomerBook, ctx: RuleContext): Reason[] {
  const warnings: Reason[] = [];
  const meant = ticked.length > 0 ? ticked : openInvoices(book, ctx.asOf, input.currency);
  const open = meant.reduce((sum, item) => sum + Math.max(0, openMinor(item, ctx.asOf)), 0);
  if (input.minor > open) {
    const text = `More than the ${formatMoney({ currency: input.currency, minor: open })} open on its items.`;
    warnings.push({ code: 'above_open', text });
  }
  if (input.pauseWhy !== null) return warnings;
  if (input.promisedFor > addDays(ctx.asOf, FAR_AWAY_DAYS)) {
    warnings.push({ code: 'far_away', text: `More than ${FAR_AWAY_DAYS} days away: it does not pause chasing.` });
  }
  const level = levelToBe(input, book, ctx);
  if (level >= LAST_LEVEL) {
    warnings.push({ code: 'third_promise', text: `Promise number ${level} on its items: it does not pause chasing.` });
  }
  return warnings;
}

/** The level the promise will have when it is recorded after all others made up to the as-of date. */
function levelToBe(input: PromiseInput, book: CustomerBook, ctx: RuleContext): number {
  const items = input.items.length > 0 ? input.items : allocateToOldest(book, ctx.asOf, input.currency, input.minor);
  const kept = new Set(judgeCommitments(book, ctx).flatMap(({ id, state }) => (state === 'kept' ? [id] : [])));
  return levelOf(
    items,
    book.commitments.filter(({ id, madeOn }) => madeOn <= ctx.asOf && !kept.has(id)),
  );
}
