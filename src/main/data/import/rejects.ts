import { Refusal } from '@shared/contract/errors';
import Papa from 'papaparse';
import type { Db } from '../db/database';

/** Name of the column a rejects file ends with; no field has it, so a corrected file can be dropped as it is. */
const REASON_COLUMN = 'Why Duebook rejected it';
/** Characters of CSV written at a time. */
const PART = 256 * 1024;

/** Writes the rejected rows of a batch as CSV under the file's own column names, in parts: there may be a million. */
export class RejectsFile {
  readonly #db: Db;
  readonly #batch: number;
  readonly #headers: readonly string[];
  #rows: string[][] = [];
  #size = 0;
  #part = 0;

  constructor(db: Db, batch: number, headers: readonly string[]) {
    this.#db = db;
    this.#batch = batch;
    this.#headers = headers;
  }

  add(cells: readonly string[], reason: string): void {
    if (this.#part === 0 && this.#rows.length === 0) this.#rows.push([...this.#headers, REASON_COLUMN]);
    const row = [...this.#headers.map((_, i) => cells[i] ?? ''), reason];
    this.#rows.push(row);
    for (const cell of row) this.#size += cell.length + 1;
    if (this.#size >= PART) this.finish();
  }

  /** Writes what is not written yet. */
  finish(): void {
    if (this.#rows.length === 0) return;
    const csv = Papa.unparse(this.#rows, { newline: '\r\n' });
    this.#db.run(
      'INSERT INTO import_reject_part (batch_id, part, csv) VALUES (?, ?, ?)',
      this.#batch,
      this.#part,
      this.#part === 0 ? csv : `\r\n${csv}`,
    );
    this.#part++;
    this.#rows = [];
    this.#size = 0;
  }
}

/**
 * The rejected rows of a batch as CSV, with the reason in a last column, to be corrected and imported again.
 * @throws Refusal `not_found` when the batch does not exist or rejected nothing.
 */
export function rejectsOf(db: Db, batchId: number): { fileName: string; csv: string } {
  const name = db.value<string>('SELECT file_name FROM import_batch WHERE id = ?', batchId);
  if (name === undefined) throw new Refusal('not_found', `There is no import ${batchId}.`);
  const parts = db.all<{ csv: string }>(
    `SELECT csv FROM import_reject WHERE batch_id = ?
     UNION ALL SELECT csv FROM (SELECT csv FROM import_reject_part WHERE batch_id = ? ORDER BY part)`,
    batchId,
    batchId,
  );
  if (parts.length === 0) throw new Refusal('not_found', `Import ${batchId} rejected no rows.`);
  return { fileName: `${name.replace(/\.[^.]*$/, '')} - rejected.csv`, csv: parts.map((part) => part.csv).join('') };
}
