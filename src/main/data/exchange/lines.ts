import { BATCH, CUSTOMER, ITEM, type LedgerSpec, SETTLEMENT } from '@shared/exchange/ledger';
import { type EntitySpec, REGISTRY, type Registry } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import type { RecordCounts } from './file/header';
import { NEVER, type Selection } from './scope';
import { groupJson, ownerOf, rowJson } from './spell';

/** Counted while the lines are made; complete when they are through. */
export interface LineCounts extends RecordCounts {
  batches: number;
  customers: number;
  items: number;
  settlements: number;
}

export function noLines(): LineCounts {
  return { rows: 0, cells: 0, activities: 0, redactions: 0, batches: 0, customers: 0, items: 0, settlements: 0 };
}

/**
 * The records of a selection, one canonical line each, in canonical order (docs/exchange-format.md): the same state gives the
 * same lines (P13). To be read inside one transaction, so that they are all of one moment.
 */
export function* recordLines(
  db: Db,
  selection: Selection,
  privateNotes: boolean,
  counts: LineCounts,
  registry: Registry = REGISTRY,
): Generator<string> {
  yield* ledgerLines(db, selection, counts);
  for (const entity of Object.keys(registry).sort())
    yield* entityLines(db, entity, registry[entity] as EntitySpec, selection, counts);
  yield* pendingLines(db, selection, counts);
  yield* factLines(db, selection, privateNotes, counts);
  // Facts without words go with their redaction, also one that was told before: that file may have been lost, or come later.
  const bare = `SELECT a.id ${chosenFacts(selection, privateNotes)} AND a.body IS NULL`;
  for (const line of texts(
    db,
    `SELECT json_array('x', activity_id, user_id, at) FROM activity_redaction WHERE ${selection.goes('seq')} OR activity_id IN (${bare}) ORDER BY activity_id`,
  )) {
    counts.redactions++;
    yield line;
  }
}

function texts(db: Db, sql: string): IterableIterator<string> {
  return db.raw.prepare(sql).pluck().iterate() as IterableIterator<string>;
}

const STAMP = 'lower(hex(b.clock))';
const ledgerLine = (spec: LedgerSpec, alias: string) => rowJson(spec, alias, [`'${spec.letter}'`, STAMP]);

/** SQL: from which change on the rows of a customer (`o`) go. */
const OTHERS_NEVER = `coalesce(o.since, ${NEVER})`;

function* ledgerLines(db: Db, selection: Selection, counts: LineCounts): Generator<string> {
  const all = !selection.scoped && selection.goes('b.seq') === '1';
  if (!all) chooseRows(db, selection);
  const batches = `SELECT ${rowJson(BATCH, 'b', ["'b'", STAMP])} FROM import_batch b
    WHERE (b.undone_at IS NULL AND ${selection.goes('b.seq')}) ${all ? '' : 'OR b.id IN (SELECT id FROM temp.out_batch)'} ORDER BY b.clock`;
  for (const line of texts(db, batches)) {
    counts.batches++;
    yield line;
  }
  const only = (table: string, id: string) => (all ? '' : `JOIN temp.${table} chosen ON chosen.id = ${id}`);
  const items = rows(
    db,
    `SELECT i.customer_id, ${ledgerLine(ITEM, 'i')}, i.id FROM customer c CROSS JOIN item i ON i.customer_id = c.id
     CROSS JOIN import_batch b ON b.id = i.stamp ${only('out_item', 'i.id')}
     ORDER BY c.source, c.key, i.number, i.discriminator`,
  );
  const settlements = rows(
    db,
    `SELECT s.item_id, ${ledgerLine(SETTLEMENT, 's')} FROM customer c CROSS JOIN item i ON i.customer_id = c.id
     CROSS JOIN settlement s ON s.item_id = i.id CROSS JOIN import_batch b ON b.id = s.stamp ${only('out_settlement', 's.id')}
     ORDER BY c.source, c.key, i.number, i.discriminator, s.kind, s.natural`,
  );
  const customers = rows(
    db,
    `SELECT c.id, ${ledgerLine(CUSTOMER, 'c')} FROM customer c CROSS JOIN import_batch b ON b.id = c.stamp ${only('out_customer', 'c.id')}
     ORDER BY c.source, c.key`,
  );
  try {
    let item = items.next();
    let settlement = settlements.next();
    for (const [customerId, customerLine] of customers) {
      counts.customers++;
      yield customerLine;
      for (; !item.done && item.value[0] === customerId; item = items.next()) {
        counts.items++;
        yield item.value[1];
        for (; !settlement.done && settlement.value[0] === item.value[2]; settlement = settlements.next()) {
          counts.settlements++;
          yield settlement.value[1];
        }
      }
    }
  } finally {
    items.return?.();
    settlements.return?.();
  }
  counts.rows += counts.batches + counts.customers + counts.items + counts.settlements;
}

