import type { HolderRow } from '@shared/contract/holders';
import type { IsoDate } from '@shared/domain/model';
import { sumByCurrency } from '@shared/domain/money';
import { decodeClock } from '@shared/exchange/clock';
import { customerRowId, REGISTRY } from '@shared/exchange/registry';
import { localDate } from '../clock';
import type { Db } from '../db/database';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { personChannel } from '../exchange/channel';
import { missingFacts } from '../exchange/report';
import { readEverybody, readMe } from '../portfolio/store';

interface Assigned {
  clock: Buffer;
  seq: number;
}

/** Who has what in hand: everybody with customers of their own, covered ones, or files out. */
export function holderRows(db: Db, asOf: IsoDate): HolderRow[] {
  const desk = openDesk(db);
  const day = dayOf(desk, asOf);
  const { number: entity, groups } = REGISTRY.customerDesk;
  const assigned = new Map(
    db
      .all<Assigned & { row_id: string }>(
        'SELECT row_id, clock, seq FROM cell WHERE entity = ? AND grp = ?',
        entity,
        groups.assignee.number,
      )
      .map((row) => [row.row_id, row]),
  );
  const missing = new Map(missingFacts(db).map((one) => [one.byName, one.activities]));
  const me = readMe(db)?.id;
  return readEverybody(db)
    .map((user): HolderRow => {
      const own = [...desk.books.values()].filter((book) => book.customer.assignee === user.id);
      const cells = own
        .map(({ customer }) => assigned.get(customerRowId(customer.source, customer.key)))
        .filter((cell) => cell !== undefined);
      return {
        user,
        customers: own.length,
        overdue: sumByCurrency(own.flatMap((book) => day.of(book).overdue)),
        since: sinceOf(cells),
        notSent: user.id === me ? 0 : cells.filter((cell) => cell.seq > sentTo(db, user.id)).length,
        covering: coveringOf(db, user.id, asOf),
        lastOut: lastFile(db, 'export', user.id),
        lastBack: user.id === me ? null : lastFile(db, 'merge', user.id),
        missing: missing.get(user.name) ?? 0,
      };
    })
    .filter((row) => row.customers > 0 || row.lastOut !== null || row.lastBack !== null || row.covering !== null);
}

/** The days, on this computer's calendar, on which the assignments were written. */
function sinceOf(cells: readonly Assigned[]): HolderRow['since'] {
  const days = cells.map(({ clock }) => localDate(new Date(decodeClock(clock).ms))).sort();
  const [first] = days;
  return first === undefined ? null : { first, last: days.at(-1) ?? first };
}

/** The change number up to which this person's files go. */
function sentTo(db: Db, userId: string): number {
  return db.value<number>('SELECT sent_seq FROM exchange_channel WHERE id = ?', personChannel(userId)) ?? 0;
}

function lastFile(db: Db, kind: 'export' | 'merge', userId: string): HolderRow['lastOut'] {
  return (
    db.get<{ at: string; fileName: string }>(
      'SELECT at, file_name AS fileName FROM exchange_log WHERE kind = ? AND channel = ? ORDER BY id DESC LIMIT 1',
      kind,
      personChannel(userId),
    ) ?? null
  );
}

function coveringOf(db: Db, userId: string, asOf: IsoDate): HolderRow['covering'] {
  const row = db.get<{ customers: number; until: string | null }>(
    'SELECT count(*) AS customers, max(cover_until) AS until FROM customer_desk WHERE cover_by = ? AND cover_until >= ?',
    userId,
    asOf,
  );
  return row && row.until !== null ? { customers: row.customers, until: row.until } : null;
}
