import { createHash } from 'node:crypto';
import { canonicalJson } from '@shared/exchange/canonical';
import { COLUMN_RULES } from '@shared/exchange/columns';
import { type FactRecord, factProblem } from '@shared/exchange/facts';
import { BATCH, CUSTOMER, ITEM, type LedgerSpec, SETTLEMENT } from '@shared/exchange/ledger';
import { type EntitySpec, REGISTRY, type Registry } from '@shared/exchange/registry';
import { id, isObject, moment, orNull, text, type ValueRule } from '@shared/exchange/values';
import type { Statement } from 'better-sqlite3';
import type { Db } from '../db/database';
import { invalidFile } from './file/header';
import { type LineKind, LineOrder } from './line-order';
import { parseLine } from './line-text';
import { type GroupOf, groupsOf } from './spell';
import { createStage, groupTable } from './stage-tables';

/** Why a cell cannot be put into its table by this version; it is kept as it came. */
export type PendingReason = 'unknown_entity' | 'unknown_group' | 'invalid_value';

export type ColumnRules = Readonly<Record<string, Readonly<Record<string, ValueRule>>>>;

/** What this version knows; handed in by tests of other versions. */
export interface Knowledge {
  registry: Registry;
  rules: ColumnRules;
}
export const KNOWLEDGE: Knowledge = { registry: REGISTRY, rules: COLUMN_RULES };

/** What a file brought, counted; the records themselves lie in temporary tables. */
export interface Staged {
  batches: number;
  customers: number;
  items: number;
  settlements: number;
  cells: number;
  pending: number;
  activities: number;
  redactions: number;
  /** Staged cells by table of their group. */
  groups: ReadonlyMap<GroupOf, number>;
}

const CLOCK = /^[0-9a-f]{32}$/;
/** Milliseconds of 2^47 and more are no time a clock can have. */
const IMPOSSIBLE_CLOCK = /^[89a-f]/;
const rowId = text(1000);
const owner = orNull(text(500));

/**
 * Reads the records of a file into temporary tables of this connection; the portfolio is not touched. A line that is not what
 * an exchange file holds refuses the file whole (`file_invalid`); a cell this version does not know is staged as pending.
 */
export async function stage(
  db: Db,
  lines: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  fileName: string,
  know: Knowledge = KNOWLEDGE,
  onLines: (count: number) => void = () => {},
): Promise<Staged> {
  const stager = new Stager(db, fileName, know);
  let count = 0;
  for await (const batch of lines) {
    db.raw.transaction(() => {
      for (const line of batch) stager.take(line);
    })();
    count += batch.length;
    onLines(count);
  }
  return stager.finish();
}

