import { Refusal } from '@shared/contract/errors';
import type { RuleContext } from '@shared/domain/context';
import type { CustomerBook, IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { openBook } from '../desk/desk';

/** The customer's book and the rules' context for a command, or a refusal that names it. */
export function requireBook(db: Db, customerId: number, asOf: IsoDate): { book: CustomerBook; ctx: RuleContext } {
  const found = openBook(db, customerId, asOf);
  if (!found)
    throw new Refusal('unknown_customer', `There is no customer with id ${customerId}. Nothing was recorded.`);
  return found;
}

/** The id behind a customer key; `source/key` where several sources have it. */
export function customerIdByKey(db: Db, key: string): number {
  const rows = db.all<{ id: number; source: string }>(
    "SELECT id, source FROM customer WHERE key = ? OR source || '/' || key = ? ORDER BY source",
    key,
    key,
  );
  if (rows.length > 1)
    throw new Refusal(
      'bad_input',
      `Several sources have a customer ${key}: write ${rows.map((row) => `${row.source}/${key}`).join(' or ')}.`,
    );
  const [row] = rows;
  if (!row) throw new Refusal('unknown_customer', `There is no customer ${key}. Nothing was recorded.`);
  return row.id;
}
