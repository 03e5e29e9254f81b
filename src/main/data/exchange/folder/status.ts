import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderStatus } from '@shared/contract/folders';
import * as v from 'valibot';
import type { Db } from '../../db/database';
import { checkReadable } from '../../db/places';
import { folderChannel } from '../channel';
import { type Finding, findingsOf } from './findings';
import { listFolder, portfolioFolder, REPLICA_FILE } from './layout';
import { folderState, stateWords } from './state';
import { folderFiles, type SharedFolder } from './store';

const card = v.looseObject({ name: v.pipe(v.string(), v.maxLength(200)) });

/** How a shared folder stands. Reads the folder and the database, changes neither. */
export function folderStatus(
  db: Db,
  folder: SharedFolder,
  own: { portfolioId: string; replicaId: string },
  last: { cloned: boolean; failure: string | null },
  now: number,
): FolderStatus {
  const state = folderState(folder.path, own.portfolioId, folder.known);
  const root = portfolioFolder(folder.path, own.portfolioId);
  const listing = state === 'ready' ? listFolder(root) : { files: [], replicas: [], strangers: [] };
  const colleagues = listing.replicas
    .filter((replica) => replica !== own.replicaId)
    .map((replicaId) => {
      const times = listing.files.filter((file) => file.replica === replicaId).map((file) => file.modifiedMs);
      return {
        replicaId,
        name: nameOf(root, replicaId),
        lastFileAt: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
      };
    });
  const names = new Map(colleagues.map(({ replicaId, name }) => [replicaId, name]));
  const findings = findingsOf(listing, folderFiles(db, folder.id), own.replicaId, now);
  const told = ({ replica, name, message }: Finding) => ({ who: names.get(replica) ?? replica, name, message });
  const scope = JSON.parse(folder.scope) as { userId?: string };
  return {
    id: folder.id,
    path: folder.path,
    state,
    words: stateWords(state),
    paused: folder.paused,
    undone: folder.paused ? undoneFile(db, folder.id) : null,
    forUser: scope.userId ?? null,
    publishedAt: folder.publishedAt,
    collectedAt: folder.collectedAt,
    colleagues,
    waiting: findings.waiting.map(told),
    problems: findings.problems.map(told),
    strangers: findings.strangers,
    ...last,
  };
}

/** The file whose merge was taken back, when nothing came from the folder since; else null. */
function undoneFile(db: Db, id: number): string | null {
  const last = db.get<{ kind: string; file_name: string }>(
    "SELECT kind, file_name FROM exchange_log WHERE channel = ? AND kind <> 'export' ORDER BY id DESC LIMIT 1",
    folderChannel(id),
  );
  return last?.kind === 'undo' ? last.file_name : null;
}

/** As its owner calls itself; the id while the card has not arrived or makes no sense. */
function nameOf(root: string, replicaId: string): string {
  try {
    checkReadable(join(root, replicaId, REPLICA_FILE));
    const parsed = v.safeParse(card, JSON.parse(readFileSync(join(root, replicaId, REPLICA_FILE), 'utf8')));
    return parsed.success && parsed.output.name.trim() !== '' ? parsed.output.name : replicaId;
  } catch {
    return replicaId;
  }
}
