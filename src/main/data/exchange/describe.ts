import type { MergeChange } from '@shared/contract/exchange';
import { decodeClock } from '@shared/exchange/clock';
import { GROUP_WORDS } from '@shared/exchange/words';
import type { Db } from '../db/database';
import type { GroupOf } from './spell';

/** Puts records of a merge into words. */
export class Describer {
  readonly #db: Db;
  readonly #users: Map<string, string>;
  readonly #replicas = new Map<string, string | null>();

  constructor(db: Db) {
    this.#db = db;
    this.#users = new Map(
      db
        .all<{ row_id: string; name: string | null }>('SELECT row_id, name FROM user')
        .map((user) => [user.row_id, user.name ?? user.row_id]),
    );
  }

  user(id: string): string | null {
    return this.#users.get(id) ?? null;
  }

  what(group: Pick<GroupOf, 'entity' | 'group'>): string {
    // Names of a later version may be anything, also what every object has.
    const words = ownValue<Record<string, string>>(GROUP_WORDS, group.entity);
    return (words && ownValue<string>(words, group.group)) ?? `${group.entity} ${group.group}`;
  }

  /** The values of a group as a line; null when it holds nothing. */
  value(columns: readonly string[], values: Readonly<Record<string, unknown>>): string | null {
    const parts = columns
      .filter((column) => column !== 'source' && column !== 'customer_key' && column !== 'recorded_at')
      .map((column) => this.#one(column, values[column]))
      .filter((part) => part !== '');
    return parts.length === 0 ? null : parts.join(' · ').slice(0, 500);
  }

  #one(column: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return '';
    if (column === 'amount_minor' || column === 'part_minor') return `${value} minor units`;
    if (['assignee', 'cover_by', 'owner', 'user_id'].includes(column))
      return this.#users.get(String(value)) ?? String(value);
    if (['deleted', 'internal', 'closed', 'active'].includes(column)) return value === 1 ? column : '';
    if (column === 'items' || column === 'tags') return listWords(String(value));
    return String(value);
  }

  /** The moment a clock was written at, and the person who last recorded something on the same installation. */
  clock(clock: Buffer): { at: string; byName: string | null } {
    const { ms } = decodeClock(clock);
    const replica = clock.subarray(8).toString('hex');
    if (!this.#replicas.has(replica)) {
      const user = this.#db.value<string>(
        'SELECT user_id FROM activity WHERE replica_id = ? ORDER BY seq DESC LIMIT 1',
        replica,
      );
      this.#replicas.set(replica, user === undefined ? null : this.user(user));
    }
    return { at: momentOf(ms), byName: this.#replicas.get(replica) ?? null };
  }

  customer(owner: string | null): Pick<MergeChange, 'customerKey' | 'customerName'> {
    const at = owner?.indexOf('\u001f') ?? -1;
    if (owner === null || at < 0) return { customerKey: null, customerName: null };
    const key = owner.slice(at + 1);
    const name = this.#db.value<string>(
      'SELECT name FROM customer WHERE source = ? AND key = ?',
      owner.slice(0, at),
      key,
    );
    return { customerKey: key, customerName: name ?? null };
  }
}

/** Clocks may be wrong by thousands of years; a moment must still be one. */
export function momentOf(ms: number): string {
  return new Date(Math.min(ms, 8_640_000_000_000_000 - 1)).toISOString();
}

function ownValue<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function listWords(text: string): string {
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return text;
    return list
      .map((entry) => (typeof entry === 'string' ? entry : String((entry as { number?: unknown })?.number ?? '')))
      .join(', ');
  } catch {
    return text;
  }
}
