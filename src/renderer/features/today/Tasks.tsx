import { Popover } from '@mantine/core';
import { Link } from 'wouter';
import { useCall, useCommand } from '../../app/bridge';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone, notifyError } from '../../app/notify';
import { useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { plural } from '../../components/format';
import classes from './Today.module.css';

/** The tasks of the day: what to do that is no call, each with its customer and a tick when it is done. */
export function Tasks({ count }: { count: number }) {
  const asOf = useDesk((desk) => desk.asOf);
  const everybody = useDesk((desk) => desk.everybody);
  const me = useStatus().data?.me?.id ?? null;
  const tasks = useCall('tasks.list', { asOf, userId: everybody ? null : me }).data ?? [];
  const finish = useCommand('tasks.done');
  const confirmAsOf = useConfirmAsOf();
  const done = async (taskId: string, text: string) => {
    if (!(await confirmAsOf())) return;
    finish.mutate({ asOf, taskId }, { onSuccess: () => notifyDone(`Done: ${text}`), onError: notifyError });
  };
  return (
    <Popover width={360} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="db-link">
          {plural(count, 'task')}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Tasks">
        <ul className={classes.tasks}>
          {tasks.map((task) => (
            <li key={task.id}>
              <label>
                <input type="checkbox" checked={false} onChange={() => void done(task.id, task.text)} />
                {task.text}
              </label>
              <Link href={`/customers/${task.customerId}`}>open</Link>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
