import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { Kbd } from '../../components/Kbd';
import classes from './ImportView.module.css';
import { useQueue } from './queue';

/** Where files come in: dropped anywhere on the window, chosen with the button, or put into the plain file field. */
export function FileDrop({ reading }: { reading: boolean }) {
  const asOf = useDesk((desk) => desk.asOf);
  const take = useQueue((queue) => queue.take);
  const [choosing, setChoosing] = useState(false);

  const choose = async () => {
    setChoosing(true);
    try {
      const files = await call('desktop.pickFiles', {});
      if (files.length > 0) await take(files, asOf);
    } catch (error) {
      notifyError(error);
    } finally {
      setChoosing(false);
    }
  };
  const register = async (input: HTMLInputElement) => {
    try {
      const files = await window.duebook.registerFiles([...(input.files ?? [])]);
      input.value = '';
      if (files.length > 0) await take(files, asOf);
    } catch (error) {
      notifyError(error);
    }
  };
  useCommands([
    { id: 'imports.choose', label: 'Choose a file to import', group: 'List', keys: 'f', run: () => void choose() },
  ]);

  return (
    <section className={classes.drop} aria-label="Files">
      <div>
        <p className={classes.dropTitle}>Drop a list here, or anywhere on the window</p>
        <p className="db-quiet">
          Open items, invoices, payments, customers or contacts, as the CSV, text or Excel file your ledger writes.
          Nothing is recorded before you have seen what it changes, and every import can be undone.
        </p>
      </div>
      <Button
        onClick={() => void choose()}
        loading={choosing || reading}
        aria-keyshortcuts="f"
        rightSection={<Kbd keys="f" />}
        size="sm"
      >
        Choose file
      </Button>
      <input
        type="file"
        className="db-hidden"
        aria-label="Import file"
        multiple
        tabIndex={-1}
        onChange={(event) => void register(event.currentTarget)}
      />
    </section>
  );
}
