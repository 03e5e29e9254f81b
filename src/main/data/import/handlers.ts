import { localToday } from '../clock';
import { plain } from '../env';
import { envAt, type Handlers, pathOf, previewEnvAt } from '../session';
import { work } from '../work/handlers';
import { batchChanges } from './batch-changes';
import { listImports, rejectsOf } from './index';

export const importsHandlers: Pick<Handlers, Extract<keyof Handlers, `imports.${string}`>> = {
  'imports.preview': (session, { asOf, file, options }) =>
    work(session, {
      what: 'preview',
      path: pathOf(session, file),
      options,
      env: plain(previewEnvAt(session.db, asOf)),
    }),
  'imports.commit': (session, { asOf, file, options }) =>
    work(session, { what: 'commit', path: pathOf(session, file), options, env: plain(envAt(session.db, asOf)) }),
  'imports.undo': (session, { batch }) =>
    work(session, { what: 'undo', batch, env: plain(envAt(session.db, localToday())) }),
  'imports.list': ({ db }) => listImports(db),
  'imports.batch': ({ db }, { batch, from }) => batchChanges(db, batch, from),
  'imports.rejects': ({ db }, { batch }) => rejectsOf(db, batch),
};
