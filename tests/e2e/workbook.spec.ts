import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dateCell, workbook } from '../data/import/workbooks';
import { expect, test } from './support/app';

test('a workbook with two lists asks which sheet, and takes the one chosen', async ({ desk }) => {
  const { page, folder, duebook } = desk;
  await page.getByLabel('Portfolio name').fill('Northern book');
  await page.getByLabel('Your name').fill('Ana Prieto');
  await page.getByLabel('Base currency').fill('USD');
  await page.getByRole('button', { name: 'Start a portfolio' }).click();
  await expect(page.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible();

  const head = ['Customer No', 'Customer', 'Invoice No', 'Due Date', 'Open Amount'];
  const file = join(folder, 'open items.xlsx');
  writeFileSync(
    file,
    workbook({
      Germany: [head, ['0007', 'Ada', 'R1', dateCell(46326), 10.5]],
      France: [head, ['0008', 'Bob', 'R2', dateCell(46327), 1234.5]],
    }),
  );
  await page.getByLabel('Import file').setInputFiles(file);
  const question = page.getByRole('region', { name: 'To be answered first' });
  await expect(question.getByRole('alert')).toContainText('"Germany", "France"');
  await question.getByRole('button', { name: 'France' }).click();

  await expect(page.getByLabel('Sheet')).toHaveValue('France');
  await expect(page.getByRole('table', { name: 'Columns' })).toContainText('1234.5');
  await page.getByLabel('Sheet').selectOption('Germany');
  await expect(page.getByRole('table', { name: 'Columns' })).toContainText('10.5');
  await page.getByRole('button', { name: /^Import 1 row/ }).click();
  await expect(page.getByText('Recorded: open items.xlsx')).toBeVisible();
  const customers = duebook<{ key: string; name: string; open: object[] }[]>('customers');
  expect(customers).toMatchObject([{ key: '0007', name: 'Ada', open: [{ currency: 'USD', minor: 1050 }] }]);
});
