import * as v from 'valibot';
import { call, name, text } from './call';
import { USER_ROLES, type User } from './portfolio';

export interface UserRow extends User {
  /** False once they left: their customers, calls and promises keep their name. */
  active: boolean;
  /** Customers assigned to them. */
  customers: number;
}

export const usersCalls = {
  /** Everybody, those who left last. */
  'users.list': call(v.object({})).answers<UserRow[]>(),
  /** A new person (`userId` null) or a changed one. Without initials they are made from the name. */
  'users.save': call(
    v.object({
      userId: v.nullable(v.string()),
      name,
      initials: v.pipe(text(4), v.trim()),
      role: v.picklist(USER_ROLES),
    }),
  ).answers<{ userId: string }>(),
  'users.setActive': call(v.object({ userId: v.string(), active: v.boolean() })).answers<null>(),
};
