import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { CallError } from './bridge';
import classes from './notify.module.css';

interface Action {
  label: string;
  run: () => void;
}

/** Says what was recorded, with the way back (Undo) or the next step where there is one. */
export function notifyDone(message: ReactNode, action?: Action): void {
  const id = notifications.show({
    message: (
      <div className={classes.line}>
        <span>{message}</span>
        {action && (
          <button
            type="button"
            className={classes.action}
            onClick={() => {
              notifications.hide(id);
              action.run();
            }}
          >
            {action.label}
          </button>
        )}
      </div>
    ),
    color: 'desk',
    autoClose: action ? 30_000 : 6_000,
    closeButtonProps: { 'aria-label': 'Close this message' },
  });
}

/** A refused or failed call; stays until it is closed because it says what to do. */
export function notifyError(error: unknown): void {
  notifications.show({
    title: 'Not done',
    message: error instanceof CallError || error instanceof Error ? error.message : String(error),
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Close this message' },
  });
}
