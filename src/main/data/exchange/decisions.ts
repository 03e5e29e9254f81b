import { tickOver } from '@shared/exchange/clock';

/** What becomes of a staged record. */
export const VERDICT = {
  /** Not known here. */
  new: 0,
  /** Theirs takes the place of ours. */
  theirs: 1,
  /** Both say the same, theirs later: the later clock is taken. */
  again: 2,
  same: 3,
  /** Ours stays, and is sent once more (P20). */
  ours: 4,
  /** Both say the same, ours later. */
  oursSame: 5,
} as const;

/**
 * Every decision of a merge, in one place. Each is a comparison that gives the same answer whichever copy makes it and in
 * whatever order files arrive, which is what makes merging a join. Tests replace them one by one to see the properties fail.
 */
export const DECISIONS = {
  /** SQL: of two different values with one and the same clock the larger spelling wins. */
  largerWins: (theirs: string, ours: string): string => `${theirs} > ${ours}`,
  /** SQL: of two facts with one id the one with the smaller digest survives. */
  factWins: (theirs: string, ours: string): string => `${theirs} < ${ours}`,
  /** SQL: the change number of a record that a merge wrote; a new one, so that it is forwarded (P16). */
  mergedSeq: (base: number, n: string): string => `${base} + ${n}`,
  /** SQL: the change number of a record of ours that won; a new one, so that it is sent back (P20). */
  keptSeq: (base: number, n: string, _present: string): string => `${base} + ${n}`,
  /** The clock of an edit: above what it replaces (P5). */
  editClock: tickOver,
  /** What this version cannot read is kept and sent on (P9). */
  keepsUnknown: true,
};

/** SQL of a verdict; each part is SQL of a condition. */
export function verdictOf(is: {
  unknown: string;
  same: string;
  later: string;
  earlier: string;
  larger: string;
}): string {
  return `CASE WHEN ${is.unknown} THEN ${VERDICT.new}
    WHEN ${is.same} THEN CASE WHEN ${is.later} THEN ${VERDICT.again} WHEN ${is.earlier} THEN ${VERDICT.oursSame} ELSE ${VERDICT.same} END
    WHEN ${is.later} THEN ${VERDICT.theirs} WHEN ${is.earlier} THEN ${VERDICT.ours}
    WHEN ${is.larger} THEN ${VERDICT.theirs} ELSE ${VERDICT.ours} END`;
}
