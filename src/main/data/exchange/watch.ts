import type { Db } from '../db/database';
import type { ProgressMeter } from '../work/progress';

/** SQLite keeps the thread until a statement is done: every so many records it asks back. */
const EVERY = 1000;

/**
 * From now on what `watched` is part of tells the meter how far it is, and is left where the work is cancelled. Between statements only:
 * SQLite takes no new function while one runs.
 */
export function watchRecords(db: Db, meter: ProgressMeter): void {
  db.raw.function('reached', (records) => {
    meter.reach(records as number);
    return 1;
  });
}

/** SQL that is always true. `n`: the number of a record, counted from 1. `before`: how many records other statements had. */
export function watched(n: string, before = 0): string {
  return `(${n} % ${EVERY} <> 0 OR reached(${before} + ${n}))`;
}
