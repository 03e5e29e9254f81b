import { Refusal } from '@shared/contract/errors';
import { localToday } from '../clock';
import { envAt, type Handlers, previewEnvAt, type Session } from '../session';
import { batchChanges } from './batch-changes';
import {
  commitImport,
  type ImportFile,
  listImports,
  previewImport,
  readImportFile,
  rejectsOf,
  undoImport,
} from './index';

export const importsHandlers: Pick<Handlers, Extract<keyof Handlers, `imports.${string}`>> = {
  'imports.preview': (session, { asOf, file, options }) =>
    previewImport(session.db, fileBehind(session, file), options, previewEnvAt(session.db, asOf)),
  'imports.commit': (session, { asOf, file, options }) =>
    commitImport(session.db, fileBehind(session, file), options, envAt(session.db, asOf), {
      onRows: (rows, total) => session.push({ type: 'progress', rows, total, what: 'rows' }),
      isCancelled: () => false,
    }),
  'imports.list': ({ db }) => listImports(db),
  'imports.batch': ({ db }, { batch, from }) => batchChanges(db, batch, from),
  'imports.undo': ({ db }, { batch }) => undoImport(db, batch, envAt(db, localToday())),
  'imports.rejects': ({ db }, { batch }) => rejectsOf(db, batch),
};

/** The bytes of a file the main process handed out a token for. */
function fileBehind(session: Session, token: string): ImportFile {
  const path = session.fileOf(token);
  if (!path)
    throw new Refusal('file_missing', 'That file is not at hand any more. Choose it again; nothing was changed.');
  return readImportFile(path);
}
