import { addBusinessDays, onOrAfterBusinessDay } from '@shared/domain/calendar';
import { addDays, daysBetween } from '@shared/domain/dates';
import type { ActivityKind, Calendar, IsoDate, Minor, Outcome } from '@shared/domain/model';
import disputes from '../../../../resources/sample/disputes.json' with { type: 'json' };
import type { Account } from './accounts';
import { type Draft, payment } from './items';
import { type SampleActivity, type SampleContact, type SampleDispute, type SamplePromise, sampleOpen } from './model';
import { SAMPLE_USERS } from './people';
import type { Rng } from './rng';
import { type Facts, phrase, type Situation } from './words';

/** One customer's two years while they are written. */
export interface Story {
  account: Account;
  items: Draft[];
  activities: SampleActivity[];
  /** Who works the account. */
  user: number;
  calendar: Calendar;
  /** Nothing is known to have happened later. */
  last: IsoDate;
  rng: Rng;
}

interface Telling extends Partial<Omit<SampleActivity, 'on' | 'kind' | 'outcome' | 'note' | 'contactName'>> {
  contact?: SampleContact | null;
  items?: readonly Draft[];
  amount?: Minor;
  date?: IsoDate;
  situation?: Situation;
  /** How often there is a note at all; 1 by default. */
  noted?: number;
}

const SITUATIONS: Partial<Record<`${ActivityKind}_${Outcome}`, Situation>> = {
  mail_sent: 'mail_sent',
  mail_reply: 'mail_reply',
  mail_batch: 'batch',
  letter_sent: 'letter_sent',
  sms_sent: 'sms_sent',
  visit_met: 'visit_met',
};

/** Whether `overdueAt` finds anything. */
export function isOverdue(story: Story, on: IsoDate, patience: number): boolean {
  const latest = addDays(on, -1 - patience);
  return story.items.some(
    (item) => item.type === 'invoice' && item.dueOn !== null && item.dueOn <= latest && sampleOpen(item, on) > 0,
  );
}

/** Invoices open and due before the day, by at least `patience` days, oldest first. */
export function overdueAt(story: Story, on: IsoDate, patience = 0): Draft[] {
  const latest = addDays(on, -1 - patience);
  return story.items
    .filter((item) => item.type === 'invoice' && item.dueOn !== null && item.dueOn <= latest && item.issuedOn <= on)
    .filter((item) => sampleOpen(item, on) > 0)
    .sort((a, b) => (a.dueOn! < b.dueOn! ? -1 : a.dueOn! > b.dueOn! ? 1 : a.number < b.number ? -1 : 1));
}

export function openSum(items: readonly Draft[], on: IsoDate): Minor {
  return items.reduce((sum, item) => sum + sampleOpen(item, on), 0);
}

/** Accounts payable mostly, sometimes another person of theirs. */
export function someone(story: Story): SampleContact {
  const theirs = story.account.customer.contacts.filter((contact) => !contact.internal);
  return story.rng.chance(0.72) ? theirs[0]! : story.rng.pick(theirs);
}

/** Appends an activity with a note that fits it. */
export function tell(
  story: Story,
  on: IsoDate,
  kind: ActivityKind,
  outcome: Outcome | null,
  telling: Telling = {},
): SampleActivity {
  const { rng, account } = story;
  const { contact = someone(story), items = [], amount, date, situation, noted = 1, ...given } = telling;
  const user = given.user ?? story.user;
  const facts: Facts = {
    on,
    contact: contact?.name ?? null,
    user: SAMPLE_USERS[user]!.name.split(' ')[0]!,
    items: items.map((item) => item.number),
    amount: items[0] ? { currency: items[0].currency, minor: amount ?? openSum(items, on) } : null,
    date: date ?? null,
    po: items.find((item) => item.poNumber !== null)?.poNumber ?? null,
    days: items[0]?.dueOn ? daysBetween(items[0].dueOn, on) : null,
  };
  const about =
    situation ?? SITUATIONS[`${kind}_${outcome ?? 'sent'}`] ?? (kind === 'note' ? 'note' : (outcome as Situation));
  const activity: SampleActivity = {
    at: `${String(rng.int(7, 15)).padStart(2, '0')}:${String(rng.int(2, 58)).padStart(2, '0')}`,
    customerKey: account.customer.key,
    private: false,
    followUpOn: null,
    followUpAt: null,
    promise: null,
    dispute: null,
    ...given,
    on,
    kind,
    outcome,
    user,
    contactName: contact?.name ?? null,
    note: rng.chance(noted) ? phrase(rng, about, facts) : null,
  };
  story.activities.push(activity);
  return activity;
}

/** A call in which the items were promised for a day; oral unless more is said. All items are of one currency. */
export function promised(
  story: Story,
  on: IsoDate,
  items: readonly Draft[],
  promisedFor: IsoDate,
  more: Partial<Pick<SamplePromise, 'minor' | 'pauseWhy' | 'withdrawn'>> & {
    written?: 'drafted' | 'mail' | 'reply';
  } = {},
): SamplePromise {
  const { rng } = story;
  const contact = someone(story);
  const minor = more.minor ?? openSum(items, on);
  const nextDay = addBusinessDays(story.calendar, on, 1);
  const confirmedOn = more.written === 'reply' ? nextDay : on;
  const facts: Facts = {
    on,
    contact: contact.name,
    user: SAMPLE_USERS[story.user]!.name,
    items: items.map((item) => item.number),
    amount: { currency: items[0]!.currency, minor },
    date: promisedFor,
  };
  const promise: SamplePromise = {
    currency: items[0]!.currency,
    minor,
    promisedFor,
    items: items.map((item) => item.number),
    pauseWhy: more.pauseWhy ?? null,
    drafted: more.written === undefined ? null : { on, text: phrase(rng, 'confirm_mail', facts) ?? '' },
    confirmed:
      (more.written === 'mail' || more.written === 'reply') && confirmedOn <= story.last
        ? {
            on: confirmedOn,
            via: more.written,
            text: phrase(rng, more.written === 'mail' ? 'confirm_mail' : 'confirm_reply', facts) ?? '',
          }
        : null,
    withdrawn: more.withdrawn ?? null,
  };
  tell(story, on, 'call', 'promised', { contact, items, amount: minor, date: promisedFor, promise });
  return promise;
}

/** A call in which an item was disputed. */
export function disputed(
  story: Story,
  on: IsoDate,
  item: Draft,
  more: Pick<SampleDispute, 'partMinor' | 'answerOn' | 'resolved'>,
): void {
  const { rng } = story;
  const types = Object.keys(disputes) as (keyof typeof disputes)[];
  const type = rng.pick(item.poNumber === null ? types.filter((name) => name !== 'po') : types);
  tell(story, on, 'call', 'disputes', {
    items: [item],
    dispute: { items: [item.number], type, reason: rng.pick(disputes[type]), ...more },
  });
}

/** Forgets what would have been paid on the items after the day. */
export function unpaidAfter(items: readonly Draft[], day: IsoDate): void {
  for (const item of items) item.payments = item.payments.filter((p) => p.on <= day);
}

/** Instead of what would have been paid after `day`: the rest, or that much of it, on that business day. */
export function payOn(story: Story, item: Draft, day: IsoDate, on: IsoDate, minor?: Minor): void {
  unpaidAfter([item], day);
  const open = openSum([item], day);
  const amount = Math.min(open, minor ?? open);
  if (amount > 0) item.payments.push(payment(story.rng, onOrAfterBusinessDay(story.calendar, on), amount));
}
