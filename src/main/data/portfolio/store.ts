import { Refusal } from '@shared/contract/errors';
import type { User } from '@shared/contract/portfolio';
import type { Db } from '../db/database';
import { writeAnnotation } from '../exchange/write';

/** Who works in the portfolio, by name. */
export function readUsers(db: Db): User[] {
  return readEverybody(db)
    .filter((user) => user.active)
    .map(({ active: _, ...user }) => user);
}

/** Also those who left: what they recorded keeps their name. */
export function readEverybody(db: Db): (User & { active: boolean })[] {
  return db
    .all<User & { active: number }>(
      "SELECT row_id AS id, coalesce(name, row_id) AS name, coalesce(initials, '') AS initials, coalesce(role, 'collector') AS role, active FROM user ORDER BY active DESC, name, row_id",
    )
    .map((user) => ({ ...user, active: user.active === 1 }));
}

/** Who works at this installation; null while nobody was chosen and there is not exactly one person. */
export function readMe(db: Db): User | null {
  const users = readUsers(db);
  const id = db.value<string>("SELECT value FROM local_state WHERE name = 'me'");
  return users.find((user) => user.id === id) ?? (users.length === 1 ? (users[0] as User) : null);
}

/** Runs in the caller's transaction. */
export function writeMe(db: Db, userId: string): void {
  if (!readUsers(db).some((user) => user.id === userId))
    throw new Refusal('not_found', `There is no person ${userId} in this portfolio.`);
  db.run(
    "INSERT INTO local_state (name, value) VALUES ('me', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    userId,
  );
}

/** A person by name or initials, case ignored. */
export function findUser(db: Db, nameOrInitials: string): User | null {
  const wanted = nameOrInitials.trim().toLocaleLowerCase('en');
  return (
    readUsers(db).find(
      (user) => user.name.toLocaleLowerCase('en') === wanted || user.initials.toLocaleLowerCase('en') === wanted,
    ) ?? null
  );
}

export function writeUser(db: Db, now: number, user: User): void {
  writeAnnotation(db, now, 'user', user.id, 'person', { name: user.name, initials: user.initials, role: user.role });
}

/**
 * Who works here; in a portfolio without people a new collector of this name. Where there are several and nobody was chosen
 * it refuses: a fact must not be signed by somebody else. Runs in the caller's transaction.
 */
export function ensureUser(db: Db, now: number, name: string, newId: string): string {
  const present = readMe(db);
  if (present) return present.id;
  const names = readUsers(db).map((user) => user.name);
  if (names.length > 0)
    throw new Refusal(
      'bad_input',
      `Several people work in this portfolio (${names.join(', ')}): choose who works here in Settings, or with --user. Nothing was recorded.`,
    );
  writeUser(db, now, { id: newId, name, initials: initialsOf(name), role: 'collector' });
  writeMe(db, newId);
  return newId;
}

/** Up to three letters: the first of each word. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/u)
    .map((word) => word.charAt(0).toLocaleUpperCase('en'))
    .join('')
    .slice(0, 3);
}
