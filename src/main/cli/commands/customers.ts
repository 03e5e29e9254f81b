import { formatMoney } from '@shared/domain/money';
import { customerRows } from '../../data/customers/queries';
import type { Command } from '../command';
import { table } from '../table';

export const customers: Command = {
  usage: 'customers',
  run: ({ db, asOf }) => {
    const rows = customerRows(db, asOf);
    return {
      json: rows.map(({ key, name, source, score, open, overdue, oldestDaysPastDue }) => ({
        key,
        name,
        source,
        score: score.score,
        averageDaysLate: score.averageDaysLate,
        daysLate: score.daysLate,
        paidItems: score.paidItems,
        lately: score.lately,
        open,
        overdue,
        oldestDaysPastDue,
      })),
      text: table([
        ['Key', 'Name', 'Score', 'Days late', 'Open', 'Overdue', 'Oldest'],
        ...rows.map((row) => [
          row.key,
          row.name,
          row.score.newOverdue ? 'New, overdue' : row.score.score,
          row.score.daysLate ?? '',
          row.open.map((money) => formatMoney(money)).join(' + '),
          row.overdue.map((money) => formatMoney(money)).join(' + '),
          row.oldestDaysPastDue ?? '',
        ]),
      ]),
    };
  },
};
