import { join } from 'node:path';
import type { PushEvent } from '@shared/contract';
import { BrowserWindow, ipcMain, MessageChannelMain, nativeTheme } from 'electron';
import type { DataProcess } from './data-process';
import { isOurPage, pageUrl } from './security';

/** Settings of the page's process: sandboxed, without Node. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
} as const;

export function openWindow(data: DataProcess): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Duebook',
    // The page's own background, so that nothing flashes white before it paints.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181d' : '#ffffff',
    webPreferences: { ...WEB_PREFERENCES, preload: join(import.meta.dirname, '../preload/index.cjs') },
  });
  window.once('ready-to-show', () => window.show());
  // Each load of the page gets a channel of its own to the data process.
  ipcMain.on('duebook:hello', (event) => {
    if (event.sender !== window.webContents || !isOurPage(event.senderFrame?.url ?? '')) return;
    const { port1, port2 } = new MessageChannelMain();
    data.connect(port1);
    window.webContents.postMessage('duebook:port', null, [port2]);
  });
  data.onLost(() => {
    const lost: PushEvent = {
      type: 'dataLost',
      message: 'The data process stopped. Everything recorded until now is saved; restart Duebook to go on.',
    };
    if (!window.isDestroyed()) window.webContents.send('duebook:push', lost);
  });
  window.loadURL(pageUrl());
  return window;
}
