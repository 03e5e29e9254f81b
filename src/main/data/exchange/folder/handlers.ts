import { Refusal } from '@shared/contract/errors';
import { version } from '../../../../../package.json';
import { localToday } from '../../clock';
import type { CallEnv } from '../../env';
import { readUsers } from '../../portfolio/store';
import { envAt, type Handlers, type Session } from '../../session';
import { doorOf } from './exchange-door';
import { exchangeFolders, type FolderEnv, folderById, folderStatuses, useFolder } from './service';
import { pauseFolder, removeFolder } from './store';

export const foldersHandlers: Pick<Handlers, Extract<keyof Handlers, `folders.${string}`>> = {
  'folders.list': (session) => statuses(session),
  'folders.add': async (session, { folder, forUser }) => {
    const path = session.fileOf(folder);
    if (!path)
      throw new Refusal('file_missing', 'That folder is not at hand any more. Choose it again; nothing was changed.');
    useFolder(session.db, path, forUser);
    await exchangeFolders(session.db, folderEnv(session));
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
    await exchangeFolders(session.db, folderEnv(session));
    return statuses(session);
  },
};

function statuses({ db }: Session) {
  return folderStatuses(db, Date.now());
}

/** Who publishes here, and through which door. Without `env`: who works here, now. */
export function folderEnv(
  { db }: Pick<Session, 'db'>,
  { asOf, userId }: Pick<CallEnv, 'asOf' | 'userId'> = envAt(db, localToday()),
): FolderEnv {
  const now = () => Date.now();
  const name = readUsers(db).find((user) => user.id === userId)?.name ?? userId;
  return { now, card: { name, appVersion: version }, doorOf: (folder) => doorOf(db, folder, { asOf, userId, now }) };
}
