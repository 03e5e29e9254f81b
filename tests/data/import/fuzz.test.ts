import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { survives } from './fuzz';
import { importBench } from './helpers';
import { mutate, mutation } from './mutations';
import { dateCell, workbook } from './workbooks';

const b = importBench();
const FOLDER = resolve(import.meta.dirname, '../../fixtures/import');
const fixtures = readdirSync(FOLDER).map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(FOLDER, name))) }));
const book = workbook({
  Items: [
    ['Customer No', 'Customer', 'Invoice No', 'Due Date', 'Open Amount'],
    ['0007', 'Ada', 'R1', dateCell(46326), 10.5],
    ['0008', 'Bob', 'R2', dateCell(46327), -3],
  ],
});
const SEED = 20_261_120;
/** Milliseconds after which a property stops looking for more. */
const LIMIT = 5_000;
const parameters = { seed: SEED, interruptAfterTimeLimit: LIMIT, markInterruptAsFailure: false };

describe('whatever the bytes, an import is refused or adds up', () => {
  it('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        survives(b, 'random.csv', bytes);
      }),
      { ...parameters, numRuns: 200 },
    );
  });

  it('random cells under known column names', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('1.234,50', '(5)', '2026-10-31', '31/10/2026', '46326', 'Total', '€', '#N/A', '"', '-'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { maxLength: 12 }), (rows) => {
        const head = 'Customer No;Invoice No;Type;Invoice Date;Due Date;Amount;Open Amount';
        const text = [head, ...rows.map((row) => row.join(';'))].join('\n');
        survives(b, 'cells.csv', new TextEncoder().encode(text));
      }),
      { ...parameters, numRuns: 300 },
    );
  });

  it('the fixtures, spoiled', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(mutation, { minLength: 1, maxLength: 4 }), (file, spoils) => {
        if (survives(b, file.name, spoils.reduce(mutate, file.bytes))) taken++;
      }),
      { ...parameters, numRuns: 400 },
    );
    // Otherwise everything was refused, and nothing was tried but refusing.
    expect(taken).toBeGreaterThan(20);
  });

  it('a workbook, spoiled', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (spoils) => {
        survives(b, 'book.xlsx', spoils.reduce(mutate, book));
      }),
      { ...parameters, numRuns: 200 },
    );
  });
});
