import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../src/main/data/db/database';
import type { Phase } from '../../src/main/data/work/progress';
import { C1, clock, fileOf, meet, newWorld, signed, victimOf, type World } from './support/hostile';

/*
 * Files with a right digest and wrong lines, met by the real merge. Each is refused whole, or merged into a sound database.
 */
let world: World;
beforeAll(async () => {
  world = await newWorld();
});

const INJECTED = "'; DROP TABLE item; --";
const REACHING = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
const BATCH = [
  'b',
  clock(1),
  'main',
  'open-items',
  1,
  '2026-11-23',
  '2026-11-23',
  '2026-11-23T10:00:00Z',
  'eve',
  'list.csv',
  'hash',
  '{}',
];
const customer = (key: unknown, more: unknown[] = []) => [
  'c',
  clock(1),
  'main',
  key,
  'Firm',
  null,
  null,
  null,
  null,
  null,
  ...more,
];
const item = (number: unknown, minor: unknown = 5) => [
  'i',
  clock(1),
  number,
  '',
  'invoice',
  'EUR',
  minor,
  '2026-10-01',
  '2026-11-01',
  null,
  null,
  '2026-11-23',
  0,
  null,
];
const settlement = (natural: unknown, minor: unknown = 5) => [
  's',
  clock(1),
  'payment',
  natural,
  '2026-11-01',
  null,
  minor,
  null,
  null,
  null,
];
const annotation = (entity: unknown, row: unknown, groups: unknown, owner: unknown = null) => [
  'r',
  entity,
  row,
  groups,
  owner,
];
const passedOn = (entity: unknown, row: unknown, group: unknown, value: unknown, hours = 1) => [
  'p',
  entity,
  row,
  group,
  clock(hours),
  value,
  null,
];
const fact = (more: object = {}) =>
  signed([
    'a',
    {
      id: 'a1',
      source: 'main',
      customerKey: 'C1',
      kind: 'call',
      outcome: 'reached',
      on: '2026-11-23',
      recordedAt: '2026-11-23T10:00:00Z',
      userId: 'eve',
      private: 0,
      replicaId: '00000000000000ee',
      replicaSeq: 1,
      body: { note: 'x' },
      ...more,
    },
  ]) as unknown[];
const spelled = (records: readonly unknown[]) => records.map((record) => JSON.stringify(record));

async function met(lines: readonly string[], draft: object = {}): Promise<string> {
  const db = victimOf(world);
  try {
    return await meet(db, await fileOf(lines, draft));
  } finally {
    db.close();
  }
}

it('a valid file is merged: what follows is refused for what is wrong with it', async () => {
  expect(await met(world.lines)).toBe('merged');
  expect(await met(spelled([BATCH, customer('C9'), item('9'), settlement('n'), fact()]))).toBe('merged');
});

describe('words that would be more than words', () => {
  it.each([
    INJECTED,
    '"; --',
    '%s%n',
    '<img src=x onerror=alert(1)>',
    '../../etc/passwd',
    'C:\\con',
    '\u202egpj.exe',
    ...REACHING,
  ])('%s as every key, name and id', async (words) => {
    const records = [
      BATCH.with(9, words).with(8, words),
      customer(words).with(4, words),
      item(words),
      settlement(words),
      annotation('contact', words, {
        of: [clock(1), { source: 'main', customer_key: words }],
        person: [clock(1), { name: words, role: null, internal: 0 }],
      }),
      annotation('customerDesk', `main\u001f${words}`, { assignee: [clock(1), { assignee: words }] }),
      annotation('setting', words, { value: [clock(1), { value: JSON.stringify(words) }] }),
      annotation('user', words, { person: [clock(1), { name: words, initials: 'X', role: 'collector' }] }),
      fact({ id: words, customerKey: words, userId: words, kind: 'note', outcome: null, body: { note: words } }),
    ];
    expect(await met(spelled(records))).toBe('merged');
  });

  it.each(REACHING)('%s as entity, group and column', async (word) => {
    const reaching = JSON.parse(`{"${word}":["${clock(1)}",{"${word}":1}]}`) as object;
    for (const record of [
      annotation(word, 'row', reaching),
      annotation('contact', 'eva', reaching),
      annotation('contact', 'eva', {
        person: [clock(1), JSON.parse(`{"name":"E","role":null,"internal":0,"${word}":1}`)],
      }),
      passedOn(word, word, word, reaching),
      passedOn('customerDesk', C1, word, reaching),
    ])
      expect(await met(spelled([record]))).toBe('merged');
    const sly = JSON.stringify(fact()).replace('"note":"x"', `"note":"x","${word}":{"note":1}`);
    expect(await met(spelled([signed(JSON.parse(sly))]))).toBe('merged');
  });

  it('of a path in the name of the file, its writer and its portfolio', async () => {
    expect(
      await met(world.lines, {
        by: { replicaId: '00000000000000ee', userId: '../..', name: '../../x', appVersion: '..' },
      }),
    ).toBe('merged');
    expect(await met(world.lines, { portfolioId: '../../other' })).toBe('other_portfolio');
    expect(await met(world.lines, { portfolioId: '00000000-0000-4000-8000-000000000009' })).toBe('other_portfolio');
  });
});

