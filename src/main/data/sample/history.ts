import { addBusinessDays, onOrAfterBusinessDay } from '@shared/domain/calendar';
import { addDays, daysBetween } from '@shared/domain/dates';
import type { IsoDate } from '@shared/domain/model';
import type { Draft } from './items';
import { sampleOpen } from './model';
import { PROFILES } from './profiles';
import { disputed, isOverdue, openSum, overdueAt, payOn, promised, type Story, someone, tell } from './story';

/** Business days a promise may come late and is still kept, as in the settings' default. */
const TOLERANCE = 2;

type Act =
  | 'reached'
  | 'voicemail'
  | 'no_answer'
  | 'promised'
  | 'disputes'
  | 'already_paid'
  | 'refuses'
  | 'call_back'
  | 'mail'
  | 'letter'
  | 'sms'
  | 'visit'
  | 'note'
  | 'internal';

const ACTS: Readonly<Record<Act, number>> = {
  reached: 16,
  voicemail: 12,
  no_answer: 10,
  promised: 23,
  disputes: 2.5,
  already_paid: 2,
  refuses: 2,
  call_back: 3,
  mail: 21,
  letter: 3,
  sms: 1.5,
  visit: 0.8,
  note: 4,
  internal: 2,
};

/**
 * What a collector did about the customer's overdue items on the days from..until, and what came of it: a promise moves the
 * payments it was given for, kept, kept in part or broken as this customer is.
 */
export function work(story: Story, days: readonly IsoDate[], diligence: number): void {
  const { rng, account } = story;
  const patience = rng.int(...PROFILES[account.behaviour].patience);
  let next = '';
  for (const day of days) {
    if (day < next) continue;
    if (!isOverdue(story, day, patience)) continue;
    const overdue = overdueAt(story, day, patience);
    next = rng.chance(diligence)
      ? act(story, day, overdue, days.at(-1) as IsoDate)
      : addBusinessDays(story.calendar, day, rng.int(1, 5));
  }
}

/** Returns the day on which the account is looked at again. */
function act(story: Story, day: IsoDate, overdue: readonly Draft[], lastDay: IsoDate): IsoDate {
  const { rng, account, calendar } = story;
  const later = (from: number, to: number): IsoDate => addBusinessDays(calendar, day, rng.int(from, to));
  const act = account.behaviour === 'fresh' ? 'no_answer' : chooseAct(story, day, overdue);
  const items = sameCurrency(overdue);
  switch (act) {
    case 'promised':
      return takePromise(story, day, items);
    case 'disputes':
      return takeDispute(story, day, items[0]!);
    case 'mail':
      tell(story, day, 'mail', 'sent', { items });
      return later(4, 8);
    case 'letter':
      tell(story, day, 'letter', 'sent', { items, contact: null });
      return later(7, 11);
    case 'sms':
      tell(story, day, 'sms', 'sent', { items });
      return later(2, 4);
    case 'visit':
      tell(story, day, 'visit', 'met', { items });
      return later(6, 10);
    case 'note':
      tell(story, day, 'note', null, { items, contact: someone(story), followUpOn: 'none', private: rng.chance(0.2) });
      return later(1, 3);
    case 'internal': {
      const colleague = account.customer.contacts.find((contact) => contact.internal);
      if (colleague)
        tell(story, day, 'mail', 'sent', { items, contact: colleague, situation: 'internal', followUpOn: 'none' });
      return later(2, 5);
    }
    case 'call_back': {
      const on = later(1, 3);
      // Nobody forgets a call-back; one that would lie beyond these days is not agreed on.
      if (on > lastDay) return later(1, 1);
      const at = `${String(rng.int(8, 16)).padStart(2, '0')}:${rng.pick(['00', '15', '30'])}`;
      tell(story, day, 'call', 'call_back', { items, date: on, followUpOn: on, followUpAt: at });
      tell(story, on, 'call', 'reached', { items });
      return later(6, 9);
    }
    case 'already_paid':
      tell(story, day, 'call', 'already_paid', {
        items: items.slice(0, 1),
        date: addBusinessDays(calendar, addDays(day, -5), 1),
      });
      if (rng.chance(0.7)) payOn(story, items[0]!, day, later(1, 3));
      return later(4, 5);
    case 'no_answer':
      tell(story, day, 'call', act, { items, noted: 0.5 });
      return later(1, account.behaviour === 'fresh' ? 6 : 2);
    case 'reached':
      tell(story, day, 'call', act, { items });
      return later(5, 9);
    default:
      tell(story, day, 'call', act, { items, noted: 0.9 });
      return later(1, 3);
  }
}

