import type { IsoDate } from '@shared/domain/model';
import { version } from '../../../../../package.json';
import type { Db } from '../../db/database';
import type { CallEnv } from '../../env';
import { readUsers } from '../../portfolio/store';
import type { Progress } from '../../work/progress';
import { hasBackupWithin } from '../backup';
import { folderChannel } from '../channel';
import { exportChanges } from '../export-file';
import { openExchangeFile } from '../file/open-file';
import { mergedAt } from '../guard';
import { settleIdentity } from '../identity';
import { mergeFile } from '../merge';
import type { ExportScope } from '../scope';
import type { Door } from './door';
import type { FolderEnv } from './service';
import type { SharedFolder } from './store';

/** One backup a day is enough where files arrive every minute. */
const BACKUP_EVERY_MS = 20 * 3_600_000;

/** Whose customers a folder is for, as stored with it. */
export function folderScope(forUser: string | null): string {
  return JSON.stringify(forUser === null ? { kind: 'portfolio' } : { kind: 'assignee', userId: forUser });
}

/** Under which ids this copy publishes. */
export function ownIds(db: Db): Pick<Door, 'portfolioId' | 'replicaId'> {
  const own = db.get('SELECT portfolio_id AS id, replica_id AS replica FROM replica') as {
    id: string;
    replica: Buffer;
  };
  return { portfolioId: own.id, replicaId: own.replica.toString('hex') };
}

/** The exchange of this portfolio as publishing and collecting use it. */
export function doorOf(
  db: Db,
  folder: SharedFolder,
  {
    asOf,
    userId,
    now,
    progress,
  }: { asOf: IsoDate; userId: string; now: () => number; progress?: Progress | undefined },
): Door {
  const channel = folderChannel(folder.id);
  settleIdentity(db);
  return {
    ...ownIds(db),
    write: async (path, kind) => {
      const scope = JSON.parse(folder.scope) as ExportScope;
      const plan = { scope, channel, changesOnly: kind === 'segment', privateNotes: false, asOf };
      const report = await exportChanges(db, { now: now(), userId }, path, plan, { kind, progress });
      return report === null ? null : { bytes: report.bytes };
    },
    merge: async (path) => {
      const { digest } = await openExchangeFile(path);
      if (mergedAt(db, digest) !== null) return false;
      const backup = !hasBackupWithin(db, BACKUP_EVERY_MS, now());
      const report = await mergeFile(db, now(), path, { channel, backup, progress });
      return report.added + report.updated > 0;
    },
  };
}

/** Who publishes here, and through which door. */
export function folderEnv(db: Db, { asOf, userId }: Pick<CallEnv, 'asOf' | 'userId'>, progress?: Progress): FolderEnv {
  const now = () => Date.now();
  const name = readUsers(db).find((user) => user.id === userId)?.name ?? userId;
  const doorTo = (folder: SharedFolder) => doorOf(db, folder, { asOf, userId, now, progress });
  return { now, card: { name, appVersion: version }, doorOf: doorTo };
}
