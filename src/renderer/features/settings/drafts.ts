import type { Settings } from '@shared/domain/settings';
import { create } from 'zustand';
import type { SettingName } from './words';

/** What was changed in one section and not saved yet. */
export interface Draft {
  values: Partial<Settings>;
  /** Texts as they are being typed, by field; also those that cannot be read. */
  typed: Readonly<Record<string, string>>;
}

interface Drafts {
  /** By the section's title. */
  drafts: Readonly<Record<string, Draft>>;
  change: (title: string, change: (draft: Draft) => Draft) => void;
  drop: (title: string) => void;
}

const NONE: Draft = { values: {}, typed: {} };

/** Lives outside the view: going to look at the list does not lose what was typed here. */
export const useDrafts = create<Drafts>((set) => ({
  drafts: {},
  change: (title, change) => set(({ drafts }) => ({ drafts: { ...drafts, [title]: change(drafts[title] ?? NONE) } })),
  drop: (title) => set(({ drafts: { [title]: _, ...others } }) => ({ drafts: others })),
}));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The settings a draft would change. */
export const changedIn = (draft: Draft | undefined, settings: Settings): SettingName[] =>
  (Object.keys(draft?.values ?? {}) as SettingName[]).filter((name) => !same(draft?.values[name], settings[name]));

export const isUnsaved = (draft: Draft | undefined, settings: Settings): boolean =>
  changedIn(draft, settings).length > 0 || Object.keys(draft?.typed ?? {}).length > 0;
