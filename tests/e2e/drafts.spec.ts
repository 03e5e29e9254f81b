import { expect, test } from './support/app';

test.use({ sample: true });

test('what was typed is there again after the window was closed at once', async ({ desk }) => {
  const list = (page: typeof desk.page) => page.getByRole('listbox', { name: "Today's list" });
  await expect(list(desk.page).getByRole('option').first()).toBeVisible({ timeout: 60_000 });
  await expect(desk.page.getByRole('region', { name: 'Open items' })).toBeVisible();
  await desk.page.keyboard.press('c');
  await desk.page.keyboard.press('1');
  await desk.page.getByLabel('Note').fill('Approval is with the site manager.');

  const page = await desk.reopen();
  await expect(list(page).getByRole('option').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Open items' })).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByLabel('Note')).toHaveValue('Approval is with the site manager.');
});
