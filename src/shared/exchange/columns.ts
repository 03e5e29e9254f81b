import { CONTACT_ROLES, PAYER_TYPES, STANDINGS, WRITTEN_STATES } from '../domain/model';
import type { EntityName, REGISTRY } from './registry';
import {
  code,
  day,
  flag,
  id,
  isObject,
  json,
  key,
  listOf,
  minor,
  moment,
  oneOf,
  orNull,
  text,
  type ValueRule,
} from './values';

type Groups<E extends EntityName> = (typeof REGISTRY)[E]['groups'];
type ColumnOf<E extends EntityName> = {
  [G in keyof Groups<E>]: Groups<E>[G] extends { columns: readonly (infer C extends string)[] } ? C : never;
}[keyof Groups<E>];

const NOTE = 20_000;
const tags = orNull(
  json(
    5_000,
    listOf((tag) => typeof tag === 'string' && tag.length <= 200),
  ),
);
const isRef = (value: unknown) =>
  isObject(value) && key(value.number) && (value.discriminator === undefined || key(value.discriminator));
const promised = json(
  500_000,
  listOf((item) => isRef(item) && minor((item as { openMinor?: unknown }).openMinor)),
);
const refs = json(500_000, listOf(isRef));
const owner = { source: key, customer_key: key };

/**
 * What each exchanged column may hold. A value of a later version that breaks its rule is not lost: its cell is kept as it
 * came, sent on, and tried again after an upgrade. Tighter is therefore safer than laxer: the rules of the domain only meet what passes.
 */
export const COLUMN_RULES = {
  customerDesk: {
    assignee: orNull(id),
    payer_type: orNull(oneOf(PAYER_TYPES)),
    tags,
    standing: orNull(oneOf(STANDINGS)),
    collected_with: orNull(text(500)),
    hold_from: orNull(day),
    hold_until: orNull(day),
    hold_reason: orNull(text(NOTE)),
    snooze_from: orNull(day),
    snooze_until: orNull(day),
    snooze_reason: orNull(text(NOTE)),
    cover_by: orNull(id),
    cover_until: orNull(day),
  },
  itemDesk: { tags },
  contact: {
    ...owner,
    name: orNull(text(500)),
    role: orNull(oneOf(CONTACT_ROLES)),
    internal: flag,
    email: orNull(text(500)),
    phone: orNull(text(200)),
    deleted: flag,
  },
  commitment: {
    ...owner,
    made_on: day,
    recorded_at: moment,
    user_id: orNull(id),
    amount_minor: minor,
    currency: code,
    promised_for: day,
    items: promised,
    contact_name: orNull(text(500)),
    pause_why: orNull(text(NOTE)),
    written_state: orNull(oneOf(WRITTEN_STATES)),
    written_on: orNull(day),
    written_via: orNull(oneOf(['mail', 'reply'])),
    written_text: orNull(text(200_000)),
    withdrawn_on: orNull(day),
    withdrawn_why: orNull(text(NOTE)),
    superseded_on: orNull(day),
    superseded_by: orNull(id),
  },
  dispute: {
    ...owner,
    items: refs,
    type: orNull(text(100)),
    reason: orNull(text(NOTE)),
    part_minor: orNull(minor),
    opened_on: day,
    owner: orNull(id),
    answer_on: orNull(day),
    resolved_on: orNull(day),
    in_favour_of: orNull(oneOf(['us', 'customer'])),
  },
  task: {
    source: orNull(key),
    customer_key: orNull(key),
    kind: orNull(text(100)),
    text: orNull(text(NOTE)),
    due_on: orNull(day),
    owner: orNull(id),
    made_on: orNull(day),
    done_on: orNull(day),
  },
  user: {
    name: orNull(text(200)),
    initials: orNull(text(10)),
    role: orNull(oneOf(['collector', 'manager', 'viewer'])),
    active: flag,
  },
  setting: { value: orNull(json(500_000, () => true)) },
  calendarDay: { label: orNull(text(500)), closed: flag },
} as const satisfies { [E in EntityName]: Record<ColumnOf<E>, ValueRule> };
