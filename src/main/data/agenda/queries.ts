import type { AgendaView } from '@shared/contract/agenda';
import { buildAgenda } from '@shared/domain/agenda/agenda';
import { momentsOf } from '@shared/domain/agenda/moments';
import { unansweredReply } from '@shared/domain/agenda/pins';
import { daysBetween } from '@shared/domain/dates';
import type { IsoDate, IsoMoment, Money } from '@shared/domain/model';
import { sumByCurrency } from '@shared/domain/money';
import type { Agenda } from '@shared/domain/results';
import type { Db } from '../db/database';
import { type Day, dayOf } from '../desk/day';
import { type Desk, openDesk } from '../desk/desk';
import { openTasks } from '../tasks/queries';

export interface AgendaQuestion {
  asOf: IsoDate;
  /** Null shows everybody's customers. */
  userId: string | null;
  limit: number | 'all';
  localTime: string | null;
  now: IsoMoment | null;
}

/** Everybody's, mine, and both of the day before: more are not looked at in turns. */
const KEPT_AGENDAS = 4;
const built = new WeakMap<Desk, Map<string, Agenda>>();

/** The day's agenda; built once per revision, person and step of the clock. */
export function agendaOf(desk: Desk, question: Omit<AgendaQuestion, 'limit'>): Agenda {
  const known = built.get(desk) ?? new Map<string, Agenda>();
  built.set(desk, known);
  const { asOf, userId, localTime, now } = question;
  const key = JSON.stringify([asOf, userId, localTime, now]);
  const found = known.get(key);
  if (found) return found;
  const agenda = buildAgenda(desk.books.values(), dayOf(desk, asOf).ctx, { userId, now, nowLocalTime: localTime });
  if (known.size >= KEPT_AGENDAS) known.clear();
  known.set(key, agenda);
  return agenda;
}

export function agendaView(db: Db, question: AgendaQuestion): AgendaView {
  const desk = openDesk(db);
  const day = dayOf(desk, question.asOf);
  const agenda = agendaOf(desk, question);
  const limit = question.limit === 'all' ? agenda.entries.length : question.limit;
  const lastListDate = oldestLatestList(day);
  return {
    ...agenda,
    entries: agenda.entries.slice(0, limit),
    more: Math.max(0, agenda.entries.length - limit),
    strip: strip(db, day, question),
    progress: { worked: agenda.worked.length, total: agenda.worked.length + Math.min(limit, agenda.entries.length) },
    lastListDate,
    listAgeDays: lastListDate === null ? null : daysBetween(lastListDate, question.asOf),
  };
}

/** What stands beside the list: today's promises, cash to match, answers, tasks. */
function strip(db: Db, day: Day, { asOf, userId }: AgendaQuestion): AgendaView['strip'] {
  const due: Money[] = [];
  const toMatch: Money[] = [];
  let promises = 0;
  let matches = 0;
  let replies = 0;
  for (const book of day.desk.books.values()) {
    if (userId !== null && book.customer.assignee !== null && book.customer.assignee !== userId) continue;
    const { commitments, standings, overdue } = day.of(book);
    for (const result of commitments) {
      const commitment = book.commitments.find((c) => c.id === result.id);
      if (result.state !== 'open' || commitment?.promisedFor !== asOf) continue;
      promises++;
      due.push({ currency: commitment.currency, minor: result.outstandingMinor });
    }
    const unapplied = standings.filter(
      (s) => s.openMinor < 0 && book.items.find((item) => item.id === s.itemId)?.type === 'unapplied_payment',
    );
    if (unapplied.length > 0 && overdue.length > 0) {
      matches++;
      for (const s of unapplied) {
        const item = book.items.find((i) => i.id === s.itemId);
        if (item) toMatch.push({ currency: item.currency, minor: -s.openMinor });
      }
    }
    if (unansweredReply(momentsOf(book, asOf))) replies++;
  }
  return {
    promisesDueToday: { count: promises, sums: sumByCurrency(due) },
    cashToMatch: { count: matches, sums: sumByCurrency(toMatch) },
    replies,
    tasks: openTasks(db, asOf, userId).length,
  };
}

function oldestLatestList(day: Day): IsoDate | null {
  const latest = [...day.ctx.listDates.values()].map((dates) => dates.at(-1)).filter((date) => date !== undefined);
  return latest.length === 0 ? null : (latest.sort()[0] as IsoDate);
}
