import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';

const root = resolve(import.meta.dirname, '../../..');

export interface Desk {
  app: ElectronApplication;
  page: Page;
  /** The window's user-data folder; its database is shared with `duebook()`. */
  folder: string;
  /** One command of the command line on the window's database; its JSON answer. */
  duebook: <T>(...words: string[]) => T;
  /** Closes the window and opens it again on the same data. */
  reopen: () => Promise<Page>;
}

interface Options {
  /** Open on the sample portfolio. */
  sample: boolean;
}

/** A real Electron window on a new user-data folder; `close` ends it and removes the folder. */
export async function openDesk(sample: boolean): Promise<Desk & { close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'duebook-e2e-'));
  const env = { ...process.env, DUEBOOK_USER_DATA: folder, DUEBOOK_DEMO: sample ? '1' : '0' } as Record<string, string>;
  const duebook = <T>(...words: string[]): T =>
    JSON.parse(
      execFileSync(process.execPath, [join(root, 'scripts/duebook.mjs'), ...words, '--json'], {
        cwd: root,
        env,
        encoding: 'utf8',
      }),
    ) as T;
  const launch = () =>
    _electron.launch({
      executablePath: process.env.DUEBOOK_ELECTRON,
      args: [...(JSON.parse(process.env.DUEBOOK_ELECTRON_ARGS ?? '[]') as string[]), root],
      env,
    });
  const desk = {
    app: await launch(),
    page: null as unknown as Page,
    folder,
    duebook,
    reopen: async () => {
      await desk.app.close();
      desk.app = await launch();
      desk.page = await desk.app.firstWindow();
      return desk.page;
    },
    close: async () => {
      await desk.app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  desk.page = await desk.app.firstWindow();
  return desk;
}

export const test = base.extend<{ desk: Desk } & Options>({
  sample: [false, { option: true }],
  desk: async ({ sample }, use) => {
    const desk = await openDesk(sample);
    await use(desk);
    await desk.close();
  },
});

export { expect };

export async function setAsOf(page: Page, date: string): Promise<void> {
  await page.getByLabel('As-of date', { exact: true }).fill(date);
}

/** Walks with Tab to the field of that label, as a hand on the keyboard does. */
export async function tabTo(page: Page, label: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const here = await page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement | null;
      return field?.getAttribute('aria-label') ?? field?.labels?.[0]?.textContent ?? field?.textContent ?? '';
    });
    if (here.startsWith(label)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached “${label}”`);
}