describe('what stands twice, or in the wrong place', () => {
  const A = fact();
  it.each<[string, unknown[]]>([
    ['the same import', [BATCH, BATCH]],
    ['the same customer', [BATCH, customer('C9'), customer('C9')]],
    ['the same item', [BATCH, customer('C9'), item('9'), item('9')]],
    ['the same item with another amount', [BATCH, customer('C9'), item('9'), item('9', 6)]],
    ['the same settlement', [BATCH, customer('C9'), item('9'), settlement('n'), settlement('n')]],
    ['the same row', [annotation('user', 'u', {}), annotation('user', 'u', {})]],
    ['the same fact', [A, A]],
    ['the same fact with other words', [A, fact({ body: { note: 'y' } })]],
    [
      'the same redaction',
      [
        ['x', 'a1', 'eve', '2026-11-23T10:00:00Z'],
        ['x', 'a1', 'eve', '2026-11-23T10:00:00Z'],
      ],
    ],
    ['a settlement before its item', [BATCH, customer('C9'), settlement('n'), item('9')]],
    ['an item before its customer', [BATCH, item('9'), customer('C9')]],
    ['a customer after annotations', [BATCH, annotation('user', 'u', {}), customer('C9')]],
    ['an import after its rows', [customer('C9'), BATCH]],
    ['an import nobody has', [BATCH, customer('C9').with(1, clock(9))]],
    ['a stamp of every object', [BATCH, customer('C9').with(1, '__proto__')]],
    ['a fact without words', [fact({ body: null })]],
  ])('%s: refused', async (_, records) => {
    expect(await met(spelled(records))).toBe('file_invalid');
  });

  it('a passed-on cell beside the same cell of the row: the later one counts, once and for all', async () => {
    const row = (hours: number) => annotation('contact', 'eva', { shoes: [clock(hours), 'row'] });
    for (const [own, passed] of [
      [9, 5],
      [5, 9],
      [5, 5],
    ] as const) {
      const lines = spelled([row(own), passedOn('contact', 'eva', 'shoes', 'passed', passed)]);
      expect(await met(lines)).toBe('merged');
    }
  });
});

describe('values that are none', () => {
  it.each(['9007199254740993', '-9007199254740993', '1e308', '1e999', '0.5', '-1e-7'])(
    '%s as an amount: refused',
    async (raw) => {
      const lines = spelled([BATCH, customer('C9'), item('9', '@')]).map((line) => line.replace('"@"', raw));
      expect(await met(lines)).toBe('file_invalid');
    },
  );

  it('negative zero and the largest whole numbers are amounts', async () => {
    const lines = spelled([BATCH, customer('C9'), item('8', Number.MAX_SAFE_INTEGER), item('9', '@')]).map((line) =>
      line.replace('"@"', '-0'),
    );
    expect(await met(lines)).toBe('merged');
  });

  it.each(['2026-02-30', '2026-13-01', '0000-00-00', '99999-01-01', '1899-12-31', '2201-01-01', '2026-1-1', ''])(
    '%j as a due date: refused',
    async (day) => {
      expect(await met(spelled([BATCH, customer('C9'), item('9').with(8, day)]))).toBe('file_invalid');
    },
  );

  it.each([
    ['a lone half of a character', '\ud800'],
    ['a separator in a key', 'a\u001fb'],
    ['a null character', 'a\0b'],
    ['a key of 201 characters', 'x'.repeat(201)],
  ])('%s: refused', async (_, key) => {
    const lines = spelled([BATCH, customer(key)]);
    expect(await met(lines)).toBe('file_invalid');
  });

  it('separators in row ids only make rows nobody asks for', async () => {
    const ids = ['\u001f', '\u001f\u001f\u001f\u001f', `${C1}\u001fC2`, 'no separator', '', '\u001fC1'].sort();
    const lines = spelled(
      ['customerDesk', 'itemDesk'].flatMap((entity) =>
        ids.map((row) => annotation(entity, row, { tags: [clock(1), { tags: '["x"]' }] }, `${C1}\u001f`)),
      ),
    );
    expect(await met(lines)).toBe('merged');
  });

  it('too long or too deep: refused', async () => {
    expect(await met(spelled([annotation('user', 'x'.repeat(1001), {})]))).toBe('file_invalid');
    expect(await met([`["r","user","u",${'['.repeat(100_000)}${']'.repeat(100_000)},null]`])).toBe('file_invalid');
    expect(await met(spelled([fact({ body: { note: 'x'.repeat(200_001) } })]))).toBe('file_invalid');
  });

  it('a clock beyond time is refused, one at its end is merged and can still be written over', async () => {
    const tags = (time: string) => spelled([annotation('customerDesk', C1, { tags: [time, { tags: '["x"]' }] }, C1)]);
    expect(await met(tags('8'.padEnd(32, '0')))).toBe('file_invalid');
    expect(await met(tags('7'.padEnd(32, 'f')))).toBe('merged');
  });
});

