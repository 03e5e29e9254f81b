import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { Db, openDatabase } from '../../../src/main/data/db/database';
import { KNOWLEDGE, type Knowledge } from '../../../src/main/data/exchange/stage';
import { appendActivity, newClock, takeSeqs, writeAnnotation } from '../../../src/main/data/exchange/write';
import { commitImport } from '../../../src/main/data/import';
import { writeMe, writeUser } from '../../../src/main/data/portfolio/store';
import { canonicalJson } from '../../../src/shared/exchange/canonical';
import { customerRowId } from '../../../src/shared/exchange/registry';
import { text } from '../../../src/shared/exchange/values';
import { type Letter, letterOf, linesOf, mergeLines, PORTFOLIO } from './copies';

/**
 * A team of copies of one portfolio that edit, import, log and exchange files in any order: lost, twice, late, in part, between
 * versions. What a property says is asked of the team afterwards.
 */
export type Op =
  | { kind: 'edit'; at: number; row: number; field: number; value: number }
  | { kind: 'newer'; at: number; row: number; value: number }
  | { kind: 'log'; at: number; row: number; id: number; text: number; private: boolean }
  | { kind: 'redact'; at: number; id: number }
  | { kind: 'list'; at: number; day: number; open: number[] }
  | { kind: 'send'; from: number; to: number; changes: boolean; fate: 'arrives' | 'lost' | 'twice' | 'late' }
  | { kind: 'late'; pick: number };

const small = (max: number) => fc.nat({ max });
/** Steps of a team of `size`, few rows and values so that they meet. */
export function steps(size: number): fc.Arbitrary<Op[]> {
  const at = small(size - 1);
  const op: fc.Arbitrary<Op> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('edit' as const), at, row: small(2), field: small(5), value: small(3) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('newer' as const), at, row: small(2), value: small(3) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('log' as const),
        at,
        row: small(2),
        id: small(5),
        text: small(3),
        private: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('redact' as const), at, id: small(5) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('list' as const),
        at,
        day: small(5),
        open: fc.array(small(3), { minLength: 3, maxLength: 3 }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        from: at,
        to: at,
        changes: fc.boolean(),
        fate: fc.constantFrom(
          'arrives' as const,
          'arrives' as const,
          'lost' as const,
          'twice' as const,
          'late' as const,
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const), pick: small(20) }) },
  );
  return fc.array(op, { size: 'max', minLength: 10, maxLength: 60 });
}

const YEAR = 365 * 86_400_000;
const SKEWS = [0, -3_600_000, 10 * YEAR, -10 * YEAR, 60_000, 2 * YEAR, 0, 86_400_000];
const START = Date.parse('2026-11-02T09:00:00Z');

/** The next version of this one: one field group and one kind of row more, and roles nobody has today. */
export const NEWER: Knowledge = {
  registry: {
    ...KNOWLEDGE.registry,
    contact: {
      ...(KNOWLEDGE.registry.contact as NonNullable<(typeof KNOWLEDGE.registry)[string]>),
      groups: { ...KNOWLEDGE.registry.contact?.groups, fax: { number: 90, columns: ['fax'] } },
    },
    parcel: { number: 90, table: 'parcel', owner: 'shared', groups: { size: { number: 1, columns: ['size'] } } },
  },
  rules: {
    ...KNOWLEDGE.rules,
    contact: { ...KNOWLEDGE.rules.contact, role: text(20), fax: text(20) },
    parcel: { size: text(20) },
  },
};

const template = openDatabase(':memory:', { create: true }).raw.serialize();
export function newReplica(n: number, newer = false): Db {
  const raw = new Sqlite(template);
  raw.pragma('foreign_keys = ON');
  raw.pragma('recursive_triggers = ON');
  const db = new Db(raw, ':memory:');
  db.run(
    'UPDATE replica SET portfolio_id = ?, replica_id = ?',
    PORTFOLIO,
    Buffer.from((n + 1).toString(16).padStart(16, '0'), 'hex'),
  );
  if (newer) upgrade(db);
  return db;
}

/** What the next version's migration would do. */
function upgrade(db: Db): void {
  db.raw.exec(
    'ALTER TABLE contact ADD COLUMN fax TEXT; CREATE TABLE parcel (row_id TEXT PRIMARY KEY, size TEXT) STRICT',
  );
}

