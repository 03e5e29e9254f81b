/**
 * What an import of a million rows keeps for its undo, in little space. Both tables are local and stand beside those of the first
 * schema, in which older batches keep what they had.
 * Frozen: later changes are new files.
 */
export const sql = `
-- Consecutive rows of a ledger table that a batch created (stamp null), or only said again (stamp: the one they had before).
-- The ranges of a batch and table do not overlap.
CREATE TABLE import_range (
  batch_id INTEGER NOT NULL REFERENCES import_batch (id),
  tbl      TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id  INTEGER NOT NULL CHECK (last_id >= first_id),
  stamp    INTEGER,
  PRIMARY KEY (batch_id, tbl, first_id)
) STRICT, WITHOUT ROWID;

-- The rejected rows of a batch as a CSV that can be corrected and dropped again, in parts to be joined as they are.
CREATE TABLE import_reject_part (
  batch_id INTEGER NOT NULL REFERENCES import_batch (id),
  part     INTEGER NOT NULL,
  csv      TEXT NOT NULL,
  PRIMARY KEY (batch_id, part)
) STRICT;
`;
