import * as v from 'valibot';
import type { TeamShare } from '../domain/team';
import { call, date } from './call';
import type { User } from './portfolio';

export interface TeamRow extends TeamShare {
  /** Null for the customers of nobody. */
  user: (User & { active: boolean }) | null;
  /** The day's list of the customers this person works, lent ones too, nobody's left out: how many of how many are worked. Null for nobody. */
  list: { worked: number; total: number } | null;
}

export const teamCalls = {
  /** Each person who works here or has customers, by name, then who left, at last nobody's customers. */
  'team.view': call(v.object({ asOf: date })).answers<TeamRow[]>(),
};