interface Member {
  db: Db;
  know: Knowledge;
  skew: number;
}

export class Team {
  readonly members: Member[];
  readonly #late: { to: number; from: number; letter: Letter }[] = [];
  /** Who works on each copy; one person may have several. */
  readonly #persons: readonly number[];
  /** The first is the manager; files between them and a collector hold that collector's customers. */
  readonly #scoped: boolean;
  #step = 0;
  /** All clocks show the same moment for ever. */
  readonly #stopped: boolean;
  /** Edits that did not read back as typed (P5). */
  readonly lost: string[] = [];
  /** Rows or facts that a merge made fewer (P7). */
  readonly shrunk: string[] = [];

  constructor(
    size: number,
    {
      stopped = false,
      versions = true,
      ids,
      persons,
      scoped = false,
    }: { stopped?: boolean; versions?: boolean; ids?: number[]; persons?: number[]; scoped?: boolean } = {},
  ) {
    this.#scoped = scoped;
    this.#stopped = stopped;
    this.#persons = persons ?? Array.from({ length: size }, (_, n) => n);
    this.members = Array.from({ length: size }, (_, n) => {
      const newer = versions && n % 3 === 2;
      return {
        db: newReplica(ids?.[n] ?? n, newer),
        know: newer ? NEWER : KNOWLEDGE,
        skew: stopped ? 0 : (SKEWS[n % SKEWS.length] as number),
      };
    });
    if (scoped)
      for (const [n, { db }] of this.members.entries())
        db.write(() => {
          writeUser(db, START, {
            id: `u${n}`,
            name: `Person ${n}`,
            initials: `P${n}`,
            role: n === 0 ? 'manager' : 'collector',
          });
          writeMe(db, `u${n}`);
        });
  }

  now(at: number): number {
    return START + (this.#stopped ? 0 : this.#step * 60_000) + (this.members[at] as Member).skew;
  }

  async run(ops: readonly Op[]): Promise<void> {
    for (const op of ops) await this.step(op);
  }

  async step(op: Op): Promise<void> {
    this.#step++;
    switch (op.kind) {
      case 'edit':
        return this.#edit(op);
      case 'newer':
        return this.#newer(op);
      case 'log':
        return this.#log(op);
      case 'redact':
        return this.#redact(op);
      case 'list':
        return this.#list(op);
      case 'send':
        return this.send(op.from, op.to, op.changes, op.fate);
      case 'late': {
        const [file] = this.#late.splice(op.pick % Math.max(1, this.#late.length), 1);
        if (file) await this.merge(file.to, file.letter, file.from);
      }
    }
  }

  #edit({ at, row, field, value }: Op & { kind: 'edit' }): void {
    const { db } = this.members[at] as Member;
    const now = this.now(at);
    const owner = customerRowId('main', `C${row}`);
    const contact = `contact-${row}`;
    const [table, rowId, column, typed, write] = (
      [
        [
          'customer_desk',
          owner,
          'assignee',
          `u${value}`,
          (v: string) => writeAnnotation(db, now, 'customerDesk', owner, 'assignee', { assignee: v }),
        ],
        [
          'customer_desk',
          owner,
          'tags',
          `["t${value}"]`,
          (v: string) => writeAnnotation(db, now, 'customerDesk', owner, 'tags', { tags: v }),
        ],
        [
          'contact',
          contact,
          'name',
          `N${value}`,
          (v: string) => writeAnnotation(db, now, 'contact', contact, 'person', { name: v, role: 'ap', internal: 0 }),
        ],
        [
          'contact',
          contact,
          'deleted',
          value % 2,
          (v: number) => writeAnnotation(db, now, 'contact', contact, 'deleted', { deleted: v }),
        ],
        [
          'contact',
          contact,
          'customer_key',
          `C${row}`,
          (v: string) => writeAnnotation(db, now, 'contact', contact, 'of', { source: 'main', customer_key: v }),
        ],
        [
          'setting',
          'listLength',
          'value',
          String(10 + value),
          (v: string) => writeAnnotation(db, now, 'setting', 'listLength', 'value', { value: v }),
        ],
      ] as [string, string, string, string | number, (v: string | number) => boolean][]
    )[field] as [string, string, string, string | number, (v: string | number) => boolean];
    db.write(() => write(typed));
    const read = db.value(`SELECT ${column} FROM ${table} WHERE row_id = ?`, rowId);
    if (read !== typed) this.lost.push(`${table}.${column}: ${read} instead of ${typed}`);
    this.lost.push(...this.#overtaken(at, table, rowId));
  }

  /** A value just typed must also beat what every other copy has of it when they next meet; here: what was kept for it. */
  #overtaken(at: number, _table: string, rowId: string): string[] {
    const { db } = this.members[at] as Member;
    return db
      .all<{ grp: string }>(
        `SELECT p.grp FROM pending_cell p JOIN cell c ON c.row_id = p.row_id WHERE p.row_id = ? AND p.reason = 'invalid_value' AND c.clock <= p.clock`,
        rowId,
      )
      .map(({ grp }) => `kept ${grp}`);
  }

