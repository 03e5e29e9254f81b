import { deflateRawSync } from 'node:zlib';
import type { Refusal } from '@shared/contract/errors';
import type { ImportOptions } from '@shared/contract/imports';
import { describe, expect, it } from 'vitest';
import { commitImport, previewImport } from '../../../src/main/data/import';
import { importBench } from './helpers';
import { dateCell, workbook } from './workbooks';

const b = importBench();
const take = (bytes: Uint8Array, options: ImportOptions = {}) =>
  commitImport(b.db, { name: 'list.xlsx', bytes }, options, b.env());
const look = (bytes: Uint8Array, options: ImportOptions = {}) =>
  previewImport(b.db, { name: 'list.xlsx', bytes }, options, b.env());
const refusal = (action: () => unknown): Refusal => {
  try {
    action();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('was not refused');
};
const item = (number: string) =>
  b.db.get('SELECT amount_minor AS minor, due_on AS due, currency FROM item WHERE number = ?', number);

const HEAD = ['Customer No', 'Customer', 'Invoice No', 'Due Date', 'Open Amount'];
/** 45950 is 2025-10-20. */
const LIST = [HEAD, ['0007', 'Ada', 'R1', dateCell(45950), 1190.5], ['0007', 'Ada', 'R2', dateCell(45951), -20]];

describe('a workbook', () => {
  it('comes in with real dates, numbers and keys as they are shown', () => {
    const report = take(workbook({ Items: LIST }));
    expect(report).toMatchObject({
      created: 2,
      rejected: 0,
      file: { encoding: 'xlsx', delimiter: '', headerRow: 1, decimal: '.' },
    });
    expect(item('R1')).toEqual({ minor: 119050, due: '2025-10-20', currency: 'EUR' });
    expect(b.db.value("SELECT count(*) FROM customer WHERE key = '0007'")).toBe(1);
  });

  it('counts from 1904 where it says so', () => {
    take(
      workbook({ Items: [HEAD, ['7', 'Ada', 'R1', { t: 'n', v: 44488, z: 'yyyy-mm-dd' }, 5]] }, { since1904: true }),
    );
    expect(item('R1')).toMatchObject({ due: '2025-10-20' });
  });

  it('counts from 1904 there also where the day numbers carry no date format', () => {
    take(
      workbook(
        { Items: [HEAD, ['7', 'Ada', 'R1', 44488, 5], ['7', 'Ada', 'R2', '2025-10-20', 5]] },
        { since1904: true },
      ),
    );
    expect(item('R1')).toMatchObject({ due: '2025-10-20' });
    expect(item('R2')).toMatchObject({ due: '2025-10-20' });
  });

  it('takes day numbers without a date format, and dates written as text beside none', () => {
    take(workbook({ Items: [HEAD, ['7', 'Ada', 'R1', 45950, 5], ['7', 'Ada', 'R2', 45951, 5]] }));
    expect(item('R1')).toMatchObject({ due: '2025-10-20' });
  });

  it('shows numbers of a format of zeros with their leading zeros', () => {
    const key = { t: 'n', v: 123, z: '000000' } as const;
    take(workbook({ Items: [HEAD, [key, 'Ada', 'R1', dateCell(45950), 5]] }));
    expect(b.db.value('SELECT key FROM customer')).toBe('000123');
  });

  it('takes the currency of a number format', () => {
    const amount = { t: 'n', v: 1190.5, z: '#,##0.00 [$CHF]' } as const;
    take(workbook({ Items: [HEAD, ['7', 'Ada', 'R1', dateCell(45950), amount]] }));
    expect(item('R1')).toMatchObject({ currency: 'CHF', minor: 119050 });
  });

  it('takes the value a formula last had', () => {
    const sum = { t: 'n', v: 99.9, f: '90+9.9' } as const;
    take(workbook({ Items: [HEAD, ['7', 'Ada', 'R1', dateCell(45950), sum]] }));
    expect(item('R1')).toMatchObject({ minor: 9990 });
  });

  it('takes off what the arithmetic of spreadsheets adds', () => {
    take(workbook({ Items: [HEAD, ['7', 'Ada', 'R1', dateCell(45950), 0.1 + 0.2], ['7', 'Ada', 'R2', '', 1.1 * 3]] }));
    expect(item('R1')).toMatchObject({ minor: 30 });
    expect(item('R2')).toMatchObject({ minor: 330 });
  });

  it('rejects a row with an error cell and says which', () => {
    const error = { t: 'e', v: 42, w: '#N/A' } as const;
    const report = take(workbook({ Items: [...LIST, ['7', 'Ada', 'R3', dateCell(45950), error]] }));
    expect(report).toMatchObject({ created: 2, rejected: 1 });
    expect(report.rejects).toEqual([
      { row: 4, column: 'Open Amount', value: '#N/A', reason: 'is an error of the spreadsheet, not an amount' },
    ]);
  });

  it('takes no date before 1900, nor a negative one', () => {
    const rows = [HEAD, ['7', 'Ada', 'R1', dateCell(-5), 5], ['7', 'Ada', 'R2', dateCell(45950), 5]];
    const report = take(workbook({ Items: rows }));
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.rejects[0]).toMatchObject({ row: 2, column: 'Due Date', value: '-5' });
  });

  it('finds the header below merged title rows, and the value of cells merged over rows in each of them', () => {
    const rows = [
      ['Open items as of 20 November 2026'],
      [],
      HEAD,
      ['0007', 'Ada', 'R1', dateCell(45950), 10],
      [null, null, 'R2', dateCell(45950), 20],
    ];
    const bytes = workbook({ Items: rows }, { sheets: { Items: { merges: ['A1:E1', 'A4:A5', 'B4:B5'] } } });
    const report = take(bytes);
    expect(report).toMatchObject({ created: 2, rejected: 0, listDate: '2026-11-20', file: { headerRow: 3 } });
    expect(b.db.value('SELECT count(*) FROM customer')).toBe(1);
  });

  it('warns of numbers beyond 15 digits, which are rounded', () => {
    const report = take(workbook({ Items: [HEAD, ['7', 'Ada', 1234567890123456, dateCell(45950), 5]] }));
    expect(report.warnings).toMatchObject([{ code: 'precision_lost', text: expect.stringMatching(/row 2/) }]);
  });

  it('keeps three decimals apart from thousands, beside amounts written as text with a comma', () => {
    const rows = [
      ['Customer No', 'Invoice No', 'Amount', 'Open Amount'],
      ['7', 'R1', '1.234,50', 12.5],
      ['7', 'R2', '2.000,00', 1000],
    ];
    const report = take(workbook({ Items: rows }));
    expect(report).toMatchObject({ created: 2, rejected: 0, file: { decimal: ',' } });
    expect(b.open('R1')).toBe(1250);
    const exact = refusal(() => take(workbook({ Items: [HEAD, ['8', 'Bob', 'R9', '', 1.234]] })));
    expect(exact.message).toMatch(/has more decimals than EUR \(2\)/);
  });
});

