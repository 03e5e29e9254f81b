import { weekday } from './dates';
import type { ClosingReason, IsoDate, Outcome } from './model';

/** Short English phrases shared by the reasons; whatever one rule alone says stands beside that rule. */

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Thu 26 Nov`, as one says it on the phone; with the year (`Mon 4 Jan 2027`) only where it is not the as-of date's. */
export function dayWords(date: IsoDate, asOf: IsoDate): string {
  const words = `${WEEKDAYS[weekday(date)]} ${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`;
  const year = date.slice(0, 4);
  return year === asOf.slice(0, 4) ? words : `${words} ${year}`;
}

const LONG_WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `Thursday 26 November 2026`, for letters: nobody reads it as another day. */
export function fullDay(date: IsoDate): string {
  const month = LONG_MONTHS[Number(date.slice(5, 7)) - 1];
  return `${LONG_WEEKDAYS[weekday(date)]} ${Number(date.slice(8, 10))} ${month} ${date.slice(0, 4)}`;
}

/** `1 day`, `2 days`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Why an item is closed that a list no longer names. */
export const CLOSING_WORDS: Readonly<Record<ClosingReason, string>> = {
  paid: 'paid',
  credited: 'credited',
  written_off: 'written off',
  replaced: 'replaced',
  moved: 'moved',
  entered_in_error: 'entered in error',
};

/** What stands on the button and in the timeline. */
export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  reached: 'Reached',
  voicemail: 'Voicemail',
  no_answer: 'No answer',
  promised: 'Promised',
  disputes: 'Disputes',
  already_paid: 'Already paid',
  wrong_number: 'Wrong number',
  refuses: 'Refuses',
  call_back: 'Call back',
  sent: 'Sent',
  reply: 'Reply',
  batch: 'Batch',
  met: 'Met',
  failed: 'Failed',
};

/** How an outcome is told in a sentence, without its date. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  reached: 'spoke to them',
  voicemail: 'left a voicemail',
  no_answer: 'called, no answer',
  promised: 'promised to pay',
  disputes: 'dispute taken down',
  already_paid: 'says it is already paid',
  wrong_number: 'wrong number: find a contact',
  refuses: 'refuses to pay',
  call_back: 'asked for a call-back',
  sent: 'wrote to them',
  reply: 'answered',
  batch: 'batch mail',
  met: 'met in person',
  failed: 'did not get through',
};
