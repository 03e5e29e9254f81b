import type { Input } from '@shared/contract';
import { Refusal } from '@shared/contract/errors';
import type { User } from '@shared/contract/portfolio';
import type { Db } from '../db/database';
import { writeAnnotation } from '../exchange/write';
import { initialsOf, readEverybody, readMe, writeUser } from '../portfolio/store';

/**
 * Adds a person or changes one; returns their id. Names and initials tell people apart wherever one is written for the other
 * (lists, the collector column of an import, `--user`), so neither may be anybody else's, also of those who left.
 * @param now milliseconds since 1970
 * @throws Refusal `bad_input` for a name or initials that are taken, `not_found` for an unknown person.
 */
export function saveUser(db: Db, now: number, newId: () => string, input: Input<'users.save'>): string {
  return db.write(() => {
    const everybody = readEverybody(db);
    const before = everybody.find((user) => user.id === input.userId);
    if (input.userId !== null && !before)
      throw new Refusal('not_found', 'That person is not in this portfolio. Nothing was changed.');
    const others = everybody.filter((user) => user.id !== input.userId);
    const name = input.name.normalize('NFC').replace(/\s+/gu, ' ').trim();
    refuseTaken(others, name, 'name');
    if (input.initials) refuseTaken(others, input.initials, 'initials');
    const initials = input.initials || freeInitials(others, name);
    const id = before?.id ?? newId();
    writeUser(db, now, { id, name, initials, role: input.role });
    return id;
  });
}

/** A person leaves, or comes back. Customers stay assigned to whoever left until they are handed out again. */
export function setUserActive(db: Db, now: number, { userId, active }: Input<'users.setActive'>): void {
  db.write(() => {
    const user = readEverybody(db).find((one) => one.id === userId);
    if (!user) throw new Refusal('not_found', 'That person is not in this portfolio. Nothing was changed.');
    if (!active && readMe(db)?.id === userId)
      throw new Refusal(
        'bad_input',
        `You work here as ${user.name}. Choose somebody else as “Who am I” first; nothing was changed.`,
      );
    writeAnnotation(db, now, 'user', userId, 'active', { active: active ? 1 : 0 });
  });
}

const plain = (words: string) => words.normalize('NFC').toLocaleLowerCase('en');

function taker(
  others: readonly (User & { active: boolean })[],
  words: string,
): (User & { active: boolean }) | undefined {
  return others.find((user) => plain(user.name) === plain(words) || plain(user.initials) === plain(words));
}

function refuseTaken(others: readonly (User & { active: boolean })[], words: string, what: 'name' | 'initials'): void {
  const by = taker(others, words);
  if (!by) return;
  const sameName = what === 'name' && plain(by.name) === plain(words);
  if (!by.active)
    throw new Refusal(
      'bad_input',
      `${sameName ? 'This is' : `“${words}” stands for`} ${by.name}, who left. Make them active again, or choose another; nothing was changed.`,
    );
  throw new Refusal(
    'bad_input',
    sameName
      ? `${by.name} is already in this portfolio, and two of one name could not be told apart. Nothing was changed.`
      : `“${words}” already stands for ${by.name}. Choose another; nothing was changed.`,
  );
}

/** The first letters of the name, with the first number that nobody has behind them where they are taken. */
function freeInitials(others: readonly (User & { active: boolean })[], name: string): string {
  const initials = initialsOf(name);
  for (let i = 1; ; i++) {
    const wanted = i === 1 ? initials : `${initials}${i}`;
    if (!taker(others, wanted)) return wanted;
  }
}
