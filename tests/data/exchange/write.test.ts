import { describe, expect, it } from 'vitest';
import { appendActivity, revision, takeSeqs, writeAnnotation } from '../../../src/main/data/exchange/write';
import { type EntitySpec, REGISTRY } from '../../../src/shared/exchange/registry';
import { dump, newDatabase } from '../support/database';

const NOW = Date.parse('2026-11-20T09:00:00Z');

describe('writing annotations', () => {
  it('writes the values with a clock, and a second edit with a higher clock and sequence', () => {
    const db = newDatabase();
    db.write(() => writeAnnotation(db, NOW, 'customerDesk', 'main\u001fC1', 'payerType', { payer_type: 'bad' }));
    const first = db.get<{ clock: Buffer; seq: number }>('SELECT clock, seq FROM cell') as {
      clock: Buffer;
      seq: number;
    };
    // The machine's clock went back a year: the edit still wins over what it replaces.
    db.write(() =>
      writeAnnotation(db, NOW - 365 * 86_400_000, 'customerDesk', 'main\u001fC1', 'payerType', { payer_type: 'good' }),
    );
    const second = db.get<{ clock: Buffer; seq: number }>('SELECT clock, seq FROM cell') as typeof first;
    expect(db.value('SELECT payer_type FROM customer_desk')).toBe('good');
    expect(Buffer.compare(second.clock, first.clock)).toBe(1);
    expect(second.seq).toBeGreaterThan(first.seq);
  });

  it('changes nothing when the same values are written again', () => {
    const db = newDatabase();
    const write = () =>
      db.write(() => writeAnnotation(db, NOW, 'customerDesk', 'main\u001fC1', 'assignee', { assignee: 'u1' }));
    expect(write()).toBe(true);
    const before = dump(db);
    expect(write()).toBe(false);
    expect(dump(db)).toEqual(before);
  });

  it('spells texts in NFC, as they stand in exchange files', () => {
    const db = newDatabase();
    const write = (name: string) =>
      db.write(() => writeAnnotation(db, NOW, 'contact', 'k', 'person', { name, role: 'ap', internal: 0 }));
    expect(write('Nu\u0301n\u0303ez')).toBe(true);
    expect(db.value('SELECT name FROM contact')).toBe('N\u00fa\u00f1ez');
    expect(write('N\u00fa\u00f1ez')).toBe(false);
  });

  it('keeps groups apart: an edit of one leaves the clock of the other', () => {
    const db = newDatabase();
    const row = 'main\u001fC1';
    db.write(() => writeAnnotation(db, NOW, 'customerDesk', row, 'assignee', { assignee: 'u1' }));
    const clock = db.value<Buffer>('SELECT clock FROM cell WHERE grp = 1');
    db.write(() => writeAnnotation(db, NOW + 5, 'customerDesk', row, 'tags', { tags: '["key account"]' }));
    expect(db.value<Buffer>('SELECT clock FROM cell WHERE grp = 1')).toEqual(clock);
    expect(db.get('SELECT assignee, tags FROM customer_desk')).toEqual({ assignee: 'u1', tags: '["key account"]' });
  });

  it('knows only columns that the schema has, for every entity', () => {
    const db = newDatabase();
    for (const { table, groups } of Object.values<EntitySpec>(REGISTRY)) {
      const columns = db.all<{ name: string }>(`PRAGMA table_info(${table})`).map((row) => row.name);
      for (const group of Object.values(groups)) expect(columns).toEqual(expect.arrayContaining([...group.columns]));
      expect(new Set(columns)).toEqual(new Set(['row_id', ...Object.values(groups).flatMap((g) => [...g.columns])]));
    }
  });
});

describe('activities are facts', () => {
  const activity = {
    id: 'a-1',
    source: 'main',
    customerKey: 'C1',
    kind: 'call',
    outcome: 'reached',
    on: '2026-11-20',
    recordedAt: '2026-11-20T09:00:00.000Z',
    userId: 'u1',
    private: false,
    body: { note: 'Will look into it' },
  };

  it('are refused a change or a deletion by the database itself', () => {
    const db = newDatabase();
    db.write(() => appendActivity(db, activity));
    expect(() => db.run("UPDATE activity SET outcome = 'refuses'")).toThrow(/append-only/);
    expect(() => db.run('UPDATE activity SET body = NULL')).toThrow(/append-only/);
    expect(() => db.run('DELETE FROM activity')).toThrow(/append-only/);
  });

  it('lose their words only to a recorded redaction', () => {
    const db = newDatabase();
    db.write(() => appendActivity(db, activity));
    db.run("INSERT INTO activity_redaction VALUES ('a-1', 'u1', '2026-11-21T00:00:00Z', 9)");
    db.run('UPDATE activity SET body = NULL');
    expect(db.value('SELECT body FROM activity')).toBeNull();
  });
});

describe('the local sequence', () => {
  it('hands out numbers in blocks that never overlap', () => {
    const db = newDatabase();
    const first = takeSeqs(db, 10);
    expect(takeSeqs(db, 1)).toBe(first + 10);
    expect(revision(db)).toBe(first + 10);
  });
});
