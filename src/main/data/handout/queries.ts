import type { Input } from '@shared/contract';
import { Refusal } from '@shared/contract/errors';
import { type HandoutPlan, planHandout } from '@shared/domain/handout/plan';
import type { Db } from '../db/database';
import { dayOf } from '../desk/day';
import { openDesk } from '../desk/desk';
import { readUsers } from '../portfolio/store';

/** What the rules would do. @throws Refusal `bad_input` when a rule hands to somebody who does not work here. */
export function handoutPlan(db: Db, { asOf, rules }: Input<'handout.plan'>): HandoutPlan {
  const people = readUsers(db).map((user) => user.id);
  rules.forEach(({ to }, i) => {
    if (to.some((id) => !people.includes(id)))
      throw new Refusal(
        'bad_input',
        `Rule ${i + 1} hands out to somebody who does not work here any more. Choose others; nothing was changed.`,
      );
  });
  const desk = openDesk(db);
  const day = dayOf(desk, asOf);
  const customers = [...desk.books.values()].map((book) => {
    const { score, open, overdue } = day.of(book);
    return { ...book.customer, score, open, overdue };
  });
  return planHandout(customers, rules, people, desk.settings.baseCurrency);
}
