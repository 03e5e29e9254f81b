import { clockAt } from '../clock';
import type { Handlers } from '../session';
import { agendaView } from './queries';

export const agendaHandlers: Pick<Handlers, 'agenda.today'> = {
  'agenda.today': ({ db }, input) => agendaView(db, { ...input, ...clockAt(input.asOf) }),
};
