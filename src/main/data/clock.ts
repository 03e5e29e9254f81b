import type { IsoDate, IsoMoment } from '@shared/domain/model';

/** The present moment as the agenda needs it: for failed calls that come back, and call-backs with an hour. */
export interface Clock {
  now: IsoMoment;
  /** Local time `HH:MM` while the desk is worked at today's date; null on any other day, where every hour counts as come. */
  localTime: string | null;
}

const STEP_MS = 5 * 60_000;

/** Moves in steps of five minutes, so that all views of one moment agree and the list is not built anew every minute. */
export function clockAt(asOf: IsoDate): Clock {
  const now = new Date(Math.floor(Date.now() / STEP_MS) * STEP_MS);
  const isToday = localDate(now) === asOf;
  return { now: now.toISOString(), localTime: isToday ? `${two(now.getHours())}:${two(now.getMinutes())}` : null };
}

/** The calendar date on this computer's clock. */
export function localToday(): IsoDate {
  return localDate(new Date());
}

/** The calendar date of a moment on this computer's clock. */
export function localDate(moment: Date): IsoDate {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
