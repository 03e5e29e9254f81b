/**
 * The first schema. Three kinds of tables (docs/adr/0003): ledger rows, each one exchanged cell stamped with its import batch;
 * annotations, last writer wins per field group with the clocks in `cell`; facts, a grow-only set. Local tables are never exchanged.
 *
 * Amounts are integer minor units; dates are 'YYYY-MM-DD'; moments are UTC ISO 8601; clocks are 16-byte blobs (6 bytes
 * milliseconds, 2 bytes counter, 8 bytes replica) that compare in time order. Exchanged tables carry no CHECK on closed
 * lists and no foreign keys between annotations and ledger, since a file may bring the child first or a later version's word.
 * Frozen: later changes are new files.
 */
export const sql = `
CREATE TABLE replica (
  one            INTEGER PRIMARY KEY CHECK (one = 1),
  portfolio_id   TEXT NOT NULL,
  replica_id     BLOB NOT NULL CHECK (length(replica_id) = 8),
  install_secret TEXT NOT NULL,
  clock_ms       INTEGER NOT NULL,
  clock_counter  INTEGER NOT NULL,
  last_seq       INTEGER NOT NULL
) STRICT;

-- Ledger -------------------------------------------------------------------------------------------------------------

CREATE TABLE import_batch (
  id          INTEGER PRIMARY KEY,
  clock       BLOB NOT NULL UNIQUE CHECK (length(clock) = 16),
  source      TEXT NOT NULL,
  kind        TEXT NOT NULL,
  complete    INTEGER NOT NULL,
  list_date   TEXT NOT NULL CHECK (list_date IS strftime('%Y-%m-%d', list_date)),
  imported_on TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  user_id     TEXT NOT NULL,
  file_name   TEXT NOT NULL,
  file_hash   TEXT NOT NULL,
  report      TEXT NOT NULL,
  undone_at   TEXT,
  seq         INTEGER NOT NULL
) STRICT;
CREATE INDEX import_batch_by_source ON import_batch (source, list_date);

CREATE TABLE customer (
  id                    INTEGER PRIMARY KEY,
  source                TEXT NOT NULL,
  key                   TEXT NOT NULL,
  name                  TEXT NOT NULL,
  country               TEXT,
  industry              TEXT,
  credit_limit_minor    INTEGER,
  credit_limit_currency TEXT,
  terms_days            INTEGER,
  stamp                 INTEGER NOT NULL REFERENCES import_batch (id),
  seq                   INTEGER NOT NULL,
  UNIQUE (source, key)
) STRICT;

CREATE TABLE item (
  id                  INTEGER PRIMARY KEY,
  customer_id         INTEGER NOT NULL REFERENCES customer (id),
  number              TEXT NOT NULL,
  discriminator       TEXT NOT NULL DEFAULT '',
  type                TEXT NOT NULL,
  currency            TEXT NOT NULL,
  amount_minor        INTEGER NOT NULL,
  issued_on           TEXT CHECK (issued_on IS strftime('%Y-%m-%d', issued_on)),
  due_on              TEXT CHECK (due_on IS strftime('%Y-%m-%d', due_on)),
  terms_days          INTEGER,
  fallback_terms_days INTEGER,
  listed_on           TEXT NOT NULL CHECK (listed_on IS strftime('%Y-%m-%d', listed_on)),
  disputed            INTEGER NOT NULL DEFAULT 0,
  po_number           TEXT,
  stamp               INTEGER NOT NULL REFERENCES import_batch (id),
  seq                 INTEGER NOT NULL,
  UNIQUE (customer_id, number, discriminator)
) STRICT;
CREATE INDEX item_by_number ON item (number);

-- What lowered an item's open amount, and when. natural: what tells two settlements of one kind on one item apart.
CREATE TABLE settlement (
  id        INTEGER PRIMARY KEY,
  item_id   INTEGER NOT NULL REFERENCES item (id),
  kind      TEXT NOT NULL,
  natural   TEXT NOT NULL DEFAULT '',
  on_date   TEXT NOT NULL CHECK (on_date IS strftime('%Y-%m-%d', on_date)),
  after_date TEXT CHECK (after_date IS strftime('%Y-%m-%d', after_date)),
  minor     INTEGER NOT NULL,
  reason    TEXT,
  reference TEXT,
  method    TEXT,
  stamp     INTEGER NOT NULL REFERENCES import_batch (id),
  seq       INTEGER NOT NULL,
  UNIQUE (item_id, kind, natural)
) STRICT;

-- Annotations: a row may be half known, so everything but the key has a default or may be null -------------------------

CREATE TABLE cell (
  entity INTEGER NOT NULL,
  row_id TEXT NOT NULL,
  grp    INTEGER NOT NULL,
  clock  BLOB NOT NULL CHECK (length(clock) = 16),
  seq    INTEGER NOT NULL,
  PRIMARY KEY (entity, row_id, grp)
) STRICT, WITHOUT ROWID;
CREATE INDEX cell_by_seq ON cell (seq);

-- row_id: source, unit separator (U+001F), customer key.
CREATE TABLE customer_desk (
  row_id        TEXT PRIMARY KEY,
  assignee      TEXT,
  payer_type    TEXT,
  tags          TEXT,
  standing      TEXT,
  collected_with TEXT,
  hold_from     TEXT,
  hold_until    TEXT,
  hold_reason   TEXT,
  snooze_from   TEXT,
  snooze_until  TEXT,
  snooze_reason TEXT
) STRICT, WITHOUT ROWID;

-- row_id: source, customer key, item number, discriminator, separated by U+001F.
CREATE TABLE item_desk (
  row_id TEXT PRIMARY KEY,
  tags   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
  row_id       TEXT PRIMARY KEY,
  source       TEXT,
  customer_key TEXT,
  name         TEXT,
  role         TEXT,
  internal     INTEGER NOT NULL DEFAULT 0,
  email        TEXT,
  phone        TEXT,
  deleted      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX contact_by_customer ON contact (source, customer_key);

-- items: JSON array of {number, discriminator, openMinor} as they stood when it was made.
CREATE TABLE commitment (
  row_id         TEXT PRIMARY KEY,
  source         TEXT,
  customer_key   TEXT,
  made_on        TEXT,
  recorded_at    TEXT,
  user_id        TEXT,
  amount_minor   INTEGER,
  currency       TEXT,
  promised_for   TEXT,
  items          TEXT,
  contact_name   TEXT,
  pause_why      TEXT,
  written_state  TEXT,
  written_on     TEXT,
  written_via    TEXT,
  written_text   TEXT,
  withdrawn_on   TEXT,
  withdrawn_why  TEXT,
  superseded_on  TEXT,
  superseded_by  TEXT
) STRICT;
CREATE INDEX commitment_by_customer ON commitment (source, customer_key);

-- items: JSON array of {number, discriminator}. part_minor null: all of it.
CREATE TABLE dispute (
  row_id       TEXT PRIMARY KEY,
  source       TEXT,
  customer_key TEXT,
  items        TEXT,
  type         TEXT,
  reason       TEXT,
  part_minor   INTEGER,
  owner        TEXT,
  opened_on    TEXT,
  answer_on    TEXT,
  resolved_on  TEXT,
  in_favour_of TEXT
) STRICT;
CREATE INDEX dispute_by_customer ON dispute (source, customer_key);

CREATE TABLE task (
  row_id       TEXT PRIMARY KEY,
  source       TEXT,
  customer_key TEXT,
  kind         TEXT,
  text         TEXT,
  due_on       TEXT,
  owner        TEXT,
  made_on      TEXT,
  done_on      TEXT
) STRICT;
CREATE INDEX task_by_customer ON task (source, customer_key);

CREATE TABLE user (
  row_id   TEXT PRIMARY KEY,
  name     TEXT,
  initials TEXT,
  role     TEXT,
  active   INTEGER NOT NULL DEFAULT 1
) STRICT;

-- row_id: the setting's name; value: JSON.
CREATE TABLE setting (
  row_id TEXT PRIMARY KEY,
  value  TEXT
) STRICT, WITHOUT ROWID;

-- row_id: the date.
CREATE TABLE calendar_day (
  row_id TEXT PRIMARY KEY,
  label  TEXT,
  closed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Facts: grow-only, redactable -----------------------------------------------------------------------------------------

-- body: JSON (contact, note, follow-up, commitment, how the customer stood on the list); null only when redacted.
CREATE TABLE activity (
  id           TEXT PRIMARY KEY,
  source       TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  kind         TEXT NOT NULL,
  outcome      TEXT,
  on_date      TEXT NOT NULL,
  recorded_at  TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  private      INTEGER NOT NULL DEFAULT 0,
  replica_id   TEXT NOT NULL,
  replica_seq  INTEGER NOT NULL,
  body         TEXT,
  digest       TEXT NOT NULL,
  seq          INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_by_customer ON activity (source, customer_key, on_date);
CREATE INDEX activity_by_seq ON activity (seq);

CREATE TABLE activity_redaction (
  activity_id TEXT PRIMARY KEY,
  user_id     TEXT NOT NULL,
  at          TEXT NOT NULL,
  seq         INTEGER NOT NULL
) STRICT;

CREATE TRIGGER activity_is_append_only_delete BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
-- Only a redaction may change a fact here; a merge that must let the smaller digest survive will replace this trigger.
CREATE TRIGGER activity_is_append_only_update BEFORE UPDATE ON activity
WHEN NOT (old.body IS NOT NULL AND new.body IS NULL
     AND EXISTS (SELECT 1 FROM activity_redaction r WHERE r.activity_id = old.id))
BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;

-- Local only -----------------------------------------------------------------------------------------------------------

CREATE TABLE local_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  customer_id INTEGER PRIMARY KEY REFERENCES customer (id),
  body        TEXT NOT NULL,
  saved_at    TEXT NOT NULL
) STRICT;

-- What a batch replaced, for its undo. before: the row's previous columns as JSON; null where the batch created it.
-- Rows that were only asserted again keep no JSON but their previous stamp.
CREATE TABLE import_before (
  batch_id INTEGER NOT NULL REFERENCES import_batch (id),
  tbl      TEXT NOT NULL,
  row_id   TEXT NOT NULL,
  created  INTEGER NOT NULL,
  before   TEXT,
  stamp    INTEGER,
  PRIMARY KEY (batch_id, tbl, row_id)
) STRICT, WITHOUT ROWID;

-- The rejected rows of a batch as a CSV that can be corrected and dropped again.
CREATE TABLE import_reject (
  batch_id INTEGER PRIMARY KEY REFERENCES import_batch (id),
  csv      TEXT NOT NULL
) STRICT;

-- The mapping a user confirmed for a file layout (hash of its header).
CREATE TABLE import_mapping (
  layout   TEXT PRIMARY KEY,
  options  TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
