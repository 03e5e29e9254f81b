/**
 * Shared folders: where this copy publishes and collects, and what it met there. Local: never exchanged. Frozen: later changes
 * are new files.
 */
export const sql = `
CREATE TABLE shared_folder (
  id            INTEGER PRIMARY KEY,
  path          TEXT NOT NULL UNIQUE,
  scope         TEXT NOT NULL,
  replica       TEXT,
  segment       INTEGER NOT NULL DEFAULT 0,
  snapshot      INTEGER NOT NULL DEFAULT 0,
  bytes_since_snapshot INTEGER NOT NULL DEFAULT 0,
  known         INTEGER NOT NULL DEFAULT 0,
  paused        INTEGER NOT NULL DEFAULT 0,
  published_at  TEXT,
  collected_at  TEXT
) STRICT;

CREATE TABLE shared_folder_file (
  folder_id INTEGER NOT NULL REFERENCES shared_folder (id),
  replica   TEXT NOT NULL,
  name      TEXT NOT NULL,
  bytes     INTEGER NOT NULL,
  problem   TEXT,
  seen_at   TEXT NOT NULL,
  merged_at TEXT,
  PRIMARY KEY (folder_id, replica, name)
) STRICT, WITHOUT ROWID;
`;
