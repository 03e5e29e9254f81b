import type { IsoDate } from '@shared/domain/model';
import { useCallback } from 'react';
import { create } from 'zustand';
import { localToday } from './clock';
import { useDesk } from './state';

interface Confirmation {
  confirmedFor: IsoDate | null;
  waiting: ((yes: boolean) => void) | null;
  ask: () => Promise<boolean>;
  answer: (yes: boolean) => void;
}

export const useConfirmation = create<Confirmation>((set, get) => ({
  confirmedFor: null,
  waiting: null,
  ask: () => {
    get().waiting?.(false);
    return new Promise((resolve) => set({ waiting: resolve }));
  },
  answer: (yes) => {
    get().waiting?.(yes);
    set({ waiting: null, ...(yes ? { confirmedFor: useDesk.getState().asOf } : {}) });
  },
}));

/**
 * To be awaited before anything is recorded: true at once while working at today's date; at another date it asks once
 * and remembers the answer until the date changes.
 */
export function useConfirmAsOf(): () => Promise<boolean> {
  return useCallback(async () => {
    const { asOf } = useDesk.getState();
    const { confirmedFor, ask } = useConfirmation.getState();
    if (asOf === localToday() || asOf === confirmedFor) return true;
    return ask();
  }, []);
}
