import { Refusal } from '@shared/contract/errors';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import type { RuleContext } from '@shared/domain/context';
import type { Commitment, CustomerBook, IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { openBook } from '../desk/desk';
import type { CallEnv } from '../env';
import { writeAnnotation } from '../exchange/write';

/** A promise as it is about to be recorded. */
export interface NewCommitment {
  minor: number;
  currency: string;
  promisedFor: IsoDate;
  items: Commitment['items'];
  contactName: string | null;
  pauseWhy: string | null;
}

/**
 * Records a promise, oral until it is confirmed in writing, and marks open ones on the same items as superseded by it.
 * Runs in the caller's transaction; returns the new id.
 */
export function recordCommitment(
  db: Db,
  env: CallEnv,
  book: CustomerBook,
  ctx: RuleContext,
  promise: NewCommitment,
): string {
  const id = env.newId();
  const open = new Set(
    judgeCommitments(book, ctx)
      .filter((result) => result.state === 'open')
      .map((r) => r.id),
  );
  const { source, key } = book.customer;
  writeAnnotation(db, env.now, 'commitment', id, 'terms', {
    source,
    customer_key: key,
    made_on: env.asOf,
    recorded_at: new Date(env.now).toISOString(),
    user_id: env.userId,
    amount_minor: promise.minor,
    currency: promise.currency,
    promised_for: promise.promisedFor,
    items: JSON.stringify(promise.items),
    contact_name: promise.contactName,
    pause_why: promise.pauseWhy,
  });
  for (const older of book.commitments)
    if (open.has(older.id) && overlaps(older, promise))
      writeAnnotation(db, env.now, 'commitment', older.id, 'superseded', {
        superseded_on: env.asOf,
        superseded_by: id,
      });
  return id;
}

function overlaps(older: Commitment, promise: NewCommitment): boolean {
  return older.items.some((a) =>
    promise.items.some((b) => a.number === b.number && a.discriminator === b.discriminator),
  );
}

/** The draft of the written confirmation was made; a written commitment stays written. */
export function markDrafted(db: Db, env: CallEnv, commitmentId: string, text: string): void {
  const { commitment } = requireCommitment(db, commitmentId, env.asOf);
  if (commitment.written.state === 'written') return;
  db.write(() =>
    writeAnnotation(db, env.now, 'commitment', commitmentId, 'written', {
      written_state: 'drafted',
      written_on: env.asOf,
      written_via: 'mail',
      written_text: text,
    }),
  );
}

/** The sent mail or the customer's reply makes it a written commitment. */
export function confirmCommitment(
  db: Db,
  env: CallEnv,
  input: { commitmentId: string; via: 'mail' | 'reply'; text: string | null },
): void {
  const { commitment } = requireCommitment(db, input.commitmentId, env.asOf);
  if (commitment.withdrawn)
    throw new Refusal('bad_input', 'This promise was withdrawn, so there is nothing to confirm. Nothing was changed.');
  db.write(() => {
    const drafted = db.value<string | null>('SELECT written_text FROM commitment WHERE row_id = ?', commitment.id);
    writeAnnotation(db, env.now, 'commitment', commitment.id, 'written', {
      written_state: 'written',
      written_on: env.asOf,
      written_via: input.via,
      written_text: input.text ?? drafted ?? null,
    });
  });
}

export function withdrawCommitment(db: Db, env: CallEnv, input: { commitmentId: string; why: string }): void {
  const { commitment } = requireCommitment(db, input.commitmentId, env.asOf);
  if (commitment.withdrawn) throw new Refusal('bad_input', 'This promise was withdrawn before. Nothing was changed.');
  db.write(() =>
    writeAnnotation(db, env.now, 'commitment', commitment.id, 'withdrawn', {
      withdrawn_on: env.asOf,
      withdrawn_why: input.why,
    }),
  );
}

/** The commitment with its customer's book, or a refusal that names it. */
export function requireCommitment(db: Db, id: string, asOf: IsoDate): { commitment: Commitment; book: CustomerBook } {
  const customerId = db.value<number>(
    'SELECT c.id FROM commitment m JOIN customer c ON c.source = m.source AND c.key = m.customer_key WHERE m.row_id = ?',
    id,
  );
  const book = customerId === undefined ? undefined : openBook(db, customerId, asOf)?.book;
  const commitment = book?.commitments.find((c) => c.id === id);
  if (!book || !commitment) throw new Refusal('not_found', `There is no promise ${id}. Nothing was changed.`);
  return { commitment, book };
}
