/**
 * What a copy remembers of whom it sends files to: from where its files are confirmed, when a customer came in or left, and whose a
 * row was before it was moved. All local. Files of one collector's customers begin anew, so that own work on other customers, which
 * was left behind before, goes out once. Frozen: later changes are new files.
 */
const MOVING = { 3: 'contact', 4: 'commitment', 5: 'dispute', 6: 'task' } as const;

export const sql = `
-- A file confirmed below this number was of another scope.
ALTER TABLE exchange_channel ADD COLUMN began_seq INTEGER NOT NULL DEFAULT 0;
-- How far the first file reached in which the customer was inside, or no longer was.
ALTER TABLE exchange_channel_customer ADD COLUMN turned_seq INTEGER NOT NULL DEFAULT 0;
UPDATE exchange_channel SET scope = '' WHERE scope LIKE 'assignee %';

CREATE INDEX exchange_log_by_channel ON exchange_log (channel, id);
CREATE INDEX exchange_log_by_writer ON exchange_log (header ->> '$.by.userId', header ->> '$.by.replicaId') WHERE kind = 'merge';

CREATE TABLE former_owner (
  entity INTEGER NOT NULL,
  row_id TEXT NOT NULL,
  owner  TEXT NOT NULL,
  PRIMARY KEY (entity, row_id, owner)
) STRICT, WITHOUT ROWID;
${Object.entries(MOVING)
  .map(
    ([entity, table]) => `CREATE TRIGGER ${table}_moved AFTER UPDATE OF source, customer_key ON ${table}
WHEN old.source <> new.source OR old.customer_key <> new.customer_key
BEGIN
  INSERT INTO former_owner (entity, row_id, owner) SELECT ${entity}, old.row_id, old.source || char(31) || old.customer_key
  WHERE NOT EXISTS (SELECT 1 FROM former_owner WHERE entity = ${entity} AND row_id = old.row_id AND owner = old.source || char(31) || old.customer_key);
END;`,
  )
  .join('\n')}
`;
