import { type Handlers, pathOf } from '../session';
import { work } from '../work/handlers';

export const listsHandlers: Pick<Handlers, 'lists.save'> = {
  'lists.save': (session, { asOf, target, list }) =>
    work(session, { what: 'saveList', path: pathOf(session, target), asOf, list }),
};
