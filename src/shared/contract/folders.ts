import * as v from 'valibot';
import type { IsoMoment } from '../domain/model';
import { call, id } from './call';

export const FOLDER_STATES = [
  'ready',
  'new',
  'gone',
  'emptied',
  'foreign',
  'newer',
  'unreadable',
  'read_only',
] as const;
/** What a shared folder looks like from here; all but `ready` and `new` stop publishing and collecting, and change nothing. */
export type FolderState = (typeof FOLDER_STATES)[number];

/** A file in the folder of which something is to be said; `who` is the colleague's name, or the replica's id before it is known. */
export interface FolderFileNote {
  who: string;
  name: string;
  message: string;
}

export interface FolderStatus {
  id: number;
  path: string;
  state: FolderState;
  /** What the state means, after the folder's name: "cannot be reached: …". */
  words: string;
  paused: boolean;
  /** Paused since the merge of this file of the folder was undone here; it would be merged again. */
  undone: string | null;
  /** Whose customers are published there; null: everybody's. */
  forUser: string | null;
  publishedAt: IsoMoment | null;
  collectedAt: IsoMoment | null;
  /** Who else writes there, by name, and when the last file of each was published. */
  colleagues: readonly { replicaId: string; name: string; lastFileAt: IsoMoment | null }[];
  /** Still on their way. */
  waiting: readonly FolderFileNote[];
  /** Files that cannot be read. */
  problems: readonly FolderFileNote[];
  /** Names nobody here writes: conflict copies of the folder service. */
  strangers: readonly string[];
  /** Another copy of this very database publishes under the same name. */
  cloned: boolean;
  /** Why the last round did not get through, in words, where it is not the folder's state; null when it did. */
  failure: string | null;
}

export const foldersCalls = {
  'folders.list': call(v.object({})).answers<FolderStatus[]>(),
  /** `folder` is a token of the main process. Publishes and collects at once. @param forUser whose customers; null for all */
  'folders.add': call(v.object({ folder: v.string(), forUser: v.nullable(v.string()) })).answers<FolderStatus[]>(),
  /** Forgets the folder here; what was published stays there. */
  'folders.remove': call(v.object({ id })).answers<FolderStatus[]>(),
  'folders.pause': call(v.object({ id, paused: v.boolean() })).answers<FolderStatus[]>(),
  /** Collects and publishes now. */
  'folders.exchange': call(v.object({})).answers<FolderStatus[]>(),
};
