import { NativeSelect, NumberInput } from '@mantine/core';
import { DECIMAL_MARKS, DELIMITERS, ENCODINGS, type ImportOptions, type ImportPreview } from '@shared/contract/imports';
import { useEffect, useState } from 'react';
import classes from './ImportView.module.css';
import { decimalWords, delimiterWords, ENCODING_WORDS } from './words';

interface ReadingProps {
  preview: ImportPreview;
  options: ImportOptions;
  onSay: (options: ImportOptions) => void;
}

/** How the characters of the file were read: hardly ever wrong, so folded away until somebody wants to say otherwise. */
export function Reading({ preview, options, onSay }: ReadingProps) {
  const { file } = preview.report;
  const text = preview.sheet === null;
  const said = [options.encoding, options.delimiter, options.headerRow, options.decimal].some(
    (one) => one !== undefined,
  );
  const facts = [
    text
      ? `${ENCODING_WORDS[plainEncoding(file.encoding)] ?? file.encoding}, cut by ${delimiterWords(file.delimiter)}`
      : 'Workbook',
    `names in row ${file.headerRow}`,
    `decimal ${decimalWords(file.decimal)}`,
  ];
  return (
    <details className={classes.reading} open={said || undefined}>
      <summary>
        <span>Read as</span> <span className="db-quiet">{facts.join(' · ')}</span>
      </summary>
      <div className={classes.fields}>
        {text && (
          <NativeSelect
            label="Characters"
            value={options.encoding ?? ''}
            onChange={(event) => onSay({ encoding: ENCODINGS.find((one) => one === event.currentTarget.value) })}
            data={[
              { value: '', label: `Found: ${ENCODING_WORDS[plainEncoding(file.encoding)] ?? file.encoding}` },
              ...ENCODINGS.map((value) => ({ value, label: ENCODING_WORDS[value] ?? value })),
            ]}
          />
        )}
        {text && (
          <NativeSelect
            label="Columns cut by"
            value={options.delimiter ?? ''}
            onChange={(event) => onSay({ delimiter: DELIMITERS.find((one) => one === event.currentTarget.value) })}
            data={[
              { value: '', label: `Found: ${delimiterWords(file.delimiter)}` },
              ...DELIMITERS.map((value) => ({ value, label: delimiterWords(value) })),
            ]}
          />
        )}
        <HeaderRow found={file.headerRow} onSay={onSay} />
        <NativeSelect
          label="Decimals"
          value={options.decimal ?? ''}
          onChange={(event) => onSay({ decimal: DECIMAL_MARKS.find((one) => one === event.currentTarget.value) })}
          data={[
            { value: '', label: `Found: ${decimalWords(file.decimal)}` },
            ...DECIMAL_MARKS.map((value) => ({ value, label: decimalWords(value) })),
          ]}
        />
      </div>
    </details>
  );
}

/** The byte order mark makes no other encoding. */
function plainEncoding(encoding: string): string {
  return encoding.replace(/-bom$/, '');
}

/** Taken on Enter or on leaving the field: the columns below are other ones under another row of names. */
function HeaderRow({ found, onSay }: { found: number; onSay: ReadingProps['onSay'] }) {
  const [typed, setTyped] = useState<number | string>(found);
  useEffect(() => setTyped(found), [found]);
  const done = () => {
    if (typeof typed === 'number' && typed !== found) onSay({ headerRow: typed, map: undefined, kind: undefined });
  };
  return (
    <NumberInput
      label="Column names in row"
      min={1}
      max={1_000_000}
      allowDecimal={false}
      value={typed}
      onChange={setTyped}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
