import * as v from 'valibot';
import type { IsoMoment } from '../domain/model';
import { call, date, id, name, text } from './call';
import type { PortfolioStatus } from './portfolio';

const passphrase = v.nullable(text(1000));
const file = v.string();

/** Whose customers a file speaks of. */
export const exportScope = v.variant('kind', [
  v.object({ kind: v.literal('portfolio') }),
  v.object({ kind: v.literal('assignee'), userId: text(100) }),
  /** Chosen customers; with `cover` a colleague works them until that day and hands them back. */
  v.object({
    kind: v.literal('customers'),
    customerIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(100_000)),
    cover: v.nullable(v.object({ by: text(100), until: date })),
  }),
]);
export type ScopeInput = v.InferOutput<typeof exportScope>;

export interface ExportReport {
  /** Number of the entry in the history. */
  entry: number;
  fileName: string;
  bytes: number;
  encrypted: boolean;
  customers: number;
  items: number;
  /** Field groups of annotations. */
  cells: number;
  activities: number;
}

/** What a file says of itself; the name is missing in an encrypted one. */
export interface ExchangeFileInfo {
  fileName: string;
  bytes: number;
  digest: string;
  encrypted: boolean;
  kind: 'snapshot' | 'changes' | 'segment';
  /** "the whole portfolio", "Ana's customers", "12 chosen customers until 2026-12-01". */
  scope: string;
  createdAt: IsoMoment;
  /** Who made it: a person of this portfolio, else the name it gives, else null. */
  byName: string | null;
  byUserId: string;
  appVersion: string;
  customers: number;
  items: number;
  cells: number;
  activities: number;
}

/** Each record of the file once: added + updated + unchanged + keptOurs + unknown. */
export interface MergeCounts {
  added: number;
  updated: number;
  /** Both say the same, whoever said it later. */
  unchanged: number;
  keptOurs: number;
  /** Cells only a later version understands, new here; kept and passed on. */
  unknown: number;
  /** Values written here that were replaced, and facts met with two contents; counted in `updated` and `keptOurs` too. */
  conflicts: number;
}

export type MergeChangeKind = 'new' | 'changed' | 'kept_ours' | 'unknown';
export interface MergeChange {
  change: MergeChangeKind;
  customerKey: string | null;
  customerName: string | null;
  /** "collector", "promise", "item R-100". */
  what: string;
  ours: string | null;
  theirs: string | null;
  /** When theirs was written, and by whose installation; null where the file does not tell. */
  at: IsoMoment | null;
  byName: string | null;
}

export interface MergePreview {
  file: ExchangeFileInfo;
  /** When this very file was merged before. */
  mergedBefore: IsoMoment | null;
  counts: MergeCounts;
  /** How many of each kind of change there are; `changes` holds the first 200 of each. */
  kinds: Record<MergeChangeKind, number>;
  changes: MergeChange[];
  /** What somebody should look at before merging, in words. */
  unusual: {
    code: 'many_deletions' | 'clock_ahead' | 'manager_fields' | 'copied_installation' | 'goes_on';
    text: string;
  }[];
  /** Merging needs `confirmed`. */
  confirm: boolean;
}

export interface SupersededRow {
  id: number;
  customerKey: string | null;
  customerName: string | null;
  what: string;
  lost: string | null;
  won: string | null;
  wonAt: IsoMoment;
  restoredAt: IsoMoment | null;
}

export interface MergeReport extends MergeCounts {
  entry: number;
  file: ExchangeFileInfo;
  mergedBefore: IsoMoment | null;
  /** Own values that a newer one replaced; each can be had back. */
  superseded: SupersededRow[];
  /** Facts that are known to exist but have not arrived. */
  missing: { byName: string; activities: number }[];
  /** Facts that arrived with other content than here; the same one stays on every copy. */
  differing: number;
  /** This installation turned out to be a copy of another one and goes on under a new identity. */
  newIdentity: boolean;
  /** Whether it can be undone. */
  undo: boolean;
}

export interface ExchangeEntry {
  entry: number;
  /** `replay`: what an earlier version kept for a later one took its place after an update; no file brought it. */
  kind: 'export' | 'merge' | 'undo' | 'replay';
  at: IsoMoment;
  fileName: string;
  /** Export: for whom; merge: from whom. */
  withName: string | null;
  scope: string;
  counts: MergeCounts | null;
  /** Ledger rows and annotations in the file. */
  rows: number;
  activities: number;
  /** How many merges its undo takes back: itself and those before it in the same go; 0 when it cannot be undone. */
  undoes: number;
}

export const exchangeCalls = {
  /** `target`: a token of `desktop.pickTarget`. `with`: the person it is for; what they are not known to have goes when `changesOnly`. */
  'exchange.export': call(
    v.object({
      asOf: date,
      target: file,
      scope: exportScope,
      with: v.nullable(text(100)),
      changesOnly: v.boolean(),
      privateNotes: v.boolean(),
      passphrase,
    }),
  ).answers<ExportReport>(),
  'exchange.previewMerge': call(v.object({ asOf: date, file, passphrase })).answers<MergePreview>(),
  /** `after`: the merge before it in one go of several files. They share a backup, and are undone together. */
  'exchange.merge': call(
    v.object({ asOf: date, file, passphrase, confirmed: v.boolean(), after: v.nullable(id) }),
  ).answers<MergeReport>(),
  /**
   * Back to the backup made before the latest merge, while nothing was written since. `undone`: the merges that are taken back with
   * it. `paused`: the shared folder that brought it.
   */
  'exchange.undoMerge': call(v.object({ entry: id })).answers<{ undone: number[]; paused: string | null }>(),
  /** Writes replaced values once more, as new edits. */
  'exchange.restoreSuperseded': call(v.object({ ids: v.pipe(v.array(id), v.maxLength(10_000)) })).answers<{
    restored: number;
  }>(),
  'exchange.superseded': call(v.object({ entry: id })).answers<SupersededRow[]>(),
  'exchange.history': call(v.object({})).answers<ExchangeEntry[]>(),
  /** The next file for this person is a full one. */
  'exchange.resetChannel': call(v.object({ userId: text(100) })).answers<null>(),
  /** First run: takes over the portfolio of a colleague's file. `me`: who works here, one of its people or a new name. */
  'portfolio.join': call(
    v.object({ asOf: date, file, passphrase, me: v.nullable(v.object({ name, initials: text(4) })) }),
  ).answers<PortfolioStatus>(),
};
