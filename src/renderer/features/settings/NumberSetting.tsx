import { NumberInput } from '@mantine/core';
import classes from './SettingsView.module.css';

interface NumberSettingProps {
  label: string;
  /** One sentence with the standard: "Standard: 2." */
  explains?: string;
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  unit?: string;
  /** Shown while empty, where empty means something ("all history"). */
  placeholder?: string;
  decimals?: boolean;
}

/** A whole number (or a share with decimals). An emptied field is null: where that means nothing, the data process refuses it. */
export function NumberSetting({
  label,
  explains,
  value,
  onChange,
  min = 0,
  max,
  unit,
  placeholder,
  decimals = false,
}: NumberSettingProps) {
  return (
    <NumberInput
      label={label}
      description={explains}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ description: classes.explains }}
      value={value ?? ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      min={min}
      max={max}
      clampBehavior="none"
      allowDecimal={decimals}
      allowNegative={min < 0}
      suffix={unit && ` ${unit}`}
      placeholder={placeholder}
      w="100%"
      maw={240}
    />
  );
}
