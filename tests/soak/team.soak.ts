import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkDatabase } from '../../src/main/data/db/doctor';
import { newFolder } from '../data/support/database';
import { runTeam, summaryOf } from '../exchange/team/team';

test('1 manager, 30 collectors, 20 days, 20,000 customers, a folder that delays or doubles 5 % of the files', async () => {
  const folder = newFolder();
  const size = { collectors: 30, customers: 20_000, days: 20, calls: 40, troubled: 0.05, seed: 20261121 };
  const result = await runTeam(folder, size, ({ day, files, bytes, listMs, exchangeMs }) =>
    console.log(
      `${day}: ${files} files, ${Math.round(bytes / 1024)} KB, list ${Math.round(listMs)} ms, exchange ${Math.round(exchangeMs / (size.collectors + 1))} ms a person`,
    ),
  );
  console.log(summaryOf(size, result));
  expect(new Set(result.digests).size).toBe(1);
  for (const { db } of result.people) {
    expect(checkDatabase(db, '2026-11-20')).toEqual([]);
    db.close();
  }
  rmSync(folder, { recursive: true });
});
