import { join } from 'node:path';
import { app, Menu } from 'electron';
import { startDataProcess } from './data-process';
import { answerDesktopCalls } from './desktop';
import { denyEverythingForeign, servePage } from './security';
import { openWindow } from './window';

/** One instance per user-data folder; one window on its portfolio. */
if (process.env.DUEBOOK_USER_DATA) app.setPath('userData', process.env.DUEBOOK_USER_DATA);
// Root can only run without the operating system's sandbox (the launcher says so); everybody else gets it for every process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

if (!app.requestSingleInstanceLock()) {
  console.error('Duebook is already open on this user-data folder; that window was brought to the front.');
  app.exit(0);
} else {
  denyEverythingForeign();
  app.whenReady().then(() => {
    // The data process starts while the window is being made.
    const userData = app.getPath('userData');
    const data = startDataProcess(join(userData, 'portfolio.duebook.db'), userData, demoDay());
    servePage();
    Menu.setApplicationMenu(menu());
    answerDesktopCalls(data);
    const window = openWindow(data);
    app.on('second-instance', () => {
      if (window.isMinimized()) window.restore();
      window.focus();
    });
    let closed = false;
    // The windows are closed by then, and their last drafts posted.
    app.on('will-quit', (event) => {
      if (closed) return;
      event.preventDefault();
      void data.close().then(() => {
        closed = true;
        app.quit();
      });
    });
    app.on('window-all-closed', () => app.quit());
  });
}

/** Everything has its key in the window; macOS alone takes copy, paste and quit from the menu. */
function menu(): Menu | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}

/** The demo opens on a sample portfolio that ends today, by this computer's calendar. */
function demoDay(): string | null {
  return process.env.DUEBOOK_DEMO === '1' ? new Date().toLocaleDateString('sv-SE') : null;
}
