import { resolve } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import { folderNotes, folderTroubles, signOf } from '@shared/contract/folder-words';
import type { FolderStatus } from '@shared/contract/folders';
import { BUSY_TIMEOUT_MS, type Db } from '../../data/db/database';
import { folderEnv, ownIds } from '../../data/exchange/folder/exchange-door';
import { exchangeFolder, folderStatuses, type Round, useFolder } from '../../data/exchange/folder/service';
import { folderState, requireReady } from '../../data/exchange/folder/state';
import { pauseFolder, removeFolder, type SharedFolder, sharedFolders } from '../../data/exchange/folder/store';
import { inTurn } from '../../data/exchange/folder/turn';
import { readEverybody } from '../../data/portfolio/store';
import { type Answer, type Command, type CommandContext, textOf, UsageError } from '../command';

type Verb = (
  context: CommandContext,
  path: string | undefined,
  assignee: string | undefined,
) => Answer | Promise<Answer>;

export const folder: Command = {
  usage: 'folder [status] | set PATH [--assignee NAME] | collect|publish|exchange|pause|resume|leave [PATH]',
  long: 'folders',
  words: [0, 2],
  options: { assignee: { type: 'string' } },
  run: (context, values, [verb = 'status', path]) => {
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!run) throw new UsageError(`folder ${verb}: one of ${Object.keys(VERBS).join(', ')} is wanted.`);
    const assignee = textOf(values, 'assignee');
    if (assignee !== undefined && verb !== 'set') throw new UsageError('--assignee goes with folder set PATH.');
    return run(context, path === undefined ? undefined : resolve(path), assignee);
  },
};

const VERBS: Readonly<Record<string, Verb>> = {
  status: ({ db }, path) => statusAnswer(db, path === undefined ? sharedFolders(db) : chosen(db, path)),
  set: (context, path, assignee) => {
    if (path === undefined) throw new UsageError('folder set PATH: the folder is wanted.');
    const { db } = context;
    const state = folderState(path, ownIds(db).portfolioId, false);
    // What is emptied may be on its way: its files wait until it is there.
    if (state !== 'new' && state !== 'emptied') requireReady(path, state);
    useFolder(db, path, assignee === undefined ? null : context.listUser(assignee));
    return statusAnswer(db, chosen(db, path));
  },
  collect: (context, path) => round(context, path, 'collect'),
  publish: (context, path) => round(context, path, 'publish'),
  exchange: (context, path) => round(context, path, 'both'),
  pause: ({ db }, path) => changed(db, path, ({ id }) => pauseFolder(db, id, true)),
  resume: ({ db }, path) => changed(db, path, ({ id }) => pauseFolder(db, id, false)),
  leave: ({ db }, path) => changed(db, path, ({ id }) => removeFolder(db, id)),
};

/** The folders a command is for: the named one, else all. @throws Refusal `not_found`. */
function chosen(db: Db, path: string | undefined): SharedFolder[] {
  const all = sharedFolders(db);
  const found = path === undefined ? all : all.filter((one) => one.path === path);
  if (found.length > 0) return found;
  throw new Refusal(
    'not_found',
    path !== undefined && all.length > 0
      ? `${path} is no shared folder here. Those in use: ${all.map((one) => one.path).join(', ')}. Nothing was changed.`
      : 'No shared folder is set up for this portfolio here. “duebook folder set PATH” sets one up. Nothing was changed.',
  );
}

function changed(db: Db, path: string | undefined, change: (one: SharedFolder) => void): Answer {
  const [one, another] = chosen(db, path);
  if (another) throw new Refusal('bad_input', 'There are several shared folders here: name one. Nothing was changed.');
  db.write(() => change(one as SharedFolder));
  return statusAnswer(db, sharedFolders(db));
}

/** Each folder by itself: what cannot be used does not keep the others waiting, and ends the command with its reason. */
async function round(context: CommandContext, path: string | undefined, way: 'collect' | 'publish' | 'both') {
  const { db, asOf } = context;
  const folders = chosen(db, path);
  // Who only reads need not say who they are.
  const env = folderEnv(db, way === 'collect' ? { asOf, userId: '' } : context.env(), context.progress);
  const done = new Map<number, Round>();
  const refusals: Refusal[] = [];
  await inTurn(db.file, BUSY_TIMEOUT_MS, async () => {
    for (const one of folders) {
      try {
        if (one.paused) throw paused(one);
        done.set(one.id, await exchangeFolder(db, one, env, way));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.push(error);
      }
    }
  });
  const [first] = refusals;
  if (first) throw new Refusal(first.code, refusals.map(({ message }) => message).join('\n'));
  return roundAnswer(db, done, way);
}

