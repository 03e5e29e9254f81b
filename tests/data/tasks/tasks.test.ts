import { describe, expect, it } from 'vitest';
import { writeAnnotation } from '../../../src/main/data/exchange/write';
import { finishTask } from '../../../src/main/data/tasks/commands';
import { openTasks } from '../../../src/main/data/tasks/queries';
import { newDatabase, testEnv } from '../support/database';

const NOW = Date.parse('2026-11-20T09:00:00Z');

function withTask(owner: string) {
  const db = newDatabase();
  db.raw.exec(`INSERT INTO import_batch (id, clock, source, kind, complete, list_date, imported_on, imported_at, user_id, file_name, file_hash, report, seq)
      VALUES (1, zeroblob(16), 'main', 'customers', 0, '2026-11-01', '2026-11-01', '', '', '', '', '{}', 1);
    INSERT INTO customer (id, source, key, name, stamp, seq) VALUES (7, 'main', 'C1', 'Acme', 1, 1);`);
  db.write(() =>
    writeAnnotation(db, NOW, 'task', 't1', 'terms', {
      source: 'main',
      customer_key: 'C1',
      kind: 'find_contact',
      text: 'Find a contact at Acme',
      due_on: '2026-11-20',
      owner,
      made_on: '2026-11-20',
    }),
  );
  return db;
}

describe('tasks', () => {
  it('stand on the list of their owner from the day they are due', () => {
    const db = withTask('ana');
    expect(openTasks(db, '2026-11-19', 'ana')).toEqual([]);
    expect(openTasks(db, '2026-11-20', 'ben')).toEqual([]);
    for (const who of ['ana', null])
      expect(openTasks(db, '2026-11-20', who)).toEqual([
        {
          id: 't1',
          customerId: 7,
          customerKey: 'C1',
          customerName: 'Acme',
          kind: 'find_contact',
          text: 'Find a contact at Acme',
          dueOn: '2026-11-20',
        },
      ]);
  });

  it('leave it when they are ticked off, from that day on', () => {
    const db = withTask('ana');
    finishTask(db, testEnv('2026-11-23'), 't1');
    expect(openTasks(db, '2026-11-22', 'ana')).toHaveLength(1);
    expect(openTasks(db, '2026-11-23', 'ana')).toEqual([]);
    expect(() => finishTask(db, testEnv('2026-11-23'), 'nothing')).toThrow(/not there any more/);
  });
});
