import type { UserRow } from '@shared/contract/users';
import type { Db } from '../db/database';
import { readEverybody } from '../portfolio/store';

/** Everybody with how many customers are theirs; those who left stand last. */
export function userRows(db: Db): UserRow[] {
  const counts = new Map(
    db
      .all<{ assignee: string; count: number }>(
        `SELECT d.assignee, count(*) AS count FROM customer c
         CROSS JOIN customer_desk d ON d.row_id = c.source || char(31) || c.key
         WHERE d.assignee IS NOT NULL GROUP BY d.assignee`,
      )
      .map((row) => [row.assignee, row.count]),
  );
  return readEverybody(db).map((user) => ({ ...user, customers: counts.get(user.id) ?? 0 }));
}
