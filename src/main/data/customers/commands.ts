import type { Input } from '@shared/contract';
import { Refusal } from '@shared/contract/errors';
import { customerRowId, type GroupName, type GroupValues } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { writeAnnotation } from '../exchange/write';
import { readUsers } from '../portfolio/store';

/** Assigns customers to a person, or to nobody. */
export function assignCustomers(db: Db, now: number, { customerIds, userId }: Input<'customers.assign'>): void {
  if (userId !== null && !readUsers(db).some((user) => user.id === userId))
    throw new Refusal('not_found', 'That person is not in this portfolio. Nothing was changed.');
  db.write(() => {
    for (const id of customerIds) writeDesk(db, now, id, 'assignee', { assignee: userId });
  });
}

/** Writes one group of a customer's annotations; runs in the caller's transaction. */
export function writeDesk<G extends GroupName<'customerDesk'>>(
  db: Db,
  now: number,
  customerId: number,
  group: G,
  values: GroupValues<'customerDesk', G>,
): void {
  const row = db.get<{ source: string; key: string }>('SELECT source, key FROM customer WHERE id = ?', customerId);
  if (!row) throw new Refusal('unknown_customer', `There is no customer with id ${customerId}. Nothing was recorded.`);
  writeAnnotation(db, now, 'customerDesk', customerRowId(row.source, row.key), group, values);
}

/** "Later": off the list from the as-of date until the day given; null ends it. */
export function snoozeCustomer(db: Db, env: CallEnv, input: Input<'customers.snooze'>): void {
  const { until, reason, customerId } = input;
  if (until !== null && until <= env.asOf)
    throw new Refusal('bad_input', `${until} is not after ${env.asOf}; choose a later day. Nothing was changed.`);
  db.write(() =>
    writeDesk(db, env.now, customerId, 'snooze', {
      snooze_from: until === null ? null : env.asOf,
      snooze_until: until,
      snooze_reason: until === null ? null : reason,
    }),
  );
}

/** Adds a contact or changes one; returns its id. */
export function saveContact(db: Db, env: CallEnv, input: Input<'customers.saveContact'>): string {
  const owner = db.get<{ source: string; key: string }>(
    'SELECT source, key FROM customer WHERE id = ?',
    input.customerId,
  );
  if (!owner) throw new Refusal('unknown_customer', `There is no customer with id ${input.customerId}.`);
  const id = input.contactId ?? env.newId();
  db.write(() => {
    if (input.contactId !== null) requireContact(db, input.contactId, owner);
    writeAnnotation(db, env.now, 'contact', id, 'of', { source: owner.source, customer_key: owner.key });
    writeAnnotation(db, env.now, 'contact', id, 'person', {
      name: input.name,
      role: input.role,
      internal: input.internal ? 1 : 0,
    });
    writeAnnotation(db, env.now, 'contact', id, 'reach', {
      email: input.email?.trim() || null,
      phone: input.phone?.trim() || null,
    });
  });
  return id;
}

function requireContact(db: Db, id: string, owner: { source: string; key: string }): void {
  if (
    db.value(
      'SELECT 1 FROM contact WHERE row_id = ? AND source = ? AND customer_key = ?',
      id,
      owner.source,
      owner.key,
    ) !== 1
  )
    throw new Refusal('not_found', 'That contact is not one of this customer. Nothing was changed.');
}
