import type { TaskRow } from '@shared/contract/tasks';
import type { IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';

/** Open tasks due by the as-of date, the oldest first: those of this person and of nobody, or everybody's. */
export function openTasks(db: Db, asOf: IsoDate, userId: string | null): TaskRow[] {
  return db.all<TaskRow>(
    `SELECT t.row_id AS id, c.id AS customerId, c.key AS customerKey, c.name AS customerName, t.kind, t.text, t.due_on AS dueOn
     FROM task t JOIN customer c ON c.source = t.source AND c.key = t.customer_key
     WHERE t.made_on <= @asOf AND (t.done_on IS NULL OR t.done_on > @asOf) AND (t.due_on IS NULL OR t.due_on <= @asOf)
       AND (@userId IS NULL OR t.owner IS NULL OR t.owner = @userId)
     ORDER BY t.due_on, t.row_id`,
    { asOf, userId },
  );
}
