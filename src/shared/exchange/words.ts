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
