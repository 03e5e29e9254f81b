import type { MergeChange, MergeChangeKind, MergePreview } from '@shared/contract/exchange';
import { isManagers } from '@shared/exchange/words';
import type { Db } from '../db/database';
import { clockAhead, isCopied } from './clocks';
import { VERDICT } from './decisions';
import { Describer } from './describe';
import { openExchangeFile } from './file/open-file';
import { checkPortfolio, holdsNothing, manyDeletions, mergedAt } from './guard';
import { ownReplicas } from './identity';
import { countOf, type MergePlan, planMerge } from './plan';
import { countsOf, fileInfo } from './report';
import { type GroupOf, groupsOf, ownerOf } from './spell';
import { KNOWLEDGE, type Staged } from './stage';
import { type MergeOptions, stageFile } from './stage-file';
import { dropStage, groupTable, planTable } from './stage-tables';

const SHOWN = 200;
const MINUTE = 60_000;

/** What a merge of the file would do, without doing it. Refused as the merge would be. */
export async function previewMerge(
  db: Db,
  now: number,
  path: string,
  options: MergeOptions = {},
): Promise<MergePreview> {
  const know = options.know ?? KNOWLEDGE;
  const opened = await openExchangeFile(path);
  checkPortfolio(db, opened, holdsNothing(db));
  const staged = await stageFile(db, opened, options);
  try {
    const plan = planMerge(db, staged, know);
    const { changes, kinds } = changesOf(db, plan);
    const file = fileInfo(db, opened);
    const deletions = manyDeletions(db, staged).text;
    return {
      file,
      mergedBefore: mergedAt(db, opened.digest),
      counts: countsOf(plan, replacedOwn(db, staged)),
      kinds,
      changes,
      unusual: [
        ...(deletions === null ? [] : [{ code: 'many_deletions' as const, text: deletions }]),
        ...clockWords(clockAhead(db, staged, now), file.byName),
        ...managerWords(db, plan, opened.header.by.userId, file.byName),
        ...(isCopied(db, staged)
          ? [
              {
                code: 'copied_installation' as const,
                text: 'The file holds work recorded under this installation’s own identity: one of the two is a copy. Merging gives this one a new identity; nothing is lost.',
              },
            ]
          : []),
      ],
      confirm: deletions !== null,
    };
  } finally {
    dropStage(db, groupsOf(know.registry));
  }
}

/** Own values that theirs would replace. */
function replacedOwn(db: Db, staged: Staged): number {
  const own = ownReplicas(db)
    .map((id) => `x'${id.toString('hex')}'`)
    .join(', ');
  let count = 0;
  for (const group of staged.groups.keys())
    count += db.value<number>(
      `SELECT count(*) FROM temp.${groupTable(group)} n JOIN temp.${planTable(groupTable(group))} p ON p.n = n.n
       JOIN cell o ON o.entity = ${group.spec.number} AND o.row_id = n.row_id AND o.grp = ${group.number}
       WHERE p.verdict = ${VERDICT.theirs} AND substr(o.clock, 9) IN (${own})`,
    ) as number;
  return count;
}

function clockWords(ahead: number, byName: string | null): MergePreview['unusual'] {
  if (ahead <= 5 * MINUTE) return [];
  const days = Math.floor(ahead / (24 * 60 * MINUTE));
  const words =
    days >= 60
      ? `${Math.floor(days / 30)} months`
      : days >= 2
        ? `${days} days`
        : ahead >= 120 * MINUTE
          ? `${Math.floor(ahead / (60 * MINUTE))} hours`
          : `${Math.floor(ahead / MINUTE)} minutes`;
  return [
    {
      code: 'clock_ahead',
      text: `${byName === null ? 'A computer' : `${byName}’s computer, or one it exchanged with,`} has a clock that is ${words} ahead. What you type still replaces what it wrote.`,
    },
  ];
}

function managerWords(db: Db, plan: MergePlan, userId: string, byName: string | null): MergePreview['unusual'] {
  if (db.value("SELECT 1 FROM user WHERE row_id = ? AND role = 'manager'", userId) === 1) return [];
  // Without a manager everybody sets everything.
  if (db.value("SELECT 1 FROM user WHERE role = 'manager' AND active = 1 LIMIT 1") !== 1) return [];
  const people = new Describer(db);
  const changed = [...plan.cells].filter(
    ([group, verdicts]) => isManagers(group.entity, group.group) && countOf(verdicts, 'theirs') > 0,
  );
  if (changed.length === 0) return [];
  const parts = changed.map(([group, verdicts]) => `${people.what(group)} (${countOf(verdicts, 'theirs')})`);
  return [
    {
      code: 'manager_fields',
      text: `${byName ?? 'Its author'} changed what a manager usually sets: ${parts.join(', ')}.`,
    },
  ];
}

