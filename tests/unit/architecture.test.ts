import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What the import arrows cannot say (docs/architecture.md): rules without clock and chance, SQL in one place, one writer of exchanged rows. */
const src = resolve(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name: relative(src, join(src, name)).replaceAll('\\', '/'), text: code(join(src, name)) }));

/** The code without its comments: those may speak of anything. */
function code(path: string): string {
  return uncommented(readFileSync(path, 'utf8'));
}

function uncommented(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

const CLOCK_OR_CHANCE = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/;
const SQL = /\b(SELECT\s+[\w*(]|INSERT\s+(OR\s+\w+\s+)?INTO\s+\w|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s+\w)/;
const EXCHANGED = 'customer_desk|item_desk|contact|commitment|dispute|task|user|setting|calendar_day|cell|activity';
const WRITES_EXCHANGED = new RegExp(`\\b(INSERT\\s+(OR\\s+\\w+\\s+)?INTO|UPDATE|DELETE\\s+FROM)\\s+(${EXCHANGED})\\b`);

const offenders = (pattern: RegExp, where: (name: string) => boolean) =>
  files.filter(({ name, text }) => where(name) && pattern.test(text)).map(({ name }) => name);

describe('the code keeps to its places', () => {
  it('reads files at all', () => {
    expect(files.length).toBeGreaterThan(200);
  });

  it('shared code knows no clock and no chance', () => {
    expect(offenders(CLOCK_OR_CHANCE, (name) => name.startsWith('shared/'))).toEqual([]);
  });

  it('SQL stands in the data process only', () => {
    expect(offenders(SQL, (name) => !name.startsWith('main/data/'))).toEqual([]);
  });

  it('exchanged rows of people are written by one module, merged by another, and put back by the undo of an import', () => {
    expect(offenders(WRITES_EXCHANGED, () => true).sort()).toEqual([
      'main/data/exchange/apply.ts',
      'main/data/exchange/write.ts',
      'main/data/import/undo.ts',
    ]);
  });

  it.each([
    [CLOCK_OR_CHANCE, 'const now = new Date();'],
    [CLOCK_OR_CHANCE, 'return Math.random() * 6'],
    [SQL, 'db.all(`SELECT * FROM item`)'],
    [SQL, "'UPDATE item SET seq = 1'"],
    [WRITES_EXCHANGED, 'INSERT OR REPLACE INTO activity VALUES (1)'],
    [WRITES_EXCHANGED, 'DELETE FROM contact WHERE 1'],
  ])('flags %s in “%s”', (pattern, text) => expect(pattern.test(text)).toBe(true));

  it.each([
    [CLOCK_OR_CHANCE, "new Date('2026-01-01')"],
    [CLOCK_OR_CHANCE, 'new Date(moment)'],
    [SQL, 'Select the items'],
    [SQL, 'update the list'],
    [WRITES_EXCHANGED, 'INSERT INTO import_batch (id) VALUES (1)'],
    [WRITES_EXCHANGED, 'DELETE FROM draft'],
  ])('allows, by %s, “%s”', (pattern, text) => expect(pattern.test(text)).toBe(false));

  it('looks at code, not at comments', () => {
    expect(uncommented('a(); // new Date()\n/* Math.random() */ b();')).toBe('a();\n b();');
  });
});
