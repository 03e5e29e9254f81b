import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/app';

/** Under the 20 % that a complete list may close unasked. */
function list(...rows: [number: string, open: number, due: string][]): string {
  const lines = rows.map(([number, open, due]) => `C1,Ada GmbH,${number},2026-09-24,${due},${open}`);
  return ['Customer No,Customer,Invoice No,Invoice Date,Due Date,Open Amount', ...lines].join('\n');
}

test('a complete list says how each vanished item is closed; what replaced one goes on with its age and its promise', async ({
  desk,
}) => {
  const { page, folder, duebook } = desk;
  await page.getByLabel('Portfolio name').fill('Northern book');
  await page.getByLabel('Your name').fill('Ana Prieto');
  await page.getByLabel('Base currency').fill('EUR');
  await page.getByRole('button', { name: 'Start a portfolio' }).click();
  await expect(page.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible();

  const before = join(folder, 'before.csv');
  const after = join(folder, 'after.csv');
  const stays = ['INV-103', 900, '2026-11-30'] as const;
  writeFileSync(
    before,
    list(['INV-100', 100, '2026-10-24'], ['INV-101', 60, '2026-10-31'], ['INV-102', 50, '2026-10-31'], [...stays]),
  );
  duebook('import', before, '--list-date', '2026-11-10', '--complete', '--as-of', '2026-11-10');
  duebook(
    'promise',
    'C1',
    '--amount',
    '100.00',
    '--currency',
    'EUR',
    '--date',
    '2026-11-25',
    '--item',
    'INV-100',
    '--as-of',
    '2026-11-12',
  );
  writeFileSync(after, list(['INV-100-B', 100, '2026-12-10'], [...stays]));

  await page.getByLabel('Import file').setInputFiles(after);
  await page.getByLabel('List date').fill('2026-11-20');
  await page.getByRole('switch', { name: 'Complete list' }).click();
  await page.getByRole('button', { name: /^Vanished 3/ }).click();
  const table = page.getByRole('table', { name: 'Vanished' });
  await expect(table).toContainText('INV-100-B names it');
  const reason = (number: string) => table.getByLabel(`${number} is closed as`);
  await expect(reason('INV-100')).toHaveValue('replaced by INV-100-B');
  await expect(reason('INV-101')).toHaveValue('paid');

  await page.getByText('Read as').click();
  await expect(page.getByLabel('Column names in row')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.join(' ')}`))).toEqual([]);

  // A proposal is a proposal: another reason can be said, and the proposed one again.
  await reason('INV-100').selectOption('Credited');
  await expect(reason('INV-100')).toHaveValue('credited');
  await reason('INV-100').selectOption('Replaced by INV-100-B');
  await table.getByLabel('Tick INV-101').check();
  await table.getByLabel('Tick INV-102').check();
  await page.getByLabel('Close the 2 ticked items as').selectOption('Written off');
  await expect(reason('INV-102')).toHaveValue('written_off');

  await page.getByRole('button', { name: /^Import 2 rows/ }).click();
  await expect(page.getByText('Recorded: after.csv')).toBeVisible();

  expect(
    duebook<{ items: { number: string }[]; state: string }[]>('commitments', '--as-of', '2026-11-20'),
  ).toMatchObject([{ state: 'open', promised: 10000 }]);
  await page.getByLabel('As-of date', { exact: true }).fill('2026-11-20');
  await page.evaluate(() => {
    location.hash = '#/customers';
  });
  await page.getByRole('row', { name: /C1/ }).first().dblclick();
  const items = page.getByRole('region', { name: 'Open items' });
  await expect(items).toContainText('INV-100-B');
  await expect(items).toContainText('24 Oct');
});
