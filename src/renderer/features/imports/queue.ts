import type { ImportKind, ImportOptions, ImportReport } from '@shared/contract/imports';
import type { IsoDate } from '@shared/domain/model';
import { create } from 'zustand';
import { call, queryClient } from '../../app/bridge';
import type { DroppedFile } from '../../app/state';
import { KIND_ORDER } from './words';

/** One file on its way in: what the user said about it, and its report once it is recorded. */
export interface Step {
  file: DroppedFile;
  kind: ImportKind | null;
  options: ImportOptions;
  report: ImportReport | null;
}

interface Queue {
  steps: readonly Step[];
  /** Token of the file shown. */
  current: string | null;
  /** Files are being read to learn their kinds. */
  reading: boolean;
  take: (files: readonly DroppedFile[], asOf: IsoDate) => Promise<void>;
  say: (token: string, options: ImportOptions) => void;
  finish: (token: string, report: ImportReport) => void;
  /** Leaves the file out and goes on with the next one that waits. */
  leave: (token: string) => void;
  next: () => void;
  clear: () => void;
}

/** What looks replaced is taken so unless somebody says otherwise in the preview. */
const AT_FIRST: ImportOptions = { takeProposals: true };

const waiting = (steps: readonly Step[]): string | null =>
  steps.find((step) => step.report === null)?.file.token ?? null;

/** A file that cannot be read keeps its place at the end; its own page says why. */
async function kindOf(token: string, asOf: IsoDate): Promise<ImportKind | null> {
  const input = { asOf, file: token, options: AT_FIRST };
  try {
    const preview = await queryClient.fetchQuery({
      queryKey: ['imports.preview', input],
      queryFn: () => call('imports.preview', input),
    });
    return preview.report.kind;
  } catch {
    return null;
  }
}

/** Lives outside the view: going to look at a customer does not lose the files or what was said about them. */
export const useQueue = create<Queue>((set, get) => ({
  steps: [],
  current: null,
  reading: false,
  take: async (files, asOf) => {
    set({ reading: true });
    const steps: Step[] = [];
    for (const file of files) {
      const kind = files.length > 1 ? await kindOf(file.token, asOf) : null;
      steps.push({ file, kind, options: AT_FIRST, report: null });
    }
    const place = (step: Step) => (step.kind === null ? 9 : KIND_ORDER[step.kind]);
    steps.sort((a, b) => place(a) - place(b));
    const kept = get().steps.filter((step) => step.report === null);
    const all = [...kept, ...steps];
    set({ steps: all, current: waiting(all), reading: false });
  },
  say: (token, options) =>
    set((state) => ({
      steps: state.steps.map((step) =>
        step.file.token === token ? { ...step, options: { ...step.options, ...options } } : step,
      ),
    })),
  finish: (token, report) =>
    set((state) => ({
      steps: state.steps.map((step) => (step.file.token === token ? { ...step, kind: report.kind, report } : step)),
    })),
  leave: (token) =>
    set((state) => {
      const steps = state.steps.filter((step) => step.file.token !== token);
      return { steps, current: waiting(steps) };
    }),
  next: () => set((state) => ({ current: waiting(state.steps) })),
  clear: () => set({ steps: [], current: null }),
}));
