import type { IsoDate } from '@shared/domain/model';
import { format } from 'date-fns';

/** Today by the window's local clock: the only place where the page asks for the time of day. */
export const localToday = (): IsoDate => format(new Date(), 'yyyy-MM-dd');

/** Local `HH:MM`, rounded down to five minutes so that the list is not asked for anew every minute. */
export function localTime(): string {
  const now = new Date();
  now.setMinutes(now.getMinutes() - (now.getMinutes() % 5));
  return format(now, 'HH:mm');
}