describe('much of it', () => {
  it('ten thousand unknown entities and groups are kept for later', async () => {
    const groups = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`g${n}`, [clock(1), n]]));
    const rows = Array.from({ length: 10_000 }, (_, n) =>
      annotation(`z${String(n).padStart(5, '0')}`, 'row', { g: [clock(1), n] }),
    );
    expect(await met(spelled([annotation('contact', 'eva', groups), ...rows]))).toBe('merged');
  });

  it('a million lines are read in pieces of bounded size, and refused for the last one with nothing left behind', async () => {
    const db = victimOf(world);
    const many = function* () {
      for (let n = 0; n < 1_000_000; n++) yield `["x","${String(n).padStart(7, '0')}","u","2026-11-23T10:00:00Z"]`;
      yield '["x","0","u","2026-11-23T10:00:00Z"]';
    };
    let last = 0;
    let largest = 0;
    const onRows = (lines: number, _total: number | null, phase: Phase) => {
      if (phase !== 'staging') return;
      largest = Math.max(largest, lines - last);
      last = lines < last ? 0 : lines;
    };
    expect(
      await meet(db, await fileOf(many()), {
        progress: { onRows, isCancelled: () => false },
      }),
    ).toBe('file_invalid');
    expect(last).toBeGreaterThan(900_000);
    expect(largest).toBeLessThan(20_000);
    db.close();
  }, 300_000);
});

it('a header that lies about scope and counts changes nothing of what its lines do', async () => {
  expect(await met(world.lines, { scope: { assignee: 'nobody', customers: 0 }, kind: 'changes' })).toBe('merged');
});

type Json = unknown;
type Step = string | number;

function placesIn(value: Json, path: Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function replaced(value: Json, [step, ...rest]: Step[], by: Json): Json {
  if (step === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<Step, Json>;
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}

const ODD = [
  null,
  true,
  0,
  1,
  -1,
  0.5,
  1e308,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  '',
  'x',
  '__proto__',
  INJECTED,
  '2026-02-30',
  '1900-01-01',
  '2200-12-31',
  '\u001f',
  'a\u001fb',
  '[]',
  '{}',
  'null',
  '[null]',
  '[{"number":"1"}]',
  'x'.repeat(3000),
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  clock(2),
  clock(-9e6),
  'EUR',
];
const change = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      how: fc.constant('replace' as const),
      at: fc.nat(),
      place: fc.nat(),
      by: fc.constantFrom(...ODD),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      how: fc.constantFrom('drop' as const, 'repeat' as const, 'swap' as const),
      at: fc.nat(),
      place: fc.nat(),
      by: fc.constant(null),
    }),
  },
);

it('any value in the place of any other, lines dropped, repeated and swapped', async () => {
  const outcomes = new Map<string, number>();
  let db: Db = victimOf(world);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const records = world.lines.map((line) => JSON.parse(line) as Json);
      for (const { how, at, place, by } of changes) {
        const n = at % records.length;
        const record = records[n];
        const places = placesIn(record);
        if (how === 'drop') records.splice(n, 1);
        else if (how === 'repeat') records.splice(place % records.length, 0, record);
        else if (how === 'swap')
          [records[n], records[place % records.length]] = [records[place % records.length], record];
        else records[n] = signed(replaced(record, places[place % places.length] as Step[], by));
      }
      const outcome = await meet(db, await fileOf(spelled(records)));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome !== 'merged') return;
      db.close();
      db = victimOf(world);
    }),
    { seed: 20261123, numRuns: 80, endOnFailure: true },
  );
  db.close();
  expect(outcomes.get('merged')).toBeGreaterThan(10);
  expect(outcomes.get('file_invalid')).toBeGreaterThan(10);
}, 300_000);
