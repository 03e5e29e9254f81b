import { userInfo } from 'node:os';
import type { DataCalls, Input, Output, PushEvent } from '@shared/contract';
import { Refusal } from '@shared/contract/errors';
import type { IsoDate } from '@shared/domain/model';
import { uuidv7 } from 'uuidv7';
import type { Db } from './db/database';
import type { CallEnv } from './env';
import { ensureUser, readMe } from './portfolio/store';
import type { WorkBeside } from './work/beside';

/** An open portfolio and who asks: shared by the window's data process and the command line. */
export interface Session {
  db: Db;
  push: (event: PushEvent) => void;
  /** The file behind a token of the main process. */
  fileOf: (token: string) => string;
  /** Does long work beside the other calls; without it (tests) it is done within the call. */
  beside?: WorkBeside;
}

/** Who answers which call of the contract. */
export type Handlers = {
  [N in keyof DataCalls]: (session: Session, input: Input<N>) => Output<N> | Promise<Output<N>>;
};

/** The surroundings of one call at the present moment. A portfolio without people gets one named like the computer's user. */
export function envAt(db: Db, asOf: IsoDate): CallEnv {
  const now = Date.now();
  const userId = readMe(db)?.id ?? db.write(() => ensureUser(db, now, userInfo().username, uuidv7()));
  return { now, asOf, userId, newId: uuidv7 };
}

/** For what is not kept (previews): writes nobody into the portfolio. */
export function previewEnvAt(db: Db, asOf: IsoDate): CallEnv {
  return { now: Date.now(), asOf, userId: readMe(db)?.id ?? '', newId: uuidv7 };
}

/** The file the main process handed out a token for. */
export function pathOf({ fileOf }: Pick<Session, 'fileOf'>, token: string): string {
  const path = fileOf(token);
  if (!path)
    throw new Refusal('file_missing', 'That file is not at hand any more. Choose it again; nothing was changed.');
  return path;
}
