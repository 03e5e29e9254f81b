import type { MergeReport } from '@shared/contract/exchange';
import { create } from 'zustand';
import type { DroppedFile } from '../../app/state';

/** One colleague's file on its way in. */
export interface MergeStep {
  file: DroppedFile;
  /** As typed for this file; null while none was asked for. */
  passphrase: string | null;
  report: MergeReport | null;
  /** Why it was not merged, in its own words. */
  refused: string | null;
}

interface MergeQueue {
  steps: readonly MergeStep[];
  /** Token of the file that is looked at; null shows all of them. */
  opened: string | null;
  /** Token of the file that was looked at before. */
  looked: string | null;
  /** The file that is being merged, and which of several it is; it goes on wherever one looks. */
  merging: { token: string; of?: string } | null;
  setMerging: (merging: MergeQueue['merging']) => void;
  take: (files: readonly DroppedFile[]) => void;
  open: (token: string | null) => void;
  say: (token: string, part: Partial<Omit<MergeStep, 'file'>>) => void;
  leave: (token: string) => void;
  clear: () => void;
}

/** Outside the view: looking at a customer on the way loses neither the files nor what was said about them. */
export const useMergeQueue = create<MergeQueue>((set) => ({
  steps: [],
  opened: null,
  looked: null,
  merging: null,
  setMerging: (merging) => set({ merging }),
  take: (files) =>
    set(({ steps }) => {
      const all = [
        ...steps.filter((step) => step.report === null),
        ...files.map((file): MergeStep => ({ file, passphrase: null, report: null, refused: null })),
      ];
      return { steps: all, opened: all.length === 1 ? (all[0]?.file.token ?? null) : null };
    }),
  open: (opened) => set((before) => ({ opened, looked: before.opened })),
  say: (token, part) =>
    set(({ steps }) => ({ steps: steps.map((step) => (step.file.token === token ? { ...step, ...part } : step)) })),
  leave: (token) => set(({ steps }) => ({ steps: steps.filter((step) => step.file.token !== token), opened: null })),
  clear: () => set({ steps: [], opened: null }),
}));

/** The latest merge of these files that was backed up: what is merged next belongs to the same go. */
export const lastMerged = (steps: readonly MergeStep[]): number | null => {
  const entries = steps.flatMap(({ report }) => (report?.undo ? report.entry : []));
  return entries.length === 0 ? null : Math.max(...entries);
};

export const isExchangeFile = (name: string): boolean => /\.duebook$/i.test(name);