function paused({ path }: SharedFolder): Refusal {
  return new Refusal(
    'folder_stopped',
    `The shared folder ${path} is paused. Nothing was published or collected; “duebook folder resume” goes on.`,
  );
}

function roundAnswer(db: Db, done: ReadonlyMap<number, Round>, way: string): Answer {
  const rows = statusesOf(db, [...done.keys()]).map((status) => {
    const { collected, published, cloned } = done.get(status.id) as Round;
    return { status: { ...status, cloned }, collected, published };
  });
  for (const { status } of rows) {
    const troubles = [
      ...folderTroubles(status),
      ...(way === 'publish' ? [] : status.problems.map(({ who, name, message }) => `${who}: ${name}: ${message}`)),
    ];
    for (const trouble of troubles) console.error(`${status.path}: ${trouble}`);
    // Done as far as it goes, but somebody must look.
    if (troubles.length > 0) process.exitCode = 1;
  }
  return {
    json: rows.map(({ status, collected, published }) => ({
      ...documentOf(db, status),
      cloned: status.cloned,
      collected: collected.map(({ replica, name, brought }) => ({ who: whoOf(status, replica), name, brought })),
      published,
    })),
    text: rows
      .map(({ status, collected, published }) =>
        [
          `${status.path}: ${collected.length} ${collected.length === 1 ? 'file' : 'files'} collected, ${published.length} published.`,
          ...noteLines({ ...status, problems: [] }),
        ].join('\n'),
      )
      .join('\n'),
  };
}

function statusAnswer(db: Db, folders: readonly SharedFolder[]): Answer {
  const statuses = statusesOf(
    db,
    folders.map(({ id }) => id),
  );
  return {
    json: statuses.map((status) => documentOf(db, status)),
    text: statuses.map((status) => statusText(db, status)).join('\n') || 'No shared folder is in use here.',
  };
}

function statusesOf(db: Db, ids: readonly number[]): FolderStatus[] {
  return folderStatuses(db, Date.now()).filter(({ id }) => ids.includes(id));
}

/** What of a status is true beyond this run of the program. */
function documentOf(db: Db, { id: _, forUser, cloned: _cloned, failure: _failure, ...status }: FolderStatus) {
  return {
    ...status,
    sign: signOf({ ...status, id: 0, forUser, cloned: false, failure: null }).words,
    assignee: nameOf(db, forUser),
  };
}

function nameOf(db: Db, userId: string | null): string | null {
  return readEverybody(db).find((user) => user.id === userId)?.name ?? userId;
}

function whoOf({ colleagues }: FolderStatus, replicaId: string): string {
  return colleagues.find((one) => one.replicaId === replicaId)?.name ?? replicaId;
}

function statusText(db: Db, status: FolderStatus): string {
  const { path, forUser, publishedAt, collectedAt, colleagues } = status;
  const whose = forUser === null ? 'the whole portfolio' : `${nameOf(db, forUser)}’s customers`;
  return [
    `${path}: ${signOf(status).words}`,
    `  Published: ${whose}, ${momentWords(publishedAt)}`,
    `  Collected: ${momentWords(collectedAt)}`,
    `  Colleagues there: ${colleagues.map(({ name, lastFileAt }) => `${name} (${momentWords(lastFileAt)})`).join(', ') || 'nobody else yet'}`,
    ...folderTroubles(status).map((trouble) => `  ${trouble}`),
    ...noteLines(status),
  ].join('\n');
}

function noteLines(status: FolderStatus): string[] {
  return folderNotes(status).flatMap(({ title, notes }) => [
    `  ${title}:`,
    ...notes.map(({ who, name, message }) => `    ${[who, name, message].filter(Boolean).join(': ')}`),
  ]);
}

function momentWords(moment: string | null): string {
  return moment === null ? 'nothing yet' : `last ${moment.slice(0, 16).replace('T', ' ')} UTC`;
}
