import type { IsoDate } from '@shared/domain/model';
import { format } from 'date-fns';

/** Today by the window's local clock: the only place where the page asks for the time of day. */
export const localToday = (): IsoDate => format(new Date(), 'yyyy-MM-dd');
