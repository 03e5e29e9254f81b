import type { RuleContext } from '../context';
import type { CurrencyCode, Customer, CustomerBook, Minor, Reason } from '../model';
import { openMinor } from '../open-amount';
import type { Agenda, AgendaEntry, NotListed } from '../results';
import { compareActivities } from '../touch';
import type { Clock } from './day';
import { dayEffect, hourCome } from './day';
import type { Facts } from './facts';
import { overdueOf } from './facts';
import { hardGate, snoozeActive } from './gates';
import { followUpInForce } from './moments';
import { type Notes, takeNotes } from './notes';
import { compareKeys, comparePins, inOrder } from './order';
import { pendingCallBack } from './pins';
import { proposeA } from './points';
import type { AmountA, Row, Standing } from './ranked';
import { entryOf, rankedOf } from './ranked';

/** Whose list, and what time it is there. */
export interface Who extends Clock {
  /** User id; null makes the list of everybody's customers. */
  userId: string | null;
  /** Builds only the first so many entries; all of them when absent. Places, counts and the other lists are the same. */
  limit?: number;
}

interface Resting {
  customer: Customer;
  reason: Reason;
}

interface Morning {
  /** On the list. */
  listed: Row[];
  /** Kept off by a soft gate, with its reason. */
  gated: { row: Row; reason: Reason; open: boolean }[];
  /** Kept off by a hard gate. */
  closed: Resting[];
  collectables: Map<CurrencyCode, Minor[]>;
  overdueWithoutNextDate: number;
}

/**
 * The list of the as-of day: whom to call first and why. Order, membership and points come from what was recorded before that
 * day and from the ledger up to it; the day's own records only take a customer off (`worked`) or pin one. Whoever stays keeps
 * the morning's rank; who comes on during the day gets the ranks after the last one, in order of arrival. The same portfolio,
 * settings and as-of date give the same list in any order of books; only the hours of the day come from `who`.
 *
 * Every customer with something open is in exactly one of `entries`, `worked` and `notListed`. Accounts collected together are
 * one book: the caller joins them. O(n log n) in customers, linear in what their books hold. Source: rules "Agenda".
 * @param books all customers of the portfolio, also other people's: the amount A of a currency without a stored one is
 * proposed from them.
 */
export function buildAgenda(books: Iterable<CustomerBook>, ctx: RuleContext, who: Who): Agenda {
  const { places, ...plan } = planAgenda(books, ctx, who);
  return { ...plan, entries: places.slice(0, who.limit).map((place) => place.entry()) };
}

/** The agenda with its entries still to be worded: every place is settled, and each entry is made when it is asked for. */
export interface AgendaPlan extends Omit<Agenda, 'entries'> {
  places: readonly { customerId: number; entry: () => AgendaEntry }[];
}

/** The same list for callers that show a part of it. @param notes kept from an earlier list of the same context. */
export function planAgenda(
  books: Iterable<CustomerBook>,
  ctx: RuleContext,
  who: Who,
  notes: Notes = takeNotes(ctx),
): AgendaPlan {
  const morning = readMorning(books, ctx, who, notes);
  const amounts = amountsOf(morning.collectables, ctx);
  const amountA: AmountA = (currency) => amounts.get(currency)?.minor ?? storedA(currency, ctx) ?? 0;
  const standings = standingsOf(morning, amountA, ctx);
  const { left, worked, resting } = afterTheDay(standings, amountA, ctx, who);
  for (const { row, reason, open } of morning.gated) {
    if (open && !row.effect?.arrival)
      resting.push({ customer: row.facts.book.customer, reason: row.effect?.gone ?? reason });
  }
  return {
    asOf: ctx.asOf,
    places: left.map((standing) => ({
      customerId: standing.candidate.facts.book.customer.id,
      entry: () => entryOf(standing, ctx),
    })),
    listed: left.length,
    worked,
    notListed: [...morning.closed, ...resting].sort((a, b) => compareKeys(a.customer, b.customer)).map(named),
    overdueWithoutNextDate: morning.overdueWithoutNextDate,
    amountA: [...amounts.values()],
  };
}

