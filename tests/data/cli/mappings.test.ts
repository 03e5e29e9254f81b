import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, openItemsCsv, refused, workbench } from './duebook';

const bench = workbench();
const TODAY = '2026-11-23';
const db = bench.path('mappings.db');
const list = bench.file('open-items 2026-11-13.csv', openItemsCsv(['C1', '1', '2026-10-01', 100, 100]));

beforeAll(async () => {
  await answer(db, ['import', list], TODAY);
}, 120_000);

describe('mappings', () => {
  it('lists what is remembered, writes it to a file, and takes it from one', async () => {
    const rows = await answer<{ kind: string; headers: string[] }[]>(db, ['mappings'], TODAY);
    expect(rows).toMatchObject([{ kind: 'open-items', dates: null, map: { item_number: expect.any(String) } }]);
    const file = bench.path('layouts.json');
    expect(await answer(db, ['mappings', '--export', file], TODAY)).toEqual({ file, layouts: 1 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'duebook-layouts', version: 1 });
    expect(await answer(db, ['mappings', '--import', file], TODAY)).toEqual({ added: 0, replaced: 1 });
  });

  it('refuses a file that is none, and one that is not there', async () => {
    const wrong = bench.path('wrong.json');
    writeFileSync(wrong, '{"rows":[]}');
    expect(await refused(db, ['mappings', '--import', wrong], TODAY)).toMatchObject({ code: 'bad_input' });
    expect(await refused(db, ['mappings', '--import', bench.path('gone.json')], TODAY)).toMatchObject({
      code: 'file_missing',
    });
  });
});
