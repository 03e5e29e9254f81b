import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { PickedFile } from '@shared/contract/desktop';
import { type BrowserWindow, dialog, type FileFilter } from 'electron';
import type { DesktopHandlers } from './desktop';

const EXCHANGE_FILES = [{ name: 'Duebook exchange files', extensions: ['duebook'] }];
const LIST_FILES = [
  { name: 'Excel workbook', extensions: ['xlsx'] },
  { name: 'CSV', extensions: ['csv'] },
];

type Dialogs = Pick<DesktopHandlers, Extract<keyof DesktopHandlers, `desktop.pick${string}`>>;

/** The dialogs that choose files and folders; the page gets a token and a name for each, never a path. */
export function fileDialogs(register: (path: string) => Promise<PickedFile>, ownWindow: () => BrowserWindow): Dialogs {
  const pickFolder = async (title: string): Promise<string | null> => {
    const picked = await dialog.showOpenDialog(ownWindow(), {
      title,
      properties: ['openDirectory', 'createDirectory'],
    });
    return picked.filePaths[0] ?? null;
  };
  const pickTarget = async (fileName: string, filters: FileFilter[]): Promise<PickedFile | null> => {
    const chosen = await dialog.showSaveDialog(ownWindow(), { defaultPath: basename(fileName), filters });
    return chosen.canceled || !chosen.filePath ? null : register(chosen.filePath);
  };
  return {
    'desktop.pickFiles': async () => {
      const picked = await dialog.showOpenDialog(ownWindow(), {
        title: 'Choose a list to import',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Lists', extensions: ['csv', 'tsv', 'txt', 'xlsx'] },
          { name: 'All files', extensions: ['*'] },
        ],
      });
      return Promise.all(picked.filePaths.map(register));
    },
    'desktop.pickExchangeFiles': async () => {
      const picked = await dialog.showOpenDialog(ownWindow(), {
        title: 'Choose files of colleagues to merge',
        properties: ['openFile', 'multiSelections'],
        filters: [...EXCHANGE_FILES, { name: 'All files', extensions: ['*'] }],
      });
      return Promise.all(picked.filePaths.map(register));
    },
    'desktop.pickExchangeFolder': async () => {
      const folder = await pickFolder('Choose the folder with the files that came back');
      if (folder === null) return null;
      const names = (await readdir(folder)).filter((name) => extname(name).toLowerCase() === '.duebook').sort();
      return { folder: basename(folder), files: await Promise.all(names.map((name) => register(join(folder, name)))) };
    },
    'desktop.pickTarget': ({ fileName }) => pickTarget(fileName, EXCHANGE_FILES),
    'desktop.pickListTarget': ({ fileName }) => pickTarget(fileName, LIST_FILES),
    'desktop.pickTargets': async ({ fileNames }) => {
      const folder = await pickFolder('Choose the folder for the files');
      if (folder === null) return null;
      const taken = new Set<string>();
      const files: PickedFile[] = [];
      for (const name of fileNames) files.push(await register(freePath(folder, basename(name), taken)));
      return { folder: basename(folder), files };
    },
    'desktop.pickFolder': async () => {
      const folder = await pickFolder('Choose the folder you share with your colleagues');
      return folder === null ? null : register(folder);
    },
  };
}

/** `Ana.duebook`, or `Ana (2).duebook` where that is there already: no file of before is written over. */
function freePath(folder: string, name: string, taken: Set<string>): string {
  const ending = extname(name);
  const stem = name.slice(0, name.length - ending.length);
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${stem} (${n})${ending}`);
    if (taken.has(path) || existsSync(path)) continue;
    taken.add(path);
    return path;
  }
}
