import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { joinPortfolio } from '../../src/main/data/exchange/join';
import { loadSample } from '../../src/main/data/sample/load';
import { TODAY } from '../data/desk/small';
import { newDatabase, newFolder, testEnv } from '../data/support/database';
import { known } from './folder/copies';

it('a copy joined from a file of everything knows all of it: every group of every row, whichever says whose it is', async () => {
  const db = newDatabase();
  const env = testEnv(TODAY);
  loadSample(db, TODAY, env);
  const file = join(newFolder(), 'sample.duebook');
  await exportFile(db, env, file, {
    scope: { kind: 'portfolio' },
    channel: null,
    changesOnly: false,
    privateNotes: true,
    asOf: TODAY,
  });
  const copy = newDatabase();
  await joinPortfolio(copy, env, file, null);
  expect(known(copy)).toEqual(known(db));
  expect(copy.value("SELECT count(*) FROM commitment WHERE written_state = 'written'")).toBeGreaterThan(0);
});
