import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { type Desk, expect, test } from './support/app';

test.use({ sample: true });

const SOFIA = 'Sofia Lindqvist-Bauer';
const MIRIAM = 'Miriam Aldenhoff';
const PASSPHRASE = 'correct horse battery';

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** What the system's dialogs answer. */
async function answer({ app }: Desk, open: string, save: string): Promise<void> {
  await app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [paths.open] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: paths.save });
    },
    { open, save },
  );
}

/** axe finds nothing, light and dark. */
async function expectNoProblems(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(
      violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.join(' ')}`)),
      `${what}, ${colorScheme}`,
    ).toEqual([]);
  }
}

/**
 * What must be looked at, written into a copy's database by a clock that is three years ahead: every contact deleted, and two
 * customers given to somebody else. Returns how many contacts.
 */
function meddle(path: string): number {
  const db = new Sqlite(path);
  const read = db.prepare('SELECT replica_id AS id, last_seq AS seq FROM replica').get() as { id: Buffer; seq: number };
  const clock = Buffer.concat([Buffer.alloc(8), read.id]);
  clock.writeUIntBE(Date.now() + 3 * 365 * 86_400_000, 0, 6);
  let seq = read.seq;
  const stamp = db.prepare(
    `INSERT INTO cell (entity, row_id, grp, clock, seq) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (entity, row_id, grp) DO UPDATE SET clock = excluded.clock, seq = excluded.seq`,
  );
  const contacts = db.prepare('SELECT row_id FROM contact WHERE coalesce(deleted, 0) = 0').pluck().all();
  for (const contact of contacts) {
    db.prepare('UPDATE contact SET deleted = 1 WHERE row_id = ?').run(contact);
    stamp.run(3, contact, 4, clock, ++seq);
  }
  const owners = db.prepare('SELECT row_id FROM customer_desk WHERE assignee IS NOT NULL LIMIT 2').pluck().all();
  for (const owner of owners) {
    db.prepare(
      'UPDATE customer_desk SET assignee = (SELECT row_id FROM user WHERE row_id <> assignee LIMIT 1) WHERE row_id = ?',
    ).run(owner);
    stamp.run(1, owner, 1, clock, ++seq);
  }
  db.prepare('UPDATE replica SET last_seq = ?').run(seq);
  db.close();
  return contacts.length;
}

test('files for everybody, holiday cover, and a file with a passphrase that deletes much: confirmed, undone, merged again', async ({
  desk,
}) => {
  const { page, duebook } = desk;
  const files = mkdtempSync(join(tmpdir(), 'duebook-e2e-files-'));
  const outbox = join(files, 'out');
  mkdirSync(outbox);
  const sofias = join(files, 'sofia.db');
  const state = () => ({
    customers: duebook('customers'),
    commitments: duebook('commitments'),
    users: duebook('users'),
  });

  await test.step('a hand-out by rule is taken back by its Undo', async () => {
    await expect(page.getByRole('listbox', { name: "Today's list" })).toBeVisible({ timeout: 60_000 });
    await goTo(page, '#/settings');
    await page.getByLabel('Who am I').selectOption({ label: MIRIAM });
    await goTo(page, '#/exchange/hand-out');
    const shares = page.getByRole('table', { name: 'Who would have what' });
    await page.getByRole('button', { name: /^Hand out \d+ customers/ }).click();
    await expect(shares).not.toContainText('Nobody');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(shares).toContainText('Nobody');
    await page.getByRole('button', { name: 'Nobody', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Hand out', exact: false })).toBeDisabled();
    await page.getByRole('button', { name: 'All collectors' }).click();
    await page.getByRole('button', { name: /^Hand out \d+ customers/ }).click();
    await expect(shares).not.toContainText('Nobody');
  });

  await test.step('one file for each collector, into one folder', async () => {
    await goTo(page, '#/exchange');
    await answer(desk, outbox, '');
    await page.getByRole('button', { name: 'One for each collector' }).click();
    await expect(page.getByText(/files written into out, one for each collector/)).toBeVisible();
    const written = readdirSync(outbox);
    expect(written.length).toBeGreaterThan(1);
    const hers = written.find((name) => name.includes('Sofia')) as string;
    expect(duebook('merge', join(outbox, hers), '--db', sofias)).toMatchObject({ keptOurs: 0, unknown: 0 });
  });

  await test.step('two customers are lent until a day', async () => {
    await goTo(page, '#/customers');
    const ticks = page.getByRole('grid', { name: 'Customers' }).getByRole('checkbox');
    await ticks.nth(0).check();
    await ticks.nth(1).check();
    await page.getByRole('button', { name: 'Hand over for a while' }).click();
    await page.getByLabel('For', { exact: true }).selectOption({ label: SOFIA });
    await expect(page.getByRole('radio', { name: '2 chosen customers, as holiday cover' })).toBeChecked();
    await page.getByLabel('Until').fill('2027-01-08');
    await answer(desk, outbox, join(files, 'cover.duebook'));
    await page.getByRole('button', { name: 'Write the file' }).click();
    await expect(page.getByText(/\.duebook written: 2 customers/)).toBeVisible();
    await goTo(page, '#/exchange/holders');
    await expect(page.getByRole('row', { name: new RegExp(SOFIA) })).toContainText(
      'covers 2 customers until Fri 8 Jan',
    );
    expect(duebook('merge', join(files, 'cover.duebook'), '--db', sofias)).toMatchObject({ unknown: 0 });
  });

  const deleted = meddle(sofias);
  expect(deleted).toBeGreaterThan(25);
  const key = join(files, 'key');
  writeFileSync(key, PASSPHRASE);
  const back = join(files, 'back.duebook');
  duebook('export', back, '--db', sofias, '--user', SOFIA, '--passphrase-file', key);
  const before = state();

  await test.step('a wrong passphrase is told apart, the right one opens the file', async () => {
    await goTo(page, '#/exchange');
    await page.getByLabel('Exchange files').setInputFiles(back);
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.fill('not these words');
    await field.press('Enter');
    await expect(page.getByRole('form', { name: /^Passphrase of/ }).getByRole('alert')).toContainText(
      'Nothing was changed',
      { timeout: 20_000 },
    );
    await expect(field).toBeFocused();
    await expectNoProblems(page, 'passphrase');
    await field.fill(PASSPHRASE);
    await field.press('Enter');
    await expect(page.getByRole('region', { name: 'The file' })).toContainText('with a passphrase', {
      timeout: 20_000,
    });
  });

  await test.step('what is unusual must be looked at before it is merged', async () => {
    const unusual = page.getByRole('region', { name: 'Unusual' });
    await expect(unusual).toContainText(`This file deletes ${deleted} contacts`);
    await expect(unusual).toContainText('months ahead');
    await expect(unusual).toContainText('changed what a manager usually sets: collector (2)');
    await expect(page.getByRole('table', { name: 'Changed' }).getByRole('row', { name: /collector/ })).toHaveCount(2);
    await expect(page.getByRole('table', { name: 'New' })).toContainText('contact deleted: ');
    await expectNoProblems(page, 'preview');
    const merge = page.getByRole('button', { name: 'Merge', exact: true });
    await expect(merge).toBeDisabled();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('status', { name: 'Merged' })).toBeHidden();
    await page.getByRole('checkbox', { name: /I looked at it/ }).check();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('status', { name: 'Merged' })).toBeFocused();
  });

  await test.step('the merge is undone by its button, merged again, and stays once later work stands on it', async () => {
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await expect(page.getByRole('heading', { name: 'Undone' })).toBeVisible();
    expect(state()).toEqual(before);
    await goTo(page, '#/exchange');
    await expect(page.getByRole('table', { name: 'Files so far' })).toContainText('Merge undone');
    await page.getByLabel('Exchange files').setInputFiles(back);
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('Passphrase', { exact: true }).press('Enter');
    await page.getByRole('checkbox', { name: /I looked at it/ }).check({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    const restore = page.getByRole('table', { name: 'Replaced values' }).getByRole('button').first();
    await restore.press('Enter');
    await expect(restore).toHaveText(/^Restored/);
    await expect(restore).toBeFocused();
    await expectNoProblems(page, 'report');
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await expect(page.getByText(/cannot be undone: something was recorded or merged since/)).toBeVisible();
    expect(duebook('check')).toEqual({ ok: true, problems: [] });
  });
});