  #newer({ at, row, value }: Op & { kind: 'newer' }): void {
    const { db, know } = this.members[at] as Member;
    if (know !== NEWER) return;
    db.write(() => {
      const clock = newClock(db, this.now(at));
      const put = (entity: number, grp: number, table: string, rowId: string, column: string) => {
        db.run(
          `INSERT INTO ${table} (row_id, ${column}) VALUES (?, ?) ON CONFLICT (row_id) DO UPDATE SET ${column} = excluded.${column}`,
          rowId,
          `v${value}`,
        );
        db.run(
          'INSERT INTO cell (entity, row_id, grp, clock, seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity, row_id, grp) DO UPDATE SET clock = excluded.clock, seq = excluded.seq WHERE excluded.clock > cell.clock',
          entity,
          rowId,
          grp,
          clock,
          takeSeqs(db, 1),
        );
      };
      const known = db.value<Buffer>(
        'SELECT clock FROM cell WHERE entity = 3 AND grp = 90 AND row_id = ?',
        `contact-${row}`,
      );
      if (known === undefined || Buffer.compare(known, Buffer.from(clock)) < 0)
        put(3, 90, 'contact', `contact-${row}`, 'fax');
      const size = db.value<Buffer>('SELECT clock FROM cell WHERE entity = 90 AND row_id = ?', `parcel-${row}`);
      if (size === undefined || Buffer.compare(size, Buffer.from(clock)) < 0)
        put(90, 1, 'parcel', `parcel-${row}`, 'size');
      const person = { name: `N${value}`, role: 'oracle', internal: 0 };
      if (value > 1) writeAnnotation(db, this.now(at), 'contact', `contact-${row}`, 'person', person);
    });
  }

  #log({ at, row, id, text: words, private: isPrivate }: Op & { kind: 'log' }): void {
    const { db } = this.members[at] as Member;
    if (db.get('SELECT 1 FROM activity WHERE id = ?', `fact-${id}`)) return;
    const now = this.now(at);
    db.write(() =>
      appendActivity(db, {
        id: `fact-${id}`,
        source: 'main',
        customerKey: `C${row}`,
        kind: 'call',
        outcome: 'reached',
        on: '2026-11-02',
        recordedAt: new Date(now).toISOString(),
        userId: `u${at}`,
        private: isPrivate,
        body: { note: `words ${words}` },
      }),
    );
  }

  #redact({ at, id }: Op & { kind: 'redact' }): void {
    redact((this.members[at] as Member).db, `fact-${id}`, `u${at}`, this.now(at));
  }

  #list({ at, day, open }: Op & { kind: 'list' }): void {
    const { db } = this.members[at] as Member;
    const listDate = `2026-11-0${day + 1}`;
    importList(db, listDate, open, this.now(at), `u${at}`);
  }

  async send(from: number, to: number, changes: boolean, fate: 'arrives' | 'lost' | 'twice' | 'late'): Promise<void> {
    if (from === to) return;
    const sender = this.members[from] as Member;
    const letter = letterOf(
      sender.db,
      {
        channel: `person:${this.#persons[to]}`,
        changesOnly: changes,
        privateNotes: true,
        ...(this.#scoped && { scope: { kind: 'assignee', userId: `u${from === 0 ? to : from}` } }),
      },
      sender.know,
    );
    if (fate === 'late') this.#late.push({ from, to, letter });
    if (fate === 'arrives' || fate === 'twice') await this.merge(to, letter, from);
    if (fate === 'twice') await this.merge(to, letter, from);
  }

  async merge(to: number, { lines, header }: Pick<Letter, 'lines'> & Partial<Letter>, from: number): Promise<void> {
    const { db, know } = this.members[to] as Member;
    const before = sizes(db);
    await mergeLines(db, lines, {
      now: this.now(to),
      know,
      channel: `person:${this.#persons[from]}`,
      header: header ?? {},
    });
    const after = sizes(db);
    for (const [table, count] of Object.entries(before))
      if ((after[table] as number) < count) this.shrunk.push(`${table}: ${count} → ${after[table]}`);
  }

  /** Everybody tells the first one everything, and the first one everybody; by cursors only what they have not told yet. */
  async gossip(changes = false): Promise<void> {
    const others = this.members.map((_, n) => n).slice(1);
    for (const from of others) await this.send(from, 0, changes, 'arrives');
    for (const to of others) await this.send(0, to, changes, 'arrives');
  }

  /** Everybody's whole file as it stands now goes to everybody else. */
  async swap(): Promise<void> {
    const files = this.members.map(({ db, know }) => linesOf(db, { privateNotes: true }, know));
    for (const to of this.members.keys())
      for (const [from, lines] of files.entries()) if (from !== to) await this.merge(to, { lines }, from);
  }

  /** Each copy's whole state in canonical lines: values, clocks, what is kept for later versions, facts. */
  states(): string[] {
    return this.members.map(({ db, know }) => stateOf(db, know));
  }

  close(): void {
    for (const { db } of this.members) db.raw.close();
  }
}