const NO_KINDS: Record<MergeChangeKind, number> = { new: 0, changed: 0, kept_ours: 0, unknown: 0 };
const VERDICT_KINDS: readonly [keyof typeof VERDICT, MergeChangeKind][] = [
  ['new', 'new'],
  ['theirs', 'changed'],
  ['ours', 'kept_ours'],
];

/** The first changes of each kind, and how many there are. */
function changesOf(db: Db, plan: MergePlan): { changes: MergeChange[]; kinds: Record<MergeChangeKind, number> } {
  const kinds = { ...NO_KINDS };
  const changes: MergeChange[] = [];
  const people = new Describer(db);
  for (const [verdict, kind] of VERDICT_KINDS) {
    const room = () => SHOWN - changes.filter((change) => change.change === kind).length;
    for (const [group, verdicts] of plan.cells) {
      kinds[kind] += countOf(verdicts, verdict);
      if (countOf(verdicts, verdict) > 0 && room() > 0)
        changes.push(...cellChanges(db, people, group, verdict, kind, room()));
    }
    for (const [table, what] of [
      ['customers', 'customer'],
      ['items', 'item'],
    ] as const) {
      kinds[kind] += countOf(plan[table], verdict);
      if (countOf(plan[table], verdict) > 0 && room() > 0) changes.push(...rowChanges(db, what, verdict, kind, room()));
    }
  }
  kinds.unknown = countOf(plan.pending, 'new', 'theirs', 'again');
  for (const row of db.all<{ entity: string; grp: string; owner: string | null; clock: Buffer; value: string }>(
    `SELECT entity, grp, owner, clock, value FROM temp.in_pending LIMIT ${SHOWN}`,
  ))
    changes.push({
      change: 'unknown',
      ...people.customer(row.owner),
      what: people.what({ entity: row.entity, group: row.grp }),
      ours: null,
      theirs: row.value.slice(0, 200),
      ...people.clock(row.clock),
    });
  return { changes, kinds };
}

function cellChanges(
  db: Db,
  people: Describer,
  group: GroupOf,
  verdict: keyof typeof VERDICT,
  change: MergeChangeKind,
  limit: number,
): MergeChange[] {
  const table = groupTable(group);
  const rows = db.all<Record<string, unknown>>(
    `SELECT n.row_id, n.clock, ${group.columns.map((c) => `n.${c} AS their_${c}, t.${c}`).join(', ')},
       coalesce(${ownerOf(group.spec, 't')}, ${group.columns.includes('customer_key') ? 'n.source || char(31) || n.customer_key' : 'NULL'},
         (SELECT owner FROM temp.in_owner o WHERE o.row_id = n.row_id)) AS owner_of
     FROM temp.${table} n JOIN temp.${planTable(table)} p ON p.n = n.n LEFT JOIN ${group.spec.table} t ON t.row_id = n.row_id
     WHERE p.verdict = ${VERDICT[verdict]} ORDER BY n.n LIMIT ${limit}`,
  );
  return rows.map((row) => {
    const theirs = Object.fromEntries(group.columns.map((column) => [column, row[`their_${column}`]]));
    const owner = (row.owner_of ?? (group.spec.owner === 'rowId' ? row.row_id : null)) as string | null;
    return {
      change,
      ...people.customer(owner),
      what: people.what(group),
      ours: verdict === 'new' ? null : people.value(group.columns, row),
      theirs: people.value(group.columns, theirs),
      ...people.clock(row.clock as Buffer),
    };
  });
}

function rowChanges(
  db: Db,
  what: 'customer' | 'item',
  verdict: keyof typeof VERDICT,
  change: MergeChangeKind,
  limit: number,
): MergeChange[] {
  const sql =
    what === 'customer'
      ? `SELECT n.key, n.name, 'customer' AS what, o.name AS ours, n.name AS theirs, nb.list_date AS listed FROM temp.in_customer n
         JOIN temp.plan_customer p ON p.n = n.n JOIN temp.plan_batch nb ON nb.n = n.batch LEFT JOIN customer o ON o.id = p.id`
      : `SELECT c.key, c.name, 'item ' || n.number AS what, nullif(coalesce(o.due_on, '') || ' ' || coalesce(o.amount_minor, ''), ' ') AS ours,
           coalesce(n.due_on, '') || ' ' || n.amount_minor AS theirs, nb.list_date AS listed FROM temp.in_item n
         JOIN temp.in_customer c ON c.n = n.parent JOIN temp.plan_item p ON p.n = n.n JOIN temp.plan_batch nb ON nb.n = n.batch
         LEFT JOIN item o ON o.id = p.id`;
  return db
    .all<{ key: string; name: string; what: string; ours: string | null; theirs: string; listed: string }>(
      `${sql} WHERE p.verdict = ${VERDICT[verdict]} ORDER BY n.n LIMIT ${limit}`,
    )
    .map((row) => ({
      change,
      customerKey: row.key,
      customerName: row.name,
      what: row.what,
      ours: verdict === 'new' ? null : row.ours,
      theirs: row.theirs,
      at: `${row.listed}T00:00:00.000Z`,
      byName: null,
    }));
}
