import type { ExchangeFileInfo, MergeCounts, SupersededRow } from '@shared/contract/exchange';
import { REGISTRY } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import { Describer } from './describe';
import type { OpenedFile } from './file/open-file';
import { allVerdicts, countOf, type MergePlan } from './plan';
import { groupsOf, ownerOf } from './spell';

/** What a plan comes to, each record once. `replaced`: own values that lose. */
export function countsOf(plan: MergePlan, replaced: number): MergeCounts {
  const { pending, ...known } = plan;
  const { batches: _, ...counted } = known;
  const of = (...which: Parameters<typeof countOf>[1][]) =>
    allVerdicts({ ...counted, batches: [], pending: [] }).reduce(
      (sum, verdicts) => sum + countOf(verdicts, ...which),
      0,
    );
  return {
    added: of('new'),
    updated: of('theirs'),
    unchanged: of('again', 'same', 'oursSame') + countOf(pending, 'same', 'oursSame'),
    keptOurs: of('ours') + countOf(pending, 'ours'),
    unknown: countOf(pending, 'new', 'theirs', 'again'),
    conflicts: replaced + differing(plan),
  };
}

/** Facts that are here with other content. */
export function differing(plan: MergePlan): number {
  return countOf(plan.activities, 'theirs', 'ours');
}

export function fileInfo(
  db: Db,
  opened: Pick<OpenedFile, 'name' | 'header' | 'bytes' | 'digest' | 'encrypted'>,
): ExchangeFileInfo {
  const { header } = opened;
  const { counts } = header;
  const people = new Describer(db);
  const number = (name: string) => Number((counts as Record<string, unknown>)[name] ?? 0);
  return {
    fileName: opened.name,
    bytes: opened.bytes,
    digest: opened.digest,
    encrypted: opened.encrypted,
    kind: header.kind,
    scope: scopeWords(people, header.scope, header.by.userId),
    createdAt: header.createdAt,
    byName: people.user(header.by.userId) ?? header.by.name ?? null,
    byUserId: header.by.userId,
    appVersion: header.by.appVersion,
    customers: number('customers'),
    items: number('items'),
    cells: counts.cells,
    activities: counts.activities,
  };
}

/** What a file speaks of; `partner`: who wrote it, or for whom, as somebody's own customers need not name them again. */
export function scopeWords(people: Describer, scope: OpenedFile['header']['scope'], partner: string | null): string {
  if (scope.assignee !== undefined && scope.assignee === partner) return 'their own customers';
  if (scope.assignee !== undefined) return `customers of ${people.user(scope.assignee) ?? 'one collector'}`;
  if (scope.customers === undefined) return 'the whole portfolio';
  const until = scope.until === undefined ? '' : ` until ${people.day(scope.until)}`;
  return `${scope.customers} chosen ${scope.customers === 1 ? 'customer' : 'customers'}${until}`;
}

/** Facts known to exist because later ones of the same installation on the same customer are here. */
export function missingFacts(db: Db): { byName: string; activities: number }[] {
  const rows = db.all<{ replica_id: string; missing: number }>(
    `SELECT replica_id, sum(last - present) AS missing FROM (
       SELECT replica_id, max(replica_seq) AS last, count(DISTINCT replica_seq) AS present FROM activity
       WHERE replica_seq > 0 GROUP BY replica_id, source, customer_key)
     GROUP BY replica_id HAVING missing > 0 ORDER BY replica_id`,
  );
  const people = new Describer(db);
  return rows.map(({ replica_id, missing }) => {
    const user = db.value<string>(
      'SELECT user_id FROM activity WHERE replica_id = ? ORDER BY recorded_at DESC LIMIT 1',
      replica_id,
    );
    return { byName: (user && people.user(user)) || 'a colleague', activities: missing };
  });
}

interface SupersededDbRow {
  id: number;
  entity: number;
  row_id: string;
  grp: number;
  lost_value: string;
  won_clock: Buffer;
  restored_at: string | null;
}

/** Own values that a merge replaced, with what stands in their place now. */
export function supersededBy(db: Db, logId: number, limit = 1000): SupersededRow[] {
  const people = new Describer(db);
  const groups = new Map(groupsOf(REGISTRY).map((group) => [`${group.spec.number} ${group.number}`, group]));
  const rows = db.all<SupersededDbRow>(
    'SELECT * FROM superseded_cell WHERE log_id = ? ORDER BY id LIMIT ?',
    logId,
    limit,
  );
  return rows.flatMap((row) => {
    const group = groups.get(`${row.entity} ${row.grp}`);
    if (group === undefined) return [];
    const present = db.get<Record<string, unknown>>(
      `SELECT t.*, ${ownerOf(group.spec, 't')} AS owner_of FROM ${group.spec.table} t WHERE row_id = ?`,
      row.row_id,
    );
    return [
      {
        id: row.id,
        ...people.customer((present?.owner_of as string | null | undefined) ?? null),
        what: people.what(group, row.row_id),
        lost: people.value(group.columns, JSON.parse(row.lost_value) as Record<string, unknown>),
        won: present ? people.value(group.columns, present) : null,
        wonAt: people.clock(row.won_clock).at,
        restoredAt: row.restored_at,
      },
    ];
  });
}
