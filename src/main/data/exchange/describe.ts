import type { MergeChange } from '@shared/contract/exchange';
import { isIsoDate } from '@shared/domain/dates';
import type { CurrencyCode, IsoDate } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import { dayWords } from '@shared/domain/words';
import { decodeClock } from '@shared/exchange/clock';
import { COLUMN_WORDS, FLAG_WORDS, GROUP_WORDS, nameWords, UNTOLD } from '@shared/exchange/words';
import { localToday } from '../clock';
import type { Db } from '../db/database';
import type { GroupOf } from './spell';

/** Puts records of a merge into words. */
export class Describer {
  readonly #db: Db;
  readonly #today: IsoDate;
  readonly #users: Map<string, string>;
  readonly #replicas = new Map<string, string | null>();

  constructor(db: Db, today: IsoDate = localToday()) {
    this.#db = db;
    this.#today = today;
    this.#users = new Map(
      db
        .all<{ row_id: string; name: string | null }>('SELECT row_id, name FROM user')
        .map((user) => [user.row_id, user.name ?? user.row_id]),
    );
  }

  user(id: string): string | null {
    return this.#users.get(id) ?? null;
  }

  day(date: IsoDate): string {
    return dayWords(date, this.#today);
  }

  /** "payer type"; with a row that has a name of its own also whose it is: "contact deleted: Kim Núñez". */
  what(group: Pick<GroupOf, 'entity' | 'group'>, rowId?: string): string {
    // Names of a later version may be anything, also what every object has.
    const words = ownValue<Record<string, string>>(GROUP_WORDS, group.entity);
    const said = (words && ownValue<string>(words, group.group)) ?? nameWords(`${group.entity} ${group.group}`);
    const subject = rowId === undefined ? null : this.#subject(group, rowId);
    return subject === null ? said : `${said}: ${subject}`;
  }

  /** What tells a row from others of its customer, or of the portfolio; null where there is but one. */
  #subject({ entity, group }: Pick<GroupOf, 'entity' | 'group'>, rowId: string): string | null {
    if (entity === 'setting') return nameWords(rowId);
    if (entity === 'calendarDay') return isIsoDate(rowId) ? this.day(rowId) : rowId;
    if (entity === 'user') return this.user(rowId);
    if (entity === 'itemDesk') return rowId.split('\u001f')[2] ?? null;
    if (entity === 'contact' && group !== 'person')
      return this.#db.value<string | null>('SELECT name FROM contact WHERE row_id = ?', rowId) ?? null;
    if (entity !== 'commitment' || group === 'terms') return null;
    const terms = this.#db.get<Record<string, unknown>>(
      'SELECT amount_minor, currency, promised_for FROM commitment WHERE row_id = ? AND amount_minor IS NOT NULL',
      rowId,
    );
    return terms === undefined ? null : this.value(['amount_minor', 'promised_for'], terms);
  }

  /** The values of a group as a line; null when it holds nothing. */
  value(columns: readonly string[], values: Readonly<Record<string, unknown>>): string | null {
    const parts = columns
      .filter((column) => !UNTOLD.has(column))
      .map((column) => this.#one(column, values))
      .filter((part) => part !== '');
    return parts.length === 0 ? null : parts.join(' · ').slice(0, 500);
  }

  /** What a later version wrote, as far as it can be told without knowing what it means. */
  later(value: string): string {
    const said: unknown = parsed(value);
    if (typeof said !== 'object' || said === null) return value.slice(0, 200);
    return Object.entries(said)
      .map(([name, one]) => `${nameWords(name)} ${typeof one === 'object' ? JSON.stringify(one) : one}`)
      .join(' · ')
      .slice(0, 200);
  }

  #one(column: string, values: Readonly<Record<string, unknown>>): string {
    const value = values[column];
    if (value === null || value === undefined || value === '') return '';
    if (column === 'amount_minor' || column === 'part_minor') return this.#amount(Number(value), values);
    if (['assignee', 'cover_by', 'owner'].includes(column)) return this.#users.get(String(value)) ?? String(value);
    const flag = ownValue(FLAG_WORDS, column);
    if (flag) return flag[value === 1 ? 1 : 0];
    if (column === 'items' || column === 'tags') return listWords(String(value));
    const before = ownValue<string>(COLUMN_WORDS, column);
    if (before !== undefined) return `${before} ${this.day(String(value))}`.trim();
    if (['payer_type', 'standing', 'role'].includes(column)) return nameWords(String(value));
    return String(value);
  }

  /** A dispute's part has the currency of its items. */
  #amount(minor: number, values: Readonly<Record<string, unknown>>): string {
    const first = (parsed(String(values.items ?? '')) as { number?: unknown }[] | null)?.[0]?.number;
    const currency =
      (values.currency as CurrencyCode | undefined) ??
      this.#db.value<CurrencyCode>(
        'SELECT i.currency FROM item i JOIN customer c ON c.id = i.customer_id WHERE c.source = ? AND c.key = ? AND i.number = ?',
        values.source ?? null,
        values.customer_key ?? null,
        first ?? null,
      );
    return currency ? formatMoney({ minor, currency }) : 'a part';
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
  const list = parsed(text);
  if (!Array.isArray(list)) return text;
  return list
    .map((entry) => (typeof entry === 'string' ? entry : String((entry as { number?: unknown })?.number ?? '')))
    .join(', ');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
