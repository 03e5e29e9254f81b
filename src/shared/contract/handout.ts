import * as v from 'valibot';
import type { HandoutPlan } from '../domain/handout/plan';
import { MEASURES } from '../domain/handout/rules';
import { SCORES } from '../domain/model';
import { call, currency, date, id, text } from './call';

const words = v.array(text(200));
const amount = v.nullable(v.pipe(v.number(), v.safeInteger()));

export const handoutRule = v.strictObject({
  when: v.strictObject({
    holder: text(100),
    nameFrom: text(20),
    nameTo: text(20),
    nameLike: text(200),
    countries: words,
    scores: v.array(v.picklist(SCORES)),
    tags: words,
    sources: words,
    amount: v.nullable(v.strictObject({ of: v.picklist(['open', 'overdue']), currency, from: amount, to: amount })),
  }),
  to: v.pipe(
    words,
    v.check((people) => new Set(people).size === people.length, 'each person once'),
  ),
  evenly: v.picklist(MEASURES),
});
export const handoutRules = v.pipe(v.array(handoutRule), v.maxLength(50));

const userOrNobody = v.nullable(text(100));
export const handoutMoves = v.array(v.object({ customerId: id, from: userOrNobody, to: userOrNobody }));

export const handoutCalls = {
  /** What the rules would do at the as-of date; nothing is changed. */
  'handout.plan': call(v.object({ asOf: date, rules: handoutRules })).answers<HandoutPlan>(),
  /**
   * Moves customers in one step, each only while it still is whose it was: what somebody else handed out meanwhile stays. The
   * same moves turned around take it back.
   */
  'handout.apply': call(v.object({ moves: handoutMoves })).answers<{ moved: number; kept: number }>(),
};
