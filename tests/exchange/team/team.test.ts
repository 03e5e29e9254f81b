import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkDatabase } from '../../../src/main/data/db/doctor';
import { newFolder } from '../../data/support/database';
import { runTeam, summaryOf } from './team';

describe('a team without a server', () => {
  it('1 manager, 3 collectors, 20 days, 2,000 customers, a troubled folder: every copy ends the same', async () => {
    const folder = newFolder();
    const size = { collectors: 3, customers: 2_000, days: 20, calls: 20, troubled: 0.05, seed: 20261121 };
    const result = await runTeam(folder, size);
    const { digests, people, activities, delayed, duplicated } = result;
    console.log(summaryOf(size, result));
    expect(new Set(digests).size).toBe(1);
    // The trouble was there, and the work was done.
    expect(delayed).toBeGreaterThan(0);
    expect(duplicated).toBeGreaterThan(0);
    expect(activities).toBeGreaterThan(600);
    for (const { db } of people) {
      expect(checkDatabase(db, '2026-11-20')).toEqual([]);
      db.close();
    }
    rmSync(folder, { recursive: true });
  }, 600_000);
});
