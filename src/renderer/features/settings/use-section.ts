import type { Settings } from '@shared/domain/settings';
import { useEffect, useState } from 'react';
import { type CallError, useCommand } from '../../app/bridge';
import { notifyDone } from '../../app/notify';
import type { SettingName } from './words';

export interface Section {
  get: <N extends SettingName>(name: N) => Settings[N];
  set: <N extends SettingName>(name: N, value: Settings[N]) => void;
  dirty: boolean;
  saving: boolean;
  error: CallError | null;
  save: () => void;
  discard: () => void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was changed in one section and not saved yet. The data process judges each value when it is saved; a refusal keeps what was typed. */
export function useSection(title: string, settings: Settings): Section {
  const [draft, setDraft] = useState<Partial<Settings>>({});
  const write = useCommand('settings.set');
  const changed = (Object.keys(draft) as SettingName[]).filter((name) => !same(draft[name], settings[name]));
  const dirty = changed.length > 0;

  // What was saved is shown from the portfolio again, so that a colleague's later change is not hidden by it.
  useEffect(() => {
    if (!dirty) setDraft({});
  }, [dirty]);

  return {
    get: (name) => (name in draft ? (draft[name] as Settings[typeof name]) : settings[name]),
    set: (name, value) => {
      write.reset();
      setDraft((before) => ({ ...before, [name]: value }));
    },
    dirty,
    saving: write.isPending,
    error: write.error,
    save: () => {
      void (async () => {
        try {
          for (const name of changed) await write.mutateAsync({ name, value: draft[name] });
          notifyDone(`${title}: saved.`);
        } catch {
          // Shown in the section, beside what was typed.
        }
      })();
    },
    discard: () => {
      write.reset();
      setDraft({});
    },
  };
}
