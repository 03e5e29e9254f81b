import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { ErrorNote } from '../../components/ErrorNote';
import classes from './FirstRun.module.css';

/** "Ana Duarte" → "AD", until initials are typed. */
const initialsOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .join('')
    .slice(0, 4)
    .toUpperCase();

export function StartForm({ onStarted }: { onStarted: () => void }) {
  const start = useCommand('portfolio.start');
  const [name, setName] = useState('');
  const [userName, setUserName] = useState('');
  const [typedInitials, setTypedInitials] = useState<string | null>(null);
  const [currency, setCurrency] = useState('EUR');

  const initials = typedInitials ?? initialsOf(userName);
  const currencyWrong = currency !== '' && !/^[A-Z]{3}$/.test(currency);
  const ready = name.trim() !== '' && userName.trim() !== '' && initials !== '' && /^[A-Z]{3}$/.test(currency);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready)
          start.mutate({ name: name.trim(), userName: userName.trim(), initials, currency }, { onSuccess: onStarted });
      }}
    >
      <TextInput
        label="Portfolio name"
        placeholder="Nordic trade"
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        className={classes.wide}
      />
      <TextInput
        label="Your name"
        placeholder="Ana Duarte"
        maxLength={200}
        value={userName}
        onChange={(event) => setUserName(event.currentTarget.value)}
      />
      <TextInput
        label="Initials"
        maxLength={4}
        value={initials}
        onChange={(event) => setTypedInitials(event.currentTarget.value.toUpperCase())}
      />
      <TextInput
        label="Base currency"
        maxLength={3}
        value={currency}
        error={currencyWrong && 'Three letters'}
        onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
      />
      <div className={classes.action}>
        <Button size="sm" type="submit" disabled={!ready} loading={start.isPending}>
          Start a portfolio
        </Button>
      </div>
      {start.error && <ErrorNote error={start.error} />}
    </form>
  );
}
