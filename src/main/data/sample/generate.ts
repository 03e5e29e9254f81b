import { isBusinessDay } from '@shared/domain/calendar';
import { addDays, fromDay, toDay } from '@shared/domain/dates';
import type { Calendar, IsoDate } from '@shared/domain/model';
import { makeAccounts } from './accounts';
import { closedDaysBetween, sampleDates } from './days';
import { assign, finishLedger, ME, workAll } from './desks';
import { type Draft, makeItems, numbered } from './items';
import type { SampleActivity, SampleDates, SampleItem, SamplePortfolio } from './model';
import { SAMPLE_USERS } from './people';
import { Rng } from './rng';
import type { Story } from './story';

/** The sample everybody sees; tests use others too. */
export const SAMPLE_SEED = 20_261;
const WEEKEND: ReadonlySet<number> = new Set([0, 6]);

/**
 * An invented portfolio: about 120 customers and 2,500 items over the two years that end at `today`. Pure: the same seed and day
 * give the same portfolio, byte for byte. Nothing but due dates, promised days, holds and follow-ups lies after the last
 * list, which is of the business day before `today`. Scores are not set: they come out of the payments.
 */
export function generateSample(seed: number, today: IsoDate): SamplePortfolio {
  const root = new Rng(seed).fork('duebook');
  const start = addDays(today, -730);
  const closedDays = closedDaysBetween(start, addDays(today, 365));
  const calendar: Calendar = { weekend: WEEKEND, closed: new Set(closedDays.map((day) => day.date)) };
  const dates = sampleDates(calendar, today);
  const accounts = makeAccounts(root);
  assign(root.fork('assign'), accounts);
  const drafts = makeItems(root, accounts, calendar, today, dates.last);
  const byKey = new Map<string, Draft[]>(accounts.map((account) => [account.customer.key, []]));
  for (const draft of drafts) byKey.get(draft.customerKey)?.push(draft);
  const stories = accounts.map((account): Story => {
    const { key, assignee } = account.customer;
    const rng = root.fork(`story ${key}`);
    return {
      account,
      items: byKey.get(key) ?? [],
      activities: [],
      user: assignee ?? rng.int(1, 2),
      calendar,
      last: dates.last,
      rng,
    };
  });
  const days = businessDays(calendar, start, today);
  workAll(root.fork('roles'), stories, days, today, dates);
  const extra = finishLedger(root.fork('ledger'), stories, days, dates);
  return {
    today,
    dates,
    name: 'Sample portfolio',
    baseCurrency: 'EUR',
    users: SAMPLE_USERS,
    me: ME,
    customers: accounts.map((account) => account.customer),
    items: allItems(drafts, extra, dates),
    activities: inOrder(stories.flatMap((story) => story.activities)),
    closedDays,
    settings: { minimumAmount: 20 },
  };
}

function businessDays(calendar: Calendar, from: IsoDate, to: IsoDate): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = toDay(from); day <= toDay(to); day++) {
    const date = fromDay(day);
    if (isBusinessDay(calendar, date)) days.push(date);
  }
  return days;
}

/** What the ERP knows on the day of the last list; late credits get the numbers after those already spoken of. */
function allItems(drafts: readonly Draft[], extra: readonly Draft[], dates: SampleDates): SampleItem[] {
  numberAfter(drafts, extra);
  return [...drafts, ...extra].map((draft) => ({
    ...draft,
    payments: draft.payments.filter((p) => p.on <= dates.last).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
  }));
}

function numberAfter(drafts: readonly Draft[], extra: readonly Draft[]): void {
  for (const late of numbered([...extra])) {
    const [prefix = '', digits = ''] = late.number.split('-');
    const before = drafts.filter((draft) => draft.type === late.type).length;
    late.number = `${prefix}-${Number(digits) + before}`;
  }
}

function inOrder(activities: readonly SampleActivity[]): SampleActivity[] {
  const moment = (activity: SampleActivity) => `${activity.on} ${activity.at} ${activity.customerKey}`;
  return activities.toSorted((a, b) => (moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : 0));
}