type LedgerRow = [parent: number, line: string, id: number];
function rows(db: Db, sql: string): IterableIterator<LedgerRow> {
  return db.raw.prepare(sql).raw().iterate() as IterableIterator<LedgerRow>;
}

/**
 * Chooses the ledger rows that changed, or whose list said them again (ADR 0008), with the rows they belong to and the
 * batches they are stamped by.
 */
function chooseRows(db: Db, { scoped, goes, ours }: Selection): void {
  const chosen = ['out_settlement', 'out_item', 'out_customer', 'out_batch'];
  db.raw.exec(
    chosen
      .map((table) => `DROP TABLE IF EXISTS temp.${table}; CREATE TEMP TABLE ${table} (id INTEGER PRIMARY KEY);`)
      .join(''),
  );
  const inScope = scoped
    ? 'JOIN customer c ON c.id = CUSTOMER LEFT JOIN temp.out_owner o ON o.owner = c.source || char(31) || c.key'
    : '';
  const changed = (alias: string) => {
    const since = scoped ? OTHERS_NEVER : undefined;
    const own = scoped ? ` OR ${ours(`max(${alias}.seq, b.seq)`, 'lower(hex(substr(b.clock, 9)))')}` : '';
    return `(${goes(`${alias}.seq`, since)} OR ${goes('b.seq', since)}${own})`;
  };
  const scopedTo = (customer: string) => inScope.replace('CUSTOMER', customer);
  db.raw.exec(`
    INSERT INTO temp.out_settlement SELECT s.id FROM settlement s JOIN import_batch b ON b.id = s.stamp
      JOIN item i ON i.id = s.item_id ${scopedTo('i.customer_id')} WHERE ${changed('s')};
    INSERT INTO temp.out_item SELECT i.id FROM item i JOIN import_batch b ON b.id = i.stamp ${scopedTo('i.customer_id')} WHERE ${changed('i')}
      UNION SELECT s.item_id FROM temp.out_settlement chosen JOIN settlement s ON s.id = chosen.id;
    INSERT INTO temp.out_customer SELECT cc.id FROM customer cc JOIN import_batch b ON b.id = cc.stamp ${scopedTo('cc.id')} WHERE ${changed('cc')}
      UNION SELECT i.customer_id FROM temp.out_item chosen JOIN item i ON i.id = chosen.id;
    INSERT INTO temp.out_batch SELECT s.stamp FROM temp.out_settlement chosen JOIN settlement s ON s.id = chosen.id
      UNION SELECT i.stamp FROM temp.out_item chosen JOIN item i ON i.id = chosen.id
      UNION SELECT c.stamp FROM temp.out_customer chosen JOIN customer c ON c.id = chosen.id;`);
}

/** Of a customer that left the scope only these still go, beside what is our own work: who has it now. */
const STILL_TOLD = ['assignee', 'cover'];

