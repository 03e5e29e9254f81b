import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Desk, expect, tabTo, test } from './support/app';

test.use({ sample: true });

const ITEMS = 200_000;

/** A colleague's file of the same portfolio, with a long list more than the window has, and how many activities it holds. */
function bigFile({ folder, duebook }: Desk): { file: string; activities: number } {
  const [list, copy, file] = ['big.csv', 'colleague.db', 'big.duebook'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const rows = Array.from(
    { length: ITEMS },
    (_, n) => `K${n % 4000};Firm ${n % 4000};X${n};2026-09-01;2026-10-01;EUR;9.00`,
  );
  const head = 'Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Amount';
  writeFileSync(list, [head, ...rows].join('\n'));
  duebook('backup', copy);
  duebook('import', list, '--db', copy, '--source', 'bulk', '--kind', 'open-items', '--list-date', '2026-11-01');
  const { activities } = duebook<{ activities: number }>('export', file, '--db', copy);
  return { file, activities };
}

test('a big merge shows how far it is, is stopped without a trace, and leaves Today in use while it runs to its end', async ({
  desk,
}) => {
  test.setTimeout(300_000);
  const { page, folder, duebook } = desk;
  const list = page.getByRole('listbox', { name: "Today's list" });
  await expect(list.getByRole('option').first()).toBeVisible({ timeout: 60_000 });
  const { file, activities } = bigFile(desk);
  // What begins with a capital is the browser's own ("Preferences"), and appears when it likes.
  const ownFiles = () => readdirSync(folder).filter((name) => /^[^A-Z]/.test(name) && name !== 'backups');
  const state = () => ({ imports: duebook('imports'), customers: duebook('customers'), files: ownFiles() });
  const before = state();
  const bar = page.getByRole('progressbar', { name: 'Reading big.duebook' });

  await test.step('reading it is stopped by Esc, and begun again', async () => {
    await page.evaluate(() => {
      location.hash = '#/exchange';
    });
    await page.getByLabel('Exchange files').setInputFiles(file);
    await expect(page.getByRole('status').filter({ hasText: 'Reading the records' })).toBeVisible();
    await expect(bar).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'big.duebook was not read to its end' })).toContainText(
      'Nothing was changed',
    );
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('region', { name: 'The file' })).toContainText('big.duebook', { timeout: 60_000 });
  });

  const start = () => page.getByRole('button', { name: 'Merge', exact: true }).click();
  const merging = page.getByRole('status').filter({ hasText: 'Merging the records' });

  await test.step('the merge is stopped while it writes: nothing was changed, and the screen says so', async () => {
    await start();
    await expect(merging).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/ of 2\d\d,\d{3} records/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alert')).toContainText('The merge was stopped. Nothing was changed');
    expect(state()).toEqual(before);
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });

  await test.step('Today is in use while it runs to its end, and a call logged meanwhile is kept', async () => {
    await start();
    await page.evaluate(() => {
      location.hash = '#/today';
    });
    await expect(list.getByRole('option').first()).toBeVisible();
    await list.focus();
    await page.keyboard.press('c');
    await page.keyboard.press('1');
    await tabTo(page, 'Note');
    await page.keyboard.type('Said while a merge was running.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/big\.duebook merged: /)).toBeVisible({ timeout: 120_000 });
    await page.evaluate(() => {
      location.hash = '#/exchange/merge';
    });
    await expect(page.getByRole('status', { name: 'Merged' })).toContainText('big.duebook');
    expect(duebook('check')).toEqual({ ok: true, problems: [] });
    expect(duebook<unknown[]>('imports')).toHaveLength((before.imports as unknown[]).length + 1);
    expect(duebook('export', join(folder, 'after.duebook'))).toMatchObject({ activities: activities + 1 });
  });
});
