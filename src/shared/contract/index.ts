import { activitiesCalls } from './activities';
import { agendaCalls } from './agenda';
import type { InputOf, OutputOf } from './call';
import { commitmentsCalls } from './commitments';
import { customersCalls } from './customers';
import { desktopCalls } from './desktop';
import type { Result } from './errors';
import { exchangeCalls } from './exchange';
import { foldersCalls } from './folders';
import { handoutCalls } from './handout';
import { holdersCalls } from './holders';
import { importsCalls } from './imports';
import { itemsCalls } from './items';
import { layoutsCalls } from './layouts';
import { listsCalls } from './lists';
import { portfolioCalls } from './portfolio';
import { settingsCalls } from './settings';
import { tasksCalls } from './tasks';
import { teamCalls } from './team';
import { usersCalls } from './users';
import { workCalls } from './work';

/** Calls answered by the data process. */
export const dataCalls = {
  ...portfolioCalls,
  ...agendaCalls,
  ...customersCalls,
  ...itemsCalls,
  ...activitiesCalls,
  ...commitmentsCalls,
  ...importsCalls,
  ...layoutsCalls,
  ...listsCalls,
  ...exchangeCalls,
  ...foldersCalls,
  ...settingsCalls,
  ...tasksCalls,
  ...usersCalls,
  ...handoutCalls,
  ...holdersCalls,
  ...teamCalls,
  ...workCalls,
};

export { desktopCalls };

export type DataCalls = typeof dataCalls;
export type DesktopCalls = typeof desktopCalls;
type AllCalls = DataCalls & DesktopCalls;
export type CallName = keyof AllCalls;
export type Input<N extends CallName> = InputOf<AllCalls[N]>;
export type Output<N extends CallName> = OutputOf<AllCalls[N]>;

/** Pushed to the page: something was recorded (here or by another process), or long work goes on. */
export type PushEvent =
  | { type: 'changed'; revision: number }
  /** What is being done, in words; total and whole seconds left are null while they cannot be told, `unit` where figures say nothing to people. */
  | {
      type: 'progress';
      what: string;
      unit: 'row' | 'record' | null;
      rows: number;
      total: number | null;
      secondsLeft: number | null;
    }
  | { type: 'dataLost'; message: string };

/** What the preload puts on `window.duebook`; nothing else reaches the page. */
export interface Bridge {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  onPush(listener: (event: PushEvent) => void): () => void;
  /** Registers dropped files with the main process; the page gets tokens. */
  registerFiles(files: File[]): Promise<{ token: string; name: string; bytes: number }[]>;
}
