import type { Handlers } from '../session';
import { holderRows } from './queries';

export const holdersHandlers: Pick<Handlers, 'holders.list'> = {
  'holders.list': ({ db }, { asOf }) => holderRows(db, asOf),
};
