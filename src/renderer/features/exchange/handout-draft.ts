import { type HandoutRule, NO_CONDITIONS, NOBODY } from '@shared/domain/handout/rules';
import { create } from 'zustand';

interface HandoutDraft {
  /** The rules as they are being written; null while they are those kept in the portfolio. */
  rules: readonly HandoutRule[] | null;
  /** The rule whose conditions stand open. */
  opened: number;
  write: (rules: readonly HandoutRule[], opened?: number) => void;
  open: (index: number) => void;
  drop: () => void;
}

/** Outside the view: looking at a customer on the way does not lose the rules. */
export const useHandoutDraft = create<HandoutDraft>((set) => ({
  rules: null,
  opened: 0,
  write: (rules, opened) => set((before) => ({ rules, opened: opened ?? before.opened })),
  open: (opened) => set({ opened }),
  drop: () => set({ rules: null }),
}));

/** What a morning usually needs: what is nobody's, evenly among these people. */
export const freshRule = (to: readonly string[]): HandoutRule => ({
  when: { ...NO_CONDITIONS, holder: NOBODY },
  to,
  evenly: 'overdue',
});
