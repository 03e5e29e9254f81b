import { create } from 'zustand';

export interface Mail {
  to: string;
  subject: string;
  body: string;
  /** Fits into a link to the mail program as it was drafted. */
  short: boolean;
}

/** Which commitment's written confirmation is being drafted; the dialog stands in the shell so that moving on does not close it. */
export const useConfirming = create<{
  commitmentId: string | null;
  /** Mails as they were edited, by commitment: closing the dialog loses nothing while the window is open. */
  edited: Readonly<Record<string, Mail>>;
  open: (commitmentId: string) => void;
  close: () => void;
  edit: (commitmentId: string, mail: Mail) => void;
  forget: (commitmentId: string) => void;
}>((set) => ({
  commitmentId: null,
  edited: {},
  open: (commitmentId) => set({ commitmentId }),
  close: () => set({ commitmentId: null }),
  edit: (commitmentId, mail) => set((state) => ({ edited: { ...state.edited, [commitmentId]: mail } })),
  forget: (commitmentId) =>
    set((state) => {
      const { [commitmentId]: _sent, ...edited } = state.edited;
      return { edited };
    }),
}));
