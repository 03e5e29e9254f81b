import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import { newClock } from '../../src/main/data/exchange/write';

/**
 * A large portfolio made by plain SQL: 20,000 customers, 400,000 items of which a quarter is open, one settlement for each of
 * the others, 60,000 activities. Even, not believable: it is there to be read.
 */
export function largePortfolio(): Db {
  const db = openDatabase(join(mkdtempSync(join(tmpdir(), 'duebook-bench-')), 'large.db'), { create: true });
  db.write(() => {
    db.run(
      `INSERT INTO import_batch (id, clock, source, kind, complete, list_date, imported_on, imported_at, user_id, file_name, file_hash, report, seq)
       VALUES (1, ?, 'main', 'invoices', 0, '2026-11-20', '2026-11-20', '2026-11-20T08:00:00Z', 'u', 'f', 'h', '{}', 1)`,
      newClock(db, Date.parse('2026-11-20T08:00:00Z')),
    );
    db.raw.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO customer (id, source, key, name, stamp, seq) SELECT i, 'main', printf('C%05d', i), 'Customer ' || i, 1, i FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
      INSERT INTO item (id, customer_id, number, type, currency, amount_minor, issued_on, due_on, listed_on, stamp, seq)
        SELECT i, 1 + i % 20000, 'R' || i, 'invoice', 'EUR', 1000 + (i * 7919) % 900000,
          date('2025-01-01', '+' || (i % 650) || ' days'), date('2025-01-31', '+' || (i % 650) || ' days'), '2026-11-20', 1, i FROM n;
      INSERT INTO settlement (item_id, kind, natural, on_date, minor, stamp, seq)
        SELECT id, 'payment', 'p', date(due_on, '+' || (id % 60) || ' days'), amount_minor, 1, id FROM item WHERE id % 4 <> 0;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
      INSERT INTO activity (id, source, customer_key, kind, outcome, on_date, recorded_at, user_id, replica_id, replica_seq, body, digest, seq)
        SELECT 'a' || i, 'main', printf('C%05d', 1 + i % 20000), 'call', 'voicemail', date('2026-06-01', '+' || (i % 160) || ' days'),
          '2026-11-01T09:00:00Z', 'u', 'r', i, '{"note":"left a message"}', 'd', i FROM n;
      UPDATE replica SET last_seq = 1000000;`);
  });
  return db;
}
