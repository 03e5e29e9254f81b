import { createHash } from 'node:crypto';
import type { IsoDate } from '@shared/domain/model';
import { canonicalJson } from '@shared/exchange/canonical';
import { type EntitySpec, REGISTRY } from '@shared/exchange/registry';
import type { ActivityDbRow } from '../desk/annotations';
import { exchangeProblems } from '../exchange/check';
import { agingView } from '../items/queries';
import type { Db } from './database';

/** What is wrong with a database, in words; nothing when all is well. Reads only. */
export function checkDatabase(db: Db, asOf: IsoDate): string[] {
  const dangling = danglingRows(db);
  // The sums cannot be made while rows hang in the air.
  const sums = dangling.length > 0 ? [] : agingProblems(db, asOf);
  return [
    ...integrityProblems(db),
    ...dangling,
    ...annotationProblems(db),
    ...exchangeProblems(db),
    ...activityProblems(db),
    ...sums,
  ];
}

function integrityProblems(db: Db): string[] {
  const lines = db.all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check);
  return lines.filter((line) => line !== 'ok').map((line) => `SQLite: ${line}`);
}

function danglingRows(db: Db): string[] {
  return db
    .all<{ table: string; parent: string }>('PRAGMA foreign_key_check')
    .map((row) => `A row of ${row.table} names a missing row of ${row.parent}`);
}

/** Every annotation row has a clock for some group, and every clock a row. */
function annotationProblems(db: Db): string[] {
  const problems: string[] = [];
  for (const { number, table } of Object.values<EntitySpec>(REGISTRY)) {
    const bare = db.value<number>(
      `SELECT count(*) FROM ${table} t WHERE NOT EXISTS (SELECT 1 FROM cell c WHERE c.entity = ? AND c.row_id = t.row_id)`,
      number,
    );
    const orphans = db.value<number>(
      `SELECT count(*) FROM cell c WHERE c.entity = ? AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.row_id = c.row_id)`,
      number,
    );
    if (bare) problems.push(`${bare} rows of ${table} have no clock`);
    if (orphans) problems.push(`${orphans} clocks of ${table} have no row`);
  }
  return problems;
}

function activityProblems(db: Db): string[] {
  const problems: string[] = [];
  const rows = db.all<ActivityDbRow & { replica_id: string; replica_seq: number; digest: string }>(
    'SELECT * FROM activity a WHERE body IS NOT NULL OR NOT EXISTS (SELECT 1 FROM activity_redaction r WHERE r.activity_id = a.id)',
  );
  for (const row of rows) {
    if (row.body === null) {
      problems.push(`Activity ${row.id} lost its words without a redaction`);
      continue;
    }
    const record = {
      id: row.id,
      source: row.source,
      customerKey: row.customer_key,
      kind: row.kind,
      outcome: row.outcome,
      on: row.on_date,
      recordedAt: row.recorded_at,
      userId: row.user_id,
      private: row.private,
      replicaId: row.replica_id,
      replicaSeq: row.replica_seq,
    };
    if (digestOf(record, row.body) !== row.digest) problems.push(`Activity ${row.id} does not match its digest`);
  }
  return problems;
}

/** Null for a body that is not even JSON. */
function digestOf(record: object, body: string): string | null {
  try {
    return createHash('sha256')
      .update(canonicalJson({ ...record, body: JSON.parse(body) }))
      .digest('hex');
  } catch {
    return null;
  }
}

/**
 * Buckets + no due date + credits = balance for every customer and in total, and the total is what SQL alone makes of amounts
 * and settlements.
 */
function agingProblems(db: Db, asOf: IsoDate): string[] {
  const problems: string[] = [];
  const view = agingView(db, asOf);
  const sums = new Map<string, number>();
  for (const { key, rows } of view.customers)
    for (const row of rows) {
      const parts = Object.values(row.buckets).reduce((a, b) => a + b, 0);
      if (parts !== row.balance)
        problems.push(`Customer ${key}: buckets ${parts} are not the balance ${row.balance} ${row.currency}`);
      sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.balance);
    }
  const bare = db.all<{ currency: string; minor: number }>(
    `SELECT i.currency, sum(i.amount_minor - coalesce((SELECT sum(s.minor - s.absorbed_minor) FROM settlement s WHERE s.item_id = i.id AND s.on_date <= ?), 0)) AS minor
     FROM item i WHERE min(coalesce(i.issued_on, i.listed_on), i.listed_on) <= ? GROUP BY i.currency`,
    asOf,
    asOf,
  );
  for (const { currency, minor } of bare) {
    const total = view.totals.find((row) => row.currency === currency)?.balance ?? 0;
    if (total !== minor) problems.push(`${currency}: the aging says ${total}, amounts less settlements ${minor}`);
    if ((sums.get(currency) ?? 0) !== minor)
      problems.push(`${currency}: the customers' balances do not add up to ${minor}`);
  }
  return problems;
}
