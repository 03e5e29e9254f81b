import { describe, expect, it } from 'vitest';
import { answer, openItemsCsv, refused, workbench } from './duebook';

const bench = workbench();
const TODAY = '2026-11-23';
const first = bench.file('open-items 2026-11-13.csv', openItemsCsv(['C1', 'R-1', '2026-10-01', 100, 100]));
const second = bench.file('open-items 2026-11-20.csv', openItemsCsv(['C1', 'R-2', '2026-10-02', 50, 50]));

describe('the undo of an import that other copies know', () => {
  it('is refused once it went out in an exchange file; a later import is not', async () => {
    const [db, other, file] = [bench.path('out.db'), bench.path('in.db'), bench.path('all.duebook')];
    const { batch } = await answer<{ batch: number }>(db, ['import', first], TODAY);
    await answer(db, ['export', file], TODAY);
    const no = await refused(db, ['undo', String(batch)], TODAY);
    expect(no).toMatchObject({
      code: 'cannot_undo',
      message: expect.stringContaining('has gone out in an exchange file'),
    });
    const later = await answer<{ batch: number }>(db, ['import', second], TODAY);
    expect(await answer(db, ['undo', String(later.batch)], TODAY)).toMatchObject({ batch: later.batch });

    await answer(other, ['merge', file], TODAY);
    const [came] = await answer<{ batch: number }[]>(other, ['imports'], TODAY);
    expect(await answer(other, ['imports', String(came?.batch)], TODAY)).toMatchObject({
      elsewhere: true,
      changes: [],
    });
    expect(await refused(other, ['undo', String(came?.batch)], TODAY)).toMatchObject({
      code: 'cannot_undo',
      message: expect.stringContaining('came with an exchange file'),
    });
  });

  it('of a replaced item travels as it is: the other copy reads the same age on the new number', async () => {
    const [db, other, file] = [bench.path('from.db'), bench.path('to.db'), bench.path('replaced.duebook')];
    const next = bench.file('open-items 2026-11-21.csv', openItemsCsv(['C1', 'R-1-B', '2026-12-20', 100, 100]));
    await answer(db, ['import', first], TODAY);
    await answer(db, ['import', next, '--complete', '--confirm-settle', '--take-proposals'], TODAY);
    await answer(db, ['export', file], TODAY);
    await answer(other, ['merge', file], TODAY);
    const aging = await answer<{ currencies: object[] }>(other, ['aging'], TODAY);
    expect(aging).toEqual(await answer(db, ['aging'], TODAY));
    expect(aging.currencies).toMatchObject([{ current: 0, d31_60: 10_000, balance: 10_000 }]);
  });
});
