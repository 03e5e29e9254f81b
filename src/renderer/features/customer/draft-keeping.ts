import { useEffect } from 'react';
import { call, useCall } from '../../app/bridge';
import { notifyError } from '../../app/notify';
import type { ComposerDraft } from './composer-state';
import { draftBody, isBlank, useComposers } from './composer-state';

const AFTER_TYPING = 500;
const stored = new Map<number, string | null>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** Half a second after the last key what is being written is stored, whichever customer is on screen by then. */
useComposers.subscribe((state, before) => {
  for (const [key, draft] of Object.entries(state.drafts)) {
    const customerId = Number(key);
    if (draft === before.drafts[customerId]) continue;
    clearTimeout(timers.get(customerId));
    const body = draft && !isBlank(draft) ? draftBody(draft) : null;
    if (body === (stored.get(customerId) ?? null)) continue;
    const keep = () => {
      stored.set(customerId, body);
      call('activities.saveDraft', { customerId, body }).catch(notifyError);
    };
    timers.set(customerId, setTimeout(keep, AFTER_TYPING));
  }
});

/** Brings back what was being written for the customer when the window was closed or crashed. */
export function useStoredDraft(customerId: number): void {
  const drafts = useCall('activities.drafts', {}).data;
  useEffect(() => {
    const draft = drafts?.find((one) => one.customerId === customerId);
    if (!draft || useComposers.getState().drafts[customerId] !== undefined) return;
    try {
      const typed = JSON.parse(draft.body) as ComposerDraft;
      stored.set(customerId, draft.body);
      useComposers.getState().restore(customerId, typed);
    } catch {
      // Written by another version: nothing can be brought back from it.
    }
  }, [drafts, customerId]);
}
