import { Refusal } from '@shared/contract/errors';
import { judgeCommitments } from '@shared/domain/commitments/judge';
import { overlaps } from '@shared/domain/commitments/series';
import type { RuleContext } from '@shared/domain/context';
import type { Commitment, CustomerBook, IsoDate } from '@shared/domain/model';
import type { CommitmentResult } from '@shared/domain/results';
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

/** The draft of the written confirmation was made; a written commitment, and one no longer open, stays as it is. */
export function markDrafted(db: Db, env: CallEnv, commitmentId: string, text: string): void {
  db.write(() => {
    const { commitment, result } = requireCommitment(db, commitmentId, env.asOf);
    if (commitment.written.state === 'written' || result.state !== 'open') return;
    writeAnnotation(db, env.now, 'commitment', commitmentId, 'written', {
      written_state: 'drafted',
      written_on: env.asOf,
      written_via: 'mail',
      written_text: text,
    });
  });
}

/** The sent mail or the customer's reply makes it a written commitment. Refused for one that was withdrawn or replaced. */
export function confirmCommitment(
  db: Db,
  env: CallEnv,
  input: { commitmentId: string; via: 'mail' | 'reply'; text: string | null },
): void {
  db.write(() => {
    const { commitment, result } = requireCommitment(db, input.commitmentId, env.asOf);
    if (result.state === 'withdrawn' || result.state === 'superseded')
      throw new Refusal(
        'bad_input',
        `This promise was ${result.state === 'withdrawn' ? 'withdrawn' : 'replaced by a newer one'}, so there is nothing to confirm. Nothing was changed.`,
      );
    const drafted = db.value<string | null>('SELECT written_text FROM commitment WHERE row_id = ?', commitment.id);
    writeAnnotation(db, env.now, 'commitment', commitment.id, 'written', {
      written_state: 'written',
      written_on: env.asOf,
      written_via: input.via,
      written_text: input.text ?? drafted ?? null,
    });
  });
}

/** Takes an open promise back, with the reason. One that was judged already stays as it was judged. */
export function withdrawCommitment(db: Db, env: CallEnv, input: { commitmentId: string; why: string }): void {
  db.write(() => {
    const { commitment, result } = requireCommitment(db, input.commitmentId, env.asOf);
    if (result.state !== 'open')
      throw new Refusal(
        'bad_input',
        `Only an open promise can be withdrawn; this one is ${result.state.replace('_', ' ')}. Nothing was changed.`,
      );
    writeAnnotation(db, env.now, 'commitment', commitment.id, 'withdrawn', {
      withdrawn_on: env.asOf,
      withdrawn_why: input.why,
    });
  });
}

/** The commitment as it is judged at the as-of date, with its customer's book; a refusal names it, or the day it was made. */
export function requireCommitment(
  db: Db,
  id: string,
  asOf: IsoDate,
): { commitment: Commitment; result: CommitmentResult; book: CustomerBook } {
  const customerId = db.value<number>(
    'SELECT c.id FROM commitment m JOIN customer c ON c.source = m.source AND c.key = m.customer_key WHERE m.row_id = ?',
    id,
  );
  const opened = customerId === undefined ? null : openBook(db, customerId, asOf);
  const commitment = opened?.book.commitments.find((c) => c.id === id);
  if (!opened || !commitment) throw new Refusal('not_found', `There is no promise ${id}. Nothing was changed.`);
  const result = judgeCommitments(opened.book, opened.ctx).find((r) => r.id === id);
  if (!result)
    throw new Refusal(
      'bad_input',
      `This promise was made on ${commitment.madeOn}, after the as-of date ${asOf}. Nothing was changed.`,
    );
  return { commitment, result, book: opened.book };
}
