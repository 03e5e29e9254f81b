import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ERROR_CODES } from '@shared/contract/errors';
import { IMPORT_FIELDS } from '@shared/contract/imports';
import { CLOSING_REASONS } from '@shared/domain/model';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/** An import runs in the thread for long work: what that refuses is refused to imports too. */
const source = ['import', 'work']
  .map((name) => join(root, 'src/main/data', name))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  .join('\n');
const page = readFileSync(join(root, 'docs/import.md'), 'utf8');
const cli = readFileSync(join(root, 'docs/cli.md'), 'utf8');
const found = (pattern: RegExp) =>
  [...new Set([...source.matchAll(pattern)].map((match) => match[1] as string))].sort();

/** The reason is the last text of a reject. */
const reasons = [...source.matchAll(/new RowReject\((.*?)\);/gs)].flatMap(([, call = '']) => {
  const texts = [...call.matchAll(/'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, plain, mixed]) => plain ?? mixed ?? '',
  );
  return texts.slice(-1);
});

const warnings = found(/\bwarn(?:ings\.set)?\(\s*'([a-z_]+)'/g);
const refusals = found(/new Refusal\(\s*(?:[^,'()]*\? )?'([a-z_]+)'/g);
const problems = found(/\bcode: '([a-z_]+)'/g);

describe('docs/import.md', () => {
  it('finds the messages it is held against', () => {
    expect(warnings.length).toBeGreaterThan(15);
    expect(refusals.length).toBeGreaterThan(6);
    expect(reasons.length).toBeGreaterThan(20);
  });

  it.each(warnings)('says what the warning %s means', (code) => {
    expect(page).toMatch(new RegExp(`^\\|[^|]*\`${code}\``, 'm'));
  });

  it.each([...new Set([...refusals, ...problems])])('says when a whole file is refused as %s', (code) => {
    expect(ERROR_CODES).toContain(code);
    expect(page).toMatch(new RegExp(`^\\|[^|]*\`${code}\``, 'm'));
  });

  it('names no message that is not there any more', () => {
    const tables = page.slice(page.indexOf('## Messages'));
    const named = [...tables.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z]+(?:_[a-z]+)*)`/g)].map((match) => match[1]),
    );
    expect(named.filter((code) => ![...warnings, ...refusals, ...problems].includes(code as string))).toEqual([]);
  });

  it.each(reasons)('says what a rejected row means that %s', (reason) => {
    const words = reason.split(/\$\{[^}]*\}|[:;,(]/).map((part) => part.trim());
    for (const part of words.filter((one) => one.includes(' '))) expect(page).toContain(part);
  });

  it.each(IMPORT_FIELDS)('names the field %s', (field) => {
    expect(page).toContain(field);
  });
});

describe('docs/cli.md', () => {
  it.each(CLOSING_REASONS)('names the reason %s', (reason) => {
    expect(cli).toContain(`\`${reason}\``);
  });
});
