import { Button, NativeSelect } from '@mantine/core';
import type { FolderStatus } from '@shared/contract/folders';
import { useState } from 'react';
import { call, useCall, useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { ariaKeys } from '../../app/keys';
import { notifyDone, notifyError } from '../../app/notify';
import { useStatus } from '../../app/queries';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { Kbd } from '../../components/Kbd';
import { Panel } from '../../components/Panel';
import { Running, useProgress } from '../../components/Running';
import { ExchangePage } from './ExchangePage';
import { SharedFolder } from './SharedFolder';
import classes from './SharedFolder.module.css';

/** A folder several copies publish to and collect from: how it stands, and how to set one up. */
export default function SharedFolderView() {
  const folders = useCall('folders.list', {}, { keepPrevious: true, refetchInterval: 15_000 });
  const exchange = useCommand('folders.exchange');
  const progress = useProgress(exchange.isPending);
  const used = (folders.data ?? []).some((folder) => !folder.paused);
  const now = async () => {
    try {
      await exchange.mutateAsync({});
    } catch (error) {
      notifyError(error);
    }
  };
  useCommands(
    used && !exchange.isPending
      ? [
          {
            id: 'folders.now',
            label: 'Collect and publish now',
            group: 'List',
            keys: 'mod+enter',
            run: () => void now(),
          },
        ]
      : [],
  );
  return (
    <ExchangePage
      toolbar={
        used && (
          <Button
            variant="default"
            disabled={exchange.isPending}
            onClick={() => void now()}
            aria-keyshortcuts={ariaKeys('mod+enter')}
            rightSection={<Kbd keys="mod+enter" />}
          >
            Collect and publish now
          </Button>
        )
      }
    >
      <div className={classes.body} data-grows>
        {exchange.isPending && <Running progress={progress} what="Collecting and publishing" />}
        {folders.error && <ErrorNote error={folders.error} onRetry={() => void folders.refetch()} />}
        {folders.data?.length === 0 && (
          <div>
            <EmptyState title="No shared folder yet">
              Point every copy at one folder that a drive or a folder service already shares. Each copy writes only its
              own files there and reads the others’: what one records, the others have a minute later, with no server.
              The portfolio itself stays on this computer.
            </EmptyState>
          </div>
        )}
        {folders.data?.map((folder) => (
          <SharedFolder key={folder.id} folder={folder} />
        ))}
        {folders.data && <AddFolder folders={folders.data} />}
      </div>
    </ExchangePage>
  );
}

const EVERYBODY = '';

function AddFolder({ folders }: { folders: readonly FolderStatus[] }) {
  const users = useStatus().data?.users ?? [];
  const add = useCommand('folders.add');
  const progress = useProgress(add.isPending);
  const [forUser, setForUser] = useState(EVERYBODY);
  const choose = async () => {
    try {
      const picked = await call('desktop.pickFolder', {});
      if (!picked) return;
      await add.mutateAsync({ folder: picked.token, forUser: forUser === EVERYBODY ? null : forUser });
      notifyDone(`${picked.name} is a shared folder now.`);
    } catch (error) {
      notifyError(error);
    }
  };
  useCommands(
    add.isPending
      ? []
      : [{ id: 'folders.add', label: 'Choose a shared folder', group: 'List', keys: 'f', run: () => void choose() }],
  );
  return (
    <Panel title={folders.length === 0 ? 'Set one up' : 'Another folder'}>
      <div className={classes.add}>
        <NativeSelect
          label="Whose customers are published there"
          value={forUser}
          onChange={(event) => setForUser(event.currentTarget.value)}
          data={[
            { value: EVERYBODY, label: 'Everybody’s: the whole portfolio' },
            ...users.map((user) => ({ value: user.id, label: `${user.name}’s` })),
          ]}
        />
        {add.isPending ? (
          <Running progress={progress} what="Collecting and publishing" />
        ) : (
          <Button
            variant={folders.length === 0 ? 'filled' : 'default'}
            onClick={() => void choose()}
            aria-keyshortcuts="f"
            rightSection={<Kbd keys="f" />}
          >
            Choose the folder…
          </Button>
        )}
      </div>
      <p className={classes.note}>
        Everybody who can open the folder can read what is published there. Private notes never are.
      </p>
    </Panel>
  );
}
