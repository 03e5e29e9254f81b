import type { Handlers } from '../session';
import { applyHandout } from './commands';
import { handoutPlan } from './queries';

export const handoutHandlers: Pick<Handlers, 'handout.plan' | 'handout.apply'> = {
  'handout.plan': ({ db }, input) => handoutPlan(db, input),
  'handout.apply': ({ db }, input) => applyHandout(db, Date.now(), input),
};
