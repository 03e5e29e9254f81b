import type { MergeChange, MergeChangeKind, MergeCounts } from '@shared/contract/exchange';
import type { CurrencyCode, IsoDate, Outcome } from '@shared/domain/model';
import { formatMoney } from '@shared/domain/money';
import { OUTCOME_LABELS } from '@shared/domain/words';
import type { Db } from '../db/database';
import { VERDICT } from './decisions';
import { Describer } from './describe';
import { countOf, type MergePlan, type Verdicts } from './plan';
import { type GroupOf, ownerOf } from './spell';
import { groupTable, planTable } from './stage-tables';

/** So many changes of a kind are shown. */
const SHOWN = 200;

const KINDS = [
  ['new', 'new'],
  ['theirs', 'changed'],
  ['ours', 'kept_ours'],
] as const satisfies readonly (readonly [keyof typeof VERDICT, MergeChangeKind])[];
type Shown = (typeof KINDS)[number];

/** The same figures a merge reports, by the names of what is shown. */
export function kindsOf({ added, updated, keptOurs, unknown }: MergeCounts): Record<MergeChangeKind, number> {
  return { new: added, changed: updated, kept_ours: keptOurs, unknown };
}

/** The first changes of each kind, what people wrote before what lists brought. */
export function changesOf(db: Db, plan: MergePlan): MergeChange[] {
  const people = new Describer(db);
  const sources: [Verdicts, (shown: Shown, limit: number) => MergeChange[]][] = [
    ...[...plan.cells].map(([group, verdicts]): (typeof sources)[number] => [
      verdicts,
      (shown, limit) => cellChanges(db, people, group, shown, limit),
    ]),
    [plan.activities, (shown, limit) => activityChanges(db, people, shown, limit)],
    [plan.redactions, (shown, limit) => redactionChanges(db, people, shown, limit)],
    ...(['customer', 'item', 'settlement'] as const).map((what): (typeof sources)[number] => [
      plan[`${what}s`],
      (shown, limit) => rowChanges(db, people, what, shown, limit),
    ]),
  ];
  const changes = KINDS.flatMap((shown) => {
    const found: MergeChange[] = [];
    for (const [verdicts, read] of sources)
      if (countOf(verdicts, shown[0]) > 0 && found.length < SHOWN) found.push(...read(shown, SHOWN - found.length));
    return found;
  });
  return [...changes, ...laterChanges(db, people)];
}

function cellChanges(
  db: Db,
  people: Describer,
  group: GroupOf,
  [verdict, change]: Shown,
  limit: number,
): MergeChange[] {
  const table = groupTable(group);
  // Of a row that is new the file itself says whose it is, perhaps in another group.
  const telling = Object.entries(group.spec.groups).find(([, { columns }]) => columns.includes('customer_key'));
  const teller = telling && groupTable({ entity: group.entity, group: telling[0] });
  const rows = db.all<Record<string, unknown> & { row_id: string; owner_of: string | null; clock: Buffer }>(
    `SELECT n.row_id, n.clock, ${group.columns.map((c) => `n.${c} AS their_${c}, t.${c}`).join(', ')},
       coalesce(${ownerOf(group.spec, 't')}, ${teller ? 'own.source || char(31) || own.customer_key, (SELECT owner FROM temp.in_owner o WHERE o.row_id = n.row_id)' : 'NULL'}) AS owner_of
     FROM temp.${table} n JOIN temp.${planTable(table)} p ON p.n = n.n LEFT JOIN ${group.spec.table} t ON t.row_id = n.row_id
       ${teller ? `LEFT JOIN temp.${teller} own ON own.row_id = n.row_id` : ''}
     WHERE p.verdict = ${VERDICT[verdict]} ORDER BY n.n LIMIT ${limit}`,
  );
  return rows.map((row) => {
    const theirs = Object.fromEntries(group.columns.map((column) => [column, row[`their_${column}`]]));
    return {
      change,
      ...people.customer(row.owner_of ?? (group.spec.owner === 'rowId' ? row.row_id : null)),
      what: people.what(group, row.row_id),
      ours: verdict === 'new' ? null : people.value(group.columns, row),
      theirs: people.value(group.columns, theirs),
      ...people.clock(row.clock),
    };
  });
}

interface FactRow {
  source: string;
  customer_key: string;
  kind: string;
  private: number;
  outcome: Outcome | null;
  recorded_at: string;
  user_id: string;
  body: string | null;
  our_body: string | null;
}

function activityChanges(db: Db, people: Describer, [verdict, change]: Shown, limit: number): MergeChange[] {
  const said = (outcome: Outcome | null, body: string | null) => {
    const note = body === null ? 'words taken back' : (JSON.parse(body) as { note?: string }).note;
    return [outcome && OUTCOME_LABELS[outcome], note].filter(Boolean).join(' · ').slice(0, 500) || null;
  };
  return db
    .all<FactRow>(
      `SELECT n.source, n.customer_key, n.kind, n.outcome, n.private, n.recorded_at, n.user_id, n.body, o.body AS our_body
       FROM temp.in_activity n JOIN temp.plan_activity p ON p.n = n.n LEFT JOIN activity o ON o.id = n.id
       WHERE p.verdict = ${VERDICT[verdict]} ORDER BY n.recorded_at DESC, n.n LIMIT ${limit}`,
    )
    .map((row) => ({
      change,
      ...people.customer(`${row.source}\u001f${row.customer_key}`),
      what: row.private === 1 ? `private ${row.kind}` : row.kind,
      ours: verdict === 'new' ? null : said(row.outcome, row.our_body),
      theirs: said(row.outcome, row.body),
      at: row.recorded_at,
      byName: people.user(row.user_id),
    }));
}

