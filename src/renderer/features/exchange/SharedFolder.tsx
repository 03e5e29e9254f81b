import { Button } from '@mantine/core';
import { folderNotes, folderTroubles, signOf } from '@shared/contract/folder-words';
import type { FolderStatus } from '@shared/contract/folders';
import { useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyDone, notifyError } from '../../app/notify';
import { useStatus } from '../../app/queries';
import { Panel } from '../../components/Panel';
import { agoWords, folderName } from './folder-words';
import classes from './SharedFolder.module.css';

/** One shared folder: whether it works, who is there, and what has not arrived. */
export function SharedFolder({ folder }: { folder: FolderStatus }) {
  const users = useStatus().data?.users ?? [];
  const pause = useCommand('folders.pause');
  const remove = useCommand('folders.remove');
  const sign = signOf(folder);
  const whose = users.find((user) => user.id === folder.forUser)?.name;
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      notifyDone(done);
    } catch (error) {
      notifyError(error);
    }
  };
  const name = folderName(folder.path);
  const turn = () =>
    void run(
      () => pause.mutateAsync({ id: folder.id, paused: !folder.paused }),
      folder.paused ? `${name} goes on.` : `${name} is paused: nothing is published or collected.`,
    );
  const leave = () =>
    void run(() => remove.mutateAsync({ id: folder.id }), `${name} is no longer used here; its files stay.`);
  useCommands([
    {
      id: `folder.pause ${folder.id}`,
      label: folder.paused ? `Go on with the shared folder ${name}` : `Pause the shared folder ${name}`,
      group: 'List',
      run: turn,
    },
    { id: `folder.leave ${folder.id}`, label: `Stop using the shared folder ${name}`, group: 'List', run: leave },
  ]);
  return (
    <Panel
      title={name}
      aside={
        <span className={classes.sign} data-sign={sign.kind}>
          {sign.words}
        </span>
      }
    >
      <dl className={classes.facts}>
        <Fact label="Where">{folder.path}</Fact>
        <Fact label="Published">
          {whose ? `${whose}’s customers` : 'the whole portfolio'}
          {folder.publishedAt ? `, ${agoWords(folder.publishedAt)}` : ', nothing yet'}
        </Fact>
        <Fact label="Collected">{folder.collectedAt ? agoWords(folder.collectedAt) : 'nothing yet'}</Fact>
        <Fact label="Colleagues there">
          {folder.colleagues.length === 0
            ? folder.state === 'ready' || folder.state === 'new'
              ? 'nobody else yet'
              : 'not to be seen now'
            : folder.colleagues
                .map(({ name: who, lastFileAt }) => (lastFileAt ? `${who} (${agoWords(lastFileAt)})` : who))
                .join(' · ')}
        </Fact>
      </dl>
      {folderTroubles(folder).map((trouble) => (
        <p key={trouble} className={classes.stopped} role="status">
          {trouble}
        </p>
      ))}
      {folderNotes(folder).map((one) => (
        <Notes key={one.title} {...one} />
      ))}
      <div className={classes.actions}>
        <Button size="compact-sm" variant="default" onClick={turn}>
          {folder.paused ? 'Go on' : 'Pause'}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={leave}>
          Stop using it
        </Button>
      </div>
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Notes({ title, explains, notes }: ReturnType<typeof folderNotes>[number]) {
  return (
    <details className={classes.notes} open={notes.length <= 8}>
      <summary>{title}</summary>
      <p className="db-quiet">{explains}</p>
      <ul>
        {notes.map((note) => (
          <li key={`${note.who} ${note.name}`}>
            {[note.who, !note.message.startsWith(note.name) && note.name].filter(Boolean).join(': ')}
            {note.message && <span className="db-quiet"> {note.message}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
