import { Button } from '@mantine/core';
import { folderNotes, folderTroubles, signOf } from '@shared/contract/folder-words';
import type { FolderFileNote, FolderStatus } from '@shared/contract/folders';
import { useCommand } from '../../app/bridge';
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
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            void run(
              () => pause.mutateAsync({ id: folder.id, paused: !folder.paused }),
              folder.paused ? `${name} goes on.` : `${name} is paused: nothing is published or collected.`,
            )
          }
        >
          {folder.paused ? 'Go on' : 'Pause'}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() =>
            void run(() => remove.mutateAsync({ id: folder.id }), `${name} is no longer used here; its files stay.`)
          }
        >
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

function Notes({ title, notes }: { title: string; notes: readonly FolderFileNote[] }) {
  return (
    <details className={classes.notes} open={notes.length <= 3}>
      <summary>{title}</summary>
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
