import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { call, useCommand } from '../../app/bridge';
import { notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import { Running, useProgress } from '../../components/Running';
import { asksPassphrase } from '../exchange/MergeFile';
import { useMergeQueue } from '../exchange/merge-queue';
import classes from './FirstRun.module.css';

/** Takes over the portfolio of a colleague's file: dropped on the window or chosen here. */
export function JoinForm({ onJoined }: { onJoined: () => void }) {
  const asOf = useDesk((desk) => desk.asOf);
  const { steps, take, clear } = useMergeQueue();
  const file = steps.at(-1)?.file;
  const join = useCommand('portfolio.join');
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const progress = useProgress(join.isPending);
  // Asked for once, the field stays while the next try is under way.
  const [asked, setAsked] = useState<string | null>(null);
  const wantsPassphrase = file !== undefined && asked === file.token;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wantsPassphrase && asksPassphrase(join.error)) field.current?.focus();
  }, [wantsPassphrase, join.error]);

  const choose = async () => {
    try {
      const files = await call('desktop.pickExchangeFiles', {});
      if (files.length > 0) take(files.slice(0, 1));
    } catch (error) {
      notifyError(error);
    }
  };
  const run = () => {
    if (!file || name.trim() === '' || join.isPending) return;
    const initials = name
      .trim()
      .split(/\s+/)
      .map((word) => word[0] ?? '')
      .join('')
      .slice(0, 4)
      .toUpperCase();
    join.mutate(
      {
        asOf,
        file: file.token,
        passphrase: (wantsPassphrase && passphrase) || null,
        me: { name: name.trim(), initials },
      },
      {
        onSuccess: () => {
          clear();
          onJoined();
        },
        onError: (error) => asksPassphrase(error) && setAsked(file.token),
      },
    );
  };

  return (
    <form
      className={classes.join}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <div className={classes.file}>
        <Button variant="default" onClick={() => void choose()}>
          Choose the file
        </Button>
        <span className="db-quiet">{file?.name ?? 'or drop it on the window'}</span>
        <input
          type="file"
          className="db-hidden"
          aria-label="Colleague’s file"
          tabIndex={-1}
          onChange={(event) => {
            window.duebook
              .registerFiles([...(event.currentTarget.files ?? [])])
              .then((files) => take(files))
              .catch(notifyError);
          }}
        />
      </div>
      {file && (
        <>
          <TextInput
            label="Your name, as your colleague wrote it"
            placeholder="Ana Duarte"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {wantsPassphrase && (
            <PasswordInput
              ref={field}
              label="Passphrase"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }}
            />
          )}
        </>
      )}
      {join.error && <ErrorNote error={join.error} />}
      <div className={classes.action}>
        {join.isPending ? (
          <Running progress={progress} what="Reading the file" />
        ) : (
          <Button size="sm" type="submit" disabled={!file || name.trim() === ''}>
            Join the portfolio
          </Button>
        )}
      </div>
    </form>
  );
}
