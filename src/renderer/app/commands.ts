import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { isTextField, pressed } from './keys';
import { useDesk } from './state';

/** Something the user can do here and now: in the palette, in the key list, and by its key. */
export interface Command {
  id: string;
  label: string;
  group: 'Go to' | 'Day' | 'List' | 'Customer' | 'Call' | 'Window';
  /** "c", "mod+k", "?", "arrowdown". A key without mod or alt acts only outside text fields. */
  keys?: string;
  /** Further keys for the same. */
  alsoKeys?: readonly string[];
  run: () => void;
  /** Left out of the palette (movement keys). */
  keyOnly?: boolean;
  /** Offered by a message: its key acts before the same key of what stands on the page. */
  message?: boolean;
  /** Acts in text fields too. */
  inFields?: boolean;
}

interface Registry {
  /** Later registrations stand in front: a composer's Esc before the list's. */
  commands: readonly Command[];
  add: (commands: readonly Command[]) => void;
  remove: (commands: readonly Command[]) => void;
}

export const useRegistry = create<Registry>((set) => ({
  commands: [],
  add: (added) => set((state) => ({ commands: [...added, ...state.commands] })),
  remove: (removed) => set((state) => ({ commands: state.commands.filter((command) => !removed.includes(command)) })),
}));

/** Offers commands while the component is on screen. `run` may be a new function on every render. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const signature = commands.map((command) => `${command.id}|${command.label}|${command.keys}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew only when what is offered changes
  useEffect(() => {
    const offered = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((one) => one.id === command.id)?.run(),
    }));
    useRegistry.getState().add(offered);
    return () => useRegistry.getState().remove(offered);
  }, [signature]);
}

/** A dialog, menu or list in front takes the keys for itself. */
const inFront = (): boolean =>
  document.querySelector('[role="dialog"]:not([data-composer]), [role="menu"], [role="listbox"][data-floating]') !==
  null;

/** Asked before anybody acts on the key: the Esc that closes a dialog must not also close what lies behind it. */
let covered = false;
const onPress = (): void => {
  covered = inFront();
};

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const keys = pressed(event);
  const inField = isTextField(event.target);
  const free = keys.startsWith('mod+') || keys.startsWith('alt+');
  if (covered && !keys.startsWith('mod+')) return;
  const { commands } = useRegistry.getState();
  const single = useDesk.getState().singleKeys;
  const fitting = commands.filter((one) => {
    const own = [one.keys, ...(one.alsoKeys ?? [])];
    // With single keys turned off, Alt and the letter does the same.
    const letter = keys.startsWith('alt+') ? keys.slice(4) : null;
    if (letter !== null && !single && own.includes(letter)) return true;
    if (!own.includes(keys)) return false;
    if (free || one.inFields) return true;
    return !inField && (single || keys.length > 1);
  });
  const command = fitting.find((one) => one.message) ?? fitting[0];
  if (!command) return;
  // Enter and Space belong to the button or link that has the focus.
  if (
    (keys === 'enter' || keys === 'space') &&
    event.target instanceof HTMLElement &&
    event.target.closest('button, a, summary, [role="grid"]')
  )
    return;
  event.preventDefault();
  command.run();
}

/** Listens for the whole window; before anything is drawn, so that it is asked first. */
export function listenForKeys(): void {
  window.addEventListener('keydown', onPress, true);
  window.addEventListener('keydown', onKeyDown);
}