function* entityLines(
  db: Db,
  entity: string,
  spec: EntitySpec,
  selection: Selection,
  counts: LineCounts,
): Generator<string> {
  const owned = selection.scoped && spec.owner !== 'shared';
  // Of a row that was moved away from a customer whose it was only where it belongs now goes.
  const moves = selection.scoped && spec.owner === 'columns';
  const groups = Object.keys(spec.groups).sort();
  const parts: string[] = [];
  const numbers: string[] = [];
  const joins: string[] = [];
  for (const name of groups) {
    const { number, columns } = spec.groups[name] as EntitySpec['groups'][string];
    const cell = `g${number}`;
    const ours = owned ? ` OR ${selection.ours(`${cell}.seq`, `lower(hex(substr(${cell}.clock, 9)))`)}` : '';
    const told = owned && STILL_TOLD.includes(name) ? ` OR ${cell}.seq > coalesce(o.told, ${NEVER})` : '';
    // A row without an owner yet belongs to nobody's customer: it goes to everybody.
    const since = owned ? `coalesce(o.since, iif(t.owner_of IS NULL, ${selection.since}, ${NEVER}))` : undefined;
    const moved = moves && columns.includes('customer_key') ? ` OR ${cell}.seq > coalesce(was.since, ${NEVER})` : '';
    const out = `(${cell}.clock IS NOT NULL AND (${selection.goes(`${cell}.seq`, since)}${ours}${told}${moved}))`;
    joins.push(
      `LEFT JOIN cell ${cell} ON ${cell}.entity = ${spec.number} AND ${cell}.row_id = t.row_id AND ${cell}.grp = ${number}`,
    );
    parts.push(
      `iif(${out}, ',"${name}":["' || lower(hex(${cell}.clock)) || '",' || ${groupJson(columns, 't')} || ']', '')`,
    );
    numbers.push(out);
  }
  const owner = ownerOf(spec, 't');
  const found = db.raw
    .prepare(
      `SELECT '["r","${entity}",' || json_quote(row_id) || ',{' || substr(groups, 2) || '},' || json_quote(owner) || ']', cells FROM (
         SELECT t.row_id, ${owned ? 't.owner_of' : owner} AS owner, ${parts.join(' || ')} AS groups, ${numbers.join(' + ')} AS cells
         FROM ${owned ? `(SELECT t.*, ${owner} AS owner_of FROM ${spec.table} t)` : spec.table} t ${joins.join(' ')}
         ${moves ? `LEFT JOIN (${formerOwners(spec.number)}) was ON was.row_id = t.row_id` : ''}
         ${owned ? 'LEFT JOIN temp.out_owner o ON o.owner = t.owner_of' : ''}
         ORDER BY t.row_id) WHERE cells > 0`,
    )
    .raw()
    .iterate() as IterableIterator<[string, number]>;
  for (const [line, cells] of found) {
    counts.rows++;
    counts.cells += cells;
    yield line;
  }
}

/** SQL: rows of an entity that once were of customers the channel knows, and from which change on it is to be told of the move. */
function formerOwners(entity: number): string {
  return `SELECT f.row_id, min(min(o.since, o.told)) AS since FROM former_owner f JOIN temp.out_owner o ON o.owner = f.owner
    WHERE f.entity = ${entity} GROUP BY f.row_id`;
}

/** What a later version wrote, as it came. */
function* pendingLines(db: Db, selection: Selection, counts: LineCounts): Generator<string> {
  const { scoped, since, goes } = selection;
  const sql = `SELECT json_array('p', p.entity, p.row_id, p.grp, lower(hex(p.clock)), json(p.value), p.owner) FROM pending_cell p
    ${scoped ? 'LEFT JOIN temp.out_owner o ON o.owner = p.owner' : ''}
    WHERE ${scoped ? goes('p.seq', `coalesce(o.since, iif(p.owner IS NULL, ${since}, ${NEVER}))`) : goes('p.seq')}
    ORDER BY p.entity, p.row_id, p.grp`;
  for (const line of texts(db, sql)) {
    counts.rows++;
    counts.cells++;
    yield line;
  }
}

function chosenFacts({ scoped, goes, ours }: Selection, privateNotes: boolean): string {
  const which = scoped ? `(${goes('a.seq', OTHERS_NEVER)} OR ${ours('a.seq', 'a.replica_id')})` : goes('a.seq');
  return `FROM activity a ${scoped ? 'LEFT JOIN temp.out_owner o ON o.owner = a.source || char(31) || a.customer_key' : ''}
    WHERE ${which} ${privateNotes ? '' : 'AND a.private = 0'}`;
}

function* factLines(db: Db, selection: Selection, privateNotes: boolean, counts: LineCounts): Generator<string> {
  const sql = `SELECT json_array('a', json_object('body', json(a.body), 'customerKey', a.customer_key, 'id', a.id, 'kind', a.kind,
      'on', a.on_date, 'outcome', a.outcome, 'private', a.private, 'recordedAt', a.recorded_at, 'replicaId', a.replica_id,
      'replicaSeq', a.replica_seq, 'source', a.source, 'userId', a.user_id), a.digest) ${chosenFacts(selection, privateNotes)} ORDER BY a.id`;
  for (const line of texts(db, sql)) {
    counts.activities++;
    yield line;
  }
}
