/**
 * What tells settlements that two copies inferred from different lists of one source apart from two settlements
 * (docs/adr/0012): what was open of an item on the list its row carries. Further columns of exchanged tables; an earlier
 * version that met them kept them in `extra`. Frozen.
 */
export const sql = `
-- What was open of the item on the list whose stamp the row carries; null when that list did not say, or before this column.
ALTER TABLE item ADD COLUMN listed_open_minor INTEGER;
-- 1: rows stamped by this import say so. Null in imports of earlier versions: what their rows carry may be of an older list.
ALTER TABLE import_batch ADD COLUMN states_open INTEGER;

UPDATE item SET listed_open_minor = iif(json_type(extra, '$[0]') = 'integer', extra ->> '$[0]', NULL),
  extra = iif(json_array_length(extra) > 1, json_remove(extra, '$[0]'), NULL) WHERE extra IS NOT NULL;
UPDATE import_batch SET states_open = iif(json_type(extra, '$[0]') = 'integer', extra ->> '$[0]', NULL),
  extra = iif(json_array_length(extra) > 1, json_remove(extra, '$[0]'), NULL) WHERE extra IS NOT NULL;
`;
