import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { logActivity } from '../../src/main/data/activities/commands';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { previewMerge } from '../../src/main/data/exchange/preview';
import { takeSeqs, writeAnnotation } from '../../src/main/data/exchange/write';
import { writeMe, writeUser } from '../../src/main/data/portfolio/store';
import type { MergeChange } from '../../src/shared/contract/exchange';
import { save, smallPortfolio, TODAY, takeList } from '../data/desk/small';
import { newFolder, testEnv } from '../data/support/database';
import { WHOLE } from './support/copies';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const HOUR = 3_600_000;
const C1 = 'main\u001fC1';

/** Two copies of one portfolio: the manager's, and Ana's under an identity of its own. */
async function twoCopies(): Promise<{ ours: Db; theirs: Db; folder: string }> {
  const ours = smallPortfolio();
  const folder = newFolder();
  ours.write(() => {
    writeUser(ours, NOW, { id: 'ana', name: 'Ana Sá', initials: 'AS', role: 'collector' });
    writeAnnotation(ours, NOW, 'contact', 'k', 'of', { source: 'main', customer_key: 'C1' });
    writeAnnotation(ours, NOW, 'contact', 'k', 'person', { name: 'Eva Roth', role: 'ap', internal: 0 });
    writeAnnotation(ours, NOW, 'contact', 'k', 'deleted', { deleted: 0 });
  });
  ours.raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(ours.file, join(folder, 'ana.db'));
  const theirs = openDatabase(join(folder, 'ana.db'), { create: false });
  theirs.run("UPDATE replica SET replica_id = x'00000000000000aa'");
  theirs.write(() => writeMe(theirs, 'ana'));
  return { ours, theirs, folder };
}

const told = (changes: readonly MergeChange[], change: MergeChange['change']) =>
  changes
    .filter((one) => one.change === change)
    .map(({ customerName, what, ours, theirs }) => [customerName, what, ours, theirs].join(' | '));

it('says in words what a file changes, and the merge reports the same figures', async () => {
  const { ours, theirs, folder } = await twoCopies();
  takeList(theirs, '2026-11-22', [
    ['C1', '1', '2026-09-01', 100],
    ['C1', '9', '2026-10-08', 250],
  ]);
  const env = { ...testEnv(TODAY, 'ana'), now: NOW + HOUR };
  const promise = { minor: 12_345, currency: 'EUR', promisedFor: '2027-01-08', itemIds: [], pauseWhy: 'holidays' };
  logActivity(theirs, env, save(theirs, 'C1', 'promised', { note: 'pays after the holidays', promise }));
  theirs.write(() => {
    writeAnnotation(theirs, NOW + HOUR, 'contact', 'k', 'deleted', { deleted: 1 });
    writeAnnotation(theirs, NOW + HOUR, 'customerDesk', C1, 'payerType', { payer_type: 'insolvent' });
    writeAnnotation(theirs, NOW + HOUR, 'setting', 'listLength', 'value', { value: '40' });
    theirs.run(
      "INSERT INTO pending_cell (entity, row_id, grp, clock, value, reason, owner, seq) SELECT 'customerDesk', ?, 'riskClass', clock, ?, 'group', ?, ? FROM cell LIMIT 1",
      C1,
      '{"reviewed_on":"2026-11-01","risk_class":"B"}',
      C1,
      takeSeqs(theirs, 1),
    );
  });
  ours.write(() => {
    writeAnnotation(ours, NOW, 'customerDesk', C1, 'payerType', { payer_type: 'good' });
    writeAnnotation(ours, NOW, 'setting', 'listLength', 'value', { value: '25' });
  });
  const file = join(folder, 'from-ana.duebook');
  await exportFile(theirs, env, file, WHOLE);
  theirs.close();

  const { changes, kinds } = await previewMerge(ours, NOW + 2 * HOUR, file);
  expect(told(changes, 'changed')).toEqual([
    'Firm C1 | contact deleted: Eva Roth | kept | deleted',
    'Firm C1 | payer type | good | insolvent',
    ' | setting: list length | 25 | 40',
  ]);
  expect(told(changes, 'new')).toEqual([
    'Firm C1 | promise |  | made Mon 23 Nov · €123.45 · by Fri 8 Jan 2027 · 1, 2 · holidays',
    'Firm C1 | call |  | Promised · pays after the holidays',
    'Firm C1 | item 9 |  | €250.00 · due Thu 8 Oct',
  ]);
  expect(told(changes, 'unknown')).toEqual([
    'Firm C1 | customer desk risk class |  | reviewed on 2026-11-01 · risk class B',
  ]);
  const report = await mergeFile(ours, NOW + 2 * HOUR, file, { backup: false });
  expect(kinds).toEqual({
    new: report.added,
    changed: report.updated,
    kept_ours: report.keptOurs,
    unknown: report.unknown,
  });
  expect(report.superseded.map(({ what, lost, won }) => [what, lost, won])).toContainEqual([
    'contact deleted: Eva Roth',
    'kept',
    'deleted',
  ]);
  expect(report.file.scope).toBe('the whole portfolio');
});

it('a private note comes only with a file it was chosen for, and says that it is one', async () => {
  const { ours, theirs, folder } = await twoCopies();
  const env = { ...testEnv(TODAY, 'ana'), now: NOW + HOUR };
  logActivity(theirs, env, save(theirs, 'C1', 'reached', { note: 'between us', private: true }));
  const brought = async (privateNotes: boolean) => {
    const file = join(folder, `private-${privateNotes}.duebook`);
    await exportFile(theirs, env, file, { ...WHOLE, privateNotes });
    return told((await previewMerge(ours, NOW + 2 * HOUR, file)).changes, 'new');
  };
  expect(await brought(false)).toEqual([]);
  expect(await brought(true)).toEqual(['Firm C1 | private call |  | Reached · between us']);
  theirs.close();
});
