import type { Input } from '@shared/contract';
import type { Logged } from '@shared/contract/activities';
import { Refusal } from '@shared/contract/errors';
import type { CustomerBook, IsoDate } from '@shared/domain/model';
import { OUTCOME_LABELS } from '@shared/domain/words';
import { recordCommitment } from '../commitments/commands';
import { requireBook } from '../customers/find';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { type ActivityBody, appendActivity, writeAnnotation } from '../exchange/write';
import { proposal } from './propose';

/**
 * One save of the composer: the activity, and the promise or dispute it brought, in one transaction. `seen` is how the
 * customer stood on the list. Refused whole, with the reason, when a part of it is not possible.
 */
export function logActivity(
  db: Db,
  env: CallEnv,
  input: Input<'activities.log'>,
  seen: ActivityBody['seen'] | null = null,
): Logged {
  return db.write(() => {
    const { book, ctx } = requireBook(db, input.customerId, env.asOf);
    const proposed = proposal(book, ctx, input);
    const [error] = proposed.errors;
    if (error) throw new Refusal('bad_input', `${error.text} Nothing was recorded.`, { code: error.code });
    const followUpOn = chosenFollowUp(input, proposed.followUp.on);
    const commitmentId =
      input.promise === null
        ? null
        : recordCommitment(db, env, book, ctx, {
            minor: input.promise.minor,
            currency: input.promise.currency,
            promisedFor: input.promise.promisedFor,
            items: proposed.promiseItems,
            contactName: input.contactName,
            pauseWhy: input.promise.pauseWhy,
          });
    if (input.dispute) recordDispute(db, env, book, input.dispute);
    if (input.outcome === 'wrong_number') recordFindContact(db, env, book);
    const activityId = env.newId();
    appendActivity(db, {
      id: activityId,
      source: book.customer.source,
      customerKey: book.customer.key,
      kind: input.kind,
      outcome: input.outcome,
      on: env.asOf,
      recordedAt: new Date(env.now).toISOString(),
      userId: env.userId,
      private: input.private,
      body: {
        ...(input.contactName && { contactName: input.contactName }),
        ...(isInternal(book, input.contactName) && { internal: true }),
        ...(input.note && { note: input.note }),
        ...(followUpOn && { followUpOn }),
        ...(input.followUpAt && { followUpAt: input.followUpAt }),
        ...(commitmentId && { commitmentId }),
        ...(seen && { seen }),
      },
    });
    db.run('DELETE FROM draft WHERE customer_id = ?', input.customerId);
    return { activityId, commitmentId, followUpOn, warnings: proposed.warnings };
  });
}

function chosenFollowUp(input: Input<'activities.log'>, proposed: IsoDate | null): IsoDate | null {
  const chosen = input.followUpOn === 'none' ? null : (input.followUpOn ?? proposed);
  if (chosen !== null && chosen < input.asOf)
    throw new Refusal('bad_input', `The follow-up ${chosen} lies before ${input.asOf}. Nothing was recorded.`);
  if (input.outcome === 'call_back' && chosen === null)
    throw new Refusal('bad_input', `“${OUTCOME_LABELS.call_back}” needs the day to call back. Nothing was recorded.`);
  return chosen;
}

function isInternal(book: CustomerBook, contactName: string | null): boolean {
  return book.contacts.some((contact) => contact.internal && contact.name === contactName);
}

function recordDispute(
  db: Db,
  env: CallEnv,
  book: CustomerBook,
  dispute: NonNullable<Input<'activities.log'>['dispute']>,
): void {
  const items = book.items
    .filter((item) => dispute.itemIds.includes(item.id))
    .map(({ number, discriminator }) => ({ number, discriminator }));
  if (items.length === 0) throw new Refusal('unknown_item', 'Tick the items that are disputed. Nothing was recorded.');
  const id = env.newId();
  writeAnnotation(db, env.now, 'dispute', id, 'terms', {
    source: book.customer.source,
    customer_key: book.customer.key,
    items: JSON.stringify(items),
    type: dispute.type,
    reason: dispute.reason,
    part_minor: dispute.partMinor,
    opened_on: env.asOf,
  });
  writeAnnotation(db, env.now, 'dispute', id, 'owner', { owner: env.userId, answer_on: dispute.answerOn });
}

function recordFindContact(db: Db, env: CallEnv, book: CustomerBook): void {
  writeAnnotation(db, env.now, 'task', env.newId(), 'terms', {
    source: book.customer.source,
    customer_key: book.customer.key,
    kind: 'find_contact',
    text: `Find a contact at ${book.customer.name}: the number was wrong`,
    due_on: env.asOf,
    owner: env.userId,
    made_on: env.asOf,
  });
}

/** Keeps what is typed in the composer so that a crash loses nothing; null throws it away. */
export function saveDraft(db: Db, env: Pick<CallEnv, 'now'>, customerId: number, body: string | null): void {
  db.write(() => {
    if (body === null) db.run('DELETE FROM draft WHERE customer_id = ?', customerId);
    else
      db.run(
        `INSERT INTO draft (customer_id, body, saved_at) VALUES (?, ?, ?)
         ON CONFLICT (customer_id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
        customerId,
        body,
        new Date(env.now).toISOString(),
      );
  });
}
