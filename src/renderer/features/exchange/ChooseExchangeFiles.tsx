import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyError } from '../../app/notify';
import { Kbd } from '../../components/Kbd';
import classes from './Merge.module.css';
import { useMergeQueue } from './merge-queue';

/** Opens the system's dialog for colleagues' files, or for a folder full of them, and goes to look at them. */
export function ChooseExchangeFiles() {
  const [, go] = useLocation();
  const take = useMergeQueue((queue) => queue.take);
  const [busy, setBusy] = useState(false);

  const choose = async (what: 'files' | 'folder') => {
    setBusy(true);
    try {
      const picked =
        what === 'files'
          ? { files: await call('desktop.pickExchangeFiles', {}) }
          : await call('desktop.pickExchangeFolder', {});
      if (!picked || (what === 'files' && picked.files.length === 0)) return;
      if (picked.files.length === 0) throw new Error('There is no .duebook file in that folder. Nothing was changed.');
      take(picked.files);
      go('/exchange/merge');
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  useCommands([
    {
      id: 'exchange.choose',
      label: 'Merge a colleague’s file',
      group: 'List',
      keys: 'f',
      run: () => void choose('files'),
    },
    {
      id: 'exchange.folder',
      label: 'Merge a folder of returned files',
      group: 'List',
      run: () => void choose('folder'),
    },
  ]);

  return (
    <div className={classes.choose}>
      <Button onClick={() => void choose('files')} loading={busy} aria-keyshortcuts="f" rightSection={<Kbd keys="f" />}>
        Choose file
      </Button>
      <Button variant="default" onClick={() => void choose('folder')} disabled={busy}>
        Choose a folder of files
      </Button>
      <input
        type="file"
        className="db-hidden"
        aria-label="Exchange files"
        multiple
        tabIndex={-1}
        onChange={(event) => {
          const input = event.currentTarget;
          window.duebook
            .registerFiles([...(input.files ?? [])])
            .then((files) => {
              input.value = '';
              if (files.length === 0) return;
              take(files);
              go('/exchange/merge');
            })
            .catch(notifyError);
        }}
      />
    </div>
  );
}
