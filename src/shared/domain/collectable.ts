import { bucketOf, daysPastDue } from './aging';
import { nextBusinessDay } from './calendar';
import { itemsByRef, refKey } from './commitments/item-ref';
import type { RuleContext } from './context';
import type { CurrencyCode, Customer, CustomerBook, Dispute, IsoDate, Item, Minor, Money } from './model';
import { isPaymentLike, openMinor, standingFalls } from './open-amount';
import type { CommitmentResult, ItemStanding } from './results';

/** First day on which an item may be chased: the first business day after its due date (rules: Chaseable); null without one. */
export function chaseFrom(item: Item, ctx: RuleContext): IsoDate | null {
  return item.dueOn === null ? null : nextBusinessDay(ctx.calendar, item.dueOn);
}

/** Whether a hold stops chasing on the as-of date; its first and last day are part of it. */
export function holdActive(customer: Customer, asOf: IsoDate): boolean {
  const { hold } = customer;
  return hold !== null && hold.from <= asOf && (hold.until === null || asOf <= hold.until);
}

/** The disputed part of one item's open amount, minor units; see `disputedByItem`. */
export function disputedMinor(item: Item, book: CustomerBook, asOf: IsoDate): Minor {
  return disputedByItem(book, asOf).get(item.id) ?? 0;
}

/**
 * The disputed part of every open invoice that has one, by item id, minor units, never more than is open (rules: Disputes).
 * A dispute counts from the day it is opened until it is answered in our favour; answered in the customer's, its part waits as
 * *credit pending* until credits lower the items by it. The ledger's own mark disputes the whole item from its issue date.
 * Disputes of whole items come first; then the parts, in order of opening, fill what is undisputed of their items in the order named.
 */
export function disputedByItem(book: CustomerBook, asOf: IsoDate): Map<number, Minor> {
  const disputed = new Map<number, Minor>();
  for (const item of book.items) {
    if (!item.ledgerDisputed || (item.issuedOn ?? item.knownFrom) > asOf) continue;
    const open = openInvoice(item, asOf);
    if (open > 0) disputed.set(item.id, open);
  }
  for (const { dispute, items } of runningDisputes(book, asOf)) {
    let left =
      dispute.partMinor === null ? Number.POSITIVE_INFINITY : dispute.partMinor - credited(dispute, items, asOf);
    for (const item of items) {
      const already = disputed.get(item.id) ?? 0;
      const taken = Math.max(0, Math.min(left, openInvoice(item, asOf) - already));
      if (taken > 0) disputed.set(item.id, already + taken);
      left -= taken;
    }
  }
  return disputed;
}

/**
 * Every item with something open at the as-of date, with what may be chased of it (rules: Chaseable): max(0, open − disputed −
 * promised), and 0 on hold, in litigation, before its chase-from day, without a due date (it is never overdue) and for credits.
 *
 * The outstanding part of the promises that pause chasing is spread over their items in the order named, never over more
 * than is open. Before it, unapplied money that already counts toward a commitment covers that commitment's items, so that a
 * customer is not asked again for what only waits to be matched. Each minor unit is held back once.
 * @param commitments what `judgeCommitments` found for the same book and context.
 */
export function standings(
  book: CustomerBook,
  ctx: RuleContext,
  commitments: readonly CommitmentResult[],
): ItemStanding[] {
  const { asOf } = ctx;
  const stopped = holdActive(book.customer, asOf) || book.customer.standing === 'litigation';
  const disputed = disputedByItem(book, asOf);
  const held = heldByItem(book, asOf, commitments);
  const result: ItemStanding[] = [];
  for (const item of book.items) {
    const open = openMinor(item, asOf);
    if (open === 0) continue;
    const days = daysPastDue(item, asOf);
    const bucket = bucketOf(item, open, asOf, ctx.settings.bucketEdges);
    const disputedPart = disputed.get(item.id) ?? 0;
    const { promised, covered } = held.get(item.id) ?? NOTHING_HELD;
    const from = days !== null && days > 0 && bucket !== 'credits' && !stopped ? chaseFrom(item, ctx) : null;
    result.push({
      item,
      openMinor: open,
      daysPastDue: days,
      bucket,
      disputedMinor: disputedPart,
      promisedMinor: promised,
      coveredMinor: covered,
      chaseableMinor: from !== null && from <= asOf ? Math.max(0, open - disputedPart - promised - covered) : 0,
    });
  }
  return result;
}

/**
 * What can be asked for, per currency in order of the code, only where it is more than 0 (rules: Collectable): Σ chaseable −
 * open credits, without the credits that already stand behind a commitment (they cover its items) and without credit notes
 * that answer a *credit pending* (its part is off the chase already).
 */
