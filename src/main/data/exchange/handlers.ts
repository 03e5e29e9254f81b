import { localToday } from '../clock';
import { plain } from '../env';
import { portfolioStatus } from '../portfolio/queries';
import { envAt, type Handlers, pathOf, previewEnvAt } from '../session';
import { work } from '../work/handlers';
import { personChannel } from './channel';
import { checkPerson, chosenScope } from './chosen';
import { exchangeHistory } from './history';
import { supersededBy } from './report';
import { resetChannel } from './scope';
import { restoreSuperseded } from './superseded';

export const exchangeHandlers: Pick<Handlers, Extract<keyof Handlers, `exchange.${string}`> | 'portfolio.join'> = {
  'exchange.export': (session, { asOf, target, ...what }) => {
    const { db } = session;
    const env = envAt(db, asOf);
    // What cannot be exported is said before anything is begun.
    checkPerson(db, what.with);
    chosenScope(db, env, what.scope);
    return work(session, { what: 'export', path: pathOf(session, target), ...what, env: plain(env) });
  },
  'exchange.previewMerge': (session, { asOf, file, passphrase }) =>
    work(session, {
      what: 'previewMerge',
      path: pathOf(session, file),
      passphrase,
      env: plain(previewEnvAt(session.db, asOf)),
    }),
  'exchange.merge': (session, { asOf, file, passphrase, confirmed, after }) =>
    work(session, {
      what: 'merge',
      path: pathOf(session, file),
      passphrase,
      confirmed,
      after,
      env: plain(previewEnvAt(session.db, asOf)),
    }),
  'exchange.undoMerge': (session, { entry }) =>
    work(session, { what: 'undoMerge', entry, env: plain(previewEnvAt(session.db, localToday())) }),
  'exchange.restoreSuperseded': ({ db }, { ids }) => ({
    restored: restoreSuperseded(db, envAt(db, localToday()).now, ids),
  }),
  'exchange.superseded': ({ db }, { entry }) => supersededBy(db, entry),
  'exchange.history': ({ db }) => exchangeHistory(db),
  'exchange.resetChannel': ({ db }, { userId }) => {
    resetChannel(db, personChannel(userId));
    return null;
  },
  'portfolio.join': async (session, { asOf, file, passphrase, me }) => {
    const env = plain(previewEnvAt(session.db, asOf));
    await work(session, { what: 'join', path: pathOf(session, file), passphrase, me, env });
    return portfolioStatus(session.db, asOf);
  },
};
