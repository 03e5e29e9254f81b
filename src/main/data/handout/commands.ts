import type { Input, Output } from '@shared/contract';
import { Refusal } from '@shared/contract/errors';
import { writeDesk } from '../customers/commands';
import type { Db } from '../db/database';
import { readEverybody } from '../portfolio/store';

/**
 * Hands customers over in one transaction. A move whose customer is not where the plan saw it any more is left out and counted as
 * kept. Refused whole for an unknown person or customer.
 */
export function applyHandout(db: Db, now: number, { moves }: Input<'handout.apply'>): Output<'handout.apply'> {
  const people = new Set(readEverybody(db).map((user) => user.id));
  return db.write(() => {
    let moved = 0;
    for (const { customerId, from, to } of moves) {
      if (to !== null && !people.has(to))
        throw new Refusal('not_found', 'One of these people is not in this portfolio any more. Nothing was changed.');
      if (assigneeOf(db, customerId) !== from) continue;
      writeDesk(db, now, customerId, 'assignee', { assignee: to });
      moved++;
    }
    return { moved, kept: moves.length - moved };
  });
}

function assigneeOf(db: Db, customerId: number): string | null {
  const row = db.get<{ assignee: string | null }>(
    `SELECT d.assignee FROM customer c LEFT JOIN customer_desk d ON d.row_id = c.source || char(31) || c.key WHERE c.id = ?`,
    customerId,
  );
  if (!row) throw new Refusal('unknown_customer', `There is no customer with id ${customerId}. Nothing was changed.`);
  return row.assignee;
}
