import { formatMoney } from '@shared/domain/money';
import { agendaView } from '../../data/agenda/queries';
import { clockAt } from '../../data/clock';
import { openDesk } from '../../data/desk/desk';
import { type Command, textOf, UsageError } from '../command';
import { table } from '../table';

export const agenda: Command = {
  usage: 'agenda [--assignee NAME|all] [--limit N|all]',
  options: { assignee: { type: 'string' }, limit: { type: 'string' } },
  run: ({ db, asOf, listUser }, values) => {
    const limit = limitOf(textOf(values, 'limit')) ?? openDesk(db).settings.listLength;
    const view = agendaView(db, {
      asOf,
      userId: listUser(textOf(values, 'assignee')),
      limit: 'all',
      ...clockAt(asOf),
    });
    const length = limit === 'all' ? view.entries.length : limit;
    const shown = view.entries.slice(0, length);
    const behind = view.entries.slice(length).map(({ key, rank }) => ({
      key,
      reason: { code: 'beyond_list_length', text: `place ${rank}, behind the first ${length}` },
    }));
    return {
      json: {
        asOf,
        items: shown.map((entry) => ({
          rank: entry.rank,
          key: entry.key,
          name: entry.name,
          score: entry.score.score,
          points: entry.points,
          pin: entry.pin?.kind ?? null,
          components: entry.components,
          collectable: entry.collectable,
          reasons: entry.reasons,
          next: entry.next,
        })),
        notListed: [...behind, ...[...view.worked, ...view.notListed].map(({ key, reason }) => ({ key, reason }))],
        overdueWithoutNextDate: view.overdueWithoutNextDate,
      },
      text: [
        table([
          ['#', 'Key', 'Customer', 'Score', 'Points', 'Collectable', 'Why'],
          ...shown.map((entry) => [
            entry.rank,
            entry.key,
            entry.name,
            entry.score.score,
            entry.points,
            entry.collectable.map((money) => formatMoney(money)).join(' + '),
            entry.reasons[0]?.text ?? '',
          ]),
        ]),
        '',
        `${behind.length} more · ${view.notListed.length + view.worked.length} not listed · ${view.overdueWithoutNextDate} overdue with no next date`,
      ].join('\n'),
    };
  },
};

/** `--limit`: a number of places, `all`, or nothing said. */
export function limitOf(text: string | undefined): number | 'all' | undefined {
  if (text === undefined || text === 'all') return text;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError(`--limit ${text}: a number from 1, or all, is wanted.`);
  return Number(text);
}
