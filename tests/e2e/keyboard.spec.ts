import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Desk, expect, tabTo, test } from './support/app';

test.use({ sample: true });

const MIRIAM = 'Miriam Aldenhoff';
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

async function opened({ page }: Desk): Promise<void> {
  await expect(page.getByRole('listbox', { name: "Today's list" }).getByRole('option').first()).toBeVisible({
    timeout: 60_000,
  });
}

/** What the system's dialog for opening answers. */
async function answer({ app }: Desk, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('textbox').fill(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('the focus goes with the view, and stays near what is taken away from under it', async ({ desk }) => {
  const { page, folder, duebook } = desk;
  const files = mkdtempSync(join(tmpdir(), 'duebook-e2e-files-'));
  await opened(desk);
  for (const name of ['one', 'two']) duebook('export', join(files, `${name}.duebook`), '--user', MIRIAM);
  writeFileSync(join(files, 'notes.duebook'), 'no exchange file at all');

  await test.step('another view is announced by its heading; Tab begins there', async () => {
    for (const [key, name] of [
      [2, 'Customers'],
      [3, 'Items'],
      [4, 'Commitments'],
      [5, 'Import'],
      [7, 'Settings'],
      [1, 'Today'],
      [6, 'Exchange: Files'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`);
      await expect(heading(page, name)).toBeFocused();
    }
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Files', exact: true })).toBeFocused();
    await find(page, 'shared folder');
    await expect(heading(page, 'Exchange: Shared folder')).toBeFocused();
  });

  await test.step('a preview takes the focus when it is there, and Esc leaves it', async () => {
    await page.keyboard.press('Control+6');
    await expect(heading(page, 'Exchange: Files')).toBeFocused();
    await answer(desk, join(files, 'one.duebook'));
    await page.keyboard.press('f');
    await expect(page.getByRole('region', { name: 'The file' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(heading(page, 'Exchange: Files')).toBeFocused();
    expect(duebook('check')).toEqual({ ok: true, problems: [] });
  });

  await test.step('of several files one is looked at and left out: the focus comes back to its line, and to the next', async () => {
    await answer(desk, files);
    await tabTo(page, 'Choose a folder of files');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: '3 files of colleagues' })).toBeFocused();
    await expect(page.getByText('Reading…')).toHaveCount(0);
    await tabTo(page, 'Look at notes.duebook');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'notes.duebook cannot be merged' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Look at notes.duebook' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /^one\.duebook/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(heading(page, 'Exchange: Files')).toBeFocused();
  });

  await test.step('a button that cannot be used for a while has the focus back afterwards', async () => {
    const shared = join(folder, 'shared');
    mkdirSync(shared);
    await answer(desk, shared);
    await find(page, 'shared folder');
    await expect(heading(page, 'Exchange: Shared folder')).toBeFocused();
    await page.keyboard.press('f');
    const now = page.getByRole('button', { name: 'Collect and publish now' });
    await expect(now).toBeEnabled({ timeout: 60_000 });
    await tabTo(page, 'Collect and publish now');
    await page.keyboard.press('Enter');
    await expect(now).toBeFocused();
  });
});

test('the shared folder says in the header and on its page how it stands', async ({ desk }) => {
  const { page, folder } = desk;
  await opened(desk);
  const shared = join(folder, 'Team');
  mkdirSync(shared);
  await answer(desk, shared);
  const chip = page.getByRole('link', { name: /^Shared folder: / });
  const stands = async (words: string, said: RegExp) => {
    await page.keyboard.press('Control+Enter');
    await expect(chip).toHaveText(`Folder: ${words}`);
    await expect(page.getByRole('region', { name: 'Team', exact: true })).toContainText(said);
  };
  await find(page, 'shared folder');
  await expect(heading(page, 'Exchange: Shared folder')).toBeFocused();
  await expect(chip).toHaveCount(0);
  await page.keyboard.press('f');
  await expect(chip).toHaveText('Folder: Up to date', { timeout: 60_000 });

  const root = join(shared, readdirSync(shared)[0] as string);
  const card = join(root, 'portfolio.json');
  const before = readFileSync(card, 'utf8');
  const kept = 'all that is recorded stays on this computer';
  writeFileSync(card, before.replace('"format":1', '"format":2'));
  await stands('Needs a newer Duebook', new RegExp(`update this one.*${kept}`));
  writeFileSync(card, '{"half');
  await stands('Cannot be read', new RegExp(`portfolio\\.json is whole.*${kept}`));
  writeFileSync(card, before);
  renameSync(shared, `${shared} gone`);
  await stands('Cannot be reached', new RegExp(`see that its drive is connected.*${kept}`));
  renameSync(`${shared} gone`, shared);
  const colleague = join(root, '00000000000000aa');
  mkdirSync(colleague);
  const own = readdirSync(root).find((name) => /^[0-9a-f]{16}$/.test(name) && name !== '00000000000000aa') as string;
  const bytes = readFileSync(join(root, own, '000001.duebook'));
  writeFileSync(join(colleague, '000001.duebook'), bytes.subarray(0, 3000));
  await stands('Waiting for files', /1 file on the way.*nothing to do/);
  writeFileSync(join(colleague, '000001.duebook'), 'no exchange file at all');
  await stands('Needs a look', /1 file that cannot be read.*tried again/);

  await find(page, 'pause the shared');
  await expect(chip).toHaveText('Folder: Paused');
  await find(page, 'go on with the shared');
  await expect(chip).toHaveText('Folder: Needs a look');
  await find(page, 'stop using the shared');
  await expect(chip).toHaveCount(0);
  expect(readFileSync(card, 'utf8')).toBe(before);
});
