import type { Who } from '@shared/domain/agenda/agenda';
import { buildAgenda } from '@shared/domain/agenda/agenda';
import type { RuleContext } from '@shared/domain/context';
import { addDays } from '@shared/domain/dates';
import type { Activity, Contact, CustomerBook, Item } from '@shared/domain/model';
import type { Agenda, AgendaEntry } from '@shared/domain/results';
import type { Settings } from '@shared/domain/settings';
import { bookOf, context, invoice, payment } from './rule-books';

/** Small portfolios for the tests of the agenda: the as-of day is Wednesday 18 November 2026. */

export const TODAY = '2026-11-18';
export const YESTERDAY = '2026-11-17';
export const EVERYBODY: Who = { userId: null, now: null, nowLocalTime: null };

/** A = € 10,000 unless a test says otherwise, so that one customer alone does not set it. */
export function desk(settings: Partial<Settings> = {}, lists: readonly string[] = [TODAY]): RuleContext {
  return context(TODAY, { amountA: { EUR: 1_000_000 }, ...settings }, lists);
}

let lastActivity = 0;

export function activity(on: string, some: Partial<Activity> = {}): Activity {
  lastActivity += 1;
  return {
    id: `a${String(lastActivity).padStart(6, '0')}`,
    kind: 'call',
    outcome: 'reached',
    on,
    recordedAt: `${on}T10:00:00.000Z`,
    userId: 'u1',
    contactName: null,
    internal: false,
    note: null,
    followUpOn: null,
    followUpAt: null,
    commitmentId: null,
    ...some,
  };
}

export function contact(name: string, some: Partial<Contact> = {}): Contact {
  return { id: name, name, role: 'ap', internal: false, email: null, phone: null, ...some };
}

/** An open invoice so many days past due today, issued 30 days before. */
export function overdue(number: string, minor: number, days: number, some: Partial<Item> = {}): Item {
  const dueOn = addDays(TODAY, -days);
  return invoice(number, minor, { dueOn, issuedOn: addDays(dueOn, -30), ...some });
}

/** Invoices of € 100 each, due a month apart more than a year ago (so that "lately" knows nothing) and paid so many days late. */
export function paidLate(...daysLate: number[]): Item[] {
  return daysLate.map((late, i) => {
    const dueOn = addDays(TODAY, -400 - i * 30);
    return invoice(`P${i}`, 10_000, {
      dueOn,
      issuedOn: addDays(dueOn, -30),
      settlements: [payment(addDays(dueOn, late), 10_000)],
    });
  });
}

type Parts = Partial<Omit<CustomerBook, 'customer' | 'items'>> & { customer?: Partial<CustomerBook['customer']> };

/** A customer known to pay 20 days late (Good), so that no test stands under the New pin unless it wants to. */
export function customer(
  key: string,
  items: readonly Item[],
  { customer: some = {}, ...parts }: Parts = {},
): CustomerBook {
  const id = [...key].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_000;
  return {
    ...bookOf([...paidLate(20, 20, 20), ...items], {}, { id, key, name: `Customer ${key}`, ...some }),
    ...parts,
  };
}

/** The same without any payment history. */
export function newcomer(key: string, items: readonly Item[], parts: Parts = {}): CustomerBook {
  const book = customer(key, [], parts);
  return { ...book, items };
}

export function agendaOf(books: readonly CustomerBook[], ctx: RuleContext = desk(), who: Partial<Who> = {}): Agenda {
  return buildAgenda(books, ctx, { ...EVERYBODY, ...who });
}

/** The only entry of a one-customer agenda. */
export function entryOf(book: CustomerBook, ctx: RuleContext = desk(), who: Partial<Who> = {}): AgendaEntry {
  const { entries, notListed, worked } = agendaOf([book], ctx, who);
  const [entry] = entries;
  if (entry === undefined) throw new Error(`not listed: ${JSON.stringify([...notListed, ...worked])}`);
  return entry;
}

/** Why the only customer is off the list. */
export function reasonOff(book: CustomerBook, ctx: RuleContext = desk(), who: Partial<Who> = {}): string {
  const { entries, notListed } = agendaOf([book], ctx, who);
  const [off] = notListed;
  if (off === undefined || entries.length > 0) throw new Error('it is on the list');
  return `${off.reason.code}: ${off.reason.text}`;
}

/** Why the only customer left the list during the day. */
export function reasonWorked(book: CustomerBook, ctx: RuleContext = desk(), who: Partial<Who> = {}): string {
  const [worked] = agendaOf([book], ctx, who).worked;
  if (worked === undefined) throw new Error('it was not worked');
  return `${worked.reason.code}: ${worked.reason.text}`;
}

export const keysOf = (agenda: Agenda): string[] => agenda.entries.map((entry) => entry.key);
