import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Db } from '../../src/main/data/db/database';
import { exportFile } from '../../src/main/data/exchange/export-file';
import { mergeFile } from '../../src/main/data/exchange/merge';
import { commitImport } from '../../src/main/data/import';
import { dump, newDatabase, testEnv } from '../data/support/database';
import { WHOLE } from './support/copies';

const NOW = Date.parse('2026-11-23T10:00:00Z');

function list(db: Db, items: number): void {
  const rows = Array.from({ length: items }, (_, n) => `C${n % 70};Firm;R${n};2026-10-01;2026-10-31;EUR;9.00`);
  const head = 'Customer No;Customer Name;Invoice No;Invoice Date;Due Date;Currency;Amount';
  const bytes = new TextEncoder().encode([head, ...rows].join('\n'));
  const listDate = items > 100 ? '2026-11-05' : '2026-11-01';
  commitImport(db, { name: 'list.csv', bytes }, { kind: 'open-items', listDate }, testEnv('2026-11-23'));
}

it('a disk that fills up in the middle of a merge refuses it whole; with room again it goes through', async () => {
  const [ana, ben] = [newDatabase(), newDatabase()];
  const path = (name: string) => join(dirname(ana.file), name);
  list(ana, 50);
  await exportFile(ana, testEnv('2026-11-23'), path('first.duebook'), WHOLE);
  await mergeFile(ben, NOW, path('first.duebook'), { join: true });
  list(ana, 5000);
  await exportFile(ana, testEnv('2026-11-23'), path('second.duebook'), WHOLE);

  // No backup of a merge that came to nothing either.
  const beside = () =>
    readdirSync(dirname(ben.file), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name))
      .map((entry) => entry.name);
  const before = [dump(ben), beside()];
  const pages = ben.raw.pragma('page_count', { simple: true }) as number;
  ben.raw.pragma(`max_page_count = ${pages + 20}`);
  await expect(mergeFile(ben, NOW, path('second.duebook'), {})).rejects.toMatchObject({ code: 'disk_full' });
  expect([dump(ben), beside()]).toEqual(before);

  ben.raw.pragma('max_page_count = 1000000');
  expect(await mergeFile(ben, NOW, path('second.duebook'), {})).toMatchObject({ keptOurs: 0 });
  expect(ben.value('SELECT count(*) FROM item')).toBe(5000);
});