class Stager {
  readonly #db: Db;
  readonly #name: string;
  readonly #know: Knowledge;
  readonly #byName: Map<string, Map<string, { of: GroupOf; insert: Statement; rules: [string, ValueRule][] }>>;
  readonly #insert: Record<'b' | 'c' | 'i' | 's' | 'p' | 'a' | 'x' | 'owner', Statement>;
  readonly #batches = new Map<string, number>();
  readonly #groupCounts = new Map<GroupOf, number>();
  readonly #counts = {
    batches: 0,
    customers: 0,
    items: 0,
    settlements: 0,
    cells: 0,
    pending: 0,
    activities: 0,
    redactions: 0,
  };
  #line = 0;
  readonly #order = new LineOrder();
  readonly #takers = new Map<unknown, (record: readonly unknown[]) => void>([
    ['b', (record) => this.#batch(record)],
    ['c', (record) => this.#customerRow(record)],
    ['i', (record) => this.#itemRow(record)],
    ['s', (record) => this.#settlementRow(record)],
    ['r', (record) => this.#annotation(record)],
    ['p', (record) => this.#passedOn(record)],
    ['a', (record) => this.#fact(record)],
    ['x', (record) => this.#redaction(record)],
  ]);
  #passedOnKnown = false;

  constructor(db: Db, name: string, know: Knowledge) {
    this.#db = db;
    this.#name = name;
    this.#know = know;
    const groups = groupsOf(know.registry);
    this.#insert = createStage(db, groups);
    this.#byName = new Map();
    for (const of of groups) {
      const ofEntity = this.#byName.get(of.entity) ?? new Map();
      this.#byName.set(of.entity, ofEntity);
      const columns = know.rules[of.entity] as Record<string, ValueRule>;
      ofEntity.set(of.group, {
        of,
        insert: db.raw.prepare(
          `INSERT INTO temp.${groupTable(of)} (row_id, clock, ${of.columns.join(', ')}) VALUES (?, ?, ${of.columns.map(() => '?').join(', ')})`,
        ),
        rules: of.columns.map((column) => [column, columns[column] as ValueRule]),
      });
    }
  }

  take(line: string): void {
    this.#line++;
    const record = parseLine(line);
    if (typeof record === 'string') throw this.#invalid(record);
    const take = this.#takers.get(record[0]);
    if (take === undefined) throw this.#invalid('is of no known kind');
    take(record);
  }

  finish(): Staged {
    if (this.#passedOnKnown) this.#db.raw.transaction(() => this.#keepLargest())();
    if (this.#counts.pending > 0) this.#keepLargestPending();
    const bare = this.#db.value<string>(
      `SELECT id FROM temp.in_activity a WHERE a.body IS NULL AND a.id NOT IN (SELECT activity_id FROM temp.in_redaction)
         AND a.id NOT IN (SELECT activity_id FROM activity_redaction) LIMIT 1`,
    );
    if (bare !== undefined)
      throw invalidFile(this.#name, `activity ${bare.slice(0, 60)} has no words and no redaction`);
    return { ...this.#counts, groups: this.#groupCounts };
  }

  #invalid(why: string): Error {
    return invalidFile(this.#name, `its line ${this.#line} ${why}`);
  }

  #inPlace(kind: LineKind, ...at: readonly string[]): void {
    const problem = this.#order.problem(kind, at);
    if (problem !== null) throw this.#invalid(problem);
  }

  #clock(value: unknown): Buffer {
    if (typeof value !== 'string' || !CLOCK.test(value) || IMPOSSIBLE_CLOCK.test(value))
      throw this.#invalid('has no possible clock');
    return Buffer.from(value, 'hex');
  }

  /** The row's values as they are bound: the known columns, then what a later version added. */
  #values(spec: LedgerSpec, record: readonly unknown[]): unknown[] {
    const { columns } = spec;
    if (record.length < spec.first + 2) throw this.#invalid('is too short');
    const values: unknown[] = [];
    for (let i = 0; i < columns.length; i++) {
      const [name, rule] = columns[i] as (typeof columns)[number];
      const value = record[i + 2] ?? null;
      if (!rule(value)) throw this.#invalid(`says something impossible in ${name}`);
      values.push(value);
    }
    let end = record.length;
    while (end > columns.length + 2 && record[end - 1] === null) end--;
    values.push(end <= columns.length + 2 ? null : canonicalJson(record.slice(columns.length + 2, end)));
    return values;
  }

  #stamp(record: readonly unknown[]): number {
    const n = this.#batches.get(record[1] as string);
    if (n === undefined) throw this.#invalid('names an import that the file does not hold');
    return n;
  }

  #batch(record: readonly unknown[]): void {
    const clock = this.#clock(record[1]);
    this.#inPlace('b', record[1] as string);
    this.#insert.b.run(clock, ...this.#values(BATCH, record));
    this.#batches.set(record[1] as string, ++this.#counts.batches);
  }

  #customerRow(record: readonly unknown[]): void {
    const values = this.#values(CUSTOMER, record);
    this.#inPlace('c', values[0] as string, values[1] as string);
    this.#insert.c.run(this.#stamp(record), ...values);
    this.#counts.customers++;
  }

  #itemRow(record: readonly unknown[]): void {
    const values = this.#values(ITEM, record);
    this.#inPlace('i', values[0] as string, values[1] as string);
    this.#insert.i.run(this.#counts.customers, this.#stamp(record), ...values);
    this.#counts.items++;
  }

  #settlementRow(record: readonly unknown[]): void {
    const values = this.#values(SETTLEMENT, record);
    this.#inPlace('s', values[0] as string, values[1] as string);
    this.#insert.s.run(this.#counts.items, this.#stamp(record), ...values);
    this.#counts.settlements++;
  }

  #annotation(record: readonly unknown[]): void {
    const [, entity, row, groups, whose] = record;
    if (!rowId(entity) || !rowId(row) || !isObject(groups) || !owner(whose)) throw this.#invalid('is no annotation');
    this.#inPlace('r', entity as string, row as string);
    let ownerTold = false;
    for (const [group, cell] of Object.entries(groups)) {
      if (!Array.isArray(cell) || cell.length !== 2 || group === '') throw this.#invalid('is no annotation');
      // Every cell is taken, also behind the one that tells the owner.
      const told = this.#cell(entity as string, row as string, group, cell[0], cell[1], whose as string | null);
      ownerTold ||= told;
    }
    if (!ownerTold) this.#owner(entity as string, row as string, whose as string | null);
  }

  /** Whose customer a row is, where none of its cells here says so itself. */
  #owner(entity: string, row: string, whose: string | null): void {
    if (whose === null || !this.#byName.has(entity)) return;
    const spec = this.#know.registry[entity] as EntitySpec;
    if (spec.owner === 'columns') this.#insert.owner.run(spec.number, row, whose);
  }

  #passedOn(record: readonly unknown[]): void {
    const [, entity, row, group, clock, value, whose] = record;
    if (!rowId(entity) || !rowId(row) || !rowId(group) || group === '' || !owner(whose))
      throw this.#invalid('is no annotation');
    this.#inPlace('p', entity as string, row as string, group as string);
    const before = this.#counts.pending;
    const told = this.#cell(entity as string, row as string, group as string, clock, value, whose as string | null);
    if (!told) this.#owner(entity as string, row as string, whose as string | null);
    this.#passedOnKnown ||= this.#counts.pending === before;
  }

  /** Returns whether the cell says whose customer the row is. */
  #cell(entity: string, row: string, group: string, clockText: unknown, value: unknown, whose: string | null): boolean {
    const clock = this.#clock(clockText);
    this.#counts.cells++;
    const known = this.#byName.get(entity)?.get(group);
    const given = known && readValue(value, known.rules);
    if (known && given) {
      known.insert.run(row, clock, ...given);
      this.#groupCounts.set(known.of, (this.#groupCounts.get(known.of) ?? 0) + 1);
      return known.of.columns.includes('customer_key');
    }
    const reason: PendingReason = known
      ? 'invalid_value'
      : this.#byName.has(entity)
        ? 'unknown_group'
        : 'unknown_entity';
    this.#insert.p.run(entity, row, group, clock, canonicalJson(value), whose, reason);
    this.#counts.pending++;
    return false;
  }

  #fact(record: readonly unknown[]): void {
    const [, fact, digest] = record;
    const problem = factProblem(fact);
    if (problem !== null) throw this.#invalid(`says something impossible in ${problem}`);
    const { body, ...rest } = fact as FactRecord;
    this.#inPlace('a', rest.id);
    if (typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest)) throw this.#invalid('has no digest');
    if (body !== null && createHash('sha256').update(canonicalJson(fact)).digest('hex') !== digest)
      throw this.#invalid('does not match its digest');
    this.#insert.a.run(
      rest.id,
      rest.source,
      rest.customerKey,
      rest.kind,
      rest.outcome,
      rest.on,
      rest.recordedAt,
      rest.userId,
      rest.private,
      rest.replicaId,
      rest.replicaSeq,
      body === null ? null : canonicalJson(body),
      digest,
    );
    this.#counts.activities++;
  }

  #redaction(record: readonly unknown[]): void {
    const [, activity, user, at] = record;
    if (!id(activity) || !id(user) || !moment(at)) throw this.#invalid('is no redaction');
    this.#inPlace('x', activity as string);
    this.#insert.x.run(activity, user, at);
    this.#counts.redactions++;
  }

  /** A cell passed on and the same cell in a row may both be unknown here: the later one counts, whatever the order of lines. */
  #keepLargestPending(): void {
    this.#db.raw.exec(
      `DELETE FROM temp.in_pending WHERE n IN (SELECT a.n FROM temp.in_pending a JOIN temp.in_pending b
         ON b.entity = a.entity AND b.row_id = a.row_id AND b.grp = a.grp AND (b.clock, b.value, -b.n) > (a.clock, a.value, -a.n))`,
    );
  }

  /** A cell passed on and the same cell of the sender's own may both be known here: the later one counts. */
  #keepLargest(): void {
    for (const of of this.#groupCounts.keys()) {
      const table = groupTable(of);
      const spelled = (alias: string) => of.columns.map((column) => `${alias}.${column}`).join(', ');
      this.#db.raw.exec(
        `DELETE FROM temp.${table} WHERE n IN (SELECT a.n FROM temp.${table} a JOIN temp.${table} b ON b.row_id = a.row_id
           AND (b.clock > a.clock OR (b.clock = a.clock AND (json_array(${spelled('b')}) > json_array(${spelled('a')}) OR (json_array(${spelled('b')}) = json_array(${spelled('a')}) AND b.n < a.n)))))`,
      );
    }
  }
}

/** The values of a group in the order of its columns; null when one is missing, unknown, or breaks its rule. */
function readValue(value: unknown, rules: readonly [string, ValueRule][]): unknown[] | null {
  if (!isObject(value) || Object.keys(value).length !== rules.length) return null;
  const given: unknown[] = [];
  for (const [column, rule] of rules) {
    if (!Object.hasOwn(value, column)) return null;
    const one = value[column];
    if (!rule(one)) return null;
    given.push(one);
  }
  return given;
}
