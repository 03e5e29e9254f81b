import type { ListChoice } from '@shared/contract/lists';
import { holderOn } from '@shared/domain/agenda/gates';
import type { CustomerBook, IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { type Desk, openDesk } from '../desk/desk';
import { readEverybody } from '../portfolio/store';

/** Whose rows a list holds, and how its people are called. */
export interface ListScope {
  desk: Desk;
  asOf: IsoDate;
  has: (book: CustomerBook) => boolean;
  nameOf: (userId: string | null) => string | null;
}

/**
 * Customers of one person are those held on the day: one's own but for those a colleague covers, and those one covers. The list of the
 * day is asked for by person already; it shows nobody's customers to everybody.
 */
export function scopeOf(db: Db, asOf: IsoDate, { what, userId, customerIds }: ListChoice): ListScope {
  const desk = openDesk(db);
  const chosen = customerIds === null ? null : new Set(customerIds);
  const names = new Map(readEverybody(db).map((user) => [user.id, user.name]));
  return {
    desk,
    asOf,
    has: ({ customer }) =>
      (chosen === null || chosen.has(customer.id)) &&
      (userId === null || what === 'agenda' || holderOn(customer, asOf) === userId),
    nameOf: (id) => (id === null ? null : (names.get(id) ?? id)),
  };
}
