import { REGISTRY } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import type { Scope } from './annotations';

/** The annotations that hang on a customer by columns of their own. */
const OWNED = [REGISTRY.contact, REGISTRY.commitment, REGISTRY.dispute];

/**
 * The customers something was recorded on after `revision`; null when they are more than `limit`. Every recorded change takes a
 * number of the change counter, so nothing escapes it but what an undone import puts back, and that changes the ledger's version.
 */
export function touchedSince(db: Db, revision: number, limit: number): Scope[] | null {
  const rows = db.all<Scope>(
    `SELECT substr(row_id, 1, instr(row_id, char(31)) - 1) AS source, substr(row_id, instr(row_id, char(31)) + 1) AS key
       FROM cell WHERE entity = ${REGISTRY.customerDesk.number} AND seq > @revision
     ${OWNED.map(
       ({ number, table }) => `UNION SELECT t.source, t.customer_key FROM cell c JOIN ${table} t ON t.row_id = c.row_id
       WHERE c.entity = ${number} AND c.seq > @revision AND t.source IS NOT NULL`,
     ).join(' ')}
     UNION SELECT source, customer_key FROM activity WHERE seq > @revision
     UNION SELECT a.source, a.customer_key FROM activity_redaction r JOIN activity a ON a.id = r.activity_id WHERE r.seq > @revision
     LIMIT @most`,
    { revision, most: limit + 1 },
  );
  return rows.length > limit ? null : rows;
}
