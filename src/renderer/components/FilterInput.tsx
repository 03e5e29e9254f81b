import { CloseButton, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useCommands } from '../app/commands';
import { Kbd } from './Kbd';

interface FilterInputProps {
  /** Accessible name, also the name of the command: "Filter customers". */
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  width?: number;
}

/** Narrows the list below while typing; F goes there, Esc empties it and gives the keys back to the list. */
export function FilterInput({ label, placeholder, value, onChange, width = 230 }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useCommands([{ id: `filter ${label}`, label, group: 'List', keys: 'f', run: () => input.current?.focus() }]);
  return (
    <TextInput
      ref={input}
      type="text"
      aria-label={label}
      aria-keyshortcuts="f"
      placeholder={placeholder}
      value={value}
      w={width}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (value === '') event.currentTarget.blur();
        else onChange('');
      }}
      rightSection={
        value === '' ? (
          <Kbd keys="f" />
        ) : (
          <CloseButton size="xs" aria-label="Empty the filter" onClick={() => onChange('')} />
        )
      }
    />
  );
}