describe('the sheets of a workbook', () => {
  const notes = [['Read me'], ['This workbook was exported by the ledger.']];
  const other = [HEAD, ['9', 'Bob', 'R9', dateCell(45950), 9]];

  it('are listed, and the only list among them is taken', () => {
    const bytes = workbook({ Notes: notes, Items: LIST });
    expect(look(bytes)).toMatchObject({ blocked: null, sheets: ['Notes', 'Items'], sheet: 'Items' });
    expect(take(bytes)).toMatchObject({ created: 2 });
  });

  it('are asked for when several look like a list', () => {
    const bytes = workbook({ May: LIST, June: other });
    const preview = look(bytes);
    expect(preview).toMatchObject({ sheets: ['May', 'June'], sheet: 'May', blocked: { code: 'sheet_wanted' } });
    expect(preview.blocked?.message).toMatch(/"May", "June"/);
    const before = b.dump();
    expect(refusal(() => take(bytes)).code).toBe('sheet_wanted');
    expect(b.dump()).toBe(before);
    expect(take(bytes, { sheet: 'june' })).toMatchObject({ created: 1 });
    expect(item('R9')).toMatchObject({ minor: 900 });
  });

  it('that are hidden are taken only by name', () => {
    const bytes = workbook({ Items: LIST, Old: other }, { sheets: { Old: { hidden: true } } });
    expect(look(bytes)).toMatchObject({ blocked: null, sheets: ['Items'], sheet: 'Items' });
    expect(look(bytes, { sheet: 'Old' })).toMatchObject({ blocked: null, sheet: 'Old', sheets: ['Items', 'Old'] });
  });

  it('that are not there are refused with the names of those that are', () => {
    const found = refusal(() => take(workbook({ Items: LIST }), { sheet: 'Posten' }));
    expect(found).toMatchObject({ code: 'sheet_wanted', message: expect.stringMatching(/"Posten".*"Items"/) });
  });
});

