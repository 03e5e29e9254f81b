import { expect, it } from 'vitest';
import { logActivity } from '../../../src/main/data/activities/commands';
import type { Db } from '../../../src/main/data/db/database';
import { pauseFolder, removeFolder, sharedFolders } from '../../../src/main/data/exchange/folder/store';
import { exchangeHistory, undoMerge } from '../../../src/main/data/exchange/history';
import { save, TODAY } from '../../data/desk/small';
import { newFolder, testEnv } from '../../data/support/database';
import { known, managerAndCollector, NOW, share, shareFolder, statusOf, syncAll } from './copies';

const facts = (db: Db) => db.value<number>('SELECT count(*) FROM activity');

/** Mia has just collected a call of Ana's from the folder. */
async function collected() {
  const { mia, ana } = await managerAndCollector();
  const folder = shareFolder(mia, ana);
  await syncAll(mia, ana);
  logActivity(ana, testEnv(TODAY, 'ana'), save(ana, 'C1', 'reached', { note: 'wrong customer' }));
  await syncAll(ana, mia);
  expect(facts(mia)).toBe(1);
  const undoable = exchangeHistory(mia).find((one) => one.undoes > 0);
  return { mia, ana, folder, entry: undoable?.entry as number };
}

it('an undone merge of a folder stays undone: the folder is paused and says why, until somebody goes on with it', async () => {
  const { mia, ana, folder, entry } = await collected();
  expect(await undoMerge(mia, NOW, entry)).toEqual({ undone: [entry], paused: folder });
  expect(statusOf(mia)).toMatchObject({ paused: true, undone: expect.stringMatching(/\.duebook$/) });
  await syncAll(ana, mia, ana, mia);
  expect(facts(mia)).toBe(0);
  const [shared] = sharedFolders(mia);
  mia.write(() => pauseFolder(mia, shared?.id as number, false));
  expect(statusOf(mia)).toMatchObject({ paused: false, undone: null });
  await syncAll(mia, ana);
  expect(facts(mia)).toBe(1);
  expect(known(mia)).toEqual(known(ana));
});

it('what was said of other folders since the backup holds', async () => {
  const { mia, entry } = await collected();
  const [one, two, three] = [newFolder(), newFolder(), newFolder()];
  for (const path of [one, two]) share(mia, path);
  await syncAll(mia);
  const [first, ...added] = sharedFolders(mia);
  // The backup is of before they were added; what it does not know stays.
  await undoMerge(mia, NOW, entry);
  expect(sharedFolders(mia).map(({ path, paused }) => ({ path, paused }))).toEqual([
    { path: first?.path, paused: true },
    ...added.map(({ path }) => ({ path, paused: false })),
  ]);
  share(mia, three);
  mia.write(() => removeFolder(mia, added[0]?.id as number));
  expect(sharedFolders(mia).map(({ path }) => path)).toEqual([first?.path, two, three]);
});
