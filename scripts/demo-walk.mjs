/**
 * The main job, walked by a script where nobody watches: Today, a call, a promise, its written confirmation, a newer list, the
 * promise judged. A picture of each step goes to `outDir`; a step that does not show what it should ends the walk with an error.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { _electron, expect } from '@playwright/test';
import { root } from './runtime/paths.mjs';

/**
 * @param {{executablePath: string, args: string[], env: NodeJS.ProcessEnv, outDir: string, log: (line: string) => void}} walk
 */
export async function walk({ executablePath, args, env, outDir, log }) {
  const app = await _electron.launch({ executablePath, args, env: /** @type {Record<string, string>} */ (env) });
  try {
    const page = await app.firstWindow();
    let step = 0;
    /** @param {string} name @param {string} words */
    const picture = async (name, words) => {
      step++;
      const file = `${step}-${name}.png`;
      await page.screenshot({ path: join(outDir, file) });
      log(`${file}: ${words}`);
    };
    const list = page.getByRole('listbox', { name: "Today's list" });
    await expect(list.getByRole('option').first()).toBeVisible({ timeout: 60_000 });
    await picture('today', 'the list of the day, each customer with its reason');
    const top = await list.getByRole('option').allInnerTexts();
    const today = await page.getByLabel('As-of date', { exact: true }).inputValue();

    const customer = await page.getByRole('heading', { level: 2 }).first().innerText();
    const items = page.getByRole('region', { name: 'Open items' });
    await items.getByRole('checkbox').first().check();
    const number = await items
      .getByRole('row')
      .filter({ has: page.getByRole('checkbox', { checked: true }) })
      .getByRole('rowheader')
      .or(items.locator('tbody tr').first().locator('td').nth(1))
      .first()
      .innerText();
    await page.keyboard.press('c');
    await page.getByRole('radio', { name: 'Promised' }).check();
    await page.getByLabel('Note').fill('Approved; goes with the next payment run.');
    await page.getByLabel('Promised for').fill('+1');
    await picture('call', `a call to ${customer}: a promise on the ticked item`);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('button', { name: 'Draft confirmation' }).first()).toBeVisible();
    await picture('promise', 'the promise is recorded, the customer left the list');

    await page.getByRole('button', { name: 'Draft confirmation' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Confirm the promise in writing' });
    await expect(dialog.getByLabel('Text')).toHaveValue(/pay/);
    await picture('confirmation', 'its written confirmation, for the own mail program');
    await dialog.getByRole('button', { name: 'Mark as sent = written' }).click();
    await expect(dialog).toBeHidden();

    const listFile = join(outDir, 'next-list.csv');
    const { listDate } = duebook(env, ['sample', '--next-list', listFile, '--keep-open', number, '--as-of', today]);
    await page.getByLabel('As-of date', { exact: true }).fill(listDate);
    await page.getByRole('link', { name: 'Commitments' }).click();
    await page.getByRole('tab', { name: /Window over, no newer file/ }).click();
    await expect(page.getByRole('row').filter({ hasText: customer }).first()).toBeVisible();
    await picture('window-over', 'a week later: the window is over, no newer list yet');

    await page.getByRole('link', { name: 'Import' }).click();
    await page.getByLabel('Import file').setInputFiles(listFile);
    const complete = page.getByRole('switch', { name: 'Complete list' });
    await complete.click();
    await expect(complete).toBeChecked();
    const commit = page.getByRole('button', { name: /^Import \d/ });
    await expect(commit).toBeEnabled({ timeout: 30_000 });
    await picture('newer-list', 'the newer list: what will change, before it does');
    await commit.click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Record/ })
      .click();
    await expect(page.getByText(/^Recorded: next-list.csv/)).toBeVisible({ timeout: 30_000 });

    await page.getByRole('link', { name: 'Today' }).click();
    const broken = list.getByRole('option').filter({ hasText: customer });
    await expect(broken).toContainText(/broken/i);
    await broken.click();
    await picture('promise-judged', `the item is still open: the promise of ${customer} is broken and pinned`);

    log('Top of the first list:');
    for (const entry of top.slice(0, 5)) log(`  ${entry.replace(/\s*\n\s*/g, '  ')}`);
  } finally {
    await app.close();
  }
}

/**
 * One command on the demo's database; its JSON answer.
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} words
 */
function duebook(env, words) {
  const answer = execFileSync(process.execPath, [join(root, 'scripts', 'duebook.mjs'), ...words, '--json'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return JSON.parse(answer);
}
