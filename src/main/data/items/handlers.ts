import type { Handlers } from '../session';
import { agingView, openItems } from './queries';

export const itemsHandlers: Pick<Handlers, 'items.list' | 'items.aging'> = {
  'items.list': ({ db }, { asOf }) => openItems(db, asOf),
  'items.aging': ({ db }, { asOf }) => agingView(db, asOf),
};
