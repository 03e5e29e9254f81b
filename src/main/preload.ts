import type { Bridge, PushEvent } from '@shared/contract';
import type { Result } from '@shared/contract/errors';
import { contextBridge, ipcRenderer, webUtils } from 'electron';

/**
 * The only bridge to the page: a call by name, pushes, and tokens for dropped files. Data calls go over a MessagePort
 * straight to the data process; calls queue here until the port has arrived.
 */
const waiting = new Map<number, (result: Result<never>) => void>();
const listeners = new Set<(event: PushEvent) => void>();
let nextId = 1;

const portReady = new Promise<MessagePort>((resolve) => {
  ipcRenderer.on('duebook:port', (event) => {
    const port = event.ports[0];
    if (!port) return;
    port.onmessage = ({ data }) => {
      if (data.push) {
        for (const listener of listeners) listener(data.push);
        return;
      }
      waiting.get(data.id)?.(data.result);
      waiting.delete(data.id);
    };
    resolve(port);
  });
});
ipcRenderer.on('duebook:push', (_event, pushed: PushEvent) => {
  for (const listener of listeners) listener(pushed);
  if (pushed.type === 'dataLost') answerEverything(pushed.message);
});

/** The data process is gone: whoever waits, or asks from now on, is told so instead of waiting for ever. */
let lost: string | null = null;
function answerEverything(message: string): void {
  lost = message;
  for (const resolve of waiting.values()) resolve(failure(message));
  waiting.clear();
}

function failure(message: string): Result<never> {
  return { ok: false, error: { code: 'internal', message } };
}

async function callData(name: string, input: unknown): Promise<Result<never>> {
  const port = await portReady;
  if (lost !== null) return failure(lost);
  const id = nextId++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    port.postMessage({ id, name, input });
  });
}

const bridge: Bridge = {
  call: (name, input) =>
    name.startsWith('desktop.') ? ipcRenderer.invoke('duebook:desktop', name, input) : callData(name, input),
  onPush: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  registerFiles: (files) =>
    ipcRenderer.invoke(
      'duebook:files',
      files.map((file) => webUtils.getPathForFile(file)),
    ),
};

contextBridge.exposeInMainWorld('duebook', bridge);
ipcRenderer.send('duebook:hello');
