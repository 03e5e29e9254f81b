import { randomUUID } from 'node:crypto';
import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type DesktopCalls, desktopCalls, type Input, type Output } from '@shared/contract';
import type { PickedFile } from '@shared/contract/desktop';
import { Refusal, type Result } from '@shared/contract/errors';
import { mailtoLink } from '@shared/domain/mail-link';
import { BrowserWindow, dialog, ipcMain, shell } from 'electron';
import * as v from 'valibot';
import type { DataProcess } from './data-process';
import { fileDialogs } from './file-dialogs';
import { composeEml } from './mail';
import { isOurPage } from './security';

export type DesktopHandlers = { [N in keyof DesktopCalls]: (input: Input<N>) => Promise<Output<N>> };

/** What only the shell can do for the page: dialogs, dropped files, the user's mail program. */
export function answerDesktopCalls(data: DataProcess): void {
  const register = async (path: string): Promise<PickedFile> => {
    const token = randomUUID();
    await data.registerFile(token, path);
    const bytes = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    return { token, name: basename(path), bytes };
  };

  const handlers: DesktopHandlers = {
    ...fileDialogs(register, ownWindow),
    'desktop.openMail': async (mail) => {
      const link = mailtoLink(mail);
      if (link === null)
        throw new Refusal('bad_input', 'The text is too long for a mail link. Open it as a mail file (.eml) instead.');
      await shell.openExternal(link);
      return null;
    },
    'desktop.openEml': async (mail) => {
      const folder = await mkdtemp(join(tmpdir(), 'duebook-mail-'));
      const path = join(folder, 'confirmation.eml');
      await writeFile(path, await composeEml(mail));
      const refused = await shell.openPath(path);
      if (refused)
        throw new Refusal('bad_input', `No mail program opened the draft (${refused}). It is kept at ${path}.`);
      return { fileName: path };
    },
    'desktop.saveText': async ({ fileName, content }) => {
      const chosen = await dialog.showSaveDialog(ownWindow(), { defaultPath: basename(fileName) });
      if (chosen.canceled || !chosen.filePath) return { saved: false, fileName: '' };
      await writeFile(chosen.filePath, content);
      return { saved: true, fileName: basename(chosen.filePath) };
    },
  };

  ipcMain.handle('duebook:desktop', async (event, name: string, input: unknown): Promise<Result<unknown>> => {
    if (!fromOurPage(event)) return { ok: false, error: { code: 'bad_input', message: 'Not our page.' } };
    try {
      if (!Object.hasOwn(desktopCalls, name)) throw new Refusal('bad_input', `There is no call “${name}”.`);
      const known = name as keyof DesktopCalls;
      const parsed = v.parse(desktopCalls[known].input as v.GenericSchema, input);
      const run = handlers[known] as (input: unknown) => Promise<unknown>;
      return { ok: true, value: await run(parsed) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, error: { code: error instanceof Refusal ? error.code : 'internal', message } };
    }
  });
  ipcMain.handle('duebook:files', async (event, paths: unknown): Promise<PickedFile[]> => {
    if (!fromOurPage(event)) return [];
    return Promise.all(v.parse(v.array(v.string()), paths).filter(Boolean).map(register));
  });
}

function fromOurPage(event: Electron.IpcMainInvokeEvent): boolean {
  return event.senderFrame === event.sender.mainFrame && isOurPage(event.senderFrame?.url ?? '');
}

function ownWindow(): BrowserWindow {
  return BrowserWindow.getAllWindows()[0] as BrowserWindow;
}