describe('workbooks that are refused', () => {
  const whole = workbook({ Items: LIST });
  const compound = (text: string) =>
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(512), ...Buffer.from(text, 'utf16le')]);

  it.each([
    ['one cut short', whole.slice(0, whole.length - 400), 'file_unreadable', /cut short/],
    ['one cut to its first bytes', whole.slice(0, 40), 'file_unreadable', /cut short/],
    ['one with damaged bytes', damaged(whole), 'file_unreadable', /damaged/],
    ['a zip bomb', bomb(400, 1024 * 1024), 'file_unreadable', /too large when unpacked/],
    ['a zip bomb that lies about its size', bomb(1, 64 * 1024 * 1024, 1000), 'file_unreadable', /damaged/],
    ['one with a password', compound('EncryptedPackage'), 'file_unreadable', /password/],
    ['an .xls', compound('Workbook'), 'file_unreadable', /old Office format/],
    ['another archive', zip([['readme.txt', Buffer.from('hello')]]), 'file_binary', /archive/],
    ['a workbook without a filled cell', workbook({ Items: [[]] }), 'file_empty', /no filled cells/],
  ])('%s changes nothing and says why', (_what, bytes, code, why) => {
    b.take('Customer No;Invoice No;Open Amount\nC;1;5');
    const before = b.dump();
    const found = refusal(() => take(bytes));
    expect(found).toMatchObject({ code, message: expect.stringMatching(why) });
    expect(found.message).toMatch(/Nothing was changed/);
    expect(b.dump()).toBe(before);
  });

  it('a cell in the last corner of a sheet costs no memory', () => {
    const sheet = [
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Customer No</t></is></c><c r="B1" t="inlineStr"><is><t>Invoice No</t></is></c><c r="C1" t="inlineStr"><is><t>Amount</t></is></c></row>',
      '<row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>1</v></c><c r="C2"><v>5</v></c></row>',
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    ].join('');
    const report = take(plain(sheet));
    expect(report).toMatchObject({ rows: 2, created: 1, leftOut: 1 });
  });
});

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let i = 200; i < 240; i++) copy[i] = (copy[i] as number) ^ 0x5a;
  return copy;
}

/** A zip of one part `xl/workbook.xml` whose zeros unpack to `times` × `size` bytes; `stated` is what its table of contents says. */
function bomb(times: number, size: number, stated?: number): Uint8Array {
  const parts = Array.from({ length: times }, (_, i): [string, Buffer] => [`xl/part${i}.xml`, Buffer.alloc(size)]);
  return zip(parts, stated);
}

function plain(sheet: string): Uint8Array {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const list = (entries: string) =>
    Buffer.from(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries}</Relationships>`,
    );
  return zip([
    [
      '[Content_Types].xml',
      Buffer.from(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${main}.worksheet+xml"/></Types>`,
      ),
    ],
    ['_rels/.rels', list(`<Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>`)],
    [
      'xl/workbook.xml',
      Buffer.from(
        `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      list(`<Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>`),
    ],
    ['xl/worksheets/sheet1.xml', Buffer.from(sheet)],
  ]);
}

function zip(parts: readonly [name: string, content: Buffer][], stated?: number): Uint8Array {
  const locals: Buffer[] = [];
  const table: Buffer[] = [];
  let offset = 0;
  const packed = new Map<Buffer, Buffer>();
  for (const [name, content] of parts) {
    const body = packed.get(content) ?? deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(body.length, 18);
    local.writeUInt32LE(stated ?? content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt32LE(stated ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), body);
    table.push(entry, Buffer.from(name));
    offset += 30 + name.length + body.length;
  }
  const contents = Buffer.concat(table);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(contents.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, contents, end]));
}
