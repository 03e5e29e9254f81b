import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { Kbd } from '../../components/Kbd';
import { useQueue } from './queue';

interface ChooseButtonProps {
  label: string;
  busy?: boolean;
  /** Files were chosen; they are taken after it. */
  onChosen?: () => void;
}

/** Opens the system's file dialog and takes what was chosen there. */
export function ChooseButton({ label, busy = false, onChosen }: ChooseButtonProps) {
  const asOf = useDesk((desk) => desk.asOf);
  const take = useQueue((queue) => queue.take);
  const [choosing, setChoosing] = useState(false);

  const choose = async () => {
    setChoosing(true);
    try {
      const files = await call('desktop.pickFiles', {});
      if (files.length === 0) return;
      onChosen?.();
      await take(files, asOf);
    } catch (error) {
      notifyError(error);
    } finally {
      setChoosing(false);
    }
  };
  useCommands([
    { id: 'imports.choose', label: 'Choose a file to import', group: 'List', keys: 'f', run: () => void choose() },
  ]);

  return (
    <Button
      onClick={() => void choose()}
      loading={choosing || busy}
      aria-keyshortcuts="f"
      rightSection={<Kbd keys="f" />}
      size="sm"
    >
      {label}
    </Button>
  );
}
