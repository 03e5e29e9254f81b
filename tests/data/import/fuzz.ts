import { Refusal } from '@shared/contract/errors';
import type { ImportOptions, ImportReport } from '@shared/contract/imports';
import { expect } from 'vitest';
import { commitImport, undoImport } from '../../../src/main/data/import';
import type { Bench } from './helpers';

/**
 * Imports a spoiled file: it is refused with nothing changed, or its rows and amounts add up and it can be undone. Anything else
 * thrown than a Refusal is a finding. True when it was taken.
 */
export function survives(b: Bench, name: string, bytes: Uint8Array, options: ImportOptions = {}): boolean {
  const before = b.dump();
  let report: ImportReport;
  try {
    report = commitImport(b.db, { name, bytes }, { currency: 'EUR', ...options }, b.env());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.message).toMatch(/Nothing was changed/);
    expect(error.message.length).toBeLessThan(20_000);
    expect(b.dump()).toBe(before);
    return false;
  }
  undoImport(b.db, report.batch as number, b.env());
  expect(b.db.value('SELECT count(*) FROM item')).toBe(0);
  const { rows, created, updated, unchanged, repeated, leftOut, rejected } = report;
  expect(rows).toBe(created + updated + unchanged + repeated + leftOut + rejected);
  expect(report.rejects.length).toBe(rejected);
  for (const sum of report.sums)
    for (const part of [sum.accepted, sum.repeated, sum.leftOut, sum.rejected])
      expect(Number.isSafeInteger(part)).toBe(true);
  return true;
}
