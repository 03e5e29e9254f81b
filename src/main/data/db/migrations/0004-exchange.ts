/**
 * What exchanging files needs beside the first schema: holiday cover, what a later version says of a ledger row, cells this
 * version cannot read, whom a file went to, what was merged, and what lost. Frozen.
 */
export const sql = `
ALTER TABLE customer_desk ADD COLUMN cover_by TEXT;
ALTER TABLE customer_desk ADD COLUMN cover_until TEXT;

-- Further columns of a later version, as a JSON array; null when there are none.
ALTER TABLE import_batch ADD COLUMN extra TEXT;
ALTER TABLE customer ADD COLUMN extra TEXT;
ALTER TABLE item ADD COLUMN extra TEXT;
ALTER TABLE settlement ADD COLUMN extra TEXT;
-- Local, computed from the item's settlements: the part that another copy's list or payment says too (docs/adr).
ALTER TABLE settlement ADD COLUMN absorbed_minor INTEGER NOT NULL DEFAULT 0;

-- Cells this version cannot put into their tables; kept and sent on exactly as they came.
CREATE TABLE pending_cell (
  entity TEXT NOT NULL,
  row_id TEXT NOT NULL,
  grp    TEXT NOT NULL,
  clock  BLOB NOT NULL CHECK (length(clock) = 16),
  value  TEXT NOT NULL,
  reason TEXT NOT NULL,
  owner  TEXT,
  seq    INTEGER NOT NULL,
  PRIMARY KEY (entity, row_id, grp)
) STRICT, WITHOUT ROWID;

-- Whose customer a row is while the group that says so has not been met.
CREATE TABLE row_owner (
  entity INTEGER NOT NULL,
  row_id TEXT NOT NULL,
  owner  TEXT NOT NULL,
  PRIMARY KEY (entity, row_id)
) STRICT, WITHOUT ROWID;

-- Local: a person or folder that files are exchanged with.
CREATE TABLE exchange_channel (
  id       TEXT PRIMARY KEY,
  scope    TEXT NOT NULL,
  sent_seq INTEGER NOT NULL,
  sent_at  TEXT
) STRICT, WITHOUT ROWID;
-- The customers a channel has received; inside 0: they left its scope.
CREATE TABLE exchange_channel_customer (
  channel TEXT NOT NULL,
  owner   TEXT NOT NULL,
  inside  INTEGER NOT NULL,
  PRIMARY KEY (channel, owner)
) STRICT, WITHOUT ROWID;

-- Local: every file written and every file merged.
CREATE TABLE exchange_log (
  id              INTEGER PRIMARY KEY,
  kind            TEXT NOT NULL,
  at              TEXT NOT NULL,
  channel         TEXT,
  file_name       TEXT NOT NULL,
  digest          TEXT NOT NULL,
  header          TEXT NOT NULL,
  report          TEXT NOT NULL,
  first_seq       INTEGER NOT NULL,
  last_seq        INTEGER NOT NULL,
  revision_before INTEGER NOT NULL,
  revision_after  INTEGER NOT NULL,
  backup          TEXT
) STRICT;
CREATE INDEX exchange_log_by_digest ON exchange_log (digest);

-- Local: own values that a merge replaced, so that they can be had back by a new edit.
CREATE TABLE superseded_cell (
  id          INTEGER PRIMARY KEY,
  log_id      INTEGER NOT NULL,
  entity      INTEGER NOT NULL,
  row_id      TEXT NOT NULL,
  grp         INTEGER NOT NULL,
  lost_clock  BLOB NOT NULL,
  lost_value  TEXT NOT NULL,
  won_clock   BLOB NOT NULL,
  restored_at TEXT
) STRICT;
CREATE INDEX superseded_cell_by_log ON superseded_cell (log_id);

-- Holds a row only inside the transaction of a merge.
CREATE TABLE merge_running (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;

-- A fact changes for a redaction, or, while a merge runs, for the same fact with the smaller digest; a merge may number it anew.
DROP TRIGGER activity_is_append_only_update;
CREATE TRIGGER activity_is_append_only_update BEFORE UPDATE ON activity
WHEN NOT (
  (old.body IS NOT NULL AND new.body IS NULL AND new.id = old.id AND new.digest = old.digest
   AND EXISTS (SELECT 1 FROM activity_redaction r WHERE r.activity_id = old.id))
  OR (EXISTS (SELECT 1 FROM merge_running) AND new.id = old.id
   AND (new.digest < old.digest OR (new.digest = old.digest AND new.body IS old.body AND new.kind = old.kind
     AND new.outcome IS old.outcome AND new.on_date = old.on_date AND new.source = old.source
     AND new.customer_key = old.customer_key AND new.user_id = old.user_id AND new.private = old.private
     AND new.recorded_at = old.recorded_at AND new.replica_id = old.replica_id AND new.replica_seq = old.replica_seq)))
)
BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
`;
