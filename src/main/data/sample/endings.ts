import { addBusinessDays } from '@shared/domain/calendar';
import { addDays } from '@shared/domain/dates';
import type { IsoDate } from '@shared/domain/model';
import notes from '../../../../resources/sample/notes.json' with { type: 'json' };
import { businessDaysBefore } from './days';
import { type Draft, payment } from './items';
import type { SampleDates } from './model';
import { disputed, openSum, payOn, promised, type Story, tell, unpaidAfter } from './story';

/*
 * What must be on a desk on any morning, told as the last days of some customers. Each has overdue items on which nothing
 * else happens any more. Days are counted in business days: `ago(n)` back from the last list, `ahead(n)` from today.
 */
interface Ending {
  story: Story;
  items: readonly Draft[];
  today: IsoDate;
  dates: SampleDates;
  ago: (n: number) => IsoDate;
  ahead: (n: number) => IsoDate;
}

export function makeEnding(story: Story, items: readonly Draft[], today: IsoDate, dates: SampleDates): Ending {
  return {
    story,
    items,
    today,
    dates,
    ago: (n) => businessDaysBefore(story.calendar, dates.last, n),
    ahead: (n) => addBusinessDays(story.calendar, today, n),
  };
}

type Tell = (ending: Ending) => void;

const callBackAt =
  (at: string | null): Tell =>
  ({ story, items, today, ago }) => {
    tell(story, ago(2), 'call', 'call_back', { items, date: today, followUpOn: today, followUpAt: at });
  };

/** A promise whose window ends `end` business days before the last list; two business days are the settings' tolerance. */
const missed =
  (made: number, end: number): Tell =>
  ({ story, items, ago }) => {
    promised(story, ago(made), items, ago(end + 2), { written: story.rng.pick(['drafted', 'mail', 'reply']) });
  };

const openPromise =
  (made: number, due: (ending: Ending) => IsoDate, written?: 'drafted' | 'mail' | 'reply'): Tell =>
  (ending) => {
    promised(ending.story, ending.ago(made), ending.items, due(ending), written === undefined ? {} : { written });
  };

const partlyPaid: Tell = (ending) => {
  const { story, items, ago } = ending;
  promised(story, ago(8), items, ago(4), { written: 'mail' });
  payOn(
    story,
    items[0]!,
    ago(5),
    ago(4),
    items.length > 1 ? undefined : Math.round(openSum(items, ago(5)) / 200) * 100,
  );
};

const justKept: Tell = ({ story, items, ago }) => {
  promised(story, ago(8), items, ago(4), { written: 'reply' });
  for (const item of items) payOn(story, item, ago(5), ago(4));
};

const withdrawn: Tell = ({ story, items, ago, ahead }) => {
  const why = story.rng.pick(notes.withdrawn);
  promised(story, ago(8), items, ahead(3), { withdrawn: { on: ago(2), why } });
};

const promisedAnew: Tell = ({ story, items, ago, ahead }) => {
  promised(story, ago(9), items, ago(1), { written: 'mail' });
  promised(story, ago(4), items, ahead(5), { written: 'drafted' });
};

const openDispute =
  (opened: number, answer: (ending: Ending) => IsoDate, part: boolean): Tell =>
  (ending) => {
    const { story, items, ago } = ending;
    const open = openSum(items.slice(0, 1), ago(opened));
    disputed(story, ago(opened), items[0]!, {
      partMinor: part ? Math.max(100, Math.round(open / 300) * 100) : null,
      answerOn: answer(ending),
      resolved: null,
    });
  };

/** Decided for the customer a few days ago: the credit note is still to come. */
const creditPending: Tell = ({ story, items, ago }) => {
  disputed(story, ago(9), items[0]!, {
    partMinor: Math.max(100, Math.round(openSum(items.slice(0, 1), ago(9)) / 400) * 100),
    answerOn: ago(4),
    resolved: { on: ago(3), inFavourOf: 'customer' },
  });
};

/** Paid by direct debit before the history ends, and back at the bank just before the last list. */
const returned: Tell = ({ story, items, dates, ago }) => {
  const item = items[0]!;
  const paidOn = businessDaysBefore(story.calendar, dates.history, 1);
  const open = openSum([item], paidOn);
  unpaidAfter([item], addDays(paidOn, -1));
  item.payments.push(payment(story.rng, paidOn, open, 'direct debit'));
  item.payments.push(payment(story.rng, ago(1), -open, 'direct debit'));
};

const answered: Tell = ({ story, items, ago }) => {
  const contact = story.account.customer.contacts[0]!;
  tell(story, ago(4), 'mail', 'sent', { items, contact });
  tell(story, ago(0), 'mail', 'reply', { items, contact, at: '15:41', followUpOn: 'none' });
};

const alreadyPaid: Tell = ({ story, items, ago }) => {
  tell(story, ago(2), 'call', 'already_paid', { items: items.slice(0, 1), date: ago(5) });
};

