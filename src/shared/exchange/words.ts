import type { EntityName, GroupName } from './registry';

/** What a field group is called when a merge speaks of it. */
export const GROUP_WORDS: { [E in EntityName]: { [G in GroupName<E>]: string } } = {
  customerDesk: {
    assignee: 'collector',
    payerType: 'payer type',
    tags: 'tags',
    standing: 'standing',
    collectedWith: 'collected with',
    hold: 'hold',
    snooze: 'snooze',
    cover: 'holiday cover',
  },
  itemDesk: { tags: 'tags of an item' },
  contact: {
    of: 'contact’s customer',
    person: 'contact',
    reach: 'contact’s mail and phone',
    deleted: 'contact deleted',
  },
  commitment: {
    terms: 'promise',
    written: 'written confirmation',
    withdrawn: 'promise withdrawn',
    superseded: 'promise replaced',
  },
  dispute: { terms: 'dispute', owner: 'dispute’s owner', resolved: 'dispute resolved' },
  task: { terms: 'task', done: 'task done' },
  user: { person: 'person', active: 'person active' },
  setting: { value: 'setting' },
  calendarDay: { day: 'closed day' },
};

/** Field groups that a manager usually sets: changes by others are pointed out before a merge. */
const MANAGERS: ReadonlySet<string> = new Set([
  'customerDesk.assignee',
  'customerDesk.cover',
  'customerDesk.standing',
  'user.person',
  'user.active',
  'setting.value',
  'calendarDay.day',
]);

export function isManagers(entity: string, group: string): boolean {
  return MANAGERS.has(`${entity}.${group}`);
}

/** Columns that say whose a row is, or what stands beside it anyway. */
export const UNTOLD: ReadonlySet<string> = new Set(['source', 'customer_key', 'recorded_at', 'user_id', 'currency']);

/** Columns that hold a day, and what is said before it. */
export const COLUMN_WORDS: Readonly<Record<string, string>> = {
  hold_from: 'from',
  hold_until: 'until',
  snooze_from: 'from',
  snooze_until: 'until',
  cover_until: 'until',
  made_on: 'made',
  promised_for: 'by',
  written_on: '',
  withdrawn_on: '',
  superseded_on: '',
  opened_on: 'opened',
  answer_on: 'answer by',
  resolved_on: '',
  due_on: 'due',
  done_on: '',
};

/** What a flag says when it is 0 and when it is 1; nothing where that goes without saying. */
export const FLAG_WORDS: Readonly<Record<string, readonly [no: string, yes: string]>> = {
  deleted: ['kept', 'deleted'],
  internal: ['', 'internal'],
  closed: ['open', 'closed'],
  active: ['left', 'works here'],
};

/** A name out of code as words: `payerType`, `do_not_contact` → "payer type", "do not contact". */
export function nameWords(name: string): string {
  return name
    .replace(/[_.]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
