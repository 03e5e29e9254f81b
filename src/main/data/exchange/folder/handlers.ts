import { Refusal } from '@shared/contract/errors';
import type { FolderStatus } from '@shared/contract/folders';
import { localToday } from '../../clock';
import { plain } from '../../env';
import { envAt, type Handlers, type Session } from '../../session';
import { work } from '../../work/handlers';
import { folderById, folderStatuses, noteRounds, useFolder } from './service';
import { pauseFolder, removeFolder } from './store';

export const foldersHandlers: Pick<Handlers, Extract<keyof Handlers, `folders.${string}`>> = {
  'folders.list': (session) => statuses(session),
  'folders.add': async (session, { folder, forUser }) => {
    const path = session.fileOf(folder);
    if (!path)
      throw new Refusal('file_missing', 'That folder is not at hand any more. Choose it again; nothing was changed.');
    useFolder(session.db, path, forUser);
    await exchangeWithFolders(session);
    return statuses(session);
  },
  'folders.remove': (session, { id }) => {
    folderById(session.db, id);
    session.db.write(() => removeFolder(session.db, id));
    return statuses(session);
  },
  'folders.pause': (session, { id, paused }) => {
    folderById(session.db, id);
    session.db.write(() => pauseFolder(session.db, id, paused));
    return statuses(session);
  },
  'folders.exchange': async (session) => {
    await exchangeWithFolders(session);
    return statuses(session);
  },
};

/** One round with every folder that is not paused. What goes wrong with one shows in its status. */
export async function exchangeWithFolders(session: Session): Promise<void> {
  const env = plain(envAt(session.db, localToday()));
  noteRounds(session.db, await work(session, { what: 'exchangeFolders', env }));
}

function statuses({ db }: Session): FolderStatus[] {
  return folderStatuses(db, Date.now());
}
