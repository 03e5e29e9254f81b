import type { FolderFileNote, FolderStatus } from './folders';

/** How a shared folder stands, in the words the window and the command line share. */
export interface FolderSign {
  kind: 'good' | 'wait' | 'stop';
  words: string;
}

/** In two or three words. */
export function signOf(folder: FolderStatus): FolderSign {
  if (folder.paused) return { kind: 'wait', words: 'Paused' };
  if (
    folder.state === 'new' ||
    (folder.state === 'ready' && folder.publishedAt === null && folder.collectedAt === null)
  )
    return { kind: 'wait', words: 'Being set up' };
  if (folder.state !== 'ready') return { kind: 'stop', words: STOPPED[folder.state] };
  if (folder.problems.length > 0 || folder.cloned || folder.failure !== null)
    return { kind: 'stop', words: 'Needs a look' };
  if (folder.waiting.length > 0) return { kind: 'wait', words: 'Waiting for files' };
  return { kind: 'good', words: 'Up to date' };
}

const STOPPED: Record<Exclude<FolderStatus['state'], 'ready' | 'new'>, string> = {
  gone: 'Cannot be reached',
  emptied: 'Emptied',
  foreign: 'Another portfolio',
  newer: 'Needs a newer Duebook',
  unreadable: 'Cannot be read',
  read_only: 'Read-only',
};

/** What stands in the way, a sentence each. */
export function folderTroubles({ state, words, undone, failure, cloned }: FolderStatus): string[] {
  const troubles: string[] = [];
  if (state !== 'ready' && state !== 'new')
    troubles.push(
      `The folder ${words}. Nothing is published or collected meanwhile; all that is recorded stays on this computer and goes out later.`,
    );
  if (undone !== null)
    troubles.push(
      `Paused because the merge of ${undone} was undone here: going on brings it again. Until then nothing is published or collected; what is recorded stays on this computer.`,
    );
  if (failure !== null) troubles.push(`The last round did not get through: ${failure}`);
  if (cloned)
    troubles.push(
      'Another copy of this very database publishes here under the same name. Nothing is lost; open that copy once, so that it gets a name of its own.',
    );
  return troubles;
}

interface FolderNotes {
  title: string;
  /** What becomes of them, and what is to be done. */
  explains: string;
  notes: readonly FolderFileNote[];
}

/** The files of which something is to be said, by what it is. */
export function folderNotes(folder: FolderStatus): FolderNotes[] {
  const { waiting, problems, strangers } = folder;
  return [
    {
      title: `${files(waiting)} on the way`,
      explains: 'There is nothing to do: what is on the way is read as soon as it is whole.',
      notes: waiting,
    },
    {
      title: `${files(problems)} that cannot be read`,
      explains: 'Everything else goes on, and all that is recorded here is kept. They are tried again in every round.',
      notes: problems,
    },
    {
      title: 'Left alone: copies the folder service made, and strangers’ files',
      explains: 'Nothing is read from them, and nothing of Duebook is missing without them.',
      notes: strangers.map((name) => ({ who: '', name, message: '' })),
    },
  ].filter(({ notes }) => notes.length > 0);
}

function files({ length }: readonly unknown[]): string {
  return `${length} ${length === 1 ? 'file' : 'files'}`;
}
