import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import type { Db } from '../../../src/main/data/db/database';
import { folderScope } from '../../../src/main/data/exchange/folder/exchange-door';
import { addFolder, removeFolder, sharedFolders } from '../../../src/main/data/exchange/folder/store';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { save, TODAY } from '../../data/desk/small';
import { newFolder, testEnv } from '../../data/support/database';
import { joined, known, managerAndCollector, NOW, share, shareFolder, statusOf, syncAll } from './copies';

const call = (db: Db, key: string) => logActivity(db, testEnv(TODAY, 'mia'), save(db, key, 'voicemail'));
const stop = (db: Db) => db.write(() => removeFolder(db, sharedFolders(db)[0]?.id as number));

it('another folder in the place of a former one is told everything', async () => {
  const { mia, ana } = await managerAndCollector();
  shareFolder(mia);
  call(mia, 'C1');
  await syncAll(mia);
  stop(mia);
  const folder = newFolder();
  for (const db of [mia, ana]) share(db, folder);
  await syncAll(mia, ana);
  expect(known(ana)).toEqual(known(mia));
});

it('a folder used again for fewer customers keeps what it held: a snapshot of the few does not stand for the files before it', async () => {
  const { mia, ana } = await managerAndCollector();
  const late = await joined(mia, 'Ana');
  const folder = shareFolder(mia, ana, late);
  await syncAll(mia, ana);
  for (let n = 0; n < 25; n++) {
    call(mia, 'C1');
    await syncAll(mia);
  }
  stop(mia);
  mia.write(() => addFolder(mia, folder, folderScope('ana')));
  // Every file so far is two months old.
  const root = join(folder, readdirSync(folder)[0] as string);
  const old = new Date(NOW - 60 * 86_400_000);
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.duebook')) utimesSync(join(root, name), old, old);
  for (let n = 0; n < 101; n++) {
    mia.write(() => writeAnnotation(mia, NOW, 'setting', 'listLength', 'value', { value: String(n) }));
    await syncAll(mia);
  }
  expect(statusOf(mia)).toMatchObject({ cloned: false, problems: [] });
  await syncAll(late);
  expect(late.value("SELECT count(*) FROM activity WHERE customer_key = 'C1'")).toBe(25);
}, 60_000);
