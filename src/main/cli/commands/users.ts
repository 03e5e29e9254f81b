import { USER_ROLES } from '@shared/contract/portfolio';
import { uuidv7 } from 'uuidv7';
import { saveUser } from '../../data/users/commands';
import { userRows } from '../../data/users/queries';
import { type Command, pick, textOf, UsageError } from '../command';
import { table } from '../table';

export const users: Command = {
  usage: 'users [add NAME [--role collector|manager|viewer] [--initials LETTERS]]',
  writes: true,
  options: { role: { type: 'string' }, initials: { type: 'string' } },
  words: [0, 2],
  run: ({ db }, values, [verb, name]) => {
    if (verb !== undefined) {
      if (verb !== 'add' || !name?.trim()) throw new UsageError('users takes nothing, or add NAME.');
      const initials = textOf(values, 'initials') ?? '';
      if ([...initials].length > 4) throw new UsageError(`--initials ${initials}: at most four letters are wanted.`);
      const role = pick(values, 'role', USER_ROLES) ?? 'collector';
      saveUser(db, Date.now(), uuidv7, { userId: null, name, initials, role });
    }
    const rows = userRows(db);
    return {
      json: rows,
      text: table([
        ['Name', 'Initials', 'Role', 'Customers', ''],
        ...rows.map((row) => [row.name, row.initials, row.role, row.customers, row.active ? '' : 'left']),
      ]),
    };
  },
};
