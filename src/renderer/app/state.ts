import type { IsoDate } from '@shared/domain/model';
import { create } from 'zustand';
import { localToday } from './clock';

export type Theme = 'light' | 'dark' | 'system';

export interface DroppedFile {
  token: string;
  name: string;
  bytes: number;
}

interface Desk {
  asOf: IsoDate;
  setAsOf: (asOf: IsoDate) => void;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  /** Letters act as keys without Alt. Can be turned off for those who dictate or type by accident. */
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
  /** The customer worked on Today. */
  customerId: number | null;
  select: (customerId: number | null) => void;
  /** Whose customers Today lists. */
  everybody: boolean;
  setEverybody: (everybody: boolean) => void;
  showAll: boolean;
  setShowAll: (showAll: boolean) => void;
  /** Whose customers the list of customers is to open with (a user id, `nobody`); empty for everybody's. */
  customersOf: string;
  setCustomersOf: (holder: string) => void;
  droppedFiles: readonly DroppedFile[];
  setDroppedFiles: (files: readonly DroppedFile[]) => void;
  /** The data process is gone; what to do stands in the message. */
  dataLost: string | null;
  setDataLost: (message: string | null) => void;
  keyListOpen: boolean;
  setKeyListOpen: (open: boolean) => void;
}

const THEME_KEY = 'duebook.theme';
const SINGLE_KEYS_KEY = 'duebook.singleKeys';

function storedTheme(): Theme {
  const stored = localStorage.getItem(THEME_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** State of the window alone: nothing here is recorded in the portfolio. */
export const useDesk = create<Desk>((set) => ({
  asOf: localToday(),
  setAsOf: (asOf) => set({ asOf }),
  theme: storedTheme(),
  setTheme: (theme) => {
    localStorage.setItem(THEME_KEY, theme);
    set({ theme });
  },
  singleKeys: localStorage.getItem(SINGLE_KEYS_KEY) !== 'off',
  setSingleKeys: (singleKeys) => {
    localStorage.setItem(SINGLE_KEYS_KEY, singleKeys ? 'on' : 'off');
    set({ singleKeys });
  },
  customerId: null,
  select: (customerId) => set({ customerId }),
  everybody: false,
  setEverybody: (everybody) => set({ everybody }),
  showAll: false,
  setShowAll: (showAll) => set({ showAll }),
  customersOf: '',
  setCustomersOf: (customersOf) => set({ customersOf }),
  droppedFiles: [],
  setDroppedFiles: (droppedFiles) => set({ droppedFiles }),
  dataLost: null,
  setDataLost: (dataLost) => set({ dataLost }),
  keyListOpen: false,
  setKeyListOpen: (keyListOpen) => set({ keyListOpen }),
}));
