import { Refusal } from '@shared/contract/errors';
import { addDays } from '@shared/domain/dates';
import { logActivity } from '../../../src/main/data/activities/commands';
import { confirmCommitment, withdrawCommitment } from '../../../src/main/data/commitments/commands';
import type { Db } from '../../../src/main/data/db/database';
import type { CallEnv } from '../../../src/main/data/env';
import { Rng } from '../../../src/main/data/sample/rng';

const OUTCOMES = ['voicemail', 'no_answer', 'reached', 'promised'] as const;

/** Somebody with a copy of the portfolio and a clock that is not quite right. */
export class Person {
  readonly userId: string;
  readonly db: Db;
  readonly skewMs: number;
  readonly rng: Rng;
  #made = 0;

  constructor(userId: string, db: Db, seed: number) {
    this.userId = userId;
    this.db = db;
    this.rng = new Rng(seed).fork(userId);
    // Most clocks are seconds off, one in ten by days, one in fifty by years.
    const off = this.rng.next();
    this.skewMs = this.rng.int(-20, 20) * (off < 0.02 ? 365 * 86_400_000 : off < 0.12 ? 86_400_000 : 1000);
  }

  env(day: string): CallEnv {
    return {
      now: Date.parse(`${day}T09:00:00Z`) + this.skewMs + ++this.#made * 1000,
      asOf: day,
      userId: this.userId,
      newId: () => `${this.userId}-${++this.#made}`,
    };
  }

  /** A day of calls on the own customers; now and then a word on a colleague's promise, so that edits clash. */
  work(day: string, calls: number): void {
    const own = this.db.all<{ id: number }>(
      `SELECT c.id FROM customer c JOIN customer_desk d ON d.row_id = c.source || char(31) || c.key WHERE d.assignee = ? ORDER BY c.id`,
      this.userId,
    );
    for (let i = 0; i < calls && own.length > 0; i++) this.#call(day, this.rng.pick(own).id);
    this.#touchPromise(day);
  }

  #call(day: string, customerId: number): void {
    const outcome = this.rng.pick(OUTCOMES);
    const promise =
      outcome === 'promised'
        ? {
            minor: this.rng.int(500, 50_000),
            currency: 'EUR',
            promisedFor: addDays(day, this.rng.int(1, 9)),
            itemIds: [],
            pauseWhy: null,
          }
        : null;
    const open = this.db.value<number>('SELECT count(*) FROM item WHERE customer_id = ?', customerId) as number;
    if (promise !== null && open === 0) return;
    unlessRefused(() =>
      logActivity(this.db, this.env(day), {
        asOf: day,
        customerId,
        kind: 'call',
        outcome,
        contactName: null,
        note: `call ${this.#made}`,
        private: false,
        followUpOn: null,
        followUpAt: null,
        promise,
        dispute: null,
      }),
    );
  }

  #touchPromise(day: string): void {
    const ids = this.db
      .all<{ row_id: string }>('SELECT row_id FROM commitment WHERE withdrawn_on IS NULL ORDER BY row_id LIMIT 200')
      .map((row) => row.row_id);
    if (ids.length === 0) return;
    const id = this.rng.pick(ids);
    const env = this.env(day);
    const why = `said by ${this.userId}`;
    if (this.rng.chance(0.5))
      unlessRefused(() => confirmCommitment(this.db, env, { commitmentId: id, via: 'mail', text: why }));
    else unlessRefused(() => withdrawCommitment(this.db, env, { commitmentId: id, why }));
  }
}

/** What the desk refuses (a promise where nothing is owed any more, one kept meanwhile) its people leave. */
function unlessRefused(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
