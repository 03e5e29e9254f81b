import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer, duebook, openItemsCsv, refused, rowsOf, workbench } from './duebook';

const TODAY = '2026-11-23';
const bench = workbench();
interface Commitment {
  state: string;
  items: { number: string }[];
}

describe.concurrent('sample', () => {
  it('is refused by a database that holds something, which stays as it is', async () => {
    const base = bench.path('base.db');
    const list = openItemsCsv(['C1', '1', '2026-09-01', 100, 100]);
    await answer(base, ['import', bench.file('list.csv', list)], TODAY);
    const before = rowsOf(base);
    const refusal = await refused(base, ['sample'], TODAY);
    expect(refusal.code).toBe('not_empty');
    expect(rowsOf(base)).toEqual(before);
  });

  it('writes the list of a week later, which is taken without a question, with the named items still open', async () => {
    const db = bench.path('sample.db');
    await answer(db, ['sample'], TODAY);
    const [promise] = (await answer<Commitment[]>(db, ['commitments'], TODAY)).filter((row) => row.state === 'open');
    const number = promise?.items[0]?.number as string;
    const file = bench.path('next.csv');
    const before = rowsOf(db);
    const written = await answer(db, ['sample', '--next-list', file, '--keep-open', number], TODAY);
    expect(written).toEqual({ file, listDate: '2026-11-27' });
    expect(rowsOf(db)).toEqual(before);
    expect(readFileSync(file, 'utf8')).toContain(number);
    const words = ['import', file, '--complete', '--list-date', '2026-11-27'];
    expect(await answer(db, words, '2026-11-30')).toMatchObject({ rejected: 0, complete: true });
    expect(await answer(db, ['check'], '2026-11-30')).toEqual({ ok: true, problems: [] });
    const away = bench.path('no-such-folder/next.csv');
    expect((await refused(db, ['sample', '--next-list', away], TODAY)).message).toContain(away);
    expect((await refused(db, ['sample', '--next-list', file, '--keep-open', 'X-1'], TODAY)).code).toBe('unknown_item');
    expect((await duebook(['sample', '--keep-open', number, '--db', bench.path('no.db')])).code).toBe(2);
    expect(existsSync(bench.path('no.db'))).toBe(false);
  });
});
