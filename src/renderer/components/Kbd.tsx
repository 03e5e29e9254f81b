import { keyWords } from '../app/keys';
import classes from './components.module.css';

/** The key of an action where the action stands. Hidden from the accessible name; the button says it by aria-keyshortcuts. */
export function Kbd({ keys }: { keys: string }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus
    <kbd className={classes.kbd} aria-hidden="true">
      {keyWords(keys)}
    </kbd>
  );
}
