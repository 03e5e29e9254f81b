import { join } from 'node:path';
import { type MessagePortMain, utilityProcess } from 'electron';

export interface DataProcess {
  /** Hands the page's end of a channel to the data process. */
  connect: (port: MessagePortMain) => void;
  /**
   * Says which file a token stands for; resolves when the data process knows it, or is gone. The page's calls come by a channel of their own, and one that
   * names the token could be there sooner.
   */
  registerFile: (token: string, path: string) => Promise<void>;
  /** Finishes the running call, closes the database and resolves; at the latest after `CLOSE_MS`. */
  close: () => Promise<void>;
  onLost: (listener: () => void) => void;
}

/** Longer than the data process gives pages and shared folders for their last words: it is ended only when it hangs. */
const CLOSE_MS = 15_000;

/** Starts the process that alone touches SQLite; `userData` is the folder of this
 * installation; `sampleOf` fills an empty database with the sample of that day. */
export function startDataProcess(databaseFile: string, userData: string, sampleOf: string | null): DataProcess {
  const child = utilityProcess.fork(join(import.meta.dirname, 'data.js'), [], { serviceName: 'Duebook data' });
  child.postMessage({ type: 'open', databaseFile, userData, sampleOf });
  let closing = false;
  const lost = new Set<() => void>();
  let gone = false;
  const registering = new Map<string, () => void>();
  child.on('message', ({ registered }: { registered: string }) => {
    registering.get(registered)?.();
    registering.delete(registered);
  });
  child.on('exit', () => {
    gone = true;
    for (const done of registering.values()) done();
    if (!closing) for (const listener of lost) listener();
  });
  return {
    connect: (port) => child.postMessage({ type: 'connect' }, [port]),
    registerFile: (token, path) =>
      new Promise((resolve) => {
        if (gone) return resolve();
        registering.set(token, resolve);
        child.postMessage({ type: 'file', token, path });
      }),
    close: () =>
      new Promise((resolve) => {
        closing = true;
        const timer = setTimeout(() => {
          child.kill();
          resolve();
        }, CLOSE_MS);
        child.once('exit', () => {
          clearTimeout(timer);
          resolve();
        });
        child.postMessage({ type: 'close' });
      }),
    onLost: (listener) => lost.add(listener),
  };
}
