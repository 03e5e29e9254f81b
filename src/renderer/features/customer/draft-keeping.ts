import type { CustomerPage } from '@shared/contract/customers';
import { useEffect, useLayoutEffect } from 'react';
import { call } from '../../app/bridge';
import { notifyError } from '../../app/notify';
import { draftBody, isBlank, useComposers, useTicked } from './composer-state';

const AFTER_TYPING = 500;
const stored = new Map<number, string | null>();
/** What is about to be stored, by customer id, and the timer it waits for. */
const waiting = new Map<number, { body: string | null; timer: ReturnType<typeof setTimeout> }>();

function keep(customerId: number): void {
  const due = waiting.get(customerId);
  if (!due) return;
  clearTimeout(due.timer);
  waiting.delete(customerId);
  stored.set(customerId, due.body);
  call('activities.saveDraft', { customerId, body: due.body }).catch(notifyError);
}

/** Half a second after the last key what is being written is stored, whichever customer is on screen by then. */
useComposers.subscribe((state, before) => {
  for (const [key, draft] of Object.entries(state.drafts)) {
    const customerId = Number(key);
    if (draft === before.drafts[customerId] && state.ticked[customerId] === before.ticked[customerId]) continue;
    clearTimeout(waiting.get(customerId)?.timer);
    waiting.delete(customerId);
    const body = draft && !isBlank(draft) ? draftBody(draft, state.ticked[customerId] ?? []) : null;
    if (body === (stored.get(customerId) ?? null)) continue;
    waiting.set(customerId, { body, timer: setTimeout(() => keep(customerId), AFTER_TYPING) });
  }
});

/** A window that closes takes the last half second with it, unless it is stored at once. */
const keepAll = () => {
  for (const customerId of [...waiting.keys()]) keep(customerId);
};
for (const leaving of ['pagehide', 'beforeunload']) window.addEventListener(leaving, keepAll);
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keepAll());

/** Brings back what was being written for the customer when the window was closed or crashed: with the page, before any key can begin a new call. */
export function useStoredDraft(page: CustomerPage): void {
  const customerId = page.customer.id;
  const { draft } = page;
  useLayoutEffect(() => {
    if (draft === null || useComposers.getState().drafts[customerId] !== undefined) return;
    try {
      const typed = JSON.parse(draft);
      stored.set(customerId, draft);
      useComposers.getState().restore(customerId, typed);
    } catch {
      // Written by another version: nothing can be brought back from it.
    }
  }, [draft, customerId]);

  // A newer list may have settled what was ticked; a promise must not stand on it.
  const ticked = useTicked(customerId);
  useEffect(() => {
    if (ticked.length > 0) useComposers.getState().keepOpen(customerId, new Set(page.items.map((item) => item.id)));
  }, [ticked, page.items, customerId]);
}
