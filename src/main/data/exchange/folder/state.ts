import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import type { FolderState } from '@shared/contract/folders';
import * as v from 'valibot';
import { checkReadable } from '../../db/places';
import { PORTFOLIO_FILE, portfolioFolder } from './layout';

const FORMAT = 1;
const portfolioFile = v.looseObject({ format: v.number(), portfolioId: v.string() });

/**
 * Looks at a folder without changing it. An empty folder is `new` until it was once in use; after that it is `emptied`:
 * absence never means deletion, so nobody publishes into what may be a folder that failed to mount.
 * @param known whether this portfolio was in use there before.
 */
export function folderState(folder: string, portfolioId: string, known: boolean): FolderState {
  const outer = kindOf(folder);
  if (outer !== 'folder') return outer;
  const root = portfolioFolder(folder, portfolioId);
  const inner = kindOf(root);
  if (inner === 'unreadable') return inner;
  if (inner === 'gone') return known ? 'emptied' : writable(folder) ? 'new' : 'read_only';
  try {
    checkReadable(join(root, PORTFOLIO_FILE));
    const parsed = v.safeParse(portfolioFile, JSON.parse(readFileSync(join(root, PORTFOLIO_FILE), 'utf8')));
    if (!parsed.success) return 'unreadable';
    if (parsed.output.format > FORMAT) return 'newer';
    if (parsed.output.portfolioId !== portfolioId) return 'foreign';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'emptied' : 'unreadable';
  }
  return writable(root) ? 'ready' : 'read_only';
}

/** Sets the folder up for a portfolio: its own part of it with `portfolio.json`, which is never rewritten. */
export function setUpFolder(folder: string, portfolioId: string, createdAt: string): void {
  const root = portfolioFolder(folder, portfolioId);
  mkdirSync(root, { recursive: true });
  // Two may set it up at once, with the same words but the moment: the first one's stays.
  writeFileSync(join(root, PORTFOLIO_FILE), `${JSON.stringify({ createdAt, format: FORMAT, portfolioId })}\n`, {
    flag: 'wx',
  });
}

const WORDS: Record<Exclude<FolderState, 'ready'>, string> = {
  new: 'is not set up for this portfolio yet',
  gone: 'cannot be reached; see that its drive is connected and the folder service runs',
  emptied:
    'was in use for this portfolio and is empty now; put its files back, or, if it is meant, stop using it here and choose it again',
  foreign: 'holds another portfolio under the same name; choose another folder for this one',
  newer: 'was set up by a later Duebook; update this one',
  unreadable:
    'cannot be read here: check its rights, that no file stands in its place, and that its portfolio.json is whole; wait while the folder service is still at work, else put that file back from another computer',
  read_only: 'cannot be written here; check its rights',
};

/** What a state means to people, after the folder's name. */
export function stateWords(state: FolderState): string {
  return state === 'ready' ? 'is in use' : WORDS[state];
}

/** @throws Refusal `folder_stopped` unless the folder is ready. */
export function requireReady(folder: string, state: FolderState): void {
  if (state === 'ready') return;
  throw new Refusal(
    'folder_stopped',
    `The shared folder ${folder} ${stateWords(state)}. Nothing was published or collected, and nothing was changed.`,
    { state },
  );
}

function kindOf(path: string): 'folder' | 'gone' | 'unreadable' {
  try {
    if (!statSync(path).isDirectory()) return 'unreadable';
    accessSync(path, constants.R_OK | constants.X_OK);
    return 'folder';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM' ? 'unreadable' : 'gone';
  }
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return process.platform === 'win32' || (statSync(path).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}
