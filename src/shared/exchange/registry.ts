/**
 * Every exchanged annotation, once: entity → field groups → columns. Fields of a group only make sense together and have one
 * clock, so a merge never mixes half of one edit with half of another. Numbers are what is stored in `cell` and never change
 * or get reused; entities and groups are only added, and a group's columns stay as they are: a new column is a new group, so
 * that an older version can go on with what it knows (tests/exchange/registry.test.ts holds the list). Names stand in exchange files.
 */
export interface EntitySpec {
  number: number;
  table: string;
  /** Whose customer a row belongs to: read off its id, off its columns, or it is shared by all. */
  owner: 'rowId' | 'columns' | 'shared';
  groups: Readonly<Record<string, { number: number; columns: readonly string[] }>>;
}
export type Registry = Readonly<Record<string, EntitySpec>>;

export const REGISTRY = {
  customerDesk: {
    number: 1,
    table: 'customer_desk',
    owner: 'rowId',
    groups: {
      assignee: { number: 1, columns: ['assignee'] },
      payerType: { number: 2, columns: ['payer_type'] },
      tags: { number: 3, columns: ['tags'] },
      standing: { number: 4, columns: ['standing'] },
      collectedWith: { number: 5, columns: ['collected_with'] },
      hold: { number: 6, columns: ['hold_from', 'hold_until', 'hold_reason'] },
      snooze: { number: 7, columns: ['snooze_from', 'snooze_until', 'snooze_reason'] },
      /** Who works the customer in the assignee's place, up to and including that day (holiday cover). */
      cover: { number: 8, columns: ['cover_by', 'cover_until'] },
    },
  },
  itemDesk: {
    number: 2,
    table: 'item_desk',
    owner: 'rowId',
    groups: { tags: { number: 1, columns: ['tags'] } },
  },
  contact: {
    number: 3,
    table: 'contact',
    owner: 'columns',
    groups: {
      of: { number: 1, columns: ['source', 'customer_key'] },
      person: { number: 2, columns: ['name', 'role', 'internal'] },
      reach: { number: 3, columns: ['email', 'phone'] },
      deleted: { number: 4, columns: ['deleted'] },
    },
  },
  commitment: {
    number: 4,
    table: 'commitment',
    owner: 'columns',
    groups: {
      terms: {
        number: 1,
        columns: [
          'source',
          'customer_key',
          'made_on',
          'recorded_at',
          'user_id',
          'amount_minor',
          'currency',
          'promised_for',
          'items',
          'contact_name',
          'pause_why',
        ],
      },
      written: { number: 2, columns: ['written_state', 'written_on', 'written_via', 'written_text'] },
      withdrawn: { number: 3, columns: ['withdrawn_on', 'withdrawn_why'] },
      superseded: { number: 4, columns: ['superseded_on', 'superseded_by'] },
    },
  },
  dispute: {
    number: 5,
    table: 'dispute',
    owner: 'columns',
    groups: {
      terms: {
        number: 1,
        columns: ['source', 'customer_key', 'items', 'type', 'reason', 'part_minor', 'opened_on'],
      },
      owner: { number: 2, columns: ['owner', 'answer_on'] },
      resolved: { number: 3, columns: ['resolved_on', 'in_favour_of'] },
    },
  },
  task: {
    number: 6,
    table: 'task',
    owner: 'columns',
    groups: {
      terms: { number: 1, columns: ['source', 'customer_key', 'kind', 'text', 'due_on', 'owner', 'made_on'] },
      done: { number: 2, columns: ['done_on'] },
    },
  },
  user: {
    number: 7,
    table: 'user',
    owner: 'shared',
    groups: {
      person: { number: 1, columns: ['name', 'initials', 'role'] },
      active: { number: 2, columns: ['active'] },
    },
  },
  setting: { number: 8, table: 'setting', owner: 'shared', groups: { value: { number: 1, columns: ['value'] } } },
  calendarDay: {
    number: 9,
    table: 'calendar_day',
    owner: 'shared',
    groups: { day: { number: 1, columns: ['label', 'closed'] } },
  },
} as const satisfies Record<string, EntitySpec>;

export type EntityName = keyof typeof REGISTRY;
export type GroupName<E extends EntityName> = keyof (typeof REGISTRY)[E]['groups'] & string;

type ColumnsOf<E extends EntityName, G extends GroupName<E>> = (typeof REGISTRY)[E]['groups'][G] extends {
  columns: readonly (infer C extends string)[];
}
  ? C
  : never;

/** Every column of the group must be given: a group is always written whole. */
export type GroupValues<E extends EntityName, G extends GroupName<E>> = Readonly<
  Record<ColumnsOf<E, G>, string | number | null>
>;

const SEPARATOR = '\u001f';

/** Row id of what hangs on a customer: its natural key, so that it is the same in every copy. */
export function customerRowId(source: string, key: string): string {
  return source + SEPARATOR + key;
}

/** Row id of what hangs on an item. */
export function itemRowId(source: string, key: string, number: string, discriminator: string): string {
  return [source, key, number, discriminator].join(SEPARATOR);
}
