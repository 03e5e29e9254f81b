import type { TeamRow } from '@shared/contract/team';
import { planAgenda } from '@shared/domain/agenda/agenda';
import { holderOn } from '@shared/domain/agenda/gates';
import type { IsoDate } from '@shared/domain/model';
import { teamShare } from '@shared/domain/team';
import { type Clock, clockAt } from '../clock';
import type { Db } from '../db/database';
import { type Day, dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { readEverybody } from '../portfolio/store';

/** The team at the as-of date: everybody who works here or still has customers, and what is nobody's. */
export function teamView(db: Db, asOf: IsoDate, clock: Clock = clockAt(asOf)): TeamRow[] {
  const day = dayOf(openDesk(db), asOf);
  const takenBy = new Map(
    db
      .all<{ row_id: string; user_id: string }>('SELECT row_id, user_id FROM commitment WHERE user_id IS NOT NULL')
      .map((row) => [row.row_id, row.user_id]),
  );
  const customers = [...day.desk.books.values()].map((book) => ({ book, ...day.of(book) }));
  const share = (userId: string | null) => teamShare(customers, userId, takenBy, asOf);
  const rows = readEverybody(db)
    .map((user): TeamRow => ({ user, ...share(user.id), list: listOf(day, user.id, clock) }))
    .filter((row) => row.user?.active || row.customers > 0);
  const nobodys: TeamRow = { user: null, ...share(null), list: null };
  return nobodys.customers > 0 ? [...rows, nobodys] : rows;
}

/** How far the person is with the list of the customers that are theirs that day, lent ones too. */
function listOf(day: Day, userId: string, clock: Clock): TeamRow['list'] {
  const own = [...day.desk.books.values()].filter((book) => holderOn(book.customer, day.ctx.asOf) === userId);
  const { worked, listed } = planAgenda(
    own,
    day.ctx,
    { userId, now: clock.now, nowLocalTime: clock.localTime },
    day.notes,
  );
  return { worked: worked.length, total: worked.length + Math.min(day.desk.settings.listLength, listed) };
}
