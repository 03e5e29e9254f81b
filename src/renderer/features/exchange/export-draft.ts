import { create } from 'zustand';

interface ExportDraft {
  /** Customers ticked under Customers to be handed over for a while. */
  chosen: readonly number[];
  choose: (customerIds: readonly number[]) => void;
}

export const useExportDraft = create<ExportDraft>((set) => ({
  chosen: [],
  choose: (chosen) => set({ chosen }),
}));
