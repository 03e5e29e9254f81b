import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import classes from './Merge.module.css';

interface PassphraseFormProps {
  fileName: string;
  /** The refusal's words after a try. */
  wrong: string | null;
  busy: boolean;
  onGiven: (passphrase: string) => void;
}

/** Asks for the passphrase of an encrypted file, as often as it takes. */
export function PassphraseForm({ fileName, wrong, busy, onGiven }: PassphraseFormProps) {
  const [words, setWords] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className={classes.passphrase}
      aria-label={`Passphrase of ${fileName}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (words !== '') onGiven(words);
      }}
    >
      <h2>{fileName} is protected by a passphrase</h2>
      <p className="db-quiet">Its sender knows it. Without it nobody can open the file; then ask for another one.</p>
      <div className={classes.passphraseLine}>
        <PasswordInput
          ref={field}
          label="Passphrase"
          w={320}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }}
        />
        <Button type="submit" disabled={words === ''} loading={busy}>
          Open
        </Button>
      </div>
      {wrong && (
        <p role="alert" className={classes.wrong}>
          {wrong}
        </p>
      )}
    </form>
  );
}
