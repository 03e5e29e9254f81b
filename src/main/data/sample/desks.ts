import type { IsoDate } from '@shared/domain/model';
import type { Account } from './accounts';
import { makeEnding, ROLES, type Role } from './endings';
import { work } from './history';
import { credit, type Draft } from './items';
import { type SampleDates, sampleOpen } from './model';
import type { Rng } from './rng';
import { overdueAt, type Story, tell, unpaidAfter } from './story';

const MANAGER = 0;
export const ME = 1;
const COLLEAGUE = 2;
const USERS = { me: ME, colleague: COLLEAGUE, manager: MANAGER, nobody: null } as const;
/** Share of the days with something overdue on which a collector gets around to the customer. */
const DILIGENCE = 0.2;

/** Who has which customer: mostly the two collectors, some the manager, some nobody. */
export function assign(rng: Rng, accounts: readonly Account[]): void {
  const deck = rng.deal(accounts.length, { me: 55, colleague: 38, nobody: 4, manager: 3 });
  accounts.forEach((account, i) => {
    account.customer.assignee = USERS[deck[i] ?? 'nobody'];
  });
}

/**
 * Two years of work on all customers: as it comes up to a fortnight before the last list, then the endings that must be there,
 * and for all others as it comes up to the last list.
 */
export function workAll(
  rng: Rng,
  stories: readonly Story[],
  days: readonly IsoDate[],
  today: IsoDate,
  dates: SampleDates,
): void {
  const freeze = days[days.indexOf(dates.last) - 12] as IsoDate;
  const early = days.filter((day) => day <= freeze);
  const late = days.filter((day) => day > freeze && day <= dates.last);
  for (const story of stories) work(story, early, DILIGENCE);
  const cast = castRoles(rng, stories, freeze);
  for (const story of stories) {
    const role = cast.get(story);
    if (!role) {
      work(story, late, DILIGENCE);
      continue;
    }
    const ending = makeEnding(story, chosenItems(story, freeze), today, dates);
    unpaidAfter(ending.items, freeze);
    role.tell(ending);
  }
  for (const story of stories) sendStatements(story, days, dates);
}

/** A customer for each role: overdue by then, in turn of the two collectors, those who pay very late where it is asked for. */
function castRoles(rng: Rng, stories: readonly Story[], freeze: IsoDate): Map<Story, Role> {
  const cast = new Map<Story, Role>();
  const waiting = rng
    .shuffle(stories)
    .sort((a, b) => Number(overdueAt(b, freeze).length > 0) - Number(overdueAt(a, freeze).length > 0));
  ROLES.forEach((role, i) => {
    const wanted = role.mine || i % 2 === 0 ? ME : COLLEAGUE;
    const free = waiting.filter(
      (story) => !cast.has(story) && story.account.behaviour !== 'fresh' && hasDueItem(story, freeze),
    );
    const of = (user: number, bad: boolean) =>
      free.find((s) => s.account.customer.assignee === user && isBad(s) === bad);
    const other = wanted === ME ? COLLEAGUE : ME;
    const found = role.bad
      ? (of(wanted, true) ?? of(other, true) ?? of(wanted, false))
      : (of(wanted, false) ?? of(other, false) ?? of(wanted, true));
    if (found) cast.set(found, role);
  });
  return cast;
}

function isBad(story: Story): boolean {
  return story.account.behaviour === 'late' || story.account.behaviour === 'stuck';
}

function hasDueItem(story: Story, on: IsoDate): boolean {
  return story.items.some((item) => item.type === 'invoice' && item.dueOn !== null && item.dueOn < on);
}

/** Up to three overdue items of one currency; else the item due last, which then was not paid after all. */
function chosenItems(story: Story, freeze: IsoDate): Draft[] {
  const overdue = overdueAt(story, freeze);
  const first = overdue[0];
  if (first) return overdue.filter((item) => item.currency === first.currency).slice(0, 3);
  const due = story.items.filter((item) => item.type === 'invoice' && item.dueOn !== null && item.dueOn < freeze);
  const last = due.reduce((a, b) => (b.dueOn! > a.dueOn! ? b : a));
  last.payments = [];
  return [last];
}

