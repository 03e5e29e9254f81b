import { readdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { inTurn } from '../../../src/main/data/exchange/folder/turn';
import { managerAndCollector, shareFolder, syncAll } from './copies';

it('while another program has its round the window’s is refused in words and writes nothing; afterwards it has its own', async () => {
  const { mia } = await managerAndCollector();
  const folder = shareFolder(mia);
  const other = new Sqlite(`${mia.file}.folders`);
  other.exec('BEGIN EXCLUSIVE');
  await expect(syncAll(mia)).rejects.toMatchObject({
    code: 'db_busy',
    message: expect.stringMatching(/is exchanging with its shared folders\. Nothing was published or collected/),
  });
  expect(readdirSync(folder)).toEqual([]);
  other.close();
  await syncAll(mia);
  expect(readdirSync(folder)).toHaveLength(1);
});

it('a round that fails lets go of its turn', async () => {
  const { mia } = await managerAndCollector();
  await expect(
    inTurn(mia.file, 0, async () => {
      throw new Error('the disk went away');
    }),
  ).rejects.toThrow('the disk went away');
  expect(await inTurn(mia.file, 0, async () => 'mine')).toBe('mine');
});
