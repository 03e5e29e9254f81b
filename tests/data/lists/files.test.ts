import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type * as promises from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as Xlsx from '@e965/xlsx';
import type { ListChoice } from '@shared/contract/lists';
import fc from 'fast-check';
import Papa from 'papaparse';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { writeAll } from '../../../src/main/data/exchange/file/part-file';
import { csvOf } from '../../../src/main/data/lists/csv';
import { guarded, unguarded } from '../../../src/main/data/lists/guard';
import type { Column, ListRow } from '../../../src/main/data/lists/list';
import { saveList } from '../../../src/main/data/lists/save';
import { workbookOf } from '../../../src/main/data/lists/workbook';
import { sampleBench } from '../desk/sample';
import { smallPortfolio, TODAY } from '../desk/small';
import { newFolder } from '../support/database';

/** The disk as it goes wrong: bytes that still fit. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof promises>();
  return {
    ...real,
    open: async (path: string, flags: string) => {
      const handle = await real.open(path, flags);
      const write = handle.write.bind(handle) as (...args: unknown[]) => Promise<{ bytesWritten: number }>;
      Object.assign(handle, {
        write: (chunk: Uint8Array, offset: number, length: number, at: number) => {
          disk.room -= length;
          if (disk.room >= 0) return write(chunk, offset, length, at);
          return Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' }));
        },
      });
      return handle;
    },
  };
});
beforeEach(() => {
  disk.room = Number.POSITIVE_INFINITY;
});

const bench = sampleBench(TODAY);
const ALL = { userId: null, customerIds: null };
const ITEMS: ListChoice = { what: 'items', ...ALL, itemIds: null };

const COLUMNS: readonly Omit<Column<never>, 'of'>[] = [
  { name: 'Text', kind: 'text', width: 10 },
  { name: 'Day', kind: 'date', width: 10 },
  { name: 'Number', kind: 'count', width: 10 },
  { name: 'Amount', kind: 'amount', width: 10 },
];
const rowOf = (...cells: ListRow['cells']): ListRow => ({ cells, currency: 'EUR', minor: null });

async function csv(rows: ListRow[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of csvOf(COLUMNS, rows)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function workbook(rows: Iterable<ListRow>, most?: number): Promise<{ book: Xlsx.WorkBook; xml: string }> {
  const path = join(newFolder(), 'a.xlsx');
  const handle = await open(path, 'wx+');
  await writeAll(handle, workbookOf('Test', COLUMNS, rows, most), 0).finally(() => handle.close());
  const bytes = readFileSync(path);
  const zip = Xlsx.CFB.read(bytes, { type: 'buffer' });
  const xml = Buffer.from(Xlsx.CFB.find(zip, '/xl/worksheets/sheet1.xml')?.content as Uint8Array).toString();
  return { book: Xlsx.read(bytes, { type: 'buffer', cellNF: true, cellDates: false }), xml };
}

/** Texts as people and attackers write them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30, size: 'max' }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', ' ', '"', ',', '＝', 'A', '1'),
    maxLength: 8,
  }),
  fc.constantFrom(
    '=cmd|’ /C calc’!A0',
    '+49 (0)30 1234-5',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '渡辺商店',
    'a\r\nb',
    "'t Hart",
  ),
);

describe('a CSV', () => {
  it('is UTF-8 with byte order mark, commas and CRLF; dates are ISO, amounts plain decimals', async () => {
    const bytes = await csv([
      rowOf('Müller, "Sons"', '2026-11-01', -3, -1234505),
      { ...rowOf('two\nlines', null, null, 1200), currency: 'JPY' },
      { ...rowOf('渡辺', null, 0, 5), currency: 'KWD' },
    ]);
    expect(bytes.toString()).toBe(
      '\ufeffText,Day,Number,Amount\r\n"Müller, ""Sons""",2026-11-01,-3,-12345.05\r\n"two\nlines",,,1200\r\n渡辺,,0,0.005\r\n',
    );
  });

  it('holds no text that a spreadsheet would run, and gives back every text as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20, size: 'max' }), async (texts) => {
        const bytes = await csv(texts.map((one) => rowOf(one, null, null, -1)));
        const { data } = Papa.parse<string[]>(bytes.toString().slice(1), { newline: '\r\n' });
        const read = data.slice(1, -1).map(([cell = '']) => cell);
        for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]|^\s+[=+\-@]/);
        expect(read.map(unguarded)).toEqual(texts);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('leaves alone what nobody runs', () => {
    for (const plain of ['Müller', "'t Hart", '2026-11-01', '1-30', '(+49)', '', "d'=", 'a=b']) {
      expect(guarded(plain)).toBe(plain);
      expect(unguarded(plain)).toBe(plain);
    }
    expect(guarded('+49-30-1234')).toBe("'+49-30-1234");
  });
});

describe('a workbook', () => {
  it('has real numbers, real dates, and a header in sight', async () => {
    const { book, xml } = await workbook([
      rowOf('a', '2026-11-01', 7, -1234505),
      { ...rowOf('b', '1899-12-31', null, 1200), currency: 'JPY' },
      { ...rowOf('c', null, null, 5), currency: 'KWD' },
      rowOf('d', null, null, 900719925474099_1),
    ]);
    const sheet = book.Sheets.Test as Xlsx.WorkSheet;
    expect(sheet.B2).toMatchObject({ t: 'n', v: 46327, z: 'yyyy-mm-dd' });
    expect(Xlsx.SSF.format('yyyy-mm-dd', 46327)).toBe('2026-11-01');
    expect(sheet.D2).toMatchObject({ t: 'n', v: -12345.05, z: '#,##0.00##' });
    expect(sheet.D3).toMatchObject({ t: 'n', v: 1200 });
    expect(sheet.D4).toMatchObject({ t: 'n', v: 0.005 });
    expect(sheet.C2).toMatchObject({ t: 'n', v: 7 });
    // What a spreadsheet cannot keep exactly stays text.
    expect(sheet.B3).toMatchObject({ t: 's', v: '1899-12-31' });
    expect(sheet.D5).toMatchObject({ t: 's', v: '90071992547409.91' });
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" state="frozen" activePane="bottomLeft"/>');
  });

  it('keeps every text a text, as it was but for line breaks', async () => {
    const odd = ['_x0041_', '\u0000\u0007', 'a\rb', '<b>&amp;"', ' blank ', '=1+1', '1-30', '007'];
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20, size: 'max' }), async (texts) => {
        const all = [...texts, ...odd];
        const { book } = await workbook(all.map((one) => rowOf(one, null, null, null)));
        const sheet = book.Sheets.Test as Xlsx.WorkSheet;
        all.forEach((one, i) => {
          const cell = sheet[`A${i + 2}`] as Xlsx.CellObject;
          expect([cell.t, cell.f, cell.v]).toEqual(['s', undefined, one.replace(/\r\n?/g, '\n')]);
        });
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('takes as many rows as a sheet does; one more is refused, and CSV named', async () => {
    const rows = (count: number) => Array.from({ length: count }, () => rowOf('a', null, null, 1));
    expect((await workbook(rows(9), 10)).xml).toContain('<row r="10">');
    await expect(workbook(rows(10), 10)).rejects.toMatchObject({
      code: 'file_too_large',
      message: expect.stringMatching(/more rows than the 9 .*\.csv/),
    });
  });

  it('cuts a text longer than a cell takes, and says so by an ellipsis', async () => {
    const { book } = await workbook([rowOf('x'.repeat(40_000), null, null, null)]);
    expect(String((book.Sheets.Test as Xlsx.WorkSheet).A2.v)).toMatch(/^x{32766}…$/);
  });
});

describe('saving', () => {
  const target = (name: string) => join(newFolder(), name);
  const names = (path: string) => readdirSync(join(path, '..')).sort();

  it.each(['items.txt', 'items', 'items.xls', 'items.duebook', '.csv'])('as %s is refused', async (name) => {
    const path = target(name);
    await expect(saveList(smallPortfolio(), TODAY, ITEMS, path)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('.csv or .xlsx'),
    });
    expect(names(path)).toEqual([]);
  });

  it.each(['list.csv', 'list.XLSX'])('replaces %s that is there, and leaves nothing beside it', async (name) => {
    const path = target(name);
    writeFileSync(path, 'yesterday');
    expect(await saveList(smallPortfolio(), TODAY, ITEMS, path)).toEqual({
      file: name,
      what: 'items',
      rows: 5,
      sums: [
        { currency: 'EUR', minor: 100000 },
        { currency: 'USD', minor: 8000 },
      ],
    });
    expect(names(path)).toEqual([name]);
  });

  it.each([
    ['list.csv', 0],
    ['list.csv', 40_000],
    ['list.xlsx', 0],
    ['list.xlsx', 20_000],
  ])('%s on a disk with room for %i bytes leaves what was there', async (name, room) => {
    const path = target(name);
    writeFileSync(path, 'yesterday');
    disk.room = room;
    await expect(saveList(bench.db(), TODAY, ITEMS, path)).rejects.toMatchObject({ code: 'disk_full' });
    expect(names(path)).toEqual([name]);
    expect(readFileSync(path, 'utf8')).toBe('yesterday');
    disk.room = Number.POSITIVE_INFINITY;
    expect((await saveList(bench.db(), TODAY, ITEMS, path)).rows).toBeGreaterThan(100);
  });

  it('into a folder that is not there, or onto one, is refused', async () => {
    const path = target('away');
    await expect(saveList(smallPortfolio(), TODAY, ITEMS, join(path, 'list.csv'))).rejects.toMatchObject({
      code: 'file_missing',
    });
    mkdirSync(`${path}.csv`);
    await expect(saveList(smallPortfolio(), TODAY, ITEMS, `${path}.csv`)).rejects.toMatchObject({
      code: 'file_unwritable',
    });
    expect(names(path)).toEqual(['away.csv']);
  });

  it('in the place of a database is refused', async () => {
    const db = smallPortfolio();
    const path = join(dirname(db.file), 'copy.csv');
    db.raw.prepare('VACUUM INTO ?').run(path);
    const before = readFileSync(path);
    await expect(saveList(db, TODAY, ITEMS, path)).rejects.toMatchObject({ code: 'file_unwritable' });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each(['list.csv', 'list.xlsx'])('%s can be stopped at any step, and nothing of it stays', async (name) => {
    const path = target(name);
    writeFileSync(path, 'yesterday');
    const db = bench.copy();
    const steps: string[] = [];
    await saveList(db, TODAY, { what: 'activities', ...ALL, privateNotes: true }, path, {
      onRows: (_rows, _total, phase) => steps.push(phase),
      isCancelled: () => false,
    });
    expect(new Set(steps)).toEqual(new Set(['choosing', 'listing']));
    writeFileSync(path, 'yesterday');
    for (let stop = 1; stop <= steps.length; stop++) {
      let asked = 0;
      await expect(
        saveList(db, TODAY, { what: 'activities', ...ALL, privateNotes: true }, path, {
          onRows: () => {},
          isCancelled: () => ++asked >= stop,
        }),
      ).rejects.toMatchObject({ code: 'cancelled' });
      expect(names(path)).toEqual([name]);
      expect(readFileSync(path, 'utf8')).toBe('yesterday');
    }
    // The database is free again.
    expect(db.raw.inTransaction).toBe(false);
  });
});