const simply =
  (outcome: 'wrong_number' | 'refuses' | 'voicemail' | 'no_answer'): Tell =>
  ({ story, items, ago }) => {
    tell(story, ago(1), 'call', outcome, { items });
  };

const onHold: Tell = ({ story, items, ago, ahead }) => {
  const until = ahead(12);
  tell(story, ago(6), 'call', 'reached', { items });
  story.account.customer.hold = { from: ago(6), until, reason: story.rng.pick(notes.hold) };
};

const snoozed: Tell = ({ story, items, ago, ahead }) => {
  tell(story, ago(3), 'call', 'reached', { items, followUpOn: 'none' });
  story.account.customer.snooze = { from: ago(2), until: ahead(6), reason: story.rng.pick(notes.snooze) };
};

const standing =
  (word: 'proceedings' | 'do_not_contact', note: string): Tell =>
  ({ story, ago }) => {
    const activity = tell(story, ago(7), 'note', null, { contact: null, noted: 0, followUpOn: 'none' });
    activity.note = note;
    story.account.customer.standing = word;
  };

export interface Role {
  name: string;
  tell: Tell;
  /** Only customers who pay very late come into question. */
  bad?: boolean;
  /** Only a customer of the one who works here, so that it is seen at once. */
  mine?: boolean;
}

/** In the order in which customers are looked for. */
export const ROLES: readonly Role[] = [
  {
    name: 'proceedings',
    mine: true,
    bad: true,
    tell: standing(
      'proceedings',
      'Court opened insolvency proceedings, letter of the administrator is in the file. File our claim.',
    ),
  },
  {
    name: 'do not contact',
    mine: true,
    bad: true,
    tell: standing('do_not_contact', 'Their lawyer asked that all contact goes through him. No calls, no mails.'),
  },
  { name: 'call back with hour', tell: callBackAt('09:30') },
  { name: 'call back in the afternoon', mine: true, tell: callBackAt('14:15') },
  { name: 'call back any time', tell: callBackAt(null) },
  { name: 'returned', mine: true, tell: returned },
  { name: 'returned too', tell: returned },
  { name: 'answered', mine: true, tell: answered },
  { name: 'answered too', tell: answered },
  { name: 'broken', mine: true, tell: missed(9, 3) },
  { name: 'broken at the last list', mine: true, tell: missed(8, 2) },
  { name: 'broken and known bad', bad: true, tell: missed(9, 2) },
  { name: 'waiting for a newer file', tell: missed(9, 0) },
  { name: 'waiting too', tell: missed(8, 0) },
  { name: 'waiting and known bad', mine: true, bad: true, tell: missed(10, 0) },
  { name: 'partly paid', mine: true, tell: partlyPaid },
  { name: 'partly paid too', tell: partlyPaid },
  { name: 'due today, oral', mine: true, tell: openPromise(4, ({ today }) => today) },
  { name: 'due today, drafted', tell: openPromise(5, ({ today }) => today, 'drafted') },
  { name: 'due today, written', mine: true, tell: openPromise(6, ({ today }) => today, 'reply') },
  { name: 'open, oral', mine: true, tell: openPromise(1, ({ ahead }) => ahead(2)) },
  { name: 'open, drafted', mine: true, tell: openPromise(2, ({ ahead }) => ahead(4), 'drafted') },
  { name: 'open, confirmed by mail', mine: true, tell: openPromise(3, ({ ahead }) => ahead(3), 'mail') },
  { name: 'open, confirmed by reply', tell: openPromise(3, ({ ahead }) => ahead(7), 'reply') },
  { name: 'far away', tell: openPromise(2, ({ ahead }) => ahead(28), 'mail') },
  { name: 'kept', tell: justKept },
  { name: 'kept too', tell: justKept },
  { name: 'withdrawn', mine: true, tell: withdrawn },
  { name: 'withdrawn too', tell: withdrawn },
  { name: 'promised anew', mine: true, tell: promisedAnew },
  { name: 'promised anew too', tell: promisedAnew },
  { name: 'dispute, answer late', tell: openDispute(8, ({ ago }) => ago(1), false) },
  { name: 'dispute, part', tell: openDispute(4, ({ ahead }) => ahead(3), true) },
  { name: 'dispute, fresh', mine: true, tell: openDispute(1, ({ ahead }) => ahead(4), false) },
  { name: 'dispute, part late', tell: openDispute(9, ({ ago }) => ago(3), true) },
  { name: 'credit pending', mine: true, tell: creditPending },
  { name: 'already paid', mine: true, tell: alreadyPaid },
  { name: 'already paid too', tell: alreadyPaid },
  { name: 'wrong number', tell: simply('wrong_number') },
  { name: 'refuses', mine: true, bad: true, tell: simply('refuses') },
  { name: 'hold', mine: true, tell: onHold },
  { name: 'snoozed', mine: true, tell: snoozed },
];