export function stateOf(db: Db, know: Knowledge = KNOWLEDGE): string {
  const lines = linesOf(db, { privateNotes: true }, know).flatMap(canonicalCells).sort();
  return lines.filter((line, n) => cellOf(line) === null || cellOf(line) !== cellOf(lines[n + 1] ?? '')).join('\n');
}

/** Which cell a line is of. An older version may show an older value beside the one it keeps; the later one counts. */
function cellOf(line: string): string | null {
  const [kind, entity, row, group] = JSON.parse(line || '[]') as string[];
  return kind === 'cell' ? JSON.stringify([entity, row, group]) : null;
}

/** A cell reads the same whether its copy understands it or keeps it for a later version. */
function canonicalCells(line: string): string[] {
  const record = JSON.parse(line) as unknown[];
  if (record[0] === 'r')
    return Object.entries(record[3] as Record<string, [string, unknown]>).map(([group, [clock, value]]) =>
      JSON.stringify(['cell', record[1], record[2], group, clock, canonicalJson(value)]),
    );
  if (record[0] === 'p')
    return [JSON.stringify(['cell', record[1], record[2], record[3], record[4], canonicalJson(record[5])])];
  return [line];
}

function sizes(db: Db): Record<string, number> {
  const tables = [
    'customer',
    'item',
    'settlement',
    'import_batch',
    'activity',
    'activity_redaction',
    'cell',
    'contact',
    'customer_desk',
  ];
  return Object.fromEntries(
    tables.map((table) => [table, db.value<number>(`SELECT count(*) FROM ${table}`) as number]),
  );
}

export function redact(db: Db, id: string, userId: string, now: number): void {
  db.write(() => {
    if (!db.get('SELECT 1 FROM activity WHERE id = ? AND body IS NOT NULL', id)) return;
    db.run(
      'INSERT OR IGNORE INTO activity_redaction (activity_id, user_id, at, seq) VALUES (?, ?, ?, ?)',
      id,
      userId,
      new Date(now).toISOString(),
      takeSeqs(db, 1),
    );
    db.run('UPDATE activity SET body = NULL WHERE id = ?', id);
  });
}

/** A complete list of three items of customer C0; 0 is not listed. */
export function importList(db: Db, listDate: string, open: readonly number[], now: number, userId = 'u'): void {
  const rows = open.flatMap((units, n) =>
    units === 0 ? [] : [`C0;Firm;${n};2026-10-01;2026-10-31;EUR;3.00;${units}.00`],
  );
  const csv = ['Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Amount;Open Amount', ...rows].join(
    '\n',
  );
  if (rows.length === 0) return;
  const bytes = new TextEncoder().encode(csv);
  commitImport(
    db,
    { name: 'list.csv', bytes },
    { kind: 'open-items', listDate, complete: true, confirmSettle: true },
    { now, asOf: listDate, userId, newId: () => createHash('sha256').update(csv).digest('hex') },
  );
}
