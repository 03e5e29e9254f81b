import type { AgendaView } from '@shared/contract/agenda';
import { type AgendaPlan, planAgenda } from '@shared/domain/agenda/agenda';
import { isWorkedBy } from '@shared/domain/agenda/gates';
import { unansweredReply } from '@shared/domain/agenda/pins';
import { daysBetween } from '@shared/domain/dates';
import type { IsoDate, IsoMoment, Money } from '@shared/domain/model';
import { sumByCurrency } from '@shared/domain/money';
import type { AgendaEntry } from '@shared/domain/results';
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
const KEPT_LISTS = 4;
const built = new WeakMap<Desk, Map<string, DayList>>();

/** The day's list, every place settled; an entry is worded when it is first asked for. */
export interface DayList extends Omit<AgendaPlan, 'places'> {
  first: (limit: number | 'all') => AgendaEntry[];
  /** The customer's entry; null when it is not on the list. */
  of: (customerId: number) => AgendaEntry | null;
}

/** The day's list; settled once per revision, person and step of the clock. */
export function agendaOf(desk: Desk, question: Omit<AgendaQuestion, 'limit'>): DayList {
  const known = built.get(desk) ?? new Map<string, DayList>();
  built.set(desk, known);
  const { asOf, userId, localTime, now } = question;
  const key = JSON.stringify([asOf, userId, localTime, now]);
  const found = known.get(key);
  if (found) return found;
  const { ctx, notes } = dayOf(desk, asOf);
  const { places, ...plan } = planAgenda(desk.books.values(), ctx, { userId, now, nowLocalTime: localTime }, notes);
  const worded = new Map<number, AgendaEntry>();
  const entryOf = ({ customerId, entry }: AgendaPlan['places'][number]) => {
    const made = worded.get(customerId) ?? entry();
    worded.set(customerId, made);
    return made;
  };
  const list: DayList = {
    ...plan,
    first: (limit) => (limit === 'all' ? places : places.slice(0, limit)).map(entryOf),
    of: (customerId) => {
      const place = places.find((one) => one.customerId === customerId);
      return place ? entryOf(place) : null;
    },
  };
  if (known.size >= KEPT_LISTS) known.clear();
  known.set(key, list);
  return list;
}

export function agendaView(db: Db, question: AgendaQuestion): AgendaView {
  const desk = openDesk(db);
  const day = dayOf(desk, question.asOf);
  const { first, of: _, ...list } = agendaOf(desk, question);
  const entries = first(question.limit);
  const lastListDate = oldestLatestList(day);
  return {
    ...list,
    entries,
    more: list.listed - entries.length,
    strip: strip(db, day, question),
    progress: { worked: list.worked.length, total: list.worked.length + entries.length },
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
    if (!isWorkedBy(book.customer, userId, asOf)) continue;
    const { commitments, standings, overdue } = day.of(book);
    for (const result of commitments) {
      const commitment = book.commitments.find((c) => c.id === result.id);
      if (result.state !== 'open' || commitment?.promisedFor !== asOf) continue;
      promises++;
      due.push({ currency: commitment.currency, minor: result.outstandingMinor });
    }
    const unapplied = standings.filter((s) => s.openMinor < 0 && s.item.type === 'unapplied_payment');
    if (unapplied.length > 0 && overdue.length > 0) {
      matches++;
      for (const { item, openMinor } of unapplied) toMatch.push({ currency: item.currency, minor: -openMinor });
    }
    if (unansweredReply(day.notes.factsOf(book).moments)) replies++;
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
