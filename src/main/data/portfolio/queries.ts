import type { PortfolioStatus } from '@shared/contract/portfolio';
import type { IsoDate } from '@shared/domain/model';
import type { Db } from '../db/database';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { revision } from '../exchange/write';
import { readPortfolioName, readSettings } from '../settings/store';
import { readEverybody, readMe, readUsers } from './store';

export function portfolioStatus(db: Db, asOf: IsoDate): PortfolioStatus {
  const users = readUsers(db);
  const customers = db.value<number>('SELECT count(*) FROM customer') as number;
  return {
    started: users.length > 0 || customers > 0,
    name: readPortfolioName(db),
    portfolioId: db.value<string>('SELECT portfolio_id FROM replica') as string,
    baseCurrency: readSettings(db).baseCurrency,
    databaseFile: db.file,
    users,
    former: readEverybody(db)
      .filter((user) => !user.active)
      .map(({ active: _, ...user }) => user),
    me: readMe(db),
    customers,
    items: db.value<number>('SELECT count(*) FROM item') as number,
    openItems: countOpen(db, asOf),
    sources: db.all(
      `SELECT source, max(list_date) AS listDate, max(imported_on) AS importedOn FROM import_batch
       WHERE undone_at IS NULL AND kind IN ('open-items', 'invoices', 'payments') AND list_date <= ?
       GROUP BY source ORDER BY source`,
      asOf,
    ),
    revision: revision(db),
  };
}

function countOpen(db: Db, asOf: IsoDate): number {
  const desk = openDesk(db);
  const day = dayOf(desk, asOf);
  return [...desk.books.values()].reduce((sum, book) => sum + day.of(book).standings.length, 0);
}
