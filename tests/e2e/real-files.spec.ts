import { basename, join } from 'node:path';
import type { BatchRow } from '@shared/contract/imports';
import { BLOCKED, DATA, present, TAKEN } from '../real/files';
import { expect, test } from './support/app';

/** Refused while the portfolio is empty: what they pay comes with the invoices. */
const PAYMENTS = ['invoiceninja-fixtures/payments.csv', 'poulomi-linked-ar/Payments.csv'];

test('every public file goes through the window: refused with its reason, or recorded with all its rows', async ({
  desk,
}) => {
  test.skip(!present, `${DATA} is not there`);
  test.setTimeout(300_000);
  const { page, duebook } = desk;
  await page.getByLabel('Portfolio name').fill('Public files');
  await page.getByLabel('Your name').fill('Ana Prieto');
  await page.getByLabel('Base currency').fill('USD');
  await page.getByRole('button', { name: 'Start a portfolio' }).click();
  await expect(page.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible();
  const drop = (path: string) => page.getByLabel('Import file').setInputFiles(join(DATA, path));
  const record = async (path: string) => {
    await drop(path);
    await page.getByRole('button', { name: /^Import [\d,]+ rows?/ }).click({ timeout: 30_000 });
    await expect(page.getByText(`Recorded: ${basename(path)}`)).toBeVisible({ timeout: 30_000 });
  };

  for (const [path, , why] of BLOCKED) {
    await drop(path);
    await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
  expect(duebook<BatchRow[]>('imports')).toEqual([]);

  for (const [path] of TAKEN) await record(path);
  for (const path of PAYMENTS) await record(path);
  const batches = duebook<BatchRow[]>('imports');
  expect(batches).toHaveLength(TAKEN.length + PAYMENTS.length);
  for (const [path, { kind, rows }] of TAKEN)
    expect(batches.filter((batch) => batch.fileName === basename(path))).toMatchObject([{ kind, rows }]);
  expect(duebook<{ ok: boolean; problems: string[] }>('check')).toEqual({ ok: true, problems: [] });
});