export function collectable(book: CustomerBook, ctx: RuleContext, itemStandings: readonly ItemStanding[]): Money[] {
  const sums = new Map<CurrencyCode, { chaseable: Minor; credits: Minor; notes: Minor }>();
  for (const standing of itemStandings) {
    const { item } = standing;
    const sum = sums.get(item.currency) ?? { chaseable: 0, credits: 0, notes: 0 };
    sums.set(item.currency, sum);
    sum.chaseable += standing.chaseableMinor;
    sum.credits += Math.max(0, -standing.openMinor) - (standing.coveredMinor ?? 0);
    if (item.type === 'credit_note') sum.notes += Math.max(0, -standing.openMinor);
  }
  const result: Money[] = [];
  for (const [currency, { chaseable, credits, notes }] of sums) {
    const answered = chaseable > 0 && notes > 0 ? Math.min(notes, pendingCredit(book, currency, ctx.asOf)) : 0;
    const minor = chaseable - Math.max(0, credits - answered);
    if (minor > 0) result.push({ currency, minor });
  }
  return result.sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

interface Held {
  promised: Minor;
  covered: Minor;
}

const NOTHING_HELD: Held = { promised: 0, covered: 0 };

function heldByItem(book: CustomerBook, asOf: IsoDate, results: readonly CommitmentResult[]): Map<number, Held> {
  const held = new Map<number, Held>();
  if (results.length === 0) return held;
  const byRef = itemsByRef(book.items);
  const byId = new Map(book.commitments.map((commitment) => [commitment.id, commitment]));
  const spread = (result: CommitmentResult, kind: keyof Held, minor: Minor) => {
    const commitment = byId.get(result.id);
    let left = minor;
    for (const ref of commitment?.items ?? []) {
      if (left <= 0) return;
      const item = byRef.get(refKey(ref));
      if (item === undefined || item.currency !== commitment?.currency) continue;
      const before = held.get(item.id) ?? NOTHING_HELD;
      const taken = Math.max(0, Math.min(left, openInvoice(item, asOf) - before.promised - before.covered));
      if (taken > 0) held.set(item.id, { ...before, [kind]: before[kind] + taken });
      left -= taken;
    }
  };
  for (const result of results) spread(result, 'covered', result.unappliedMinor ?? 0);
  for (const result of results) if (result.pauses) spread(result, 'promised', result.outstandingMinor);
  return held;
}

/** Disputes that still keep money off the chase, whole items first, then in order of opening, with their open items. */
function runningDisputes(book: CustomerBook, asOf: IsoDate): { dispute: Dispute; items: Item[] }[] {
  const running = book.disputes.filter(
    ({ openedOn, resolved }) =>
      openedOn <= asOf && (resolved === null || resolved.on > asOf || resolved.inFavourOf === 'customer'),
  );
  if (running.length === 0) return [];
  const byRef = itemsByRef(book.items);
  const rank = (dispute: Dispute) => `${dispute.partMinor === null ? 0 : 1}${dispute.openedOn}${dispute.id}`;
  return running
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((dispute) => ({ dispute, items: dispute.items.flatMap((ref) => byRef.get(refKey(ref)) ?? []) }));
}

/** What of a credit pending has arrived on the dispute's items: credits since it was opened, or a fall of exactly the part after it was answered. */
function credited({ openedOn, partMinor, resolved }: Dispute, items: readonly Item[], asOf: IsoDate): Minor {
  if (resolved === null || resolved.on > asOf) return 0;
  let sum = 0;
  for (const item of items) {
    for (const { settlement, minor } of standingFalls(item, asOf)) {
      const credit = !isPaymentLike(settlement) && settlement.by === undefined && settlement.on >= openedOn;
      const sameFall = settlement.kind === 'inferred' && settlement.on > resolved.on && minor === partMinor;
      if (credit || sameFall) sum += minor;
    }
  }
  return sum;
}

function pendingCredit(book: CustomerBook, currency: CurrencyCode, asOf: IsoDate): Minor {
  const disputes = book.disputes.filter(
    ({ resolved }) => resolved !== null && resolved.on <= asOf && resolved.inFavourOf === 'customer',
  );
  const items = book.items.filter((item) => item.currency === currency && !item.ledgerDisputed);
  let sum = 0;
  for (const minor of disputedByItem({ ...book, items, disputes }, asOf).values()) sum += minor;
  return sum;
}

function openInvoice(item: Item, asOf: IsoDate): Minor {
  return item.type === 'invoice' ? Math.max(0, openMinor(item, asOf)) : 0;
}
