import { uuidv7 } from 'uuidv7';
import { loadSample } from '../sample/load';
import type { Handlers } from '../session';
import { startPortfolio } from './commands';
import { portfolioStatus } from './queries';
import { writeMe } from './store';

export const portfolioHandlers: Pick<
  Handlers,
  Exclude<Extract<keyof Handlers, `portfolio.${string}`>, 'portfolio.join'>
> = {
  'portfolio.status': ({ db }, { asOf }) => portfolioStatus(db, asOf),
  'portfolio.start': ({ db }, input) => {
    const now = Date.now();
    startPortfolio(db, now, uuidv7(), input);
    return portfolioStatus(db, new Date(now).toISOString().slice(0, 10));
  },
  'portfolio.loadSample': ({ db }, { today }) => {
    loadSample(db, today, { now: Date.now(), newId: uuidv7 });
    return portfolioStatus(db, today);
  },
  'portfolio.setMe': ({ db }, { userId }) => {
    db.write(() => writeMe(db, userId));
    return null;
  },
};
