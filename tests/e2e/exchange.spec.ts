import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Desk, expect, openDesk, test } from './support/app';

const SOFIA = 'Sofia Lindqvist-Bauer';
const MIRIAM = 'Miriam Aldenhoff';

interface Promise_ {
  id: string;
  key: string;
  state: string;
}

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** Writes a file with everything for the person, by the window; the save dialog answers with the path. */
async function writeFor({ app, page }: Desk, person: string, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await goTo(page, '#/exchange');
  await page.getByLabel('For', { exact: true }).selectOption({ label: person });
  await page.getByRole('radio', { name: 'Everything in this portfolio' }).check();
  await page.getByRole('button', { name: 'Write the file' }).click();
  await expect(page.getByText(/\.duebook written: /)).toBeVisible();
}

async function merge(page: Page, path: string): Promise<void> {
  await goTo(page, '#/exchange');
  await page.getByLabel('Exchange files').setInputFiles(path);
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Merged' })).toContainText(path.split('/').at(-1) as string);
}

async function withdraw({ page }: Desk, promise: Promise_, why: string): Promise<void> {
  await goTo(page, '#/commitments');
  await page.getByLabel('Filter commitments').fill(promise.key);
  await page.getByRole('grid', { name: 'Commitments' }).getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByLabel('Why').fill(why);
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('The promise is withdrawn')).toBeVisible();
}

/** What both copies must agree on, from the command line on each database. */
const state = ({ duebook }: Desk) => ({
  commitments: duebook('commitments'),
  users: duebook('users'),
  agenda: duebook('agenda', '--assignee', 'all', '--limit', 'all'),
});

test('a manager hands out, both work, both withdraw one promise, and both copies end up the same', async () => {
  const files = mkdtempSync(join(tmpdir(), 'duebook-e2e-files-'));
  const [manager, collector] = await Promise.all([openDesk(true), openDesk(false)]);
  const path = (name: string) => join(files, name);

  await test.step('the manager says who works there, and hands out by rule', async () => {
    const { page } = manager;
    await expect(page.getByRole('listbox', { name: "Today's list" })).toBeVisible({ timeout: 60_000 });
    await goTo(page, '#/settings');
    await page.getByLabel('Who am I').selectOption({ label: MIRIAM });
    await goTo(page, '#/exchange/hand-out');
    await expect(page.getByRole('table', { name: 'Who would have what' })).toContainText('Nobody');
    await page.getByRole('button', { name: /^Hand out \d+ customers/ }).click();
    await expect(page.getByText(/customers handed out/)).toBeVisible();
    await expect(page.getByRole('table', { name: 'Who would have what' })).not.toContainText('Nobody');
  });

  await test.step('the collector joins from the manager’s file', async () => {
    await writeFor(manager, SOFIA, path('to-sofia.duebook'));
    const { page } = collector;
    await page.getByLabel('Colleague’s file').setInputFiles(path('to-sofia.duebook'));
    await page.getByLabel('Your name, as your colleague wrote it').fill(SOFIA);
    await page.getByRole('button', { name: 'Join the portfolio' }).click();
    await expect(page.getByRole('listbox', { name: "Today's list" }).getByRole('option').first()).toBeVisible();
    expect(state(collector)).toEqual(state(manager));
  });

  const open = manager.duebook<Promise_[]>('commitments').filter((one) => one.state === 'open');
  const promise = open.find((one) => open.filter((other) => other.key === one.key).length === 1) as Promise_;

  await test.step('both withdraw the same promise, with reasons of their own', async () => {
    await withdraw(manager, promise, 'Entered twice by mistake');
    await withdraw(collector, promise, 'The customer asked for a new plan');
  });

  await test.step('the collector’s file comes back: what changes is shown, and the manager’s words are replaced', async () => {
    await writeFor(collector, MIRIAM, path('to-miriam.duebook'));
    const { page } = manager;
    await goTo(page, '#/exchange');
    await page.getByLabel('Exchange files').setInputFiles(path('to-miriam.duebook'));
    await expect(page.getByRole('region', { name: 'The file' })).toContainText(`A file from ${SOFIA}`);
    const changed = page.getByRole('table', { name: 'Changed' });
    await expect(changed).toContainText('Entered twice by mistake');
    await expect(changed).toContainText('The customer asked for a new plan');
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(page.getByRole('table', { name: 'Replaced values' })).toContainText('Entered twice by mistake');
  });

  await test.step('the losing value is had back by a new edit, and goes to the collector', async () => {
    const { page } = manager;
    await page
      .getByRole('table', { name: 'Replaced values' })
      .getByRole('button', { name: /^Restore/ })
      .click();
    await expect(page.getByText('1 value restored')).toBeVisible();
    await writeFor(manager, SOFIA, path('to-sofia-again.duebook'));
    await merge(collector.page, path('to-sofia-again.duebook'));
    await goTo(collector.page, '#/commitments');
    await collector.page.getByLabel('Filter commitments').fill(promise.key);
    expect(state(collector)).toEqual(state(manager));
    expect(manager.duebook('check')).toEqual({ ok: true, problems: [] });
  });

  await test.step('a file that was merged already says so, and one that is none is refused in words', async () => {
    const { page } = collector;
    await goTo(page, '#/exchange');
    await page.getByLabel('Exchange files').setInputFiles(path('to-sofia-again.duebook'));
    await expect(page.getByText(/This very file was merged before/)).toBeVisible();
    await page.getByRole('button', { name: 'Leave it out' }).click();
    writeFileSync(path('holiday.duebook'), 'no exchange file at all');
    await page.getByLabel('Exchange files').setInputFiles(path('holiday.duebook'));
    await expect(page.getByRole('alert')).toContainText('Nothing was changed');
  });

  await Promise.all([manager.close(), collector.close()]);
});
