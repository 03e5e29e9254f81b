import * as v from 'valibot';
import type { IsoDate } from '../domain/model';
import { call, date } from './call';

export interface TaskRow {
  id: string;
  customerId: number;
  customerKey: string;
  customerName: string;
  /** `find_contact` so far. */
  kind: string;
  text: string;
  dueOn: IsoDate | null;
}

export const tasksCalls = {
  /** Open tasks due by the as-of date: one person's, or everybody's. */
  'tasks.list': call(v.object({ asOf: date, userId: v.nullable(v.string()) })).answers<TaskRow[]>(),
  'tasks.done': call(v.object({ asOf: date, taskId: v.string() })).answers<null>(),
};
