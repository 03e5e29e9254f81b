import { type Db, openDatabase } from '../../../src/main/data/db/database';
import { confirmations } from '../../../src/main/data/exchange/heard';
import { noLines, recordLines } from '../../../src/main/data/exchange/lines';
import { mergeStaged } from '../../../src/main/data/exchange/merge';
import { type ExportPlan, remember, select } from '../../../src/main/data/exchange/scope';
import { KNOWLEDGE, type Knowledge, stage } from '../../../src/main/data/exchange/stage';
import { readMe } from '../../../src/main/data/portfolio/store';
import type { MergeReport } from '../../../src/shared/contract/exchange';

export const PORTFOLIO = '7d6d2f5e-0000-4000-8000-000000000001';
export const WHOLE: ExportPlan = {
  scope: { kind: 'portfolio' },
  channel: null,
  changesOnly: false,
  privateNotes: false,
  asOf: '2026-11-23',
};

/** A copy of one portfolio in memory, with a replica id of its own. */
export function newCopy(replica: number, portfolioId = PORTFOLIO): Db {
  const db = openDatabase(':memory:', { create: true });
  db.run(
    'UPDATE replica SET portfolio_id = ?, replica_id = ?',
    portfolioId,
    Buffer.from(replica.toString(16).padStart(16, '0'), 'hex'),
  );
  return db;
}

/** The lines a file of this plan would hold; with a channel they count as sent. */
export function linesOf(db: Db, plan: Partial<ExportPlan> = {}, know: Knowledge = KNOWLEDGE): string[] {
  return letterOf(db, plan, know).lines;
}

/** A file of this plan: its lines and what its header says of its writer and of the files before it. */
export interface Letter {
  lines: string[];
  header: { by: { replicaId: string }; upTo: number; since?: number; heard?: Record<string, number> };
}

export function letterOf(
  db: Db,
  plan: Partial<ExportPlan> = {},
  know: Knowledge = KNOWLEDGE,
  writer = readMe(db)?.id ?? '',
): Letter {
  const whole = { ...WHOLE, ...plan };
  const selection = select(db, whole, writer);
  const lines = [...recordLines(db, selection, whole.privateNotes, noLines(), know.registry)];
  const replicaId = db.value<Buffer>('SELECT replica_id FROM replica')?.toString('hex') as string;
  const header = { by: { replicaId }, upTo: selection.upTo, ...confirmations(db, whole, selection) };
  db.write(() => remember(db, whole, selection, '2026-11-23T00:00:00.000Z'));
  return { lines, header };
}

export async function mergeLines(
  db: Db,
  lines: readonly string[],
  {
    now = Date.parse('2026-11-23T10:00:00Z'),
    know = KNOWLEDGE,
    channel = null,
    header = {},
  }: { now?: number; know?: Knowledge; channel?: string | null; header?: object } = {},
): Promise<MergeReport> {
  const staged = await stage(db, [lines], 'file.duebook', know);
  return mergeStaged(
    db,
    now,
    staged,
    { info: NO_FILE, header, portfolioId: PORTFOLIO, channel },
    { know, backup: false, confirmed: true },
  );
}

const NO_FILE: MergeReport['file'] = {
  fileName: 'file.duebook',
  bytes: 0,
  digest: '',
  encrypted: false,
  kind: 'snapshot',
  scope: '',
  createdAt: '2026-11-23T00:00:00.000Z',
  byName: null,
  byUserId: 'u',
  appVersion: '0',
  customers: 0,
  items: 0,
  cells: 0,
  activities: 0,
};
