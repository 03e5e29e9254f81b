import type { IsoDate } from '@shared/domain/model';

/** Time, identity and randomness of one call: handed in, so that commands can be repeated exactly in tests. */
export interface CallEnv {
  /** Milliseconds since 1970, for clocks and `recordedAt`. */
  now: number;
  /** The business date worked at. */
  asOf: IsoDate;
  /** Who works here. */
  userId: string;
  /** A new UUIDv7. */
  newId: () => string;
}

/** What of a call's surroundings can go to another thread. */
export type PlainEnv = Omit<CallEnv, 'newId'>;

export function plain({ now, asOf, userId }: CallEnv): PlainEnv {
  return { now, asOf, userId };
}