function redactionChanges(db: Db, people: Describer, [verdict, change]: Shown, limit: number): MergeChange[] {
  return db
    .all<{ source: string | null; customer_key: string | null; user_id: string; at: string }>(
      `SELECT coalesce(a.source, f.source) AS source, coalesce(a.customer_key, f.customer_key) AS customer_key, n.user_id, n.at
       FROM temp.in_redaction n JOIN temp.plan_redaction p ON p.n = n.n
       LEFT JOIN activity a ON a.id = n.activity_id LEFT JOIN temp.in_activity f ON f.id = n.activity_id
       WHERE p.verdict = ${VERDICT[verdict]} ORDER BY n.n LIMIT ${limit}`,
    )
    .map((row) => ({
      change,
      ...people.customer(row.source === null ? null : `${row.source}\u001f${row.customer_key}`),
      what: 'words of an activity',
      ours: null,
      theirs: 'taken back',
      at: row.at,
      byName: people.user(row.user_id),
    }));
}

interface LedgerChange {
  key: string;
  name: string;
  what: string;
  currency: CurrencyCode | null;
  ours: string | null;
  ourDay: IsoDate | null;
  ourMinor: number | null;
  theirs: string | null;
  theirDay: IsoDate | null;
  theirMinor: number | null;
  listed: IsoDate;
}

/** Of a customer the name, of an item amount and due date, of a settlement amount and day. */
const LEDGER_SQL = {
  customer: `SELECT n.key, n.name, 'customer' AS what, NULL AS currency, o.name AS ours, NULL AS ourDay, NULL AS ourMinor,
      n.name AS theirs, NULL AS theirDay, NULL AS theirMinor, nb.list_date AS listed
    FROM temp.in_customer n JOIN temp.plan_customer p ON p.n = n.n LEFT JOIN customer o ON o.id = p.id`,
  item: `SELECT c.key, c.name, 'item ' || n.number AS what, n.currency, NULL AS ours, o.due_on AS ourDay, o.amount_minor AS ourMinor,
      NULL AS theirs, n.due_on AS theirDay, n.amount_minor AS theirMinor, nb.list_date AS listed
    FROM temp.in_item n JOIN temp.in_customer c ON c.n = n.parent JOIN temp.plan_item p ON p.n = n.n LEFT JOIN item o ON o.id = p.id`,
  settlement: `SELECT c.key, c.name, n.kind || ' on ' || i.number AS what, i.currency, NULL AS ours, o.on_date AS ourDay, o.minor AS ourMinor,
      NULL AS theirs, n.on_date AS theirDay, n.minor AS theirMinor, nb.list_date AS listed
    FROM temp.in_settlement n JOIN temp.in_item i ON i.n = n.parent JOIN temp.in_customer c ON c.n = i.parent
      JOIN temp.plan_settlement p ON p.n = n.n LEFT JOIN settlement o ON o.id = p.id`,
};

function rowChanges(
  db: Db,
  people: Describer,
  what: keyof typeof LEDGER_SQL,
  [verdict, change]: Shown,
  limit: number,
): MergeChange[] {
  const said = (words: string | null, minor: number | null, day: IsoDate | null, currency: CurrencyCode | null) =>
    [
      words,
      minor !== null && currency !== null && formatMoney({ minor, currency }),
      day !== null && (what === 'item' ? `due ${people.day(day)}` : people.day(day)),
    ]
      .filter(Boolean)
      .join(' · ') || null;
  return db
    .all<LedgerChange>(
      `${LEDGER_SQL[what]} JOIN temp.plan_batch nb ON nb.n = n.batch WHERE p.verdict = ${VERDICT[verdict]} ORDER BY n.n LIMIT ${limit}`,
    )
    .map((row) => ({
      change,
      customerKey: row.key,
      customerName: row.name,
      what: row.what,
      ours: verdict === 'new' ? null : said(row.ours, row.ourMinor, row.ourDay, row.currency),
      theirs: said(row.theirs, row.theirMinor, row.theirDay, row.currency),
      at: null,
      byName: `list of ${people.day(row.listed)}`,
    }));
}

/** Cells that only a later version understands, as far as they are not here in these very words. */
function laterChanges(db: Db, people: Describer): MergeChange[] {
  return db
    .all<{ entity: string; grp: string; owner: string | null; clock: Buffer; value: string }>(
      `SELECT n.entity, n.grp, n.owner, n.clock, n.value FROM temp.in_pending n JOIN temp.plan_pending p ON p.n = n.n
       WHERE p.verdict IN (${VERDICT.new}, ${VERDICT.theirs}, ${VERDICT.again}) ORDER BY n.n LIMIT ${SHOWN}`,
    )
    .map((row) => ({
      change: 'unknown' as const,
      ...people.customer(row.owner),
      what: people.what({ entity: row.entity, group: row.grp }),
      ours: null,
      theirs: people.later(row.value),
      ...people.clock(row.clock),
    }));
}
