import { Refusal } from '@shared/contract/errors';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { writeAnnotation } from '../exchange/write';

/** Ticks a task off at the as-of date. */
export function finishTask(db: Db, env: CallEnv, taskId: string): void {
  db.write(() => {
    if (db.value('SELECT 1 FROM task WHERE row_id = ? AND kind IS NOT NULL', taskId) !== 1)
      throw new Refusal('not_found', 'That task is not there any more. Nothing was changed.');
    writeAnnotation(db, env.now, 'task', taskId, 'done', { done_on: env.asOf });
  });
}
