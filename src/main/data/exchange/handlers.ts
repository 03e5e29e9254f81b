import { Refusal } from '@shared/contract/errors';
import { uuidv7 } from 'uuidv7';
import { localToday } from '../clock';
import { portfolioStatus } from '../portfolio/queries';
import { envAt, type Handlers, type Session } from '../session';
import { checkPerson, chosenScope } from './chosen';
import { exportFile } from './export-file';
import { openExchangeFile } from './file/open-file';
import { exchangeHistory, personChannel, undoMerge } from './history';
import { joinPortfolio } from './join';
import { mergeFile } from './merge';
import { previewMerge } from './preview';
import { supersededBy } from './report';
import { resetChannel } from './scope';
import { restoreSuperseded } from './superseded';

export const exchangeHandlers: Pick<Handlers, Extract<keyof Handlers, `exchange.${string}`> | 'portfolio.join'> = {
  'exchange.export': async (session, { asOf, target, scope, passphrase, changesOnly, privateNotes, with: person }) => {
    const { db } = session;
    const env = envAt(db, asOf);
    checkPerson(db, person);
    const plan = {
      scope: chosenScope(db, env, scope),
      channel: person === null ? null : personChannel(person),
      changesOnly,
      privateNotes,
      asOf,
    };
    return exportFile(db, env, pathOf(session, target), plan, { passphrase: passphrase ?? undefined });
  },
  'exchange.previewMerge': (session, { file, passphrase }) =>
    previewMerge(session.db, Date.now(), pathOf(session, file), {
      passphrase: passphrase ?? undefined,
      ...progress(session),
    }),
  'exchange.merge': async (session, { file, passphrase, confirmed }) => {
    const path = pathOf(session, file);
    const { header } = await openExchangeFile(path);
    return mergeFile(session.db, Date.now(), path, {
      passphrase: passphrase ?? undefined,
      confirmed,
      channel: personChannel(header.by.userId),
      ...progress(session),
    });
  },
  'exchange.undoMerge': ({ db }, { entry }) => undoMerge(db, Date.now(), entry),
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
    await joinPortfolio(session.db, { now: Date.now(), newId: uuidv7 }, pathOf(session, file), me, {
      passphrase: passphrase ?? undefined,
      ...progress(session),
    });
    return portfolioStatus(session.db, asOf);
  },
};

function progress(session: Session) {
  return {
    onProgress: (rows: number, total: number) =>
      session.push({ type: 'progress', rows, total, what: 'records', secondsLeft: null }),
  };
}

function pathOf(session: Session, token: string): string {
  const path = session.fileOf(token);
  if (!path)
    throw new Refusal('file_missing', 'That file is not at hand any more. Choose it again; nothing was changed.');
  return path;
}
