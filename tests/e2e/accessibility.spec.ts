import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app';

const VIEWS = [
  'today',
  'customers',
  'items',
  'commitments',
  'import',
  'exchange',
  'exchange/merge',
  'exchange/hand-out',
  'exchange/holders',
  'exchange/folder',
  'exchange/team',
  'settings',
];

/** axe in the page itself: Electron cannot open the second page its usual mode wants. */
async function problems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} ${node.failureSummary}`));
}

test.describe('axe finds nothing', () => {
  test.use({ sample: true });

  for (const scheme of ['light', 'dark'] as const)
    test(`on every view, ${scheme}`, async ({ desk: { page } }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await expect(page.getByRole('listbox', { name: "Today's list" }).getByRole('option').first()).toBeVisible({
        timeout: 60_000,
      });
      for (const view of VIEWS) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, `#/${view}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await problems(page), view).toEqual([]);
      }
    });

  test('in what an import changed, and in the form of a layout', async ({ desk: { page } }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(page.getByRole('listbox', { name: "Today's list" }).getByRole('option').first()).toBeVisible({
      timeout: 60_000,
    });
    await page.evaluate(() => {
      location.hash = '#/import';
    });
    await page
      .getByRole('button', { name: /^What open-items/ })
      .first()
      .click();
    await expect(page.getByRole('table', { name: 'What it changed' })).toBeVisible();
    expect(await problems(page), 'what it changed').toEqual([]);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Edit / })
      .first()
      .click();
    await expect(page.getByRole('table', { name: 'Columns of the layout' })).toBeVisible();
    expect(await problems(page), 'layout').toEqual([]);
  });

  test('while a call is written down, in the key list and in the palette', async ({ desk: { page } }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const list = page.getByRole('listbox', { name: "Today's list" });
    await expect(list.getByRole('option').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'Open items' })).toBeVisible();
    await page.keyboard.press('p');
    await expect(page.getByLabel('Promised for')).toBeVisible();
    expect(await problems(page), 'composer').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await problems(page), 'palette').toEqual([]);
  });
});

test('axe finds nothing on the first run', async ({ desk: { page } }) => {
  await expect(page.getByRole('button', { name: 'Load the sample portfolio' })).toBeVisible();
  expect(await problems(page)).toEqual([]);
});
