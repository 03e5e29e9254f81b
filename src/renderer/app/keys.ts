const MAC = /mac/i.test(navigator.platform);

const WORDS: Record<string, string> = {
  mod: MAC ? '⌘' : 'Ctrl',
  alt: MAC ? '⌥' : 'Alt',
  shift: '⇧',
  enter: '↵',
  escape: 'Esc',
  space: 'Space',
  arrowdown: '↓',
  arrowup: '↑',
};

/** "mod+enter" → "Ctrl ↵". */
export const keyWords = (keys: string): string =>
  keys
    .split('+')
    .map((part) => WORDS[part.toLowerCase()] ?? part.toUpperCase())
    .join(' ');

/** "mod+enter" → "Control+Enter" for aria-keyshortcuts. */
export const ariaKeys = (keys: string): string =>
  keys
    .split('+')
    .map((part) =>
      part === 'mod' ? (MAC ? 'Meta' : 'Control') : part.length === 1 ? part : part[0]?.toUpperCase() + part.slice(1),
    )
    .join('+');

/** A key pressed in words of the registry: "mod+k", "alt+4", "?", "j". Shift counts only with keys that have no other sign. */
export function pressed(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const mod = MAC ? event.metaKey : event.ctrlKey;
  // With Alt, some layouts type another sign (⌥4 is ¢): the digit of the key itself is meant.
  const plain =
    event.altKey && /^(Digit|Key)/.test(event.code) ? event.code.replace(/^(Digit|Key)/, '').toLowerCase() : key;
  return [mod && 'mod', event.altKey && 'alt', event.shiftKey && key.length > 1 && 'shift', plain]
    .filter(Boolean)
    .join('+');
}

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}
