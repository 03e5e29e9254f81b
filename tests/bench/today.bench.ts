import { beforeAll, expect, test } from 'vitest';
import { logActivity } from '../../src/main/data/activities/commands';
import { agendaView } from '../../src/main/data/agenda/queries';
import { type Db, openDatabase } from '../../src/main/data/db/database';
import { largePortfolio } from './portfolio';
import { holdRatio, median } from './ratio';

const AS_OF = '2026-11-21';
let db: Db;
beforeAll(() => {
  db = largePortfolio();
});

const today = (on: Db) => agendaView(on, { asOf: AS_OF, userId: null, limit: 30, localTime: null, now: null });

/** The bare query: every row the day's list depends on, read and thrown away. */
function readEverything(): void {
  for (const table of ['customer', 'item', 'settlement', 'activity'])
    for (const _row of db.raw.prepare(`SELECT * FROM ${table}`).iterate());
}

test('Today of 20,000 customers and 400,000 items, opened cold', () => {
  const bare = median(3, readEverything);
  const cold = median(3, () => {
    const fresh = openDatabase(db.file, { create: false });
    expect(today(fresh).entries).toHaveLength(30);
    fresh.close();
  });
  holdRatio('Today, cold, against reading the rows', cold, bare, 4.5);
});

test('Today again, after nothing changed and after a call was logged', () => {
  const bare = median(3, readEverything);
  today(db);
  const again = median(5, () => today(db));
  holdRatio('Today, again, against reading the rows', again, bare, 0.1);
  let calls = 0;
  const afterCall = median(3, () => {
    const entry = today(db).entries[0];
    calls++;
    logActivity(
      db,
      { now: Date.parse(`${AS_OF}T10:00:00Z`) + calls, asOf: AS_OF, userId: 'u', newId: () => `call-${calls}` },
      {
        asOf: AS_OF,
        customerId: entry?.customerId ?? 1,
        kind: 'call',
        outcome: 'voicemail',
        contactName: null,
        note: null,
        private: false,
        followUpOn: null,
        followUpAt: null,
        promise: null,
        dispute: null,
      },
    );
    today(db);
  });
  holdRatio('A call logged and Today once more, against reading the rows', afterCall, bare, 0.5);
});