function readMorning(books: Iterable<CustomerBook>, ctx: RuleContext, who: Who, notes: Notes): Morning {
  const morning: Morning = { listed: [], gated: [], closed: [], collectables: new Map(), overdueWithoutNextDate: 0 };
  for (const book of books) {
    const { customer } = book;
    const open = book.items.some((item) => openMinor(item, ctx.asOf) !== 0);
    if (!open && !book.activities.some((activity) => activity.outcome === 'call_back')) continue;
    const closed = hardGate(customer, who.userId, ctx.asOf);
    if (closed !== null && open) morning.closed.push({ customer, reason: closed });
    if (closed !== null && (customer.standing !== 'normal' || !needsProposal(book, ctx))) continue;

    const { facts, event, gate } = notes.morningOf(book);
    for (const { currency, minor } of facts.collectable) {
      const amounts = morning.collectables.get(currency);
      if (amounts) amounts.push(minor);
      else morning.collectables.set(currency, [minor]);
    }
    if (closed !== null) continue;

    const row: Row = { facts, event, effect: dayEffect(book, ctx, who, notes) };
    const now = row.effect?.facts ?? facts;
    if (overdueOf(now).length > 0 && !hasNextDate(now, ctx)) morning.overdueWithoutNextDate += 1;
    if (gate === null) morning.listed.push(row);
    else morning.gated.push({ row, reason: gate, open });
  }
  return morning;
}

function storedA(currency: CurrencyCode, { settings }: RuleContext): Minor | null {
  const stored = settings.amountA[currency] ?? 0;
  return stored > 0 ? stored : null;
}

function needsProposal(book: CustomerBook, ctx: RuleContext): boolean {
  return book.items.some((item) => storedA(item.currency, ctx) === null);
}

/** A of every currency something can be collected in. */
function amountsOf(
  collectables: ReadonlyMap<CurrencyCode, readonly Minor[]>,
  ctx: RuleContext,
): Map<CurrencyCode, Agenda['amountA'][number]> {
  const currencies = [...collectables].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    currencies.map(([currency, minors]) => {
      const stored = storedA(currency, ctx);
      return [currency, { currency, minor: stored ?? proposeA(minors), proposed: stored === null }];
    }),
  );
}

/** The morning's list in order, then those whom a pin of the day brought on, in order of arrival. */
function standingsOf({ listed, gated }: Morning, amountA: AmountA, ctx: RuleContext): Standing[] {
  const ranked = listed.map((row) => rankedOf(row, row.event, amountA, ctx));
  const standings: Standing[] = inOrder(ranked, ctx).map((place, i) => ({ ...place, rank: i + 1 }));
  const comers = gated.flatMap(({ row }) => {
    const arrival = row.effect?.arrival;
    return arrival ? [{ row, arrival }] : [];
  });
  comers.sort(
    (a, b) =>
      compareActivities(a.arrival, b.arrival) || compareKeys(a.row.facts.book.customer, b.row.facts.book.customer),
  );
  for (const { row } of comers) {
    const candidate = rankedOf(row, row.event, amountA, ctx);
    standings.push({ candidate, rank: standings.length + 1, fairness: false, whileAway: false });
  }
  return standings;
}

/** What the day left of the list: pins of the day join the morning's on top, everybody else keeps the order. */
function afterTheDay(standings: readonly Standing[], amountA: AmountA, ctx: RuleContext, clock: Clock) {
  const pinned: Standing[] = [];
  const others: Standing[] = [];
  const worked: Agenda['worked'][number][] = [];
  const resting: Resting[] = [];
  for (const standing of standings) {
    const { candidate } = standing;
    const { effect, event, facts } = candidate;
    const { customer } = facts.book;
    if (effect?.pin) {
      pinned.push({ ...standing, candidate: rankedOf(candidate, effect.pin, amountA, ctx), whileAway: false });
    } else if (effect?.gone) {
      worked.push({ ...named({ customer, reason: effect.gone }), rank: standing.rank });
    } else if (event !== null && event.on === ctx.asOf && !effect?.back && !hourCome(event.at, clock)) {
      resting.push({ customer, reason: { code: event.kind, text: `call-back at ${event.at}` } });
    } else if (event !== null && !standing.whileAway) pinned.push(standing);
    else others.push(standing);
  }
  pinned.sort((a, b) => comparePins(a.candidate, b.candidate, ctx.asOf));
  return { left: [...pinned, ...others], worked, resting };
}

/** A follow-up or call-back still to come, a promise still open, a running snooze, a hold with an end. */
function hasNextDate({ moments, results, book: { customer } }: Facts, { asOf }: RuleContext): boolean {
  const { hold } = customer;
  return (
    (followUpInForce(moments)?.on ?? '') >= asOf ||
    (pendingCallBack(moments)?.due ?? '') >= asOf ||
    results.some(({ state }) => state === 'open') ||
    snoozeActive(customer, asOf) ||
    (hold !== null && hold.until !== null && hold.until >= asOf)
  );
}

function named({ customer, reason }: Resting): NotListed {
  return { customerId: customer.id, key: customer.key, name: customer.name, reason };
}
