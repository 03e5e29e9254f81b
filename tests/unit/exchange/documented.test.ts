import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMN_RULES } from '@shared/exchange/columns';
import { factProblem } from '@shared/exchange/facts';
import { BATCH, CUSTOMER, ITEM, SETTLEMENT } from '@shared/exchange/ledger';
import { type EntitySpec, REGISTRY } from '@shared/exchange/registry';
import type { ValueRule } from '@shared/exchange/values';
import { describe, expect, it } from 'vitest';

/** docs/exchange-format.md is all a stranger has: its tables of columns are held against the rules that files are read by. */
const page = readFileSync(join(import.meta.dirname, '../../../docs/exchange-format.md'), 'utf8');
const columns = page.slice(page.indexOf('## Columns'), page.indexOf('## Shared folder'));

type Told = [name: string, rule: string];
const rows = columns
  .split('\n')
  .filter((line) => /^\|[^-]/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const told = (cell = ''): Told[] =>
  cell.split(' · ').map((one) => (/^`(\w+)` (.+)$/.exec(one) ?? []).slice(1) as unknown as Told);

const LEDGER = [BATCH, CUSTOMER, ITEM, SETTLEMENT];
const ledger = rows.filter(([line = '']) => /^`[bcis]`$/.test(line));
let entity = '';
const groups = rows.slice(rows.findIndex(([first]) => first === 'entity') + 1).map(([name = '', , group, cell]) => {
  entity = name || entity;
  return [entity, group as string, told(cell)] as const;
});

const DIGITS = '0123456789'.repeat(50_000);
/** What a rule in words lets pass, and what not. */
function samples(rule: string): { good: unknown[]; bad: unknown[] } {
  const [, kind = '', size] = /^(.*?) ?(\d+)?$/.exec(rule) as unknown as [string, string, string?];
  const long = (max: number) => ({ good: ['', 'x'.repeat(max)], bad: ['x'.repeat(max + 1), 'a\0', 7, {}] });
  if (rule.includes(' / ')) return { good: rule.split(' / '), bad: ['nobody', '', 7] };
  if (rule.includes('…')) {
    const [least = 0, most = 0] = rule.split('…').map(Number);
    return { good: [least, most], bad: [least - 1, most + 1, 0.5, '1'] };
  }
  switch (kind) {
    case 'id':
      return long(100);
    case 'key': {
      const { good, bad } = long(200);
      return { good, bad: [...bad, 'a\u001fb'] };
    }
    case 'text':
      return long(Number(size));
    case 'json':
      return { good: [], bad: ['{', 7, DIGITS.slice(0, Number(size)) + ' '.repeat(Number(size))] };
    case 'day':
      return { good: ['2026-02-28'], bad: ['2026-02-30', '28.02.2026', '', 20260228] };
    case 'moment':
      return {
        good: ['2026-02-28T10:00:00Z', '2026-02-28T10:00:00.123Z'],
        bad: ['2026-02-28', '2026-02-28T10:00:00+01:00'],
      };
    case 'minor':
      return { good: [0, -(2 ** 53) + 1, 2 ** 53 - 1], bad: [0.5, 2 ** 53, '1'] };
    case 'flag':
      return { good: [0, 1], bad: [2, true, '0'] };
    case 'code':
      return { good: ['EUR'], bad: ['eur', 'EURO', ''] };
    default:
      throw new Error(`no such rule: ${rule}`);
  }
}

function expectSame([name, words]: Told, rule: ValueRule): void {
  const orNull = words.endsWith('?');
  const { good, bad } = samples(words.replace(/\?$/, ''));
  for (const value of good) expect(rule(value), `${name} ${String(value).slice(0, 30)}`).toBe(true);
  for (const value of bad) expect(rule(value), `${name} ${String(value).slice(0, 30)}`).toBe(false);
  expect(rule(null), `${name} null`).toBe(orNull);
}

describe('the columns in docs/exchange-format.md', () => {
  it.each(LEDGER.map((spec) => [spec.letter, spec] as const))('are those of a line %s', (letter, spec) => {
    const here = told(ledger.find(([line]) => line === `\`${letter}\``)?.[1]);
    expect(here.map(([name]) => name)).toEqual(spec.columns.map(([name]) => name));
    for (const [n, [, rule]] of spec.columns.entries()) expectSame(here[n] as Told, rule);
  });

  it('name every entity, every group and its columns, and nothing else', () => {
    const known = Object.entries<EntitySpec>(REGISTRY).flatMap(([name, spec]) =>
      Object.entries(spec.groups).map(([group, { columns }]) => `${name} ${group}: ${columns.join(', ')}`),
    );
    const here = groups.map(
      ([name, group, cells]) => `${name} ${group}: ${cells.map(([column]) => column).join(', ')}`,
    );
    expect(here.toSorted()).toEqual(known.toSorted());
  });

  it.each(groups)('say what %s %s may hold', (name, _, cells) => {
    const rules = COLUMN_RULES[name as keyof typeof COLUMN_RULES] as Record<string, ValueRule>;
    for (const cell of cells) expectSame(cell, rules[cell[0]] as ValueRule);
  });

  it('say which fields a fact has', () => {
    const text = columns.slice(columns.indexOf('A fact has exactly'));
    const fields = [...text.slice(0, text.indexOf('Kinds and')).matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    const fact: Record<string, unknown> = Object.fromEntries(fields.map((name) => [name, 'a']));
    Object.assign(fact, {
      on: '2026-11-20',
      recordedAt: '2026-11-20T09:00:00Z',
      private: 0,
      replicaId: '0'.repeat(16),
      replicaSeq: 1,
      body: null,
    });
    expect(factProblem(fact)).toBeNull();
  });
});
