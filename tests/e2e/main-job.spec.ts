import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSample } from '../../src/main/data/sample/generate';
import { ibmLatePayments } from '../fixtures/layouts';
import { expect, setAsOf, tabTo, test } from './support/app';

/** A Tuesday of the past, seen from the generated history that ends on 30 June 2026. */
const AS_OF = '2026-03-03';

interface AgendaJson {
  items: { rank: number; key: string; name: string; points: number; pin: string | null }[];
}

test('from an accounting export to a morning of calls, a written promise, and its breaking', async ({ desk }) => {
  const { page, folder, duebook } = desk;

  await test.step('start a portfolio', async () => {
    await page.getByLabel('Portfolio name').fill('Northern book');
    await page.getByLabel('Your name').fill('Ana Prieto');
    await page.getByLabel('Base currency').fill('USD');
    await page.getByRole('button', { name: 'Start a portfolio' }).click();
    await expect(page.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible();
  });

  await test.step('import an export in the IBM layout at a past as-of date', async () => {
    await setAsOf(page, AS_OF);
    const file = join(folder, 'late-payments.csv');
    writeFileSync(file, ibmLatePayments(generateSample(7, '2026-06-30')));
    await page.getByLabel('Import file').setInputFiles(file);
    await expect(page.getByRole('table', { name: 'Columns' })).toContainText('SettledDate');
    await expect(page.getByRole('button', { name: /^Import [\d,]+ rows/ })).toBeEnabled();
    await page.getByRole('button', { name: /^Import [\d,]+ rows/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Record/ })
      .click();
    await expect(page.getByText('Recorded: late-payments.csv · ')).toBeVisible();
    await page.getByRole('button', { name: 'Go to Today' }).click();
  });

  const list = page.getByRole('listbox', { name: "Today's list" });
  await expect(list.getByRole('option').first()).toBeVisible();

  await test.step('the command line lists the same customers with the same points', async () => {
    const { items } = duebook<AgendaJson>('agenda', '--as-of', AS_OF);
    expect(items.length).toBeGreaterThan(5);
    for (const [i, item] of items.slice(0, 8).entries()) {
      const option = list.getByRole('option').nth(i);
      await expect(option).toContainText(item.key);
      await expect(option).toContainText(String(item.points));
    }
  });

  const before = duebook<AgendaJson>('agenda', '--as-of', AS_OF, '--limit', 'all').items;
  const [first, second, third] = before as [AgendaJson['items'][0], AgendaJson['items'][0], AgendaJson['items'][0]];
  const open = page.getByRole('region', { name: 'Open items' });

  await test.step('work three customers by keyboard alone', async () => {
    await list.focus();
    // 1: reached
    await page.keyboard.press('c');
    await page.keyboard.press('1');
    await tabTo(page, 'Note');
    await page.keyboard.type('They look into it.');
    await page.keyboard.press('Control+Enter');
    await expect(list.getByRole('option').first()).toContainText(second.key);
    // 2: a voicemail
    await page.keyboard.press('c');
    await page.keyboard.press('2');
    await page.keyboard.press('Control+Enter');
    await expect(list.getByRole('option').first()).toContainText(third.key);
    // 3: a promise for tomorrow on everything due
    await page.keyboard.press('p');
    await tabTo(page, 'Promised for');
    await page.keyboard.type('+1');
    await page.keyboard.press('Control+Enter');
    await expect(list.getByRole('option').filter({ hasText: third.key })).toHaveCount(0);
  });

  await test.step('the list did not move under the hands', async () => {
    const after = duebook<AgendaJson>('agenda', '--as-of', AS_OF, '--limit', 'all').items;
    expect(after).toEqual(before.slice(3));
  });

  await test.step('confirm the promise in writing', async () => {
    const [promise] = duebook<{ written: string; key: string }[]>('commitments', '--as-of', AS_OF);
    expect(promise).toMatchObject({ key: third.key, written: 'oral' });
    await page.getByRole('link', { name: 'Commitments' }).click();
    await page.getByRole('tab', { name: /^Open/ }).click();
    await page.getByRole('row').filter({ hasText: third.key }).first().click();
    await page.getByRole('button', { name: 'Draft confirmation' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Confirm the promise in writing' });
    await expect(dialog.getByLabel('Text')).toHaveValue(/will pay/);
    await dialog.getByRole('button', { name: 'Mark as sent = written' }).click();
    await expect(dialog).toBeHidden();
    const [written] = duebook<{ written: string }[]>('commitments', '--as-of', AS_OF);
    expect(written?.written).toBe('written');
  });

  await test.step('the next business day shows who came back', async () => {
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByRole('button', { name: 'Next business day' }).click();
    await expect(page.getByLabel('As-of date', { exact: true })).toHaveValue('2026-03-04');
    await expect(list.getByRole('option').first()).toBeVisible();
    await expect(list.getByRole('option').filter({ hasText: first.key })).toHaveCount(0);
  });

  await test.step('past its window, the promise waits for a newer file', async () => {
    await setAsOf(page, '2026-03-10');
    await page.getByRole('link', { name: 'Commitments' }).click();
    await page.getByRole('tab', { name: /Window over, no newer file/ }).click();
    await expect(page.getByRole('row').filter({ hasText: third.key })).toContainText('Window over, no newer file');
  });

  await test.step('the next list, in which the item is still open, breaks it', async () => {
    const next = join(folder, 'next-list.csv');
    const [promise] = duebook<{ items: { number: string }[] }[]>('commitments', '--as-of', AS_OF);
    const keep = (promise?.items ?? []).flatMap((item) => ['--keep-open', item.number]);
    duebook('sample', '--next-list', next, ...keep, '--as-of', '2026-03-10');
    await page.getByRole('link', { name: 'Import' }).click();
    await page.getByLabel('Import file').setInputFiles(next);
    const complete = page.getByRole('switch', { name: 'Complete list' });
    await complete.click();
    await expect(complete).toBeChecked();
    const commit = page.getByRole('button', { name: /^Import [\d,]+ rows/ });
    await expect(commit).toBeEnabled();
    await commit.click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Record/ })
      .click();
    await expect(page.getByText('Recorded: next-list.csv')).toBeVisible();
    await page.getByRole('button', { name: 'Go to Today' }).click();
    const entry = list.getByRole('option').filter({ hasText: third.key });
    await expect(entry).toContainText(/promise broken/i);
    const { items } = duebook<AgendaJson>('agenda', '--as-of', '2026-03-10');
    expect(items.find((item) => item.key === third.key)?.pin).toBe('broken_promise');
    await entry.click();
    await expect(open.getByRole('row').nth(1)).toBeVisible();
  });

  expect(duebook<{ ok: boolean; problems: string[] }>('check')).toEqual({ ok: true, problems: [] });
});
