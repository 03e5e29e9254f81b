import type { Db } from '../db/database';

export type LedgerTable = 'customer' | 'item' | 'settlement';

/** Rows one statement changes: what SQLite keeps of a statement to take it back stays small. */
export const BLOCK = 10_000;

const KEEP = 'INSERT INTO import_range (batch_id, tbl, first_id, last_id, stamp) VALUES (?, ?, ?, ?, ?)';

/** Keeps for the undo which rows a batch created: their ids follow each other, so that a million make one range. */
export class CreatedRows {
  readonly #db: Db;
  readonly #batch: number;
  readonly #open = new Map<LedgerTable, { first: number; last: number }>();

  constructor(db: Db, batch: number) {
    this.#db = db;
    this.#batch = batch;
  }

  add(table: LedgerTable, id: number): void {
    const open = this.#open.get(table);
    if (open && id === open.last + 1) {
      open.last = id;
      return;
    }
    if (open) this.#write(table, open);
    this.#open.set(table, { first: id, last: id });
  }

  finish(): void {
    for (const [table, range] of this.#open) this.#write(table, range);
    this.#open.clear();
  }

  #write(table: LedgerTable, { first, last }: { first: number; last: number }): void {
    this.#db.run(KEEP, this.#batch, table, first, last, null);
  }
}

/** Gathers the rows a batch says once more, and moves their stamps together at the end: they too lie in few ranges. */
export class AssertedRows {
  readonly #db: Db;
  readonly #batch: number;
  readonly #ids = new Map<LedgerTable, Map<number, Ids>>();

  constructor(db: Db, batch: number) {
    this.#db = db;
    this.#batch = batch;
  }

  add(table: LedgerTable, id: number, stamp: number): void {
    let stamps = this.#ids.get(table);
    if (stamps === undefined) {
      stamps = new Map();
      this.#ids.set(table, stamps);
    }
    let ids = stamps.get(stamp);
    if (ids === undefined) {
      ids = new Ids();
      stamps.set(stamp, ids);
    }
    ids.add(id);
  }

  finish(): void {
    for (const [table, stamps] of this.#ids)
      for (const [stamp, ids] of stamps)
        for (const [first, last] of ids.ranges()) {
          this.#db.run(KEEP, this.#batch, table, first, last, stamp);
          for (let from = first; from <= last; from += BLOCK)
            this.#db.run(
              `UPDATE ${table} SET stamp = ? WHERE id BETWEEN ? AND ?`,
              this.#batch,
              from,
              Math.min(last, from + BLOCK - 1),
            );
        }
    this.#ids.clear();
  }
}

/** A growing list of row ids in eight bytes each. */
class Ids {
  #ids = new Float64Array(1024);
  #count = 0;

  add(id: number): void {
    if (this.#count === this.#ids.length) {
      const longer = new Float64Array(this.#count * 2);
      longer.set(this.#ids);
      this.#ids = longer;
    }
    this.#ids[this.#count++] = id;
  }

  /** Runs of ids that follow each other, ascending. */
  *ranges(): Generator<[first: number, last: number]> {
    const sorted = this.#ids.subarray(0, this.#count).sort();
    let first = sorted[0] as number;
    let last = first;
    for (const id of sorted.subarray(1)) {
      if (id > last + 1) {
        yield [first, last];
        first = id;
      }
      last = id;
    }
    if (this.#count > 0) yield [first, last];
  }
}
