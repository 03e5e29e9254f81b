import { type RefObject, useEffect, useRef } from 'react';

/** The element takes the focus when work is over whose start or Stop button had it, and nobody has gone elsewhere meanwhile. */
export function useFocusBack<E extends HTMLElement>(busy: boolean): RefObject<E | null> {
  const element = useRef<E>(null);
  const was = useRef(busy);
  useEffect(() => {
    if (was.current && !busy && document.activeElement === document.body) element.current?.focus();
    was.current = busy;
  }, [busy]);
  return element;
}
