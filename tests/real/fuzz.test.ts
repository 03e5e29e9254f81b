import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { survives } from '../data/import/fuzz';
import { importBench } from '../data/import/helpers';
import { mutate, mutation } from '../data/import/mutations';

/** Public files beside the checkout; the suite says so and is skipped where they are not there. */
const DATA = resolve(import.meta.dirname, '../../../shared/data');
const present = existsSync(DATA);
if (!present) console.warn(`tests/real/fuzz was skipped: ${DATA} is not there`);

const b = importBench();
const LINES = 40;
const files = (present ? readdirSync(DATA, { recursive: true, encoding: 'utf8' }) : [])
  .filter((path) => /\.(csv|xlsx)$/.test(path))
  .sort()
  .map((path) => ({ name: basename(path), bytes: head(path) }));

/** A text's first lines, whatever its encoding; a workbook whole. */
function head(path: string): Uint8Array {
  const bytes = readFileSync(join(DATA, path));
  if (path.endsWith('.xlsx')) return new Uint8Array(bytes);
  return new Uint8Array(Buffer.from(bytes.toString('latin1').split('\n').slice(0, LINES).join('\n'), 'latin1'));
}

describe.skipIf(!present)('public files, spoiled', () => {
  it('are refused or add up', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(mutation, { minLength: 1, maxLength: 4 }), (file, spoils) => {
        if (survives(b, file.name, spoils.reduce(mutate, file.bytes))) taken++;
      }),
      { seed: 20_261_120, numRuns: 500, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
    );
    expect(taken).toBeGreaterThan(50);
  });
});
