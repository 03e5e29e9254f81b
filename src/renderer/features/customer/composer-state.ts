import type { Outcome } from '@shared/domain/model';
import { create } from 'zustand';

export type ComposerKind = 'call' | 'mail';

/** The composer's fields as they were typed. Null where a field follows what is known (ticked sum, contact). */
export interface ComposerDraft {
  kind: ComposerKind;
  outcome: Outcome | null;
  spokeTo: string | null;
  note: string;
  private: boolean;
  amount: string | null;
  currency: string | null;
  promisedFor: string;
  pauseWhy: string;
  followUp: string;
  hour: string;
  disputeType: string;
  disputeReason: string;
  answerOn: string;
}

interface OpenComposer extends ComposerDraft {
  open: boolean;
  /** Milliseconds; the timer counts from here while the composer is open. */
  startedAt: number;
  /** Rises with every C, P, W, D: the composer then takes the focus. */
  asked: number;
}

interface Composers {
  /** By customer id; null: nothing is being written, and a stored draft was already looked at. */
  drafts: Readonly<Record<number, OpenComposer | null>>;
  ticked: Readonly<Record<number, readonly number[]>>;
  start: (customerId: number, kind: ComposerKind, outcome: Outcome | null) => void;
  restore: (customerId: number, draft: ComposerDraft) => void;
  patch: (customerId: number, part: Partial<ComposerDraft>) => void;
  close: (customerId: number) => void;
  discard: (customerId: number) => void;
  tick: (customerId: number, itemId: number) => void;
  tickAll: (customerId: number, itemIds: readonly number[]) => void;
}

const EMPTY: ComposerDraft = {
  kind: 'call',
  outcome: null,
  spokeTo: null,
  note: '',
  private: false,
  amount: null,
  currency: null,
  promisedFor: '',
  pauseWhy: '',
  followUp: '',
  hour: '',
  disputeType: 'price',
  disputeReason: '',
  answerOn: '',
};

/** What is being written, per customer: moving on in the list loses nothing, and several drafts can wait. */
export const useComposers = create<Composers>((set) => ({
  drafts: {},
  ticked: {},
  start: (customerId, kind, outcome) =>
    set((state) => {
      const known = state.drafts[customerId];
      // What was typed for a call is no mail: the words are kept, the outcome is not.
      const outcomeThen = outcome ?? (known?.kind === kind ? known.outcome : null);
      const draft = {
        ...EMPTY,
        startedAt: Date.now(),
        ...known,
        kind,
        outcome: outcomeThen,
        open: true,
        asked: (known?.asked ?? 0) + 1,
      };
      return { drafts: { ...state.drafts, [customerId]: draft } };
    }),
  restore: (customerId, draft) =>
    set((state) =>
      state.drafts[customerId] === undefined
        ? {
            drafts: {
              ...state.drafts,
              [customerId]: { ...EMPTY, ...draft, open: false, startedAt: Date.now(), asked: 0 },
            },
          }
        : state,
    ),
  patch: (customerId, part) =>
    set((state) => {
      const known = state.drafts[customerId];
      return known ? { drafts: { ...state.drafts, [customerId]: { ...known, ...part } } } : state;
    }),
  close: (customerId) =>
    set((state) => {
      const known = state.drafts[customerId];
      if (!known) return state;
      return { drafts: { ...state.drafts, [customerId]: isBlank(known) ? null : { ...known, open: false } } };
    }),
  discard: (customerId) =>
    set((state) => ({
      drafts: { ...state.drafts, [customerId]: null },
      ticked: { ...state.ticked, [customerId]: [] },
    })),
  tick: (customerId, itemId) =>
    set((state) => {
      const ticked = state.ticked[customerId] ?? [];
      const next = ticked.includes(itemId) ? ticked.filter((one) => one !== itemId) : [...ticked, itemId];
      return { ticked: { ...state.ticked, [customerId]: next } };
    }),
  tickAll: (customerId, itemIds) => set((state) => ({ ticked: { ...state.ticked, [customerId]: itemIds } })),
}));

/** Nothing worth keeping was typed. */
export const isBlank = (draft: ComposerDraft): boolean =>
  draft.outcome === null &&
  draft.spokeTo === null &&
  draft.amount === null &&
  `${draft.note}${draft.promisedFor}${draft.followUp}${draft.disputeReason}`.trim() === '';

const NONE: readonly number[] = [];
export const useTicked = (customerId: number): readonly number[] =>
  useComposers((state) => state.ticked[customerId] ?? NONE);
export const useDraft = (customerId: number) => useComposers((state) => state.drafts[customerId]);

/** The draft as the data process keeps it; `open` and the timer are the window's. */
export function draftBody(draft: OpenComposer): string {
  const { open: _open, startedAt: _startedAt, asked: _asked, ...body } = draft;
  return JSON.stringify(body);
}
