import { create } from 'zustand';

/** Which commitment's written confirmation is being drafted; the dialog stands in the shell so that moving on does not close it. */
export const useConfirming = create<{
  commitmentId: string | null;
  open: (commitmentId: string) => void;
  close: () => void;
}>((set) => ({
  commitmentId: null,
  open: (commitmentId) => set({ commitmentId }),
  close: () => set({ commitmentId: null }),
}));
