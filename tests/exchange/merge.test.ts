import { expect, it } from 'vitest';
import { logActivity } from '../../src/main/data/activities/commands';
import type { Db } from '../../src/main/data/db/database';
import { checkDatabase } from '../../src/main/data/db/doctor';
import { longWriterOf } from '../../src/main/data/db/long-writer';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { save, smallPortfolio, TODAY } from '../data/desk/small';
import { testEnv } from '../data/support/database';
import { linesOf, mergeLines, newCopy } from './support/copies';

it('P18 the doctor finds a value without a clock, and nothing after a merge', async () => {
  const [ours, theirs] = [newCopy(1), newCopy(2)];
  ours.write(() => writeAnnotation(ours, 1, 'contact', 'k', 'person', { name: 'Kim', role: 'ap', internal: 0 }));
  await mergeLines(theirs, linesOf(ours));
  expect(checkDatabase(theirs, TODAY)).toEqual([]);
  theirs.run("UPDATE contact SET email = 'kim@firm.example'");
  expect(checkDatabase(theirs, TODAY)).toEqual(['1 values of contact reach have no clock']);
});

it('P18 the doctor finds a clock without a row, a kept value that was overtaken, a changed fact and a merge that left its mark', async () => {
  const theirs = newCopy(2);
  await mergeLines(theirs, linesOf(smallPortfolio()));
  theirs.write(() => writeAnnotation(theirs, 1, 'contact', 'k', 'person', { name: 'Kim', role: 'ap', internal: 0 }));
  logActivity(theirs, testEnv(TODAY), save(theirs, 'C1', 'reached', { note: 'pays on Friday' }));
  expect(checkDatabase(theirs, TODAY)).toEqual([]);
  theirs.run("INSERT INTO cell (entity, row_id, grp, clock, seq) VALUES (3, 'gone', 1, zeroblob(16), 1)");
  theirs.run(
    "INSERT INTO pending_cell (entity, row_id, grp, clock, value, reason, seq) VALUES ('contact', 'k', 'person', zeroblob(16), '{}', 'invalid_value', 1)",
  );
  theirs.run('INSERT INTO merge_running (one) VALUES (1)');
  theirs.raw.exec('DROP TRIGGER activity_is_append_only_update');
  theirs.run('UPDATE activity SET body = \'{"note":"never pays"}\'');
  expect(checkDatabase(theirs, TODAY)).toEqual([
    '1 clocks of contact have no row',
    '1 values kept for a later version are older than what stands in their place',
    'A merge left its mark behind',
    expect.stringMatching(/^Activity .* does not match its digest$/),
  ]);
});

it('brings a whole portfolio to an empty copy, which then holds the same lines', async () => {
  const ours = smallPortfolio();
  logActivity(ours, testEnv(TODAY), save(ours, 'C1', 'reached', { note: 'pays on Friday' }));
  const lines = linesOf(ours);
  const theirs = newCopy(2);
  expect(await mergeLines(theirs, lines)).toMatchObject({ added: 9, updated: 0, unchanged: 0 });
  expect(linesOf(theirs)).toEqual(lines);
  const again = await mergeLines(theirs, lines);
  expect(again).toMatchObject({ added: 0, updated: 0, keptOurs: 0, unknown: 0 });
});

it('counts as kept ours what differs, not what both say', async () => {
  const [ours, theirs] = [newCopy(1), newCopy(2)];
  const say = (db: Db, now: number, assignee: string, tags: string) =>
    db.write(() => {
      writeAnnotation(db, now, 'customerDesk', 'main\u001fC1', 'assignee', { assignee });
      writeAnnotation(db, now, 'customerDesk', 'main\u001fC1', 'tags', { tags });
    });
  say(theirs, 1, 'ana', '["theirs"]');
  say(ours, 1000, 'ana', '["ours"]');
  expect(await mergeLines(ours, linesOf(theirs))).toMatchObject({ updated: 0, unchanged: 1, keptOurs: 1 });
});

it('names itself to others while it holds the database', async () => {
  const theirs = newCopy(2);
  const seen: unknown[] = [];
  theirs.raw.function('watch', () => {
    seen.push(longWriterOf(theirs.file));
    return 0;
  });
  theirs.raw.exec('CREATE TEMP TRIGGER watching AFTER INSERT ON main.exchange_log BEGIN SELECT watch(); END');
  await mergeLines(theirs, linesOf(smallPortfolio()));
  expect(seen).toEqual([{ pid: process.pid, what: 'a merge' }]);
  expect(longWriterOf(theirs.file)).toBeNull();
});