/** Statements go out on the first business day of the last two months to whoever has something open. */
function sendStatements(story: Story, days: readonly IsoDate[], dates: SampleDates): void {
  const firsts = days.filter((day, i) => day <= dates.last && day.slice(0, 7) !== days[i - 1]?.slice(0, 7)).slice(-2);
  for (const day of firsts) {
    const open = story.items.filter((item) => item.issuedOn <= day && sampleOpen(item, day) > 0);
    if (open.length >= 2)
      tell(story, day, 'mail', 'batch', { items: open, contact: null, at: '06:30', followUpOn: 'none' });
  }
}

/** Money nobody could match yet beside overdue items, flags of the ERP, limits that are nearly used up. */
export function finishLedger(
  rng: Rng,
  stories: readonly Story[],
  days: readonly IsoDate[],
  dates: SampleDates,
): Draft[] {
  const overdue = rng.shuffle(
    stories.filter((story) => overdueAt(story, dates.last).length > 0 && story.account.behaviour !== 'fresh'),
  );
  const recent = days.filter((day) => day <= dates.last).slice(-25, -3);
  const unapplied = overdue.slice(0, 5).map((story) => {
    const item = overdueAt(story, dates.last)[0] as Draft;
    return credit(rng, 'unapplied_payment', item, rng.int(25, 90), rng.pick(recent), null);
  });
  const notes = overdue.slice(5, 10).map((story) => {
    const item = overdueAt(story, dates.last)[0] as Draft;
    return credit(rng, 'credit_note', item, rng.pick([5, 10, 20]), rng.pick(recent), null);
  });
  for (const story of overdue.slice(8, 15)) {
    const item = overdueAt(story, dates.last).at(-1) as Draft;
    if (!story.activities.some((a) => a.promise?.items.includes(item.number) || a.dispute?.items.includes(item.number)))
      item.disputed = true;
  }
  const withoutTerms = rng.shuffle(stories).find((story) => untold(story, dates.last).length >= 2);
  if (withoutTerms) dropTerms(withoutTerms, dates.last);
  for (const story of stories) setLimit(rng, story, dates.last);
  return [...unapplied, ...notes];
}

/** A customer without agreed terms, and two items for which nobody entered a due date. */
function dropTerms(story: Story, last: IsoDate): void {
  story.account.customer.termsDays = null;
  for (const item of untold(story, last).slice(-2)) item.dueOn = null;
}

/** Open invoices that no promise or dispute speaks of. */
function untold({ items, activities }: Story, last: IsoDate): Draft[] {
  const told = new Set(activities.flatMap((a) => [...(a.promise?.items ?? []), ...(a.dispute?.items ?? [])]));
  return items.filter((item) => item.type === 'invoice' && sampleOpen(item, last) > 0 && !told.has(item.number));
}

/** A round limit well above what is open for most, hardly above it for some, none for a few. */
function setLimit(rng: Rng, { account, items }: Story, last: IsoDate): void {
  const { customer, medianMinor } = account;
  const open = items
    .filter((item) => item.currency === customer.currencies[0])
    .reduce((sum, item) => sum + Math.max(0, sampleOpen(item, last)), 0);
  const kind = rng.weighted({ none: 12, near: open > 200_000 ? 12 : 0, plenty: 76 });
  if (kind === 'none') return;
  const step = open > 2_000_000 ? 100_000 : 25_000;
  customer.creditLimitMinor =
    kind === 'near'
      ? Math.ceil(open / (rng.int(88, 96) / 100) / step) * step
      : Math.ceil(Math.max(open * 1.6, medianMinor * 6) / 500_000) * 500_000;
}
