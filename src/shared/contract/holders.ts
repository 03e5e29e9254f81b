import * as v from 'valibot';
import type { IsoDate, IsoMoment, Money } from '../domain/model';
import { call, date } from './call';
import type { User } from './portfolio';

interface FileTrace {
  at: IsoMoment;
  fileName: string;
}

/** What one person has in hand. */
export interface HolderRow {
  user: User & { active: boolean };
  customers: number;
  /** Past due, per currency in minor units. */
  overdue: readonly Money[];
  /** The days on which the first and the last of these customers became theirs; null without customers. */
  since: { first: IsoDate; last: IsoDate } | null;
  /** Customers that became theirs after the last file for them was written. */
  notSent: number;
  /** Customers of others they cover for, and until when at the longest. */
  covering: { customers: number; until: IsoDate } | null;
  /** The last file written for them, and the last one of theirs that was merged here. */
  lastOut: FileTrace | null;
  lastBack: FileTrace | null;
  /** Activities of theirs that are known to exist and have not arrived. */
  missing: number;
}

export const holdersCalls = {
  'holders.list': call(v.object({ asOf: date })).answers<HolderRow[]>(),
};
