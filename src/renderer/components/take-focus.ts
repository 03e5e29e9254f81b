import { type RefObject, useEffect, useRef } from 'react';
import { isFocusFree } from '../app/focus';

/** The element takes the focus when work is over whose start or Stop button had it, and nobody has gone elsewhere meanwhile. */
export function useFocusBack<E extends HTMLElement>(busy: boolean): RefObject<E | null> {
  const element = useRef<E>(null);
  const was = useRef(busy);
  useEffect(() => {
    if (was.current && !busy && isFocusFree()) element.current?.focus();
    was.current = busy;
  }, [busy]);
  return element;
}

/** The element takes the focus as soon as it is there, unless somebody has gone elsewhere: what was asked for has come. */
export function useFocusOnArrival<E extends HTMLElement>(there = true): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    if (there && isFocusFree()) element.current?.focus();
  }, [there]);
  return element;
}
