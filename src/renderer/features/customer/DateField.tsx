import type { TextInputProps } from '@mantine/core';
import { TextInput } from '@mantine/core';
import { dayWords } from '@shared/domain/words';
import { useId } from 'react';
import { useDesk } from '../../app/state';
import { exactDateText } from '../../components/format';
import { parseDateEntry } from './date-entry';
import classes from './fields.module.css';

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Words that are no date but mean something here ("none"). */
  alsoFine?: readonly string[];
  /** The label stands in front of the field, not above it. */
  inline?: boolean;
}

/** A date as it is typed ("26.11", "Thu", "+3"); says beside the label what it understood. */
export function DateField({
  label,
  value,
  onChange,
  alsoFine = [],
  inline = false,
  className,
  ...rest
}: DateFieldProps) {
  const asOf = useDesk((desk) => desk.asOf);
  const ownId = useId();
  const id = rest.id ?? ownId;
  const date = parseDateEntry(value, asOf);
  const fine = date !== null || value.trim() === '' || alsoFine.includes(value.trim().toLowerCase());
  const words = date ? dayWords(date, asOf) : '';
  const understood = date
    ? words.toLowerCase() === value.trim().toLowerCase()
      ? ''
      : words
    : fine
      ? ''
      : 'not understood';
  return (
    <div className={`${classes.dated} ${className ?? ''}`} data-inline={inline || undefined}>
      <TextInput
        {...rest}
        id={id}
        label={label}
        classNames={{
          root: classes.root,
          wrapper: classes.wrapper,
          label: classes.label,
          input: classes.input,
          error: classes.error,
        }}
        style={{ '--understood': `${understood.length * 0.5 + 1}em` }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => date && onChange(words)}
        aria-describedby={`${id}-understood`}
        aria-invalid={!fine || rest.error !== undefined || undefined}
        autoComplete="off"
      />
      <span
        id={`${id}-understood`}
        className={classes.understood}
        data-bad={!fine || undefined}
        title={date ? exactDateText(date) : 'Type 26.11, Thu, +3 or 2026-11-26'}
        aria-live="polite"
      >
        {understood}
      </span>
    </div>
  );
}
