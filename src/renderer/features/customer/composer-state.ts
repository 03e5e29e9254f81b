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

export interface OpenComposer extends ComposerDraft {
  open: boolean;
  /** Milliseconds; the timer counts from here while the composer is open. */
  startedAt: number;
  /** Rises with every C, P, W, D: the composer then takes the focus, on the outcomes when none was asked for. */
  asked: number;
  asksOutcome: boolean;
  /** A save was tried: what is missing is then said at its field. */
  tried: boolean;
  /** Why the last save did not succeed; gone with the next change. */
  failed: string | null;
  /** Ticked items that are no longer open and were unticked. */
  unticked: number;
}

/** What belongs to the open window and is not kept with a draft. */
const FRESH = { asked: 0, asksOutcome: true, tried: false, failed: null, unticked: 0 } as const;

/** A draft as it is kept: the fields and the items that were ticked for it. */
interface KeptDraft extends ComposerDraft {
  ticked?: readonly number[];
}

interface Composers {
  /** By customer id; null: nothing is being written, and a stored draft was already looked at. */
  drafts: Readonly<Record<number, OpenComposer | null>>;
  ticked: Readonly<Record<number, readonly number[]>>;
  start: (customerId: number, kind: ComposerKind, outcome: Outcome | null) => void;
  restore: (customerId: number, draft: KeptDraft) => void;
  patch: (customerId: number, part: Partial<ComposerDraft>) => void;
  close: (customerId: number) => void;
  discard: (customerId: number) => void;
  tick: (customerId: number, itemId: number) => void;
  tickAll: (customerId: number, itemIds: readonly number[]) => void;
  /** Unticks what is no longer open, and remembers to say so. */
  keepOpen: (customerId: number, openIds: ReadonlySet<number>) => void;
  saveTried: (customerId: number, failed: string | null) => void;
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
        ...FRESH,
        startedAt: Date.now(),
        ...known,
        kind,
        outcome: outcomeThen,
        open: true,
        asked: (known?.asked ?? 0) + 1,
        asksOutcome: outcome === null,
        tried: false,
        failed: null,
      };
      return { drafts: { ...state.drafts, [customerId]: draft } };
    }),
  restore: (customerId, { ticked = [], ...draft }) =>
    set((state) =>
      state.drafts[customerId] === undefined
        ? {
            drafts: {
              ...state.drafts,
              [customerId]: { ...EMPTY, ...FRESH, ...draft, open: false, startedAt: Date.now() },
            },
            ticked: { ...state.ticked, [customerId]: [...new Set([...(state.ticked[customerId] ?? []), ...ticked])] },
          }
        : state,
    ),
  patch: (customerId, part) =>
    set((state) => {
      const known = state.drafts[customerId];
      return known ? { drafts: { ...state.drafts, [customerId]: { ...known, ...part, failed: null } } } : state;
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
  keepOpen: (customerId, openIds) =>
    set((state) => {
      const ticked = state.ticked[customerId] ?? [];
      const still = ticked.filter((one) => openIds.has(one));
      if (still.length === ticked.length) return state;
      const known = state.drafts[customerId];
      return {
        ticked: { ...state.ticked, [customerId]: still },
        ...(known && {
          drafts: { ...state.drafts, [customerId]: { ...known, unticked: ticked.length - still.length } },
        }),
      };
    }),
  saveTried: (customerId, failed) =>
    set((state) => {
      const known = state.drafts[customerId];
      return known ? { drafts: { ...state.drafts, [customerId]: { ...known, tried: true, failed } } } : state;
    }),
}));

/** Nothing was typed; an outcome alone is one key and not worth keeping. */
export const isBlank = (draft: ComposerDraft): boolean =>
  draft.spokeTo === null &&
  draft.amount === null &&
  [draft.note, draft.promisedFor, draft.pauseWhy, draft.followUp, draft.hour, draft.disputeReason, draft.answerOn]
    .join('')
    .trim() === '';

const NONE: readonly number[] = [];
export const useTicked = (customerId: number): readonly number[] =>
  useComposers((state) => state.ticked[customerId] ?? NONE);
export const useDraft = (customerId: number) => useComposers((state) => state.drafts[customerId]);

/** The draft as the data process keeps it, with the items ticked for it; only what was typed, nothing of the window's. */
export function draftBody(draft: ComposerDraft, ticked: readonly number[]): string {
  const typed = Object.fromEntries(Object.keys(EMPTY).map((field) => [field, draft[field as keyof ComposerDraft]]));
  return JSON.stringify({ ...typed, ...(ticked.length > 0 && { ticked }) });
}