function chooseAct(story: Story, day: IsoDate, overdue: readonly Draft[]): Act {
  const { payerType } = story.account.customer;
  const oldest = daysBetween(overdue[0]!.dueOn!, day);
  return story.rng.weighted<Act>({
    ...ACTS,
    letter: oldest > 45 ? 6 : 0.5,
    refuses: payerType === 'bad' ? 7 : payerType === 'insolvent' ? 4 : 1,
    disputes: payerType === 'dispute' ? 12 : 1.5,
    promised: payerType === 'insolvent' || payerType === 'bad' ? 27 : ACTS.promised,
  });
}

function takePromise(story: Story, day: IsoDate, overdue: readonly Draft[]): IsoDate {
  const { rng, account, calendar } = story;
  const items = overdue.slice(0, rng.int(1, 5));
  const natural = items[0]!.payments.find((p) => p.on > day)?.on;
  const near = natural !== undefined && natural > addDays(day, 1) && natural < addDays(day, 18);
  const date = near ? onOrAfterBusinessDay(calendar, natural) : addBusinessDays(calendar, day, rng.int(3, 9));
  const end = addBusinessDays(calendar, date, TOLERANCE);
  const whole = openSum(items, day);
  const round = Math.floor((whole * 0.6) / 50_000) * 50_000;
  const minor = items.length === 1 && round >= 50_000 && rng.chance(0.15) ? round : whole;
  const written = rng.weighted({ oral: 42, drafted: 8, mail: 32, reply: 18 });
  promised(story, day, items, date, { minor, ...(written !== 'oral' && { written }) });
  const fate = rng.weighted(PROFILES[account.behaviour].keeps);
  const missed = (): IsoDate => addBusinessDays(calendar, end, rng.int(2, 16));
  if (fate === 'kept') {
    let left = minor;
    for (const item of items) {
      const open = sampleOpen(item, day);
      const paid = Math.min(left, open);
      payOn(story, item, day, addBusinessDays(calendar, date, rng.pick([0, 0, 0, 1])), paid);
      if (paid < open) payRest(story, item, missed());
      left -= paid;
    }
  } else {
    items.forEach((item, i) => {
      const open = sampleOpen(item, day);
      const part =
        fate !== 'partly'
          ? 0
          : items.length > 1
            ? i === 0
              ? open
              : 0
            : Math.round((open * rng.int(30, 60)) / 10_000) * 100;
      if (part > 0) payOn(story, item, day, date, part);
      const planned = item.payments.some((p) => p.on > end);
      if (part === 0 && !planned) payOn(story, item, day, missed());
      else if (part > 0 && part < open) payRest(story, item, missed());
    });
  }
  return addBusinessDays(calendar, end, rng.int(1, 3));
}

/** What is not paid by then is paid on the day. */
function payRest(story: Story, item: Draft, on: IsoDate): void {
  payOn(story, item, addDays(on, -1), on);
}

/** Most are settled for us and paid soon after; else the part is credited and the rest paid. */
function takeDispute(story: Story, day: IsoDate, item: Draft): IsoDate {
  const { rng, calendar } = story;
  const open = sampleOpen(item, day);
  const partMinor = rng.chance(0.5) ? Math.max(100, Math.round((open * rng.int(10, 50)) / 10_000) * 100) : null;
  const resolvedOn = addBusinessDays(calendar, day, rng.int(6, 25));
  const inFavourOf = partMinor !== null && rng.chance(0.4) ? 'customer' : 'us';
  disputed(story, day, item, {
    partMinor,
    answerOn: addBusinessDays(calendar, day, rng.int(5, 10)),
    resolved: resolvedOn > story.last ? null : { on: resolvedOn, inFavourOf },
  });
  const paidOn = addBusinessDays(calendar, resolvedOn, rng.int(3, 12));
  payOn(story, item, day, paidOn, inFavourOf === 'customer' ? open - (partMinor ?? 0) : open);
  if (inFavourOf === 'customer')
    item.payments.push({ on: resolvedOn, minor: partMinor ?? 0, method: 'offset', reference: 'credit after dispute' });
  return addBusinessDays(calendar, resolvedOn, 4);
}

/** The items in the currency of the oldest one. */
function sameCurrency(items: readonly Draft[]): Draft[] {
  return items.filter((item) => item.currency === items[0]!.currency);
}
