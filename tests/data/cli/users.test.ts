import { beforeAll, describe, expect, it } from 'vitest';
import { answer, duebook, openItemsCsv, refused, rowsOf, workbench } from './duebook';

const TODAY = '2026-11-23';
const bench = workbench();
const db = bench.path('team.db');

beforeAll(async () => {
  await answer(
    db,
    ['import', bench.file('main 2026-11-20.csv', openItemsCsv(['C1', '1', '2026-09-01', 100, 100]))],
    TODAY,
  );
}, 60_000);

describe('users', () => {
  it('lists everybody and adds a person; whoever is taken is refused', async () => {
    const [first] = await answer<{ name: string }[]>(db, ['users'], TODAY);
    const added = await answer<{ name: string }[]>(db, ['users', 'add', 'Ana Prieto', '--role', 'manager'], TODAY);
    expect(added).toContainEqual({
      id: expect.any(String),
      name: 'Ana Prieto',
      initials: 'AP',
      role: 'manager',
      active: true,
      customers: 0,
    });
    expect(added.map((user) => user.name)).toContain(first?.name);
    const before = rowsOf(db);
    expect(await refused(db, ['users', 'add', 'ana prieto'], TODAY)).toMatchObject({ code: 'bad_input' });
    expect(rowsOf(db)).toEqual(before);
    expect((await duebook(['users', 'remove', 'Ana', '--db', db])).code).toBe(2);
  });
});
