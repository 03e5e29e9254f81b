import { Refusal } from '@shared/contract/errors';
import { version } from '../../../../../package.json';
import { localToday } from '../../clock';
import { readUsers } from '../../portfolio/store';
import { envAt, type Handlers, type Session } from '../../session';
import { doorOf, folderScope } from './exchange-door';
import { exchangeFolders, type FolderEnv, folderById, folderStatuses } from './service';
import { addFolder, pauseFolder, removeFolder, sharedFolders } from './store';

export const foldersHandlers: Pick<Handlers, Extract<keyof Handlers, `folders.${string}`>> = {
  'folders.list': (session) => statuses(session),
  'folders.add': async (session, { folder, forUser }) => {
    const path = session.fileOf(folder);
    if (!path)
      throw new Refusal('file_missing', 'That folder is not at hand any more. Choose it again; nothing was changed.');
    if (sharedFolders(session.db).some((one) => one.path === path))
      throw new Refusal('bad_input', `${path} is a shared folder here already. Nothing was changed.`);
    session.db.write(() => addFolder(session.db, path, folderScope(forUser)));
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

function statuses(session: Session) {
  return folderStatuses(session.db, folderEnv(session));
}

/** Who publishes here, and through which door. */
export function folderEnv({ db }: Pick<Session, 'db'>): FolderEnv {
  const asOf = localToday();
  const { userId } = envAt(db, asOf);
  const now = () => Date.now();
  const name = readUsers(db).find((user) => user.id === userId)?.name ?? userId;
  return { now, card: { name, appVersion: version }, doorOf: (folder) => doorOf(db, folder, { asOf, userId, now }) };
}
