import { agendaOf } from '../agenda/queries';
import { clockAt } from '../clock';
import { requireBook } from '../customers/find';
import type { Db } from '../db/database';
import { openDesk } from '../desk/desk';
import type { CallEnv } from '../env';
import type { ActivityBody } from '../exchange/write';
import { envAt, type Handlers } from '../session';
import { logActivity, saveDraft } from './commands';
import { proposal } from './propose';

export const activitiesHandlers: Pick<Handlers, Extract<keyof Handlers, `activities.${string}`>> = {
  'activities.log': ({ db }, input) => {
    const env = envAt(db, input.asOf);
    return logActivity(db, env, input, seenOnList(db, env, input.customerId));
  },
  'activities.propose': ({ db }, input) => {
    const { book, ctx } = requireBook(db, input.customerId, input.asOf);
    const { followUp, errors, warnings, promiseItems } = proposal(book, ctx, input);
    return {
      followUp,
      errors: [...errors],
      warnings: [...warnings],
      items: promiseItems.map((ref) => ({
        itemId: book.items.find((i) => i.number === ref.number && i.discriminator === ref.discriminator)?.id ?? 0,
        number: ref.number,
        openMinor: ref.openMinor,
      })),
    };
  },
  'activities.saveDraft': ({ db }, { customerId, body }) => {
    saveDraft(db, { now: Date.now() }, customerId, body);
    return null;
  },
};

/** How the customer stands on the worker's list right now: kept with the activity so that the day stays explainable. */
export function seenOnList(db: Db, env: CallEnv, customerId: number): NonNullable<ActivityBody['seen']> {
  const agenda = agendaOf(openDesk(db), { asOf: env.asOf, userId: env.userId, ...clockAt(env.asOf) });
  const entry = agenda.of(customerId);
  if (entry) return { rank: entry.rank, points: entry.points, reasons: [...entry.reasons] };
  const away = [...agenda.worked, ...agenda.notListed].find((e) => e.customerId === customerId);
  return { rank: null, points: null, reasons: away ? [away.reason] : [] };
}
