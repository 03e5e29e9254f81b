import type { Handlers } from '../session';
import { teamView } from './queries';

export const teamHandlers: Pick<Handlers, 'team.view'> = {
  'team.view': ({ db }, { asOf }) => teamView(db, asOf),
};
