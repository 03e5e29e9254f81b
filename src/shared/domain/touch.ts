import { nextBusinessDay } from './calendar';
import type { RuleContext } from './context';
import type { Activity, ActivityKind, IsoDate, IsoMoment, Outcome } from './model';

/** Kinds that go between us and somebody; notes and system entries are no contact. */
const CONTACT_KINDS: ReadonlySet<ActivityKind> = new Set(['call', 'mail', 'letter', 'sms', 'visit']);

/** Somebody who can speak for the debt was on the line, across the table, or wrote. */
const RIGHT_PARTY: ReadonlySet<Outcome> = new Set([
  'reached',
  'promised',
  'disputes',
  'already_paid',
  'refuses',
  'call_back',
  'met',
  'reply',
]);

const FAILED: ReadonlySet<Outcome> = new Set(['no_answer', 'wrong_number', 'failed']);

const HOURS_UNTIL_RETRY = 2;
/** Failed calls are tried this often a day at most. Source: rules "Touch". */
export const CALLS_A_DAY = 2;

function isContact(activity: Activity): boolean {
  return !activity.internal && CONTACT_KINDS.has(activity.kind);
}

/**
 * A contact attempt of ours at the customer, also a failed one. Statements and batch mails, what the customer sent us,
 * internal messages and notes are none. Source: rules "Pins … spent by the first contact attempt after it".
 */
export function isAttempt(activity: Activity): boolean {
  return isContact(activity) && activity.outcome !== 'reply' && activity.outcome !== 'batch';
}

/**
 * A personal call, mail, letter, SMS or visit that reached someone or left a message. A call without an outcome tells
 * nothing and is none; a mail, letter or SMS without one was sent. Source: rules "Touch".
 */
export function isTouch(activity: Activity): boolean {
  if (!isAttempt(activity)) return false;
  if (activity.outcome === null) return activity.kind !== 'call';
  return !FAILED.has(activity.outcome);
}

/**
 * A right-party contact: reached, promised, disputes, already paid, refuses or call back, a meeting, or a reply received.
 * Source: rules "Touch".
 */
export function isRightParty(activity: Activity): boolean {
  return isContact(activity) && activity.outcome !== null && RIGHT_PARTY.has(activity.outcome);
}

/** A call nobody answered. */
export function isFailedCall(activity: Activity): boolean {
  return isContact(activity) && activity.kind === 'call' && activity.outcome === 'no_answer';
}

/** Order of what happened: business date, then the moment of recording, then the id, so that it is the same on every machine. */
export function compareActivities(
  a: Pick<Activity, 'on' | 'recordedAt' | 'id'>,
  b: Pick<Activity, 'on' | 'recordedAt' | 'id'>,
): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function latest(
  activities: readonly Activity[],
  asOf: IsoDate,
  counts: (activity: Activity) => boolean,
): Activity | null {
  let found: Activity | null = null;
  for (const activity of activities) {
    if (activity.on > asOf || !counts(activity)) continue;
    if (found === null || compareActivities(found, activity) < 0) found = activity;
  }
  return found;
}

/** The latest touch with a business date on or before `asOf`, or null. The order of `activities` does not matter. */
export function lastTouch(activities: readonly Activity[], asOf: IsoDate): Activity | null {
  return latest(activities, asOf, isTouch);
}

/** The latest right-party contact or reply with a business date on or before `asOf`, or null. */
export function lastRightParty(activities: readonly Activity[], asOf: IsoDate): Activity | null {
  return latest(activities, asOf, isRightParty);
}

/**
 * When a failed call comes back: two hours after it, at most two attempts a day, then the next business day. Null when the
 * last attempt of the as-of day is not a failed call; `onSameDayAfter` is null once the day's attempts are used up.
 * Source: rules "Touch".
 */
export function failedCallReturn(
  activities: readonly Activity[],
  ctx: RuleContext,
): { onSameDayAfter: IsoMoment | null; nextOn: IsoDate } | null {
  let attempts = 0;
  let last: Activity | null = null;
  for (const activity of activities) {
    if (activity.on !== ctx.asOf || !isAttempt(activity)) continue;
    // Twice a day is said of calls: a mail sent meanwhile uses up none of them.
    if (activity.kind === 'call') attempts += 1;
    if (last === null || compareActivities(last, activity) < 0) last = activity;
  }
  if (last === null || !isFailedCall(last)) return null;
  const retry = new Date(Date.parse(last.recordedAt) + HOURS_UNTIL_RETRY * 3_600_000).toISOString();
  return { onSameDayAfter: attempts < CALLS_A_DAY ? retry : null, nextOn: nextBusinessDay(ctx.calendar, ctx.asOf) };
}
