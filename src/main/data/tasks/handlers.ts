import { envAt, type Handlers } from '../session';
import { finishTask } from './commands';
import { openTasks } from './queries';

export const tasksHandlers: Pick<Handlers, 'tasks.list' | 'tasks.done'> = {
  'tasks.list': ({ db }, { asOf, userId }) => openTasks(db, asOf, userId),
  'tasks.done': ({ db }, { asOf, taskId }) => {
    finishTask(db, envAt(db, asOf), taskId);
    return null;
  },
};
