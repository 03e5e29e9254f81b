import type { Settings } from '@shared/domain/settings';
import { useEffect, useState } from 'react';
import { type CallError, useCommand } from '../../app/bridge';
import { notifyDone } from '../../app/notify';
import { changedIn, isUnsaved, useDrafts } from './drafts';
import { SETTING_WORDS, type SettingName } from './words';

export interface Section {
  get: <N extends SettingName>(name: N) => Settings[N];
  set: <N extends SettingName>(name: N, value: Settings[N]) => void;
  /** A field's text while it is typed; undefined when its value is shown as it is. */
  typed: Readonly<Record<string, string>>;
  type: (field: string, text: string | undefined) => void;
  dirty: boolean;
  saving: boolean;
  error: CallError | null;
  /** After a refusal on the way: what was saved before it and what was not. */
  halfway: string | null;
  save: () => void;
  discard: () => void;
}

const list = (names: readonly SettingName[]): string => names.map((name) => SETTING_WORDS[name]).join(', ');

/** What was changed in one section and not saved yet. The data process judges each value when it is saved; a refusal keeps what was typed. */
export function useSection(title: string, settings: Settings): Section {
  const draft = useDrafts((state) => state.drafts[title]);
  const { change, drop } = useDrafts.getState();
  const [halfway, setHalfway] = useState<string | null>(null);
  const write = useCommand('settings.set');
  const changed = changedIn(draft, settings);
  const dirty = isUnsaved(draft, settings);

  // What was saved is shown from the portfolio again, so that a colleague's later change is not hidden by it.
  useEffect(() => {
    if (!dirty && draft !== undefined) drop(title);
  }, [dirty, draft, drop, title]);

  const touch = () => {
    write.reset();
    setHalfway(null);
  };
  const save = async () => {
    setHalfway(null);
    let saved = 0;
    try {
      for (const name of changed) {
        await write.mutateAsync({ name, value: draft?.values[name] });
        saved++;
      }
      change(title, (before) => ({ ...before, typed: {} }));
      if (saved > 0) notifyDone(`${title}: saved.`);
    } catch {
      // The refusal itself is shown in the section, beside what was typed.
      if (changed.length > 1)
        setHalfway(
          saved === 0
            ? 'Nothing of this section was saved.'
            : `Saved: ${list(changed.slice(0, saved))}. Not saved: ${list(changed.slice(saved))}.`,
        );
    }
  };

  return {
    get: (name) => {
      const values = draft?.values ?? {};
      return name in values ? (values[name] as Settings[typeof name]) : settings[name];
    },
    set: (name, value) => {
      touch();
      change(title, (before) => ({ ...before, values: { ...before.values, [name]: value } }));
    },
    typed: draft?.typed ?? {},
    type: (field, text) =>
      change(title, ({ values, typed: { [field]: _, ...others } }) => ({
        values,
        typed: text === undefined ? others : { ...others, [field]: text },
      })),
    dirty,
    saving: write.isPending,
    error: write.error,
    halfway,
    save: () => void save(),
    discard: () => {
      touch();
      drop(title);
    },
  };
}
