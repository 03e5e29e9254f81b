import * as v from 'valibot';
import { call } from './call';

export const workCalls = {
  /** Stops the long work under way, and what waits behind it; each then answers `cancelled`. False when there is none. */
  'work.cancel': call(v.object({})).answers<{ cancelled: boolean }>(),
};
