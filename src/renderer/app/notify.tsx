import type { NotificationData } from '@mantine/notifications';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { Kbd } from '../components/Kbd';
import type { Command } from './commands';
import { useRegistry } from './commands';
import { ariaKeys } from './keys';
import classes from './notify.module.css';

interface Action {
  label: string;
  /** Acts while the message is shown, wherever one is; U when left out, for the way back is what most messages offer. */
  keys?: string;
  run: () => void;
}

/** No more than these at once: the newest takes the place of the oldest instead of waiting behind it. */
export const MOST_MESSAGES = 3;
const ERROR_MS = 8_000;

let shown: readonly string[] = [];
const errors = new Map<string, string>();

function show(data: NotificationData): string {
  for (const oldest of shown.slice(0, Math.max(0, shown.length + 1 - MOST_MESSAGES))) notifications.hide(oldest);
  const id = notifications.show({
    ...data,
    closeButtonProps: { 'aria-label': 'Close this message' },
    onClose: (closed) => {
      shown = shown.filter((one) => one !== id);
      data.onClose?.(closed);
    },
  });
  shown = [...shown, id];
  return id;
}

/** Says what was recorded, with the way back (Undo) or the next step where there is one. */
export function notifyDone(message: ReactNode, action?: Action): void {
  // What was not done before is done now, or no longer the point.
  for (const id of errors.values()) notifications.hide(id);
  const act = () => {
    notifications.hide(id);
    action?.run();
  };
  const keys = action?.keys ?? 'u';
  const offered: Command[] = action
    ? [{ id: 'message', label: action.label, group: 'Customer', keys, message: true, run: act }]
    : [];
  const id = show({
    message: (
      <div className={classes.line}>
        <span>{message}</span>
        {action && (
          <button type="button" className={classes.action} aria-keyshortcuts={ariaKeys(keys)} onClick={act}>
            {action.label} <Kbd keys={keys} />
          </button>
        )}
      </div>
    ),
    color: 'desk',
    autoClose: action ? 30_000 : 6_000,
    onClose: () => useRegistry.getState().remove(offered),
  });
  useRegistry.getState().add(offered);
}

/** A refused or failed call. The same one again takes the place of the one before; the next thing done closes it. */
export function notifyError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const before = errors.get(message);
  if (before !== undefined) notifications.hide(before);
  const id = show({
    title: 'Not done',
    message,
    color: 'red',
    autoClose: ERROR_MS,
    onClose: () => errors.get(message) === id && errors.delete(message),
  });
  errors.set(message, id);
}
