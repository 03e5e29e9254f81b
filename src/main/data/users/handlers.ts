import { uuidv7 } from 'uuidv7';
import type { Handlers } from '../session';
import { saveUser, setUserActive } from './commands';
import { userRows } from './queries';

export const usersHandlers: Pick<Handlers, Extract<keyof Handlers, `users.${string}`>> = {
  'users.list': ({ db }) => userRows(db),
  'users.save': ({ db }, input) => ({ userId: saveUser(db, Date.now(), uuidv7, input) }),
  'users.setActive': ({ db }, input) => {
    setUserActive(db, Date.now(), input);
    return null;
  },
};
