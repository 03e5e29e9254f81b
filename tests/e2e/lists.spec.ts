import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { type Desk, expect, test } from './support/app';

test.use({ sample: true });

/** The save dialog answers with this path. */
async function answerWith({ app }: Desk, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, filePath);
}

const read = (path: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;

test('lists are saved as they stand on the screen', async ({ desk }) => {
  const { page, duebook } = desk;
  const folder = mkdtempSync(join(tmpdir(), 'duebook-e2e-lists-'));
  const path = (name: string) => join(folder, name);
  const said = async (words: RegExp) => {
    await expect(page.getByText(words)).toBeVisible();
    await page.getByRole('button', { name: 'Close this message' }).first().click();
  };
  const go = (hash: string) =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);

  await test.step('today’s list: the same customers in the same order', async () => {
    const listed = page.getByRole('listbox', { name: "Today's list" });
    await expect(listed.getByRole('option').first()).toBeVisible({ timeout: 60_000 });
    await answerWith(desk, path('today.csv'));
    await page.getByRole('button', { name: 'save list…' }).click();
    await said(/^today\.csv saved: [\d,]+ rows, .* to collect, as of /);
    const ranks = new Map(read(path('today.csv')).map((row) => [Number(row.Rank), row['Customer key']]));
    const { items } = duebook<{ items: { rank: number; key: string }[] }>('agenda');
    expect([...ranks]).toEqual(items.map(({ rank, key }) => [rank, key]));
  });

  await test.step('the items that a filter leaves, and all of them', async () => {
    await go('#/items');
    await page.getByLabel('Filter items').fill('disputed');
    const grid = page.getByRole('grid', { name: 'Items' });
    await expect(page.getByText(/\d+ of \d+ open items shown/)).toBeVisible();
    const shown = Number(await grid.getAttribute('aria-rowcount')) - 1;
    await answerWith(desk, path('disputed.csv'));
    await page.getByRole('button', { name: 'Save list…' }).click();
    await said(/^disputed\.csv saved: /);
    const rows = read(path('disputed.csv'));
    expect(rows).toHaveLength(shown);
    expect(rows.every((row) => row.Disputed === 'yes')).toBe(true);
    await page.getByText('By customer', { exact: true }).click();
    await page.getByLabel('Filter items').fill('');
    await answerWith(desk, path('aging.xlsx'));
    await page.getByRole('button', { name: 'Save list…' }).click();
    await said(/^aging\.xlsx saved: [\d,]+ rows, .* open, as of /);
    expect(readFileSync(path('aging.xlsx')).subarray(0, 2).toString()).toBe('PK');
  });

  await test.step('a name without an ending is refused in words, and nothing is written', async () => {
    await answerWith(desk, path('aging'));
    await page.getByRole('button', { name: 'Save list…' }).click();
    await said(/aging does not end in \.csv or \.xlsx/);
    expect(existsSync(path('aging'))).toBe(false);
  });

  await test.step('the activities, by the palette; private notes stay here', async () => {
    await answerWith(desk, path('activities.csv'));
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('all activities');
    await page.keyboard.press('Enter');
    await said(/^activities\.csv saved: [\d,]+ rows.* Private notes are left out\.$/);
    const written = read(path('activities.csv')).length;
    const { rows } = duebook<{ rows: number }>('export', path('all.csv'), '--what', 'activities', '--private-notes');
    expect(written).toBeGreaterThan(100);
    expect(rows).toBeGreaterThan(written);
  });
});
