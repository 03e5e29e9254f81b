import { type RefObject, useEffect, useRef } from 'react';

/** So long the page may still put the focus somewhere by itself: a dialog that closes gives it back, a button is ready again. */
const SETTLES_MS = 60;
/** A part of the window that has a name a screen reader says. */
const NAMED = 'section, [role="dialog"]';

/** What has the focus only because nothing else was there for it; it is no control, and nobody went to it. */
let kept: HTMLElement | null = null;

/** Nobody chose where the focus is: whoever has a better place for it may take it. */
export const isFocusFree = (): boolean => document.activeElement === document.body || document.activeElement === kept;

/** Puts the focus on something that is no control, so that it is read out and Tab goes on from there. */
function settleOn(element: HTMLElement | null, options?: FocusOptions): void {
  if (!element) return;
  if (!element.hasAttribute('tabindex')) {
    element.tabIndex = -1;
    element.dataset.kept = '';
    // Only while it has the focus: a click beside a control must not go to it.
    const release = () => {
      element.removeAttribute('tabindex');
      delete element.dataset.kept;
    };
    element.addEventListener('blur', release, { once: true });
  }
  kept = element;
  element.focus(options);
}

const headingOf = (main: HTMLElement | null): HTMLElement | null => main?.querySelector<HTMLElement>('h1') ?? null;

/**
 * When another view is opened its heading takes the focus: a screen reader says where one is, and Tab begins there. A view that
 * puts the focus somewhere itself, and whoever went elsewhere while it was loading, keep it. @param view what is shown, by name
 */
export function useHeadingFocus(view: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view || !main.current) return;
    shown.current = view;
    const within = main.current;
    const before = document.activeElement;
    const settle = (): boolean => {
      const now = document.activeElement;
      if (!isFocusFree() && (now !== before || within.contains(now))) return true;
      const heading = headingOf(within);
      settleOn(heading);
      return heading !== null;
    };
    if (settle()) return;
    const watch = new MutationObserver(() => settle() && watch.disconnect());
    watch.observe(within, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [view]);
  return main;
}

/**
 * The focus never falls back to the page: when what had it is taken away or cannot be used any more, the line beside it takes
 * it, else the part it stood in, else the view's heading; and it comes back to what can be used again. @returns stops it
 */
export function keepFocus(): () => void {
  let last: HTMLElement | null = null;
  /** Where it stood, when it is gone. */
  let gap: MutationRecord | null = null;
  /** What took the focus in place of it while it cannot be used. */
  let stand: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = () => {
    if (!last || !isFocusFree()) return;
    const gone = last.isConnected ? null : gap;
    if (!gone && !isDisabled(last)) {
      if (stand && document.activeElement === stand) last.focus({ preventScroll: true });
      stand = null;
      return;
    }
    if (document.activeElement !== document.body) return;
    settleOn(gone ? besideGap(gone) : partOf(last), { preventScroll: true });
    stand = gone ? null : kept;
  };
  const onFocus = (event: FocusEvent) => {
    if (event.target === kept || !(event.target instanceof HTMLElement)) return;
    kept = null;
    last = event.target;
    gap = null;
    stand = null;
  };
  const watch = new MutationObserver((records) => {
    if (!last || !isFocusFree()) return;
    for (const record of records)
      if (contains(record.removedNodes, last) || (gap && contains(record.removedNodes, gap.target))) gap = record;
    clearTimeout(timer);
    timer = setTimeout(check, SETTLES_MS);
  });
  document.addEventListener('focusin', onFocus);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('focusin', onFocus);
    watch.disconnect();
  };
}

const isDisabled = (element: HTMLElement): boolean => element.matches(':disabled');

const contains = (nodes: NodeList, element: Node): boolean => [...nodes].some((node) => node.contains(element));

/** The line that stands where another was taken away, else the part of the window it was in. */
function besideGap({ target, nextSibling, previousSibling }: MutationRecord): HTMLElement | null {
  const line = [nextSibling, previousSibling].find(
    (node) => node instanceof HTMLElement && node.isConnected && node.matches('tr:not([aria-hidden]), li'),
  );
  return (line as HTMLElement | undefined) ?? partOf(target);
}

function partOf(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>(NAMED) ?? headingOf(document.querySelector('main'));
}
