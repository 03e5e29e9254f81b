import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
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
  const missing = {
    name: name.trim() === '' && 'How shall it be called?',
    userName: userName.trim() === '' && 'Who works here?',
    initials: initials.trim() === '' && 'Two letters',
    currency: !/^[A-Z]{3}$/.test(currency) && 'Three letters',
  };
  const ready = !Object.values(missing).some(Boolean);
  // What is missing is said once the button was pressed, not while the first field is being typed.
  const [asked, setAsked] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (asked > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);
  return (
    <form
      ref={form}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) setAsked((times) => times + 1);
        else
          start.mutate({ name: name.trim(), userName: userName.trim(), initials, currency }, { onSuccess: onStarted });
      }}
    >
      <TextInput
        label="Portfolio name"
        placeholder="Nordic trade"
        maxLength={200}
        value={name}
        error={asked > 0 && missing.name}
        onChange={(event) => setName(event.currentTarget.value)}
        className={classes.wide}
      />
      <TextInput
        label="Your name"
        placeholder="Ana Duarte"
        maxLength={200}
        value={userName}
        error={asked > 0 && missing.userName}
        onChange={(event) => setUserName(event.currentTarget.value)}
      />
      <TextInput
        label="Initials"
        maxLength={4}
        value={initials}
        error={asked > 0 && missing.initials}
        onChange={(event) => setTypedInitials(event.currentTarget.value.toUpperCase())}
      />
      <TextInput
        label="Base currency"
        maxLength={3}
        value={currency}
        error={(asked > 0 || currency.length === 3) && missing.currency}
        onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
      />
      <div className={classes.action}>
        <Button size="sm" type="submit" loading={start.isPending}>
          Start a portfolio
        </Button>
      </div>
      {start.error && <ErrorNote error={start.error} />}
    </form>
  );
}
