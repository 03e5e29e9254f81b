import { userInfo } from 'node:os';
import type { DataCalls, Input, Output, PushEvent } from '@shared/contract';
import type { IsoDate } from '@shared/domain/model';
import { uuidv7 } from 'uuidv7';
import type { Db } from './db/database';
import type { CallEnv } from './env';
import type { ImportsBeside } from './import/beside';
import { ensureUser, readMe } from './portfolio/store';

/** An open portfolio and who asks: shared by the window's data process and the command line. */
export interface Session {
  db: Db;
  push: (event: PushEvent) => void;
  /** The file behind a token of the main process. */
  fileOf: (token: string) => string;
  /** Runs imports beside the other calls; without it (command line, tests) they run within the call. */
  beside?: ImportsBeside;
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
