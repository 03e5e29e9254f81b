import * as v from 'valibot';
import type { IsoDate, Money } from '../domain/model';
import type { Agenda, AgendaEntry } from '../domain/results';
import { call, date } from './call';

export interface AgendaView extends Omit<Agenda, 'entries'> {
  /** Cut at `limit`. */
  entries: readonly AgendaEntry[];
  /** How many entries stand behind the cut. */
  more: number;
  strip: {
    promisesDueToday: { count: number; sums: readonly Money[] };
    cashToMatch: { count: number; sums: readonly Money[] };
    replies: number;
    tasks: number;
  };
  progress: { worked: number; total: number };
  /** How old the last list of the oldest source is, in calendar days; null before any import. */
  listAgeDays: number | null;
  lastListDate: IsoDate | null;
}

export const agendaCalls = {
  'agenda.today': call(
    v.object({
      asOf: date,
      /** User id; null shows everybody's customers. */
      userId: v.nullable(v.string()),
      limit: v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('all')]),
    }),
  ).answers<AgendaView>(),
};
